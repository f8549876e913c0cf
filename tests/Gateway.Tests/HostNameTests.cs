using System.Net;
using System.Net.Sockets;
using Grpc.Core;
using Omnichannel.Gateway.Tests.Probe;
using Omnichannel.Gateway.Tests.Wire;
using Omnichannel.Gateway.Upstream;
using Omnichannel.Platform.Hosting;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.Gateway.Tests;

/// <summary>Services behind host names, whose addresses come and go.</summary>
public sealed class HostNameTests : IAsyncLifetime
{
    private static readonly string[] Areas = ["cart", "orders", "returns", "loyalty", "messaging", "support"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly FakeNames names = new();
    private FakeUpstream upstream = null!;

    public async Task InitializeAsync()
    {
        upstream = await FakeUpstream.Start();
        names.Set("probe.test", "127.0.0.1");
        foreach (var area in Areas)
        {
            names.Set($"{area}.test", "127.0.0.1");
        }
    }

    public async Task DisposeAsync() => await upstream.DisposeAsync();

    public static TheoryData<string> EachArea => [.. Areas];

    [Theory]
    [MemberData(nameof(EachArea))]
    public async Task Start_WithoutAnAddressOfOneService_ServesTheOthers_AndTheOneWhenItIsThere(string missing)
    {
        names.Fail($"{missing}.test");
        await using var gateway = await Start();
        foreach (var area in Areas.Where(area => area != missing))
        {
            await AssertReached(gateway, area);
        }

        await AssertAway(gateway, missing);
        await Eventually.True(Patience, "ready", async () => await Readiness(gateway) == HttpStatusCode.OK);

        names.Set($"{missing}.test", "127.0.0.1");
        await AssertReached(gateway, missing);
    }

    [Fact]
    public async Task Start_WithoutAnAddressOfAnyService_ServesWhatItCan_ButIsNotReady()
    {
        foreach (var area in Areas.Append("probe"))
        {
            names.Fail($"{area}.test");
        }

        await using var gateway = await Start();
        Assert.Equal(HttpStatusCode.OK, (await gateway.Send("GET", "/openapi.json")).Status);
        await AssertAway(gateway, "cart");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await Readiness(gateway));

        names.Set("loyalty.test", "127.0.0.1");
        await Eventually.True(Patience, "ready with one service", async () => await Readiness(gateway) == HttpStatusCode.OK);
    }

    [Fact]
    public async Task Host_ThatNobodyAnswersFor_HoldsUpNeitherTheStartNorTheOthers()
    {
        names.Hang("loyalty.test");
        await using var gateway = await Start();
        await AssertReached(gateway, "cart");
        await AssertAway(gateway, "loyalty");

        // The others' news arrive meanwhile.
        await using var other = await FakeUpstream.Start($"http://127.0.0.9:{upstream.Port}");
        names.Set("cart.test", "127.0.0.9");
        await Eventually.True(Patience, "the new address of cart is used", async () =>
        {
            await Call(gateway, "cart");
            return other.Calls > 0;
        });
    }

    [Theory]
    [InlineData(SocketError.HostNotFound)]
    [InlineData(SocketError.TryAgain)]
    [InlineData(SocketError.NoData)]
    public async Task Host_ThatCannotBeResolvedAnyMore_KeepsItsLastAddresses(SocketError error)
    {
        await using var gateway = await Start();
        await AssertReached(gateway, "cart");
        names.Fail("cart.test", error);
        await LooksOnce(gateway, "cart.test");
        Assert.Equal(StatusCode.Unimplemented, await Call(gateway, "cart"));
    }

    [Fact]
    public async Task Addresses_ThatChange_AreFollowed_AndTheOldOneIsLeft()
    {
        await using var second = await FakeUpstream.Start($"http://127.0.0.2:{upstream.Port}");
        await using var gateway = await Start();
        await AssertReached(gateway, "cart");
        names.Set("cart.test", "127.0.0.1", "127.0.0.2");
        await Eventually.True(Patience, "both are used", async () =>
        {
            await Call(gateway, "cart");
            return second.Calls > 0;
        });

        names.Set("cart.test", "127.0.0.2");
        await Eventually.Within(Patience, async () =>
        {
            var before = upstream.Calls;
            for (var call = 0; call < 20; call++)
            {
                Assert.Equal(StatusCode.Unimplemented, await Call(gateway, "cart"));
            }

            Assert.Equal(before, upstream.Calls);
        });
    }

    [Fact]
    public async Task Address_SeenAgainInOneLookUp_IsUsedWithoutWaitingForAnother()
    {
        names.Fail("cart.test");
        await using var gateway = await Start();
        await AssertAway(gateway, "cart");
        names.SetOnce("cart.test", "127.0.0.1");
        await AssertReached(gateway, "cart");
        Assert.True(new UpstreamOptions().DnsRefresh <= TimeSpan.FromSeconds(1), "Two seconds are promised for an address to be used.");
    }

    [Fact]
    public async Task SameAddress_GoneWithItsServiceAndSeenAgain_IsUsed_WithoutWaitingForTheNextHealthCheck()
    {
        // No check comes by itself: only the name that is found again is a reason to look.
        var port = FreePort.Next();
        var first = await FakeUpstream.Start($"http://127.0.0.3:{port}");
        names.Set("cart.test", "127.0.0.3");
        await using var gateway = await Start(new()
        {
            ["Omnichannel:Services:cart"] = $"http://cart.test:{port}",
            ["Omnichannel:Gateway:Upstream:HealthCheckInterval"] = "01:00:00",
            ["Omnichannel:Gateway:Upstream:OpenCircuit"] = "01:00:00",
        });
        await AssertReached(gateway, "cart");
        await first.DisposeAsync();
        names.Fail("cart.test");
        await AssertAway(gateway, "cart");
        await LooksOnce(gateway, "cart.test");

        await using var again = await FakeUpstream.Start($"http://127.0.0.3:{port}");
        names.Set("cart.test", "127.0.0.3");
        await AssertReached(gateway, "cart");
    }

    [Fact]
    public async Task Names_OfTheSystem_AreResolved_AndOneThatDoesNotExistIsNoReasonNotToStart()
    {
        await using var gateway = await GatewayUnderTest.Start(new(Settings())
        {
            ["Omnichannel:Services:cart"] = $"http://localhost:{upstream.Port}",
            ["Omnichannel:Services:orders"] = upstream.Address,
            ["Omnichannel:Services:loyalty"] = "http://nothing.invalid:8080",
        });
        await AssertReached(gateway, "cart");
        await AssertReached(gateway, "orders");
        await AssertAway(gateway, "loyalty");
        using var probes = new HttpClient { BaseAddress = gateway.App.Addresses().Probes };
        var report = await (await probes.GetAsync(new Uri("/readyz/services", UriKind.Relative))).Content.ReadAsStringAsync();
        Assert.Contains("""{"area":"loyalty","serving":false,"destinations":0,"healthyDestinations":0}""", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tls_BehindNames_IsMadeOutToTheName_NotToTheAddress()
    {
        using var certificates = new TestCertificates();
        using var certificate = certificates.For("cart.test");
        var asked = new List<string?>();
        await using var secure = await FakeUpstream.Start("https://127.0.0.1:0", name =>
        {
            lock (asked)
            {
                asked.Add(name);
            }

            return certificate;
        });
        names.Set("stranger.test", "127.0.0.1");
        await using var gateway = await Start(new()
        {
            ["Omnichannel:Services:cart"] = $"https://cart.test:{secure.Port}",

            // The same server under a name that its certificate does not have.
            ["Omnichannel:Services:orders"] = $"https://stranger.test:{secure.Port}",
            ["Omnichannel:Tls:CaPath"] = certificates.AuthorityPath,
        });

        // gRPC is passed through, JSON is called by a channel of ours, and so is health.
        await AssertReached(gateway, "cart");
        await Eventually.Within(Patience, async () => Assert.Contains("\"area\":\"cart\",\"serving\":true", await Report(gateway), StringComparison.Ordinal));
        await AssertAway(gateway, "orders");
        lock (asked)
        {
            Assert.Equal(["cart.test", "stranger.test"], asked.Distinct().Order());
        }
    }

    private static Dictionary<string, string?> Settings() => new()
    {
        ["Omnichannel:Gateway:Upstream:ResolveDns"] = "true",
        ["Omnichannel:Gateway:Upstream:DnsRefresh"] = "00:00:00.020",
    };

    private Task<GatewayUnderTest> Start(Dictionary<string, string?>? settings = null)
    {
        var all = Settings();
        foreach (var area in Areas.Append("probe"))
        {
            all[$"Omnichannel:Services:{area}"] = $"http://{area}.test:{upstream.Port}";
        }

        foreach (var (name, value) in settings ?? [])
        {
            all[name] = value;
        }

        return GatewayUnderTest.Start(all, names: names);
    }

    /// <summary>Both kinds of calls arrive at the service.</summary>
    private static Task AssertReached(GatewayUnderTest gateway, string area) => Eventually.Within(Patience, async () =>
    {
        Assert.Equal(StatusCode.Unimplemented, await Call(gateway, area));
        Assert.Equal(HttpStatusCode.NotImplemented, (await gateway.Send(Json(gateway, area))).Status);
    });

    /// <summary>Both kinds of calls are answered that the service cannot be reached.</summary>
    private static Task AssertAway(GatewayUnderTest gateway, string area) => Eventually.Within(Patience, async () =>
    {
        Assert.Equal(StatusCode.Unavailable, await Call(gateway, area));
        (await gateway.Send(Json(gateway, area))).AssertProblem(503, "DEPENDENCY_UNAVAILABLE");
    });

    private static async Task<StatusCode> Call(GatewayUnderTest gateway, string area)
    {
        var rpc = Reads(area);
        var bytes = Marshallers.Create<byte[]>(message => message, message => message);
        var metadata = new Metadata { { "authorization", "Bearer " + gateway.Token(Role.Agent) } };
        var failure = await Assert.ThrowsAsync<RpcException>(async () => await gateway.Grpc.CreateCallInvoker().AsyncUnaryCall(
            new Method<byte[], byte[]>(MethodType.Unary, rpc.Method.Service.FullName, rpc.Method.Name, bytes, bytes), null, new CallOptions(metadata), []));
        return failure.StatusCode;
    }

    private static HttpRequestMessage Json(GatewayUnderTest gateway, string area)
    {
        var path = Reads(area).HttpBindings[0].Path.Source;
        return gateway.Request("GET", System.Text.RegularExpressions.Regex.Replace(path, @"\{[^}]*\}", "x"), role: Role.Agent);
    }

    /// <summary>A read of the area that an agent may make.</summary>
    private static Contracts.Rpc Reads(string area) => new Contracts.RpcCatalogue(Contracts.PublishedServices.All).All.First(rpc =>
        rpc.Area == area && !rpc.Method.IsServerStreaming && rpc.HttpBindings is [{ Method: "GET" }, ..] && (rpc.Access.Public || rpc.Access.Roles.Contains(Role.Agent)));

    /// <summary>The name was looked up again, and what came of it has been taken in.</summary>
    private async Task LooksOnce(GatewayUnderTest gateway, string host)
    {
        var looks = names.Looks(host);
        await Eventually.True(Patience, $"{host} is looked up again on {gateway.Address}", () => names.Looks(host) > looks + 1);
    }

    private static async Task<HttpStatusCode> Readiness(GatewayUnderTest gateway)
    {
        using var probes = new HttpClient { BaseAddress = gateway.App.Addresses().Probes };
        using var answer = await probes.GetAsync(new Uri("/readyz", UriKind.Relative));
        return answer.StatusCode;
    }

    private static async Task<string> Report(GatewayUnderTest gateway)
    {
        using var probes = new HttpClient { BaseAddress = gateway.App.Addresses().Probes };
        using var answer = await probes.GetAsync(new Uri("/readyz/services", UriKind.Relative));
        return await answer.Content.ReadAsStringAsync();
    }
}
