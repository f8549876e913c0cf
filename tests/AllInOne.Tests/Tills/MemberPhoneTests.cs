using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Omnichannel.Loyalty;
using Omnichannel.Loyalty.Store;
using Omnichannel.Loyalty.V1;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Text;
using Omnichannel.Support.V1;
using Omnichannel.SupportContext;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.AllInOne.Tests.Tills;

/// <summary>A till finds a member by the phone number that Support-context knows to be theirs: verified, and as long as it is linked.</summary>
public sealed class MemberPhoneTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly TempFolder folder = new("member-phone");
    private EmbeddedEventLog log = null!;
    private RunningService support = null!;
    private RunningService loyalty = null!;

    public async Task InitializeAsync()
    {
        log = new EmbeddedEventLog(new EmbeddedEventLogOptions { Path = folder["events.db"] }, TimeProvider.System);
        support = await RunningService.Start(
            SupportContextApplication.Build, new Dictionary<string, string?> { ["Omnichannel:Storage:Path"] = folder["support.db"] }, host: new PlatformHost { EventLog = log });
        loyalty = await RunningService.Start(
            LoyaltyApplication.Build, new Dictionary<string, string?> { ["Omnichannel:Storage:Path"] = folder["loyalty.db"] }, host: new PlatformHost { EventLog = log });
        await new LoyaltyClients(loyalty.As(Role.Customer, "ada")).Loyalty.EnrollMemberAsync(new EnrollMemberRequest { MemberId = "ada" });
    }

    public async Task DisposeAsync()
    {
        await support.DisposeAsync();
        await loyalty.DisposeAsync();
        await log.DisposeAsync();
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Phone_FindsItsMember_OnceItIsVerified_UntilItIsUnlinked()
    {
        var agent = new SupportClients(support.As(Role.Agent, "ann")).Identities;
        var link = (await agent.LinkIdentityAsync(Phone("+39 333 123 4567", IdentityAssurance.Asserted))).Link;
        await agent.LinkIdentityAsync(Phone("+39 333 765 4321", IdentityAssurance.Verified));
        await Eventually.Within(Limit, async () => Assert.Equal("ada", await Known("+39 333 765 4321")));
        Assert.Equal("ada", await Find("0039 3337654321"));

        // One that was only said finds nobody, until it is verified.
        Assert.Equal("MEMBER_NOT_FOUND", await Find("+39 333 123 4567"));
        await agent.LinkIdentityAsync(Phone("+39 333 123 4567", IdentityAssurance.Verified));
        await Eventually.Within(Limit, async () => Assert.Equal("ada", await Known("+39 333 123 4567")));
        Assert.Equal("ada", await Find("333 1234567", "IT"));

        await agent.UnlinkIdentityAsync(new UnlinkIdentityRequest { CustomerId = "ada", LinkId = link.LinkId, Reason = "sold" });
        await Eventually.Within(Limit, async () => Assert.Null(await Known("+39 333 123 4567")));
        Assert.Equal("MEMBER_NOT_FOUND", await Find("+39 333 123 4567"));
    }

    // Misses through the wire are limited: what is waited for is looked for beside it.
    private async Task<string?> Known(string phone)
    {
        var services = loyalty.App.Services;
        var key = Convert.ToHexStringLower(services.GetRequiredService<KeyedHash>().OfPhone(phone)!);
        return (await services.GetRequiredService<Presences>().FindByPhone(key, default))?.View.Member.MemberId;
    }

    private async Task<string?> Find(string phone, string region = "")
    {
        try
        {
            var till = new LoyaltyClients(loyalty.As(Role.Terminal, "till-1"));
            return (await till.Tills.FindMemberAsync(new FindMemberRequest { Phone = phone, RegionCode = region })).Member.MemberId;
        }
        catch (RpcException refused)
        {
            return refused.Reason();
        }
    }

    private static LinkIdentityRequest Phone(string number, IdentityAssurance assurance) => new()
    {
        CustomerId = "ada", Identity = new Identity { Kind = IdentityKind.Phone, Value = number }, Assurance = assurance, Evidence = "a call",
    };
}
