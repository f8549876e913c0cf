using System.Net;
using System.Security.Cryptography;
using Omnichannel.Gateway.Edge;
using Omnichannel.Gateway.Errors;
using Omnichannel.Gateway.Tests.Probe;
using Omnichannel.Gateway.Tests.Wire;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Security;
using Omnichannel.Types.V1;

namespace Omnichannel.Gateway.Tests;

/// <summary>Tickets stand for a token, for one watch and one minute: EventSource can send nothing else, and comes back with the same address.</summary>
public sealed class TicketTests : IAsyncLifetime
{
    private const string Watch = GatewayUnderTest.ProbeRpc + "Watch";
    private const string Key = "Omnichannel:Gateway:Tickets:Keys:0:Secret";
    private const string Path = "/v1/probe/n1:watch";

    private readonly MovableClock clock = new();
    private readonly SigningKeys tokens = SigningKeys.Generate("shared");
    private readonly string secret = NewSecret();
    private GatewayUnderTest gateway = null!;

    public async Task InitializeAsync() => gateway = await Start(secret);

    public async Task DisposeAsync()
    {
        await gateway.DisposeAsync();
        tokens.Dispose();
    }

    [Fact]
    public async Task Ticket_StandsForTheToken_AnyNumberOfTimes()
    {
        var authorizations = new List<string?>();
        gateway.Upstream.On(Watch, call =>
        {
            authorizations.Add(call.Headers.Authorization);
            return Task.CompletedTask;
        });
        var token = Token();
        var ticket = await Ticket(Path, token);
        for (var time = 0; time < 3; time++)
        {
            Assert.Equal(HttpStatusCode.OK, (await Open(Path, ticket)).Status);
        }

        Assert.Equal(Enumerable.Repeat("Bearer " + token, 3), authorizations);
    }

    [Fact]
    public async Task Ticket_OfAReaderThatComesBackByItself_GoesOnBehindTheLastEvent()
    {
        var resumed = new List<long>();
        gateway.Upstream.On(Watch, async call =>
        {
            var from = (await call.Read<WatchRequest>()).ResumeVersion;
            resumed.Add(from);
            await call.Send(new WatchResponse { Version = from + 1 });
            await call.Send(new WatchResponse { Version = from + 2 });
        });
        var ticket = await Ticket(Path);
        string? last = null;
        for (var connection = 0; connection < 4; connection++)
        {
            var request = Address(Path, ticket);
            if (last is not null)
            {
                request.Headers.Add("Last-Event-ID", last);
            }

            using var events = await EventReader.Open(gateway, request);
            last = (await events.ToEnd())[^1].Id;
        }

        Assert.Equal([0, 2, 4, 6], resumed);
    }

    [Theory]
    [InlineData("/v1/probe/n2:watch")]
    [InlineData("/v1/probe/N1:watch")]
    [InlineData("/v1/probe/n1:watch?resumeVersion=3")]
    [InlineData("/v1/carts/n1:watch")]
    [InlineData("/v1/streams?watch=/v1/probe/n1:watch")]
    public async Task Ticket_ForAnotherWatch_IsRefused(string other) =>
        (await Open(other, await Ticket(Path))).AssertProblem(401, "TICKET_INVALID");

    [Theory]
    [InlineData("/v1/probe/n1:watch", "/v1/probe/%6e1%3Awatch")]
    [InlineData("/v1/probe/a b:watch", "/v1/probe/a%20b:watch")]
    [InlineData("/v1/probe/ü%2Fx:watch", "/v1/probe/%C3%BC%2Fx:watch")]
    [InlineData("/v1/probe/n1:watch?resumeVersion=3", "/v1/probe/n1:watch?resume%56ersion=%33")]
    [InlineData("/v1/streams?watch=/v1/probe/n1:watch&watch=/v1/probe/n2:watch", "/v1/streams?watch=%2Fv1%2Fprobe%2Fn1%3Awatch&watch=%2Fv1%2Fprobe%2Fn2%3Awatch")]
    public async Task Ticket_ForTheSameWatchWrittenOtherwise_IsAccepted(string asked, string opened)
    {
        gateway.Upstream.On(Watch, _ => Task.CompletedTask);
        Assert.Equal(HttpStatusCode.OK, (await Open(opened, await Ticket(asked))).Status);
    }

    [Fact]
    public async Task Ticket_After60Seconds_IsOver()
    {
        gateway.Upstream.On(Watch, _ => Task.CompletedTask);
        var ticket = await Ticket(Path);
        clock.Advance(TimeSpan.FromSeconds(55));
        Assert.Equal(HttpStatusCode.OK, (await Open(Path, ticket)).Status);
        clock.Advance(TimeSpan.FromSeconds(5));
        (await Open(Path, ticket)).AssertProblem(401, "TICKET_EXPIRED");
    }

    [Fact]
    public async Task Ticket_OfATokenThatEndsBefore_EndsWithIt()
    {
        var ticket = await Ticket(Path, Token(TimeSpan.FromSeconds(5)));
        clock.Advance(TimeSpan.FromSeconds(40));
        (await Open(Path, ticket)).AssertProblem(401, "TOKEN_EXPIRED");
    }

    [Fact]
    public async Task Ticket_OfAnotherGateway_IsAcceptedWithTheSameKeyOnly()
    {
        await using var same = await Start(secret);
        await using var later = await Start(NewSecret(), secret);
        await using var other = await Start(NewSecret());
        await using var without = await Start();
        var ticket = await Ticket(Path);
        foreach (var friend in new[] { same, later })
        {
            friend.Upstream.On(Watch, _ => Task.CompletedTask);
            Assert.Equal(HttpStatusCode.OK, (await friend.Send(Address(Path, ticket))).Status);
        }

        foreach (var stranger in new[] { other, without })
        {
            (await stranger.Send(Address(Path, ticket))).AssertProblem(401, "TICKET_INVALID");
        }
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("ü")]
    [InlineData("a.b.c")]
    public async Task Ticket_OfNoKind_IsRefused(string ticket) => (await Open(Path, Uri.EscapeDataString(ticket))).AssertProblem(401, "TICKET_INVALID");

    [Fact]
    public async Task Ticket_GivenTwice_IsRefused()
    {
        var ticket = await Ticket(Path);
        (await Open(Path, $"{ticket}&ticket={ticket}")).AssertProblem(401, "TICKET_INVALID");
    }

    [Fact]
    public void Ticket_WithAnyCharacterChangedRemovedOrAdded_IsNone()
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_ =";
        var seal = Seal(secret);
        var watch = "/v1/probe/n1:watch"u8.ToArray();
        foreach (var header in new[] { "Bearer x.y.z", "Bearer x.y.zz", "Bearer x.y.zzz" })
        {
            var ticket = seal.Close(header, DateTimeOffset.UtcNow, watch);
            Assert.Equal(header, seal.Open(ticket, watch)!.Value.Header);
            for (var place = 0; place < ticket.Length; place++)
            {
                foreach (var wrong in Alphabet.Where(letter => letter != ticket[place]))
                {
                    Assert.Null(seal.Open($"{ticket[..place]}{wrong}{ticket[(place + 1)..]}", watch));
                }

                Assert.Null(seal.Open(ticket.Remove(place, 1), watch));
                Assert.Null(seal.Open(ticket.Insert(place, "A"), watch));
                Assert.Null(seal.Open(ticket.Insert(place, " "), watch));
                Assert.Null(seal.Open(ticket[..place], watch));
            }

            Assert.Null(seal.Open(ticket + "=", watch));
            Assert.Null(seal.Open(ticket + " ", watch));
        }
    }

    [Fact]
    public void Ticket_ShowsNothingOfTheToken()
    {
        const string Header = "Bearer eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJjdXN0b21lci0xIn0.c2lnbmF0dXJl";
        var seal = Seal(secret);
        var tickets = Enumerable.Range(0, 2).Select(_ => seal.Close(Header, DateTimeOffset.UnixEpoch, [])).ToArray();
        Assert.NotEqual(tickets[0], tickets[1]);
        Assert.DoesNotContain(Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes("eyJ")), Convert.ToHexString(System.Buffers.Text.Base64Url.DecodeFromChars(tickets[0])), StringComparison.Ordinal);
    }

    [Fact]
    public void Ticket_OfATokenThatFitsNoAddress_IsRefusedWithWhatToDo()
    {
        var refused = Assert.Throws<ProblemException>(() => Seal(secret).Close("Bearer " + new string('x', 4096), DateTimeOffset.UtcNow, []));
        Assert.Equal((400, "TOKEN_TOO_LONG_FOR_TICKET"), (refused.Problem.Status, refused.Problem.Reason));
    }

    [Theory]
    [InlineData("short")]
    [InlineData("bm90IGxvbmcgZW5vdWdo")]
    [InlineData("")]
    public async Task Key_ThatIsNone_StopsTheStart(string key) =>
        Assert.Contains("Tickets:Keys:0", (await Assert.ThrowsAsync<StartupException>(() => Start(key))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("/v1/probe")]
    [InlineData("/v1/probe:guarded")]
    [InlineData("/v1/nonsense")]
    [InlineData("v1/probe/n1:watch")]
    [InlineData("//v1/probe/n1:watch")]
    [InlineData("https://shop.example/v1/probe/n1:watch")]
    [InlineData("/v1/probe/n1:watch#top")]
    [InlineData("/v1/probe/n1:watch?ticket=x")]
    [InlineData("/v1/streams")]
    [InlineData("/v1/streams?watch=/v1/probe")]
    public async Task Ticket_ForWhatIsNoEventStream_IsNotGiven(string watch)
    {
        var problem = (await gateway.Send("POST", "/v1/sseTickets", $$"""{ "watch": "{{watch}}" }""", Role.Customer)).AssertProblem(400, "INVALID_FIELD");
        Assert.Equal("watch", problem.GetProperty("violations")[0].GetProperty("field").GetString());
    }

    [Fact]
    public async Task Ticket_AskedWithoutWatchOrToken_IsNotGiven()
    {
        (await gateway.Send("POST", "/v1/sseTickets", role: Role.Customer)).AssertProblem(400, "INVALID_FIELD");
        (await gateway.Send("POST", "/v1/sseTickets", $$"""{ "watch": "{{Path}}" }""")).AssertProblem(401, "TOKEN_MISSING");
    }

    [Fact]
    public async Task Ticket_ForAnOrdinaryCall_IsWorthNothing() =>
        (await Open("/v1/probe:guarded", await Ticket(Path))).AssertProblem(401, "TOKEN_MISSING");

    private static string NewSecret() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private static TicketSeal Seal(string secret) => new(new TicketOptions { Keys = [new TicketKeyOptions { Secret = secret }] });

    // Gateways of one shop: they trust the same issuer.
    private Task<GatewayUnderTest> Start(params string[] secrets) => GatewayUnderTest.Start(
        secrets.Select((each, index) => (Name: $"Omnichannel:Gateway:Tickets:Keys:{index}:Secret", each)).ToDictionary(each => each.Name, string? (each) => each.each),
        clock,
        host => host.TrustedIssuers.Add(new TrustedIssuer("shop", tokens)));

    private string Token(TimeSpan? lifetime = null) =>
        new TokenIssuer("shop", tokens, clock).Issue(new TokenRequest("c1", Role.Customer, lifetime ?? TimeSpan.FromMinutes(5)) { Channel = Channel.Web });

    private async Task<string> Ticket(string watch, string? token = null)
    {
        var request = gateway.Request("POST", "/v1/sseTickets", $$"""{ "watch": "{{watch}}" }""");
        request.Headers.Add("Authorization", "Bearer " + (token ?? Token()));
        var answer = (await gateway.Send(request)).Json;
        Assert.Equal(60, answer.GetProperty("expiresIn").GetInt32());
        return answer.GetProperty("ticket").GetString()!;
    }

    private HttpRequestMessage Address(string path, string ticket) =>
        gateway.Request("GET", $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}ticket={ticket}");

    private Task<Answer> Open(string path, string ticket) => gateway.Send(Address(path, ticket));
}
