using System.Net;
using Grpc.Core;
using Omnichannel.Gateway.Tests.Probe;
using Omnichannel.Gateway.Tests.Wire;
using Omnichannel.Platform.Errors;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.Gateway.Tests;

/// <summary>How many streams one may have open.</summary>
public sealed class OpenStreamTests : IAsyncLifetime
{
    private const string Path = "/v1/probe/n1:watch";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<HttpResponseMessage> open = [];
    private GatewayUnderTest gateway = null!;

    public async Task InitializeAsync()
    {
        gateway = await GatewayUnderTest.Start(new()
        {
            ["Omnichannel:Gateway:TrustedProxies"] = "127.0.0.0/8",
            ["Omnichannel:Gateway:Streams:GraceForRefusal"] = "00:00:00.001",
        });
        foreach (var rpc in new[] { "Watch", "Chat" })
        {
            gateway.Upstream.On(GatewayUnderTest.ProbeRpc + rpc, call => Task.Delay(Timeout.Infinite, call.Cancelled).ContinueWith(_ => { }, TaskScheduler.Default));
        }
    }

    public async Task DisposeAsync()
    {
        open.ForEach(stream => stream.Dispose());
        await gateway.DisposeAsync();
    }

    [Fact]
    public async Task Subject_HasTwentyStreams_AndAnotherWhenOneEnds()
    {
        for (var stream = 0; stream < 20; stream++)
        {
            await Open("203.0.113.9", Role.Customer, "c1");
        }

        // From wherever it comes, and by either door.
        var problem = (await gateway.Send(Request("198.51.100.1", Role.Customer, "c1"))).AssertProblem(429, "TOO_MANY_STREAMS");
        Assert.Equal(("20", "subject"), (problem.GetProperty("metadata").GetProperty("limit").GetString(), problem.GetProperty("metadata").GetProperty("scope").GetString()));
        var client = new ProbeService.ProbeServiceClient(gateway.Grpc);
        using var watch = client.Watch(new WatchRequest { Name = "n1" }, Metadata("c1"));
        var failure = await Assert.ThrowsAsync<RpcException>(() => watch.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal((StatusCode.ResourceExhausted, "TOO_MANY_STREAMS"), (failure.StatusCode, failure.Reason()));

        // Calls that are no streams go on, and so do others.
        gateway.Upstream.On(GatewayUnderTest.ProbeRpc + "Show", call => call.Send(new GuardedResponse()));
        Assert.Equal(HttpStatusCode.OK, (await gateway.Send(gateway.From("203.0.113.9", "GET", "/v1/probe:show", gateway.Token(Role.Customer)))).Status);
        await Open("203.0.113.9", Role.Customer, "c2");

        open[0].Dispose();
        await OpenEventually("203.0.113.9", Role.Customer, "c1");
        (await gateway.Send(Request("203.0.113.9", Role.Customer, "c1"))).AssertProblem(429, "TOO_MANY_STREAMS");
    }

    [Fact]
    public async Task Assistant_HasStreamsOfItsOwn_BesideThoseOfItsCustomerAndOfTheAddress()
    {
        for (var stream = 0; stream < 110; stream++)
        {
            await Open("203.0.113.9", Role.Assistant, $"c{stream / 20}");
        }

        var problem = (await gateway.Send(Request("203.0.113.9", Role.Assistant, "c0"))).AssertProblem(429, "TOO_MANY_STREAMS");
        Assert.Equal("subject", problem.GetProperty("metadata").GetProperty("scope").GetString());
        await Open("203.0.113.9", Role.Customer, "c0");
    }

    [Fact]
    public async Task Address_HasAHundred_HoweverManyGuestsItHas_AndItsTillsHaveTheirs()
    {
        for (var guest = 0; guest < 100; guest++)
        {
            await Open($"2001:db8:1:2::{guest:x}", Role.Guest, $"guest-{guest}");
        }

        var problem = (await gateway.Send(Request("2001:db8:1:2:ffff::1", Role.Guest, "guest-new"))).AssertProblem(429, "TOO_MANY_STREAMS");
        Assert.Equal("address", problem.GetProperty("metadata").GetProperty("scope").GetString());
        (await gateway.Send(Request("2001:db8:1:2::1", Role.Customer, "c1"))).AssertProblem(429, "TOO_MANY_STREAMS");
        await Open("2001:db8:1:3::1", Role.Guest, "guest-new");
        gateway.Upstream.On(GatewayUnderTest.ProbeRpc + "Guarded", call => call.Send(new GuardedResponse()));
        Assert.Equal(HttpStatusCode.OK, (await gateway.Send(gateway.From("2001:db8:1:2::1", "GET", "/v1/probe:guarded", gateway.Token(Role.Agent, "a1")))).Status);

        open[0].Dispose();
        await OpenEventually("2001:db8:1:2::1", Role.Guest, "guest-new");
    }

    [Fact]
    public async Task Streams_ThatWerePassedThrough_AreGivenBack_HoweverTheyEnd()
    {
        var client = new ProbeService.ProbeServiceClient(gateway.Grpc);
        var streams = Enumerable.Range(0, 20).Select(_ => client.Chat(Metadata("c1"))).ToList();
        await Task.WhenAll(streams.Select(stream => stream.RequestStream.WriteAsync(new GuardedRequest { Name = "x" })));
        await Eventually.True(Patience, "all have arrived", () => gateway.Upstream.Calls == 20);
        (await gateway.Send(Request("203.0.113.9", Role.Customer, "c1"))).AssertProblem(429, "TOO_MANY_STREAMS");
        streams.ForEach(stream => stream.Dispose());
        for (var stream = 0; stream < 20; stream++)
        {
            await OpenEventually("203.0.113.9", Role.Customer, "c1");
        }

        // Refused by the service.
        gateway.Upstream.On(GatewayUnderTest.ProbeRpc + "Watch", call => call.Fail(GrpcErrors.Create(StatusCode.NotFound, "NOT_THERE", "There is no such thing.")));
        for (var stream = 0; stream < 60; stream++)
        {
            Assert.Contains("NOT_THERE", (await gateway.Send(Request("203.0.113.9", Role.Customer, "c3"))).Body, StringComparison.Ordinal);
        }
    }

    private async Task Open(string address, Role role, string subject)
    {
        var response = await gateway.Http.SendAsync(Request(address, role, subject), HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        open.Add(response);
    }

    // The server learns that a reader is gone when it writes, or when the connection says so.
    private Task OpenEventually(string address, Role role, string subject) => Eventually.Within(Patience, () => Open(address, role, subject));

    private HttpRequestMessage Request(string address, Role role, string subject) => gateway.From(address, "GET", Path, gateway.Token(role, subject));

    private Metadata Metadata(string subject) => new() { { "authorization", "Bearer " + gateway.Token(Role.Customer, subject) } };
}
