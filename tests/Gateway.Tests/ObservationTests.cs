using System.Net;
using System.Net.Sockets;
using Omnichannel.Gateway.Tests.Probe;
using Omnichannel.Gateway.Tests.Wire;
using Omnichannel.Platform.Hosting;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.Gateway.Tests;

/// <summary>What operators see of requests: by route, and nothing of the people who make them.</summary>
public sealed class ObservationTests : IAsyncLifetime
{
    private const string Guarded = GatewayUnderTest.ProbeRpc + "Guarded";
    private Collector collector = null!;

    public async Task InitializeAsync() => collector = await Collector.StartAsync();

    public async Task DisposeAsync() => await collector.DisposeAsync();

    [Fact]
    public async Task Requests_AreMeasuredAndLogged_ByRoute()
    {
        await using (var gateway = await GatewayUnderTest.Start(Settings()))
        {
            gateway.Upstream.On(Guarded, call => call.Send([]));
            Assert.Equal(HttpStatusCode.OK, (await gateway.Send("GET", "/v1/probe:guarded?name=anna-smith", role: Role.Customer)).Status);
            await gateway.Send("DELETE", "/v1/probe/anna-smith/parts/7:drop");
            await gateway.Send("GET", "/v1/nonsense/anna-smith");
        }

        Assert.True(collector.Has("metrics", "http.server.request.duration", "/v1/probe:guarded", "omnichannel-gateway"));
        Assert.True(collector.Has("logs", "GET /v1/probe:guarded 200", "for customer"));
        Assert.True(collector.Has("logs", "GET none 404", "for nobody"));
        foreach (var signal in new[] { "metrics", "logs" })
        {
            Assert.True(collector.Has(signal, "parts"), signal);
            Assert.False(collector.Has(signal, "anna-smith"), signal);
        }
    }

    [Theory]
    [InlineData("0", 0, 0)]
    [InlineData("0.25", 10, 90)]
    [InlineData("1", 200, 200)]
    public async Task Share_OfRequests_GetsALine(string share, int least, int most)
    {
        await using (var gateway = await GatewayUnderTest.Start(Settings(share)))
        {
            for (var i = 0; i < 200; i++)
            {
                await gateway.Send("GET", "/v1/nonsense");
            }
        }

        Assert.InRange(collector.Count("logs", "GET none 404"), least, most);
    }

    [Fact]
    public async Task RequestsOfOneTrace_HaveLinesAllOrNone()
    {
        await using (var gateway = await GatewayUnderTest.Start(Settings("0.5")))
        {
            for (var trace = 0; trace < 20; trace++)
            {
                var parent = $"00-{Guid.NewGuid():N}-00f067aa0ba902b7-01";
                for (var i = 0; i < 10; i++)
                {
                    var request = gateway.Request("GET", "/v1/nonsense");
                    request.Headers.Add("traceparent", parent);
                    await gateway.Send(request);
                }
            }
        }

        Assert.Equal(0, collector.Count("logs", "GET none 404") % 10);
    }

    [Fact]
    public async Task RequestsThatFailHere_AlwaysGetALine()
    {
        await using (var gateway = await GatewayUnderTest.Start(Settings("0")))
        {
            gateway.Upstream.On(Guarded, call => call.End(Grpc.Core.StatusCode.Internal, "broken"));
            (await gateway.Send("GET", "/v1/probe:guarded", role: Role.Customer)).AssertProblem(500, "INTERNAL");
        }

        Assert.Equal(1, collector.Count("logs", "GET /v1/probe:guarded 500"));
    }

    [Fact]
    public async Task Start_BeforeAService_IsQuiet_AndEachChangeIsOneLine()
    {
        var address = $"http://127.0.0.1:{FreePort()}";
        await using (var gateway = await GatewayUnderTest.Start(new(Settings()) { ["Omnichannel:Services:loyalty"] = address }))
        {
            // Each look asks all of them.
            await Look(gateway, serving: false);
            await Look(gateway, serving: false);
            await using var late = await FakeUpstream.Start(address);
            await Look(gateway, serving: true);
            await Look(gateway, serving: true);
            late.IsServing = false;
            await Look(gateway, serving: false);
            await Look(gateway, serving: false);
        }

        Assert.Equal(1, collector.Count("logs", "loyalty-0 of loyalty does not serve yet"));
        Assert.Equal(1, collector.Count("logs", "loyalty-0 of loyalty serves"));
        Assert.Equal(1, collector.Count("logs", "loyalty-0 of loyalty does not serve any more"));
        Assert.False(collector.Has("logs", "cart-0"));
        Assert.Equal("", collector.Excerpt("logs", "Yarp.ReverseProxy"));
        Assert.False(collector.Has("logs", "Grpc.Net.Client"));
        Assert.Equal(0, collector.Count("logs", "Error"));
    }

    [Fact]
    public async Task Calls_ThatAreLookedInto_AreNoNewsOfTheProxys()
    {
        await using (var gateway = await GatewayUnderTest.Start(Settings()))
        {
            gateway.Upstream.On(GatewayUnderTest.ProbeRpc + "Everything", async call =>
            {
                // A service that answers before it has read all is news, and rightly so.
                while (await call.ReadMessage() is not null)
                {
                }

                await call.Send(new EverythingResponse());
            });
            await new ProbeService.ProbeServiceClient(gateway.Grpc).EverythingAsync(
                new EverythingRequest(), new Grpc.Core.Metadata { { "authorization", "Bearer " + gateway.Token(Role.Customer) } });
        }

        Assert.True(collector.Has("logs", "ProbeService/Everything"));
        Assert.Equal("", collector.Excerpt("logs", "Yarp.ReverseProxy"));
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("-1")]
    [InlineData("NaN")]
    public async Task ShareThatIsNone_StopsTheStart(string share)
    {
        var error = await Assert.ThrowsAsync<StartupException>(() => GatewayUnderTest.Start(Settings(share)));

        Assert.Contains("AccessLogShare", error.Message, StringComparison.Ordinal);
    }

    private static async Task Look(GatewayUnderTest gateway, bool serving) => await Eventually.Within(TimeSpan.FromSeconds(20), async () =>
    {
        var report = await gateway.Send(new HttpRequestMessage(HttpMethod.Get, new Uri(gateway.App.Addresses().Probes, "/readyz/services")));
        Assert.Equal(serving, report.Json.GetProperty("areas").EnumerateArray().Single(area => area.GetProperty("area").GetString() == "loyalty").GetProperty("serving").GetBoolean());
    });

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private Dictionary<string, string?> Settings(string share = "1") => new(collector.Settings)
    {
        ["Omnichannel:Gateway:AccessLogShare"] = share, ["Logging:LogLevel:Default"] = "Information", ["Omnichannel:Logging:Format"] = "none",
    };
}
