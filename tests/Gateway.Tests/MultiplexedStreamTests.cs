using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Threading.Channels;
using Google.Protobuf;
using Grpc.Core;
using Omnichannel.Gateway.Contracts;
using Omnichannel.Gateway.Tests.Probe;
using Omnichannel.Gateway.Tests.Wire;
using Omnichannel.Platform.Errors;
using Omnichannel.Types.V1;

namespace Omnichannel.Gateway.Tests;

/// <summary>Several event streams on one connection: a page opens one, whatever it watches.</summary>
public sealed class MultiplexedStreamTests : IAsyncLifetime
{
    private const string Watch = GatewayUnderTest.ProbeRpc + "Watch";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // What each probe sends, by its name, and where it was asked to go on.
    private readonly ConcurrentDictionary<string, Channel<Func<FakeCall, Task>>> probes = new();
    private readonly ConcurrentDictionary<string, long> resumed = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> left = new();

    private GatewayUnderTest gateway = null!;

    public async Task InitializeAsync()
    {
        gateway = await GatewayUnderTest.Start(new()
        {
            ["Omnichannel:Gateway:Streams:Heartbeat"] = "00:00:00.200",
            ["Omnichannel:Services:support"] = "http://127.0.0.1:1",
        });
        gateway.Upstream.On(Watch, Follow);
    }

    public async Task DisposeAsync() => await gateway.DisposeAsync();

    [Fact]
    public async Task Watches_OnOneConnection_EachEventNamesItsOwn()
    {
        using var events = await Open(Role.Customer, "/v1/probe/a:watch", "/v1/probe/b%22:watch");
        Send("a", new WatchResponse { Version = 7, Snapshot = new Inner { Name = "x" } });
        var first = await Next(events);
        Send("b\"", new WatchResponse { Version = 3, Change = "line\nbreak" });
        var second = await Next(events);

        Assert.Equal(("snapshot", "/v1/probe/a:watch", "7"), (first.Event, first.Watch, first.Inner.GetProperty("version").GetString()));
        Assert.Equal("x", first.Inner.GetProperty("snapshot").GetProperty("name").GetString());
        Assert.Equal(("change", "/v1/probe/b%22:watch", "line\nbreak"), (second.Event, second.Watch, second.Inner.GetProperty("change").GetString()));
        Assert.Equal("connected", events.Comments[0]);
    }

    [Fact]
    public async Task Watches_ResumedByOneId_GoOnEachWhereItWas()
    {
        string[] watches = ["/v1/probe/a:watch", "/v1/probe/b:watch?resumeVersion=40", "/v1/probe/c:watch"];
        string id;
        using (var events = await Open(Role.Customer, watches))
        {
            Send("a", new WatchResponse { Version = 7 });
            await Next(events);
            Send("c", new WatchResponse { Version = 0 });
            await Next(events);
            Send("a", new WatchResponse { Version = 9 });
            id = (await Next(events)).Id!;
        }

        Assert.Equal(40, resumed["b"]);
        Assert.Matches("^[A-Za-z0-9_-]{8}\\.9\\.\\.0$", id);
        await Left("a", "b", "c");
        resumed.Clear();
        using var again = await Open(Role.Customer, watches, id);
        Send("b", new WatchResponse { Version = 41 });
        var next = await Next(again);

        Assert.Equal(id[..8] + ".9.41.0", next.Id);
        Assert.Equal([("a", 9), ("b", 40), ("c", 0)], resumed.Select(each => (each.Key, each.Value)).Order());
    }

    [Fact]
    public async Task Watches_ResumedByAnIdInTheAddress_GoOn_AndTheHeaderIsStronger()
    {
        string[] watches = ["/v1/probe/a:watch", "/v1/probe/b:watch"];
        var check = await Check(watches);
        await Left("a", "b");
        foreach (var (header, expected) in new[] { ((string?)null, 4), (check + ".6.", 6) })
        {
            resumed.Clear();
            var request = Request(Role.Customer, watches, header);
            request.RequestUri = new Uri(request.RequestUri + $"&lastEventId={check}.4.5", UriKind.Relative);
            using (var events = await EventReader.Open(gateway, request))
            {
                Send("b", new WatchResponse { Version = 9 });
                await Next(events);
            }

            Assert.Equal(expected, resumed["a"]);
            await Left("a", "b");
        }
    }

    [Fact]
    public async Task Watches_OfManyBusyStreams_AreWholeInOrder_AndEveryIdSaysWhereEachIs()
    {
        const int Each = 150;
        var names = Enumerable.Range(0, 16).Select(index => $"p{index}").ToList();
        var watches = names.Select(name => $"/v1/probe/{name}:watch").ToArray();
        using var events = await Open(Role.Customer, watches);
        foreach (var name in names)
        {
            Probe(name).Writer.TryWrite(async call =>
            {
                for (var version = 1; version <= Each; version++)
                {
                    await call.Send(new WatchResponse { Version = version, Change = new string('x', version) });
                }
            });
        }

        var seen = watches.ToDictionary(watch => watch, _ => (long?)null);
        for (var count = 0; count < Each * names.Count; count++)
        {
            var each = await Next(events);
            var version = long.Parse(each.Inner.GetProperty("version").GetString()!, CultureInfo.InvariantCulture);
            Assert.Equal((seen[each.Watch] ?? 0) + 1, version);
            Assert.Equal(version, each.Inner.GetProperty("change").GetString()!.Length);
            seen[each.Watch] = version;
            Assert.Equal(string.Join('.', watches.Select(watch => seen[watch])), each.Id![9..]);
        }
    }

    [Fact]
    public async Task Watch_ThatFails_EndsAlone()
    {
        using var events = await Open(Role.Customer, "/v1/probe/a:watch", "/v1/probe/b:watch");
        Send("a", new WatchResponse { Version = 1 });
        await Next(events);
        Fail("b");
        var failed = await Next(events);
        Send("a", new WatchResponse { Version = 2 });
        var goesOn = await Next(events);

        Assert.Equal(("error", "/v1/probe/b:watch", null), (failed.Event, failed.Watch, failed.Id));
        Assert.Equal((404, "CART_NOT_FOUND"), (failed.Inner.GetProperty("status").GetInt32(), failed.Inner.GetProperty("reason").GetString()));
        Assert.Equal(("/v1/probe/a:watch", "2"), (goesOn.Watch, goesOn.Inner.GetProperty("version").GetString()));
        Assert.EndsWith(".2.", goesOn.Id, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_ThatEnds_SaysSo_AndTheLastOneEndsTheStream()
    {
        using var events = await Open(Role.Customer, "/v1/probe/a:watch", "/v1/probe/b:watch");
        Probe("b").Writer.Complete();
        var ended = await Next(events);
        Send("a", new WatchResponse { Version = 2 });
        Assert.Equal("/v1/probe/a:watch", (await Next(events)).Watch);
        Probe("a").Writer.Complete();
        var last = await Next(events);

        Assert.Equal([("end", "/v1/probe/b:watch"), ("end", "/v1/probe/a:watch")], new[] { ended, last }.Select(each => (each.Event, each.Watch)));
        Assert.Null(await events.Next());
    }

    [Fact]
    public async Task Watches_AreAuthorisedEachAsAlone()
    {
        using var events = await Open(Role.Customer, "/v1/customers/c1/timeline:watch", "/v1/probe/a:watch");
        var refused = await Next(events);
        Send("a", new WatchResponse { Version = 1 });

        Assert.Equal(("error", "/v1/customers/c1/timeline:watch", "ROLE_NOT_ALLOWED"), (refused.Event, refused.Watch, refused.Inner.GetProperty("reason").GetString()));
        Assert.Equal("/v1/probe/a:watch", (await Next(events)).Watch);
    }

    [Fact]
    public async Task Watch_OfAServiceThatIsAway_EndsAlone()
    {
        var cart = new TaskCompletionSource();
        gateway.Upstream.On("/omnichannel.cart.v1.CartService/WatchCart", async call =>
        {
            await cart.Task;
            await call.Send(new Cart.V1.WatchCartResponse { Version = 1 });
        });
        using var events = await Open(Role.Agent, ["/v1/customers/c1/timeline:watch", "/v1/carts/c1:watch"]);
        var away = await Next(events);
        cart.SetResult();

        Assert.Equal(("error", "/v1/customers/c1/timeline:watch", 503), (away.Event, away.Watch, away.Inner.GetProperty("status").GetInt32()));
        Assert.Equal("/v1/carts/c1:watch", (await Next(events)).Watch);
    }

    [Fact]
    public async Task Watches_AllRefusedAtOnce_AreAnOrdinaryProblem()
    {
        Fail("a");
        var answer = await gateway.Send(Request(Role.Customer, ["/v1/probe/a:watch", "/v1/customers/c1/timeline:watch"]));
        answer.AssertProblem(404, "CART_NOT_FOUND");
    }

    [Fact]
    public async Task Watches_OfEveryStreamWithAPath_AreCarried()
    {
        var rpcs = new RpcCatalogue(PublishedServices.All).All
            .Where(rpc => rpc.Method.IsServerStreaming && rpc.HttpBindings.Any(binding => binding.Method == "GET") && rpc.Method.GetOptions().GetExtension(AccessExtensions.Access).Roles.Contains(Role.Agent))
            .ToList();
        Assert.Contains("WatchCart", rpcs.Select(rpc => rpc.Method.Name));
        await using var everything = await GatewayUnderTest.Start();
        foreach (var rpc in rpcs)
        {
            var rule = rpc.Method.GetOptions().GetExtension(AccessExtensions.Stream);
            everything.Upstream.On(rpc.FullName, async call =>
            {
                var request = rpc.Method.InputType.Parser.ParseFrom((await call.ReadMessage())!);
                var from = (long)rpc.Method.InputType.FindFieldByName(rule.Resume).Accessor.GetValue(request);
                var answer = rpc.Method.OutputType.Parser.ParseFrom(ByteString.Empty);
                rpc.Method.OutputType.FindFieldByName(rule.Id).Accessor.SetValue(answer, from + 10);
                await call.Send(answer.ToByteArray());
                await Task.Delay(Timeout.Infinite, call.Cancelled).ContinueWith(_ => { }, TaskScheduler.Default);
            });
        }

        var watches = rpcs.Select(rpc => System.Text.RegularExpressions.Regex.Replace(rpc.HttpBindings[0].Path.Source, "{[^}]*}", "c1")).ToArray();
        using var events = await EventReader.Open(everything, Request(Role.Agent, watches, of: everything));
        var seen = new Dictionary<string, SentEvent>();
        while (seen.Count < rpcs.Count)
        {
            var each = await Next(events);
            seen.Add(each.Watch, each);
        }

        var last = seen.Values.OrderBy(each => each.Id!.Length).Last();
        Assert.EndsWith(string.Concat(Enumerable.Repeat(".10", rpcs.Count)), last.Id, StringComparison.Ordinal);
        using var again = await EventReader.Open(everything, Request(Role.Agent, watches, last.Id, everything));
        var resumedAt = new HashSet<string>();
        while (resumedAt.Count < rpcs.Count)
        {
            var each = await Next(again);
            Assert.Contains("\"20\"", each.Inner.ToString(), StringComparison.Ordinal);
            resumedAt.Add(each.Watch);
        }
    }

    [Theory]
    [InlineData("", "watch")]
    [InlineData("watch=", "watch")]
    [InlineData("watch=/v1/probe", "watch")]
    [InlineData("watch=/v1/probe/a:watch&watch=/v1/probe/a:watch", "watch")]
    [InlineData("watch=/v1/probe/a:watch&watch=/v1/streams?watch=/v1/probe/b:watch", "watch")]
    [InlineData("watch=/v1/probe/a:watch&resumeVersion=3", "resumeVersion")]
    [InlineData("watch=/v1/probe/a:watch%3fresumeVersion=x", "watch")]
    [InlineData("watch=/v1/probe/a:watch%3fnonsense=1", "watch")]
    [InlineData("watch=/v1/probe/a:watch%3fticket=1", "watch")]
    [InlineData("watch=/v1/probe/a:watch&lastEventId=7", "Last-Event-ID")]
    [InlineData("watch=http://127.0.0.1/v1/probe/a:watch", "watch")]
    public async Task Request_ThatIsNotSound_IsRefusedWhole(string query, string field)
    {
        var problem = (await gateway.Send("GET", "/v1/streams?" + query, role: Role.Customer)).AssertProblem(400, "INVALID_FIELD");
        Assert.Equal(field, problem.GetProperty("violations")[0].GetProperty("field").GetString());
        Assert.Equal(0, gateway.Upstream.Calls);
    }

    [Fact]
    public async Task Request_OfTooManyWatches_IsRefused()
    {
        var watches = Enumerable.Range(0, 17).Select(index => $"/v1/probe/p{index}:watch").ToArray();
        (await gateway.Send(Request(Role.Customer, watches))).AssertProblem(400, "INVALID_FIELD");
    }

    [Theory]
    [InlineData("7")]
    [InlineData("{0}")]
    [InlineData("{0}.1")]
    [InlineData("{0}.1.2.3")]
    [InlineData("{0}.1.x")]
    [InlineData("{0}.1.-2")]
    [InlineData("{0}.1.99999999999999999999")]
    [InlineData("AAAAAAAA.1.2")]
    public async Task Id_ThatIsNoneOfTheseWatches_IsRefused(string pattern)
    {
        string[] watches = ["/v1/probe/a:watch", "/v1/probe/b:watch"];
        var check = await Check(watches);
        (await gateway.Send(Request(Role.Customer, watches, pattern.Replace("{0}", check, StringComparison.Ordinal)))).AssertProblem(400, "INVALID_FIELD");
    }

    [Fact]
    public async Task Id_OfTheSameWatchesInAnotherOrder_IsRefused()
    {
        var check = await Check(["/v1/probe/a:watch", "/v1/probe/b:watch"]);
        (await gateway.Send(Request(Role.Customer, ["/v1/probe/b:watch", "/v1/probe/a:watch"], check + ".1.2"))).AssertProblem(400, "INVALID_FIELD");
    }

    [Fact]
    public async Task Request_WithoutAnAcceptedToken_IsRefusedWhole()
    {
        (await gateway.Send("GET", "/v1/streams?watch=/v1/probe/a:watch")).AssertProblem(401, "TOKEN_MISSING");
        var request = gateway.Request("GET", "/v1/streams?watch=/v1/probe/a:watch");
        request.Headers.Add("Authorization", "Bearer " + gateway.Token(Role.Customer, lifetime: TimeSpan.FromMinutes(-10)));
        (await gateway.Send(request)).AssertProblem(401, "TOKEN_EXPIRED");
    }

    [Fact]
    public async Task Ticket_OpensTheVeryWatches_AgainAndAgain()
    {
        const string Streams = "/v1/streams?watch=/v1/probe/a:watch&watch=/v1/probe/b:watch";
        var ticket = (await gateway.Send("POST", "/v1/sseTickets", $$"""{ "watch": "{{Streams}}" }""", Role.Customer)).Json.GetProperty("ticket").GetString();
        for (var connection = 0; connection < 2; connection++)
        {
            using (var events = await EventReader.Open(gateway, gateway.Request("GET", $"{Streams}&ticket={ticket}")))
            {
                Send("b", new WatchResponse { Version = 5 });
                Assert.Equal("/v1/probe/b:watch", (await Next(events)).Watch);
            }

            await Left("a", "b");
        }

        (await gateway.Send("GET", $"/v1/streams?watch=/v1/probe/a:watch&ticket={ticket}")).AssertProblem(401, "TICKET_INVALID");
        (await gateway.Send("GET", $"/v1/probe/a:watch?ticket={ticket}")).AssertProblem(401, "TICKET_INVALID");
    }

    [Fact]
    public async Task Reader_Leaves_AllCallsAreCancelled()
    {
        using (var events = await Open(Role.Customer, "/v1/probe/a:watch", "/v1/probe/b:watch"))
        {
            Send("a", new WatchResponse { Version = 1 });
            Send("b", new WatchResponse { Version = 1 });
            await Next(events);
            await Next(events);
        }

        await Left("a", "b");
    }

    [Fact]
    public async Task Silence_IsKeptAliveByComments()
    {
        using var events = await Open(Role.Customer, "/v1/probe/a:watch", "/v1/probe/b:watch");
        var next = events.Next();
        await TestKit.Eventually.True(Patience, "three heartbeats", () => events.Comments.Count(comment => comment == "heartbeat") >= 3);
        Send("b", new WatchResponse { Version = 1 });
        Assert.Equal("/v1/probe/b:watch", (await next)!.Watch);
    }

    [Fact]
    public async Task Gateway_Stops_TheReaderIsToldToComeBack()
    {
        var other = await GatewayUnderTest.Start();
        other.Upstream.On(Watch, Follow);
        using var events = await EventReader.Open(other, Request(Role.Customer, ["/v1/probe/a:watch", "/v1/probe/b:watch"], of: other));
        var stopping = other.App.StopAsync();
        var last = Assert.Single(await events.ToEnd());
        await stopping.WaitAsync(Patience);

        Assert.Equal(("error", "DEPENDENCY_UNAVAILABLE"), (last.Event, last.Data.GetProperty("reason").GetString()));
        await other.DisposeAsync();
    }

    private static async Task<SentEvent> Next(EventReader events) => await events.Next() ?? throw new EndOfStreamException("The stream has ended.");

    // Sends what the test says, until the test completes the channel or the reader leaves.
    private async Task Follow(FakeCall call)
    {
        var request = await call.Read<WatchRequest>();
        resumed[request.Name] = request.ResumeVersion;
        var gone = left[request.Name] = new TaskCompletionSource();
        call.Cancelled.Register(() => gone.TrySetResult());
        try
        {
            await foreach (var step in Probe(request.Name).Reader.ReadAllAsync(call.Cancelled))
            {
                await step(call);
            }
        }
        catch (OperationCanceledException)
        {
            // The reader is gone.
        }
    }

    private Channel<Func<FakeCall, Task>> Probe(string name) => probes.GetOrAdd(name, _ => System.Threading.Channels.Channel.CreateUnbounded<Func<FakeCall, Task>>());

    private void Send(string probe, WatchResponse message) => Probe(probe).Writer.TryWrite(call => call.Send(message));

    private void Fail(string probe)
    {
        Probe(probe).Writer.TryWrite(call => call.Fail(GrpcErrors.Create(StatusCode.NotFound, "CART_NOT_FOUND", "There is no such cart.")));
        Probe(probe).Writer.Complete();
    }

    private Task Left(params string[] names) => Task.WhenAll(names.Select(name => left[name].Task)).WaitAsync(Patience);

    private async Task<string> Check(string[] watches)
    {
        using var events = await Open(Role.Customer, watches);
        Send("a", new WatchResponse { Version = 1 });
        return (await Next(events)).Id!.Split('.')[0];
    }

    private Task<EventReader> Open(Role role, params string[] watches) => EventReader.Open(gateway, Request(role, watches));

    private Task<EventReader> Open(Role role, string[] watches, string id) => EventReader.Open(gateway, Request(role, watches, id));

    private HttpRequestMessage Request(Role role, string[] watches, string? id = null, GatewayUnderTest? of = null)
    {
        var request = (of ?? gateway).Request("GET", "/v1/streams?" + string.Join('&', watches.Select(watch => "watch=" + Uri.EscapeDataString(watch))), role: role);
        if (id is not null)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", id);
        }

        return request;
    }
}
