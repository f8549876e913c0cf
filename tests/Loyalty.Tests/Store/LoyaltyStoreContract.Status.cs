using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Storage;
using TierChanged = Omnichannel.Loyalty.V1.TierChanged;

namespace Omnichannel.Loyalty.Tests.Store;

/// <content>Tiers by status points.</content>
public abstract partial class LoyaltyStoreContract
{
    [Fact]
    public async Task StatusPoints_OfOrdersAndEvents_MakeTiers_AndGoWithTheGoods()
    {
        await ByStatus();
        await bench.Enroll("m");
        Assert.Equal(("basic", 5), (await TierOf("m"), await StatusOf("m")));
        await bench.Place(bench.Order("o", "m", 3_000, 1_000));
        Assert.Equal(("basic", 45, 0), (await TierOf("m"), await StatusOf("m"), (await bench.Points("m")).Pending));
        Assert.Equal(0, await Tell("review", "r1"));
        Assert.Equal(("silver", 55), (await TierOf("m"), await StatusOf("m")));

        await bench.Place(bench.Order("guest", null, 10_000) with { GuestId = "g" });
        await bench.Apply(unit => bench.Orders.Follow(unit, "g", "m", 1));
        Assert.Equal(("gold", 155), (await TierOf("m"), await StatusOf("m")));
        await bench.Enroll("other");
        await bench.Apply(unit => bench.Orders.Follow(unit, "g", "other", 2));
        Assert.Equal(("silver", 55, "gold", 105), (await TierOf("m"), await StatusOf("m"), await TierOf("other"), await StatusOf("other")));

        await bench.Return("o", ("l0", 3));
        Assert.Equal(("basic", 33), (await TierOf("m"), await StatusOf("m")));
        Assert.Equal(["silver", "gold", "silver", "basic"], (await bench.Published<TierChanged>()).Where(changed => changed.MemberId == "m").Select(changed => changed.TierId));
        Assert.Empty(await bench.Findings());
        await bench.Database.Write(sql => sql.Execute("update lots set status = status + 1 where member_id = 'm' and order_id = 'o' and line_id = 'l0'"));
        Assert.Contains(await bench.Findings(), finding => finding is { Table: "lots", Field: "status" });
        await bench.Database.Write(sql => sql.Execute("update lots set status = status - 1 where member_id = 'm' and order_id = 'o' and line_id = 'l0'"));
    }

    [Fact]
    public async Task StatusPoints_OfTwoWhoAreOne_CountTogether_ThoseOfTheWindow()
    {
        await ByStatus();
        await bench.Enroll("a");
        await bench.Enroll("b");
        await bench.Place(bench.Order("o", "a", 2_500));
        await bench.Advance(TimeSpan.FromDays(20));
        await bench.Place(bench.Order("p", "b", 2_500));
        await Merge("status", "a", "b");
        Assert.Equal(("silver", 60), (await TierOf("b"), await StatusOf("b")));

        var (view, progress) = (await bench.Statements.FindWithTier("b", default))!.Value;
        Assert.Equal(("gold", 60, 40), (progress!.After(view.Member)!.Tier.TierId, progress.After(view.Member)!.Reached, progress.After(view.Member)!.Missing));
        await bench.Advance(TimeSpan.FromDays(20));
        Assert.Equal(("basic", 60), (await TierOf("b"), await StatusOf("b")));
    }

    private async Task ByStatus()
    {
        await Publish(LoyaltyProgram.BuiltIn() with
        {
            EffectiveFrom = bench.Clock.Now,
            EarnRules =
            [
                new EarnRule { RuleId = "base", PointsPerUnit = 1, Skus = ["none"] },
                new EarnRule { RuleId = "level", PointsPerUnit = 1, Status = true },
                new EarnRule { RuleId = "joined", Points = 5, EventType = NamedEvent.SignUp, Status = true },
                new EarnRule { RuleId = "review", Points = 10, EventType = "review", Status = true },
            ],
            Tiers =
            [
                new Tier { TierId = "basic" },
                new Tier { TierId = "silver", Metric = TierMetric.StatusPoints, Threshold = 50, WindowDays = 30 },
                new Tier { TierId = "gold", Metric = TierMetric.StatusPoints, Threshold = 100, WindowDays = 30 },
            ],
        });
        await bench.Advance(TimeSpan.FromMinutes(1));
    }

    private async Task<long> StatusOf(string memberId) => (await bench.Balances(memberId))[LedgerAccount.Status];
}
