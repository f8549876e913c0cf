using Omnichannel.Loyalty.V1;
using Omnichannel.WebConsole.Finance;

namespace Omnichannel.WebConsole.Tests.Finance;

/// <summary>What tills redeemed off line, as finance sees it.</summary>
public sealed class OfflineModelTests
{
    [Fact]
    public async Task Reports_OfAStore_ComePageByPage_AndWhatIsAmissStandsTogether()
    {
        var calls = new ScriptedCalls().On<ListOfflineAllowancesRequest, ListOfflineAllowancesResponse>("ListOfflineAllowances", (request, _) => request.PageToken.Length == 0
            ? new ListOfflineAllowancesResponse { Reports = { Report("off-2", "r2") }, Strays = { new OfflineRedemptionReport { RedemptionId = "stray" } }, Switches = { new OfflineSwitch { StoreId = "roma" } }, NextPageToken = "more" }
            : new ListOfflineAllowancesResponse { Reports = { Report("off-1", "r1") } });
        var model = new OfflineModel(calls);

        Assert.True(await model.Read(" roma "));
        Assert.True(model.HasMore);
        Assert.True(await model.ReadMore());

        Assert.False(model.HasMore);
        Assert.Equal("roma", model.StoreId);
        Assert.Equal(["off-2", "off-1"], model.Reports.Select(report => report.Allowance.AllowanceId));
        Assert.Equal(["r2", "r1", "stray"], model.Exceptions.Select(amiss => amiss.RedemptionId));
        Assert.Single(model.Switches);
        Assert.Equal([("roma", ""), ("roma", "more")], calls.Made<ListOfflineAllowancesRequest>().Select(request => (request.StoreId, request.PageToken)));
    }

    private static OfflineAllowanceReport Report(string allowance, string redemption) =>
        new() { Allowance = new OfflineAllowance { AllowanceId = allowance }, Exceptions = { new OfflineRedemptionReport { RedemptionId = redemption } } };
}
