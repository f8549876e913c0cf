using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Google.Protobuf;
using Grpc.Core;
using Omnichannel.Gateway.Contracts;
using Omnichannel.Gateway.Tests.Probe;
using Omnichannel.Gateway.Tests.Wire;
using Omnichannel.Platform.Errors;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.Gateway.Tests;

/// <summary>How much one may call, and who pays for it.</summary>
public sealed partial class LimitTests
{
    private const string Home = "2001:db8:1:2";

    [Fact]
    public async Task Budgets_OfASubjectAndOfTheAnonymous_End()
    {
        await using var gateway = await Start(("PerSubject", 1, 3), ("Anonymous", 1, 2));
        await AssertEnds(gateway, 3, () => gateway.From("203.0.113.1", "GET", "/v1/probe:show", gateway.Token(Role.Customer)));
        await AssertEnds(gateway, 2, () => gateway.From("203.0.113.1", "GET", "/v1/probe:show"));

        // Another subject is not held up by them, nor another address.
        Assert.Equal(HttpStatusCode.OK, (await gateway.Send(gateway.From("203.0.113.1", "GET", "/v1/probe:show", gateway.Token(Role.Customer, "c2")))).Status);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Send(gateway.From("203.0.113.2", "GET", "/v1/probe:show"))).Status);
    }

    [Fact]
    public async Task Guests_OfOneLine_ShareItsBudget_WhateverTheirAddressesAndSessions()
    {
        await using var gateway = await Start(("Anonymous", 1, 20));
        var guest = 0;
        await AssertEnds(gateway, 20, () => gateway.From($"{Home}:{++guest:x}::{guest:x}", "GET", "/v1/probe:show", gateway.Token(Role.Guest, $"guest-{guest}")), atMost: 100);

        // Neither a session more nor no session at all is a way around it; the neighbours have theirs.
        (await gateway.Send(gateway.From($"{Home}::99", "GET", "/v1/probe:show"))).AssertProblem(429, "RATE_LIMITED");
        (await gateway.Send(gateway.From($"{Home}::99", "POST", "/v1/guestSessions"))).AssertProblem(429, "RATE_LIMITED");
        Assert.Equal(HttpStatusCode.OK, (await gateway.Send(gateway.From("2001:db8:1:3::1", "GET", "/v1/probe:show", gateway.Token(Role.Guest, "guest-0")))).Status);
    }

    [Fact]
    public async Task Guests_OfOneIPv4Address_ShareItsBudget()
    {
        await using var gateway = await Start(("Anonymous", 1, 20));
        var guest = 0;
        await AssertEnds(gateway, 20, () => gateway.From("203.0.113.9", "GET", "/v1/probe:show", gateway.Token(Role.Guest, $"guest-{++guest}")), atMost: 100);

        // The same address as IPv6 writes it.
        (await gateway.Send(gateway.From("::ffff:203.0.113.9", "GET", "/v1/probe:show"))).AssertProblem(429, "RATE_LIMITED");
    }

    [Fact]
    public async Task Address_CountsAllItsShoppers_ButNeitherItsTillsNorItsStaff()
    {
        await using var gateway = await Start(("PerAddress", 1, 10));
        var customer = 0;
        await AssertEnds(gateway, 10, () => gateway.From("203.0.113.9", "GET", "/v1/probe:show", gateway.Token(Role.Customer, $"c{++customer}")), atMost: 60);
        (await gateway.Send(gateway.From("203.0.113.9", "GET", "/v1/probe:show", gateway.Token(Role.Guest, "guest-1")))).AssertProblem(429, "RATE_LIMITED");
        foreach (var role in new[] { Role.Terminal, Role.Associate, Role.Agent })
        {
            Assert.Equal(HttpStatusCode.OK, (await gateway.Send(gateway.From("203.0.113.9", "GET", "/v1/probe:show", gateway.Token(role, $"{role}-1")))).Status);
        }
    }

    [Fact]
    public async Task Assistant_PaysForItself_AndSpendsNothingOfItsCustomers()
    {
        await using var gateway = await Start(("PerAddress", 1, 1000), ("PerSubject", 1, 10));
        await AssertEnds(gateway, 10, () => gateway.From("203.0.113.9", "GET", "/v1/probe:show", gateway.Token(Role.Assistant, "anna")), atMost: 60);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Send(gateway.From("203.0.113.9", "GET", "/v1/probe:show", gateway.Token(Role.Customer, "anna")))).Status);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Send(gateway.From("203.0.113.9", "GET", "/v1/probe:show", gateway.Token(Role.Assistant, "bea")))).Status);
    }

    [Fact]
    public async Task Assistants_OfOneMaker_ShareABudget_FromWhereverTheyCall()
    {
        await using var gateway = await Start(("PerAddress", 1, 10));
        var customer = 0;
        await AssertEnds(
            gateway, 10, () => gateway.From($"203.0.113.{++customer % 100}", "GET", "/v1/probe:show", gateway.Token(Role.Assistant, $"c{customer}")), atMost: 60);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Send(gateway.From("203.0.113.1", "GET", "/v1/probe:show", gateway.Token(Role.Customer, "c1")))).Status);
    }

    [Fact]
    public async Task Till_InTheShopsWiFi_IsNotStoppedByAnythingThatGuestsThereDo()
    {
        await using var gateway = await Start(("PerAddress", 1, 10), ("Anonymous", 1, 10), ("RefusedTokens", 1, 10));
        var till = gateway.Token(Role.Terminal, "till-1");
        Assert.Equal(HttpStatusCode.OK, (await gateway.Send(gateway.From("203.0.113.9", "GET", "/v1/probe:show", till))).Status);
        for (var call = 0; call < 40; call++)
        {
            await gateway.Send(gateway.From("203.0.113.9", "POST", "/v1/probe:guess", gateway.Token(Role.Guest, $"guest-{call}"), "{}"));
            await gateway.Send(gateway.From("203.0.113.9", "GET", "/v1/probe:show", "not.a.token" + call));
        }

        (await gateway.Send(gateway.From("203.0.113.9", "GET", "/v1/probe:show", gateway.Token(Role.Guest, "guest-1")))).AssertProblem(429, "RATE_LIMITED");
        Assert.Equal(HttpStatusCode.OK, (await gateway.Send(gateway.From("203.0.113.9", "GET", "/v1/probe:show", till))).Status);
    }

    [Fact]
    public async Task Tokens_ThatAreNotAccepted_AreNotVerifiedForEver()
    {
        await using var gateway = await Start(("RefusedTokens", 1, 5));
        var known = gateway.Token(Role.Customer);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Send(gateway.From("203.0.113.9", "GET", "/v1/probe:show", known))).Status);
        var token = 0;
        await AssertEnds(gateway, 5, () => gateway.From("203.0.113.9", "GET", "/v1/probe:guarded", $"not.a.token{++token}"), atMost: 60, until: HttpStatusCode.Unauthorized);

        // Whose token is known goes on, and so does another address.
        Assert.Equal(HttpStatusCode.OK, (await gateway.Send(gateway.From("203.0.113.9", "GET", "/v1/probe:show", known))).Status);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Send(gateway.From("203.0.113.8", "GET", "/v1/probe:show", gateway.Token(Role.Customer, "c2")))).Status);
    }

    [Theory]
    [InlineData("GET", "/v1/probe:show", null, 1)]
    [InlineData("POST", "/v1/probe", "{}", 2)]
    [InlineData("POST", "/v1/probe:guess", "{}", 5)]
    [InlineData("POST", "/v1/guestSessions", "{}", 2)]
    [InlineData("GET", "/openapi.json", null, 1)]
    [InlineData("GET", "/v1/nothing", null, 1)]
    public async Task Weight_FollowsFromTheContract(string method, string path, string? json, int expected)
    {
        await using var gateway = await Start(("PerSubject", 1, 1000));
        await AssertWeighs(expected, gateway, subject => gateway.Send(gateway.From("203.0.113.9", method, path, gateway.Token(Role.Customer, subject), json)));
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(100, 2)]
    [InlineData(101, 3)]
    [InlineData(1000, 20)]
    public async Task Weight_OfABatch_IsOneForFiftyItems(int items, int expected)
    {
        await using var gateway = await Start(("PerSubject", 1, 1000));
        var list = string.Join(",", Enumerable.Repeat("{}", items));
        await AssertWeighs(expected, gateway, subject => gateway.Send(
            gateway.From("203.0.113.9", "POST", "/v1/probe", gateway.Token(Role.Customer, subject), $$"""{ "list": [{{list}}] }""")));
    }

    [Theory]
    [InlineData(100, false, 2)]
    [InlineData(1000, false, 20)]
    [InlineData(1000, true, 20)]
    public async Task Weight_OfABatchThatIsPassedThrough_IsTheSame_AndItArrivesWhole(int items, bool isPacked, int expected)
    {
        await using var gateway = await Start(("PerSubject", 1, 1000));
        var arrived = 0;
        gateway.Upstream.On(GatewayUnderTest.ProbeRpc + "Everything", async call =>
        {
            // The server behind it knows no compression: what matters is that the bytes are the caller's.
            arrived = (await call.ReadMessage())!.Length;
            await call.Send(new EverythingResponse());
        });
        var client = new ProbeService.ProbeServiceClient(gateway.Grpc);
        var request = new EverythingRequest { Data = ByteString.CopyFrom(new byte[100_000]) };
        request.List.AddRange(Enumerable.Range(0, items).Select(item => new Inner { Name = $"item {item}" }));
        await AssertWeighs(expected, gateway, async subject =>
        {
            var metadata = new Metadata { { "authorization", "Bearer " + gateway.Token(Role.Customer, subject) } };
            if (isPacked)
            {
                metadata.Add("grpc-internal-encoding-request", "gzip");
            }

            await client.EverythingAsync(request, metadata);
        });
        Assert.Equal(isPacked, arrived < 100_000);
        Assert.True(isPacked || arrived == request.CalculateSize());
    }

    [Fact]
    public async Task Batch_ThatIsTooHeavyForWhatIsLeft_IsRefused_ByEitherDoor()
    {
        await using var gateway = await Start(("PerSubject", 1, 30));
        gateway.Upstream.On(GatewayUnderTest.ProbeRpc + "Everything", async call =>
        {
            await call.ReadMessage();
            await call.Send(new EverythingResponse());
        });
        var list = string.Join(",", Enumerable.Repeat("{}", 1000));
        HttpRequestMessage Json(string subject) => gateway.From("203.0.113.9", "POST", "/v1/probe", gateway.Token(Role.Customer, subject), $$"""{ "list": [{{list}}] }""");
        Assert.Equal(HttpStatusCode.OK, (await gateway.Send(Json("c1"))).Status);
        var refused = await gateway.Send(Json("c1"));
        refused.AssertProblem(429, "RATE_LIMITED");

        var request = new EverythingRequest();
        request.List.AddRange(Enumerable.Range(0, 1000).Select(_ => new Inner()));
        var client = new ProbeService.ProbeServiceClient(gateway.Grpc);
        var metadata = new Metadata { { "authorization", "Bearer " + gateway.Token(Role.Customer, "c2") } };
        await client.EverythingAsync(request, metadata);
        var failure = await Assert.ThrowsAsync<RpcException>(async () => await client.EverythingAsync(request, metadata));
        Assert.Equal((StatusCode.ResourceExhausted, "RATE_LIMITED"), (failure.StatusCode, failure.Reason()));
        Assert.NotNull(failure.Detail<Google.Rpc.RetryInfo>());
    }

    [Fact]
    public async Task Batch_HeavierThanTheWholeBudget_TakesAllOfIt_ButIsNotRefusedForEver()
    {
        await using var gateway = await Start(("PerSubject", 1, 10));
        var list = string.Join(",", Enumerable.Repeat("{}", 1000));
        Assert.NotEqual(HttpStatusCode.InternalServerError, (await gateway.Send(
            gateway.From("203.0.113.9", "POST", "/v1/probe", gateway.Token(Role.Customer), $$"""{ "list": [{{list}}] }"""))).Status);
    }

    [Fact]
    public async Task Refused_TellsWhenTheSameCallFits()
    {
        await using var gateway = await Start(("Anonymous", 1, 5));
        Assert.Equal(HttpStatusCode.OK, (await gateway.Send(gateway.From("203.0.113.9", "POST", "/v1/probe:guess", json: "{}"))).Status);
        var refused = await gateway.Send(gateway.From("203.0.113.9", "POST", "/v1/probe:guess", json: "{}"));
        var wait = refused.AssertProblem(429, "RATE_LIMITED").GetProperty("retryAfter").GetDouble();

        // Five units at one a second.
        Assert.InRange(wait, 4, 5);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, wait, 5);
        Assert.Equal("\"guests\";q=5;w=5", Header(refused, "RateLimit-Policy"));
        Assert.Matches("^\"guests\";r=[01];t=[45]$", Header(refused, "RateLimit"));
    }

    [Fact]
    public async Task PassedThroughCalls_GetResourceExhausted()
    {
        await using var gateway = await Start(("Anonymous", 1, 1));
        var client = new ProbeService.ProbeServiceClient(gateway.Grpc);
        await client.ShowAsync(new GuardedRequest());
        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            for (var call = 0; call < 20; call++)
            {
                await client.ShowAsync(new GuardedRequest());
            }
        });
        Assert.Equal((StatusCode.ResourceExhausted, "RATE_LIMITED"), (refused.StatusCode, refused.Reason()));
    }

    [Fact]
    public void Guessable_IsWhateverIsFoundByWhatAPersonTypes()
    {
        var guessable = new RpcCatalogue(PublishedServices.All).All.Where(rpc => rpc.Access.Guessable).ToList();
        Assert.Equal(
            [
                "ActivateGiftCard", "ClaimGiftCard", "ClaimHandoff", "ClaimOrder", "CollectPickup", "CompleteReturnInStore", "FindMember", "FindPickup", "GetCoupon", "GetReturnByRmaCode",
                "LinkIdentity", "LookUpGiftCard", "LookupOrder", "ProvePresence", "QualifyCoupons", "ReconcileOfflineRedemptions", "ResolveIdentity", "SetCouponState", "UseReferralCode",
            ],
            guessable.Select(rpc => rpc.Method.Name).Order(StringComparer.Ordinal));
        Assert.All(guessable, rpc => Assert.Equal(5, rpc.Weight));
    }

    internal static async Task<GatewayUnderTest> Start(params (string Limit, int PerSecond, int Burst)[] limits)
    {
        var settings = new Dictionary<string, string?> { ["Omnichannel:Gateway:TrustedProxies"] = "127.0.0.0/8" };
        foreach (var (limit, perSecond, burst) in limits)
        {
            settings[$"Omnichannel:Gateway:Limits:{limit}:PerSecond"] = perSecond.ToString(CultureInfo.InvariantCulture);
            settings[$"Omnichannel:Gateway:Limits:{limit}:Burst"] = burst.ToString(CultureInfo.InvariantCulture);
        }

        return Answering(await GatewayUnderTest.Start(settings));
    }

    internal static GatewayUnderTest Answering(GatewayUnderTest gateway)
    {
        gateway.Upstream.On(GatewayUnderTest.ProbeRpc + "Everything", call => call.Send(new EverythingResponse()));
        gateway.Upstream.On(GatewayUnderTest.ProbeRpc + "Show", call => call.Send(new GuardedResponse()));
        gateway.Upstream.On(GatewayUnderTest.ProbeRpc + "Guess", call => call.Send(new GuardedResponse()));
        return gateway;
    }

    /// <summary>At least so many calls pass, then one is refused, although each takes time in which the budget fills.</summary>
    private static async Task AssertEnds(
        GatewayUnderTest gateway, int atLeast, Func<HttpRequestMessage> call, int atMost = 50, HttpStatusCode until = HttpStatusCode.OK)
    {
        Answer answer;
        var passed = -1;
        do
        {
            answer = await gateway.Send(call());
            passed++;
        }
        while (answer.Status == until && passed < atMost);
        answer.AssertProblem(429, "RATE_LIMITED");
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.InRange(passed, atLeast, atMost - 1);
    }

    /// <summary>
    /// What a call takes from the 1,000 of a subject that has not called yet, as a read after it is told. When a second goes by in between, the budget has filled by
    /// one: then once more, with another subject.
    /// </summary>
    private static Task AssertWeighs(int expected, GatewayUnderTest gateway, Func<string, Task> call) => Eventually.Within(TimeSpan.FromSeconds(60), async () =>
    {
        var subject = Guid.NewGuid().ToString("N");
        await call(subject);
        var left = Left(await gateway.Send(gateway.From("203.0.113.9", "GET", "/v1/probe:show", gateway.Token(Role.Customer, subject))));
        Assert.Equal(expected, 1000 - left - 1);
    });

    private static long Left(Answer answer) => long.Parse(Remaining().Match(Header(answer, "RateLimit")!).Groups[1].ValueSpan, CultureInfo.InvariantCulture);

    private static string? Header(Answer answer, string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    [GeneratedRegex(";r=([0-9]+);")]
    private static partial Regex Remaining();
}
