using Grpc.Core;
using Omnichannel.Platform.Errors;
using Omnichannel.Support.V1;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.SupportContext.Tests.Transport;

/// <summary>Whoever has a till's or an agent's token and tries addresses, numbers and cards to learn whose they are.</summary>
public sealed class IdentityGuessTests : IAsyncLifetime
{
    private const string Known = "+39061234567";
    private SupportService support = null!;

    public async Task InitializeAsync()
    {
        support = await SupportService.Start();
        await As(Role.Agent, "agent-0").Identities.LinkIdentityAsync(Link(Known, "anna", IdentityAssurance.Verified));
    }

    public async Task DisposeAsync() => await support.DisposeAsync();

    [Fact]
    public async Task ResolveIdentity_ThreeHundredPhoneNumbers_AreSlowedDown_BySubjectAndByAddress_AndRightOnesAreNot()
    {
        var reasons = await Task.WhenAll(Enumerable.Range(0, 300).Select(i => Resolve(Role.Terminal, "till-1", $"+3906765{i:0000}", "203.0.113.1")));
        Assert.Equal(10, reasons.Count(reason => reason == "IDENTITY_NOT_FOUND"));
        Assert.Equal(290, reasons.Count(reason => reason == "RATE_LIMITED"));
        Assert.Equal("RATE_LIMITED", await Resolve(Role.Terminal, "till-1", Known, "203.0.113.9"));

        // Other stolen tokens do not help: tills of one address share its tries. Agents there have tries of their own.
        reasons = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Resolve(Role.Terminal, $"till-{i + 2}", $"+3906766{i:0000}", "203.0.113.1")));
        Assert.Equal(50, reasons.Count(reason => reason == "IDENTITY_NOT_FOUND"));
        Assert.Null(await Resolve(Role.Agent, "agent-1", Known, "203.0.113.1"));

        for (var i = 0; i < 30; i++)
        {
            Assert.Null(await Resolve(Role.Terminal, "till-elsewhere", Known, "203.0.113.2"));
        }
    }

    [Fact]
    public async Task ResolveIdentity_OneNumberTriedEverywhere_IsSlowedDown_UntilItIsSomebodys()
    {
        const string Number = "+39 06 765 4321";
        var reasons = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => Resolve(Role.Terminal, $"till-{i}", i % 2 == 0 ? Number : "+39067654321", $"203.0.113.{i}")));
        Assert.Equal(20, reasons.Count(reason => reason == "IDENTITY_NOT_FOUND"));
        Assert.Equal(10, reasons.Count(reason => reason == "RATE_LIMITED"));

        await As(Role.Agent, "agent-0").Identities.LinkIdentityAsync(Link(Number, "bob", IdentityAssurance.Asserted));
        Assert.Null(await Resolve(Role.Terminal, "till-99", Number, "203.0.113.99"));
    }

    [Fact]
    public async Task LinkIdentity_ThatTellsOfAnother_CountsTogetherWithLookups()
    {
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal("IDENTITY_LINKED_ELSEWHERE", await Try(() => As(Role.Agent, "eve").Identities.LinkIdentityAsync(Link(Known, $"nobody-{i}", IdentityAssurance.Asserted))));
            Assert.Equal("IDENTITY_NOT_FOUND", await Resolve(Role.Agent, "eve", $"+3906767{i:0000}", "203.0.113.3"));
        }

        Assert.Equal("RATE_LIMITED", await Try(() => As(Role.Agent, "eve").Identities.LinkIdentityAsync(Link(Known, "nobody", IdentityAssurance.Asserted))));
        Assert.Equal("RATE_LIMITED", await Resolve(Role.Agent, "eve", Known, "203.0.113.4"));
    }

    [Fact]
    public async Task ResolveIdentity_ByAService_IsNotLimited()
    {
        for (var i = 0; i < 70; i++)
        {
            Assert.Equal("IDENTITY_NOT_FOUND", await Resolve(Role.Service, "cart", $"+3906768{i:0000}", "203.0.113.5"));
        }
    }

    private static LinkIdentityRequest Link(string phone, string customer, IdentityAssurance assurance) => new()
    {
        CustomerId = customer, Identity = new Identity { Kind = IdentityKind.Phone, Value = phone }, Assurance = assurance, Evidence = "id card",
    };

    private SupportClients As(Role role, string subject) => new(support.Service.As(role, subject));

    private Task<string?> Resolve(Role role, string subject, string phone, string address) => Try(() => As(role, subject).Identities.ResolveIdentityAsync(
        new ResolveIdentityRequest { Identity = new Identity { Kind = IdentityKind.Phone, Value = phone } }, new Metadata { { "x-forwarded-for", address } }));

    private static async Task<string?> Try<T>(Func<AsyncUnaryCall<T>> call)
    {
        try
        {
            await call();
            return null;
        }
        catch (RpcException refused)
        {
            return refused.Reason();
        }
    }
}
