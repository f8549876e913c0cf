using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Store;
using Omnichannel.Platform.Time;

namespace Omnichannel.CartSync.Tests.Store;

/// <summary>Days that Order-tracking has learned, on either database.</summary>
public abstract partial class CatalogueContract
{
    private static readonly DeliveryDays Learned = new(1, 3) { AreWorkingDays = true, CutOff = new TimeOnly(14, 0), By = new TimeOnly(17, 0) };

    [Fact]
    public async Task LearnedDays_StandInThePlaceOfTheMerchants_UntilTheyAreNoMore()
    {
        await SetOption("14:00");
        var learned = new LearnedDays(SqlUnderTest.ExecutorOn(database, clock), cache);

        await learned.Replace("IT", new Dictionary<string, DeliveryDays> { ["fast"] = Learned, ["gone"] = Learned }, default);
        Assert.Equal((Learned, true), await Promised());

        await learned.Replace("RO", new Dictionary<string, DeliveryDays>(), default);
        await learned.Replace("IT", new Dictionary<string, DeliveryDays> { ["fast"] = Learned with { Max = 4, By = null }, ["gone"] = Learned }, default);
        Assert.Equal((Learned with { Max = 4, By = null }, true), await Promised());

        await learned.Replace("IT", new Dictionary<string, DeliveryDays>(), default);
        Assert.Equal(new DeliveryDays(2, 5) { CutOff = new TimeOnly(14, 0) }, (await Promised()).Days);
        Assert.False((await Promised()).AreLearned);
    }

    [Fact]
    public async Task LearnedDays_ForAnotherCutOff_OrOfWhatPromisesNothing_AreNotUsed()
    {
        await SetOption("14:00");
        await new LearnedDays(SqlUnderTest.ExecutorOn(database, clock), cache).Replace("IT", new Dictionary<string, DeliveryDays> { ["fast"] = Learned }, default);

        await SetOption("16:00");
        Assert.Equal((5, false), await Max());

        await SetOption("14:00");
        Assert.Equal((3, true), await Max());

        await SetOption("14:00", days: 0);
        Assert.Equal((0, false), await Max());
        async Task<(int, bool)> Max() => await Promised() is var (days, areLearned) ? (days.Max, areLearned) : default;
    }

    [Fact]
    public async Task LearnedDays_ThatStayTheSame_WriteNothing()
    {
        await SetOption("14:00");
        var learned = new LearnedDays(SqlUnderTest.ExecutorOn(database, clock), cache);
        var days = new Dictionary<string, DeliveryDays> { ["fast"] = Learned };
        await learned.Replace("IT", days, default);
        var before = await Revision();

        await learned.Replace("IT", days, default);
        Assert.Equal(before, await Revision());

        days["fast"] = Learned with { By = new TimeOnly(18, 0) };
        await learned.Replace("IT", days, default);
        Assert.Equal((before.Items, before.Terms + 1), await Revision());
        async Task<(long Items, long Terms)> Revision() => (await database.Read(CatalogueRevision.Read, default))! is var revision ? (revision.Items, revision.Terms) : default;
    }

    [Fact]
    public async Task SetShippingOptions_HaveOrderTrackingAskedAtOnce()
    {
        await SetOption("14:00");
        Assert.Equal(clock.GetUtcNow().ToUnixTimeMilliseconds() * 1000, await Due());

        await catalogue.SetShippingOptions("IT", [], default);
        Assert.Empty((await Book()).ShippingOptions);
        async Task<long> Due() => Assert.Single(await database.Read(
            sql => sql.Query<long>("select due_at from timers where kind = @kind and key = 'IT'", new { kind = LearnedDays.TimerKind }), default)) / 1000 * 1000;
    }

    private async Task SetOption(string cutOff, int days = 5) => Assert.Null(await catalogue.SetShippingOptions(
        "IT", [new ShippingOption { ShippingOptionId = "fast", Cost = Eur(0), MinDays = Math.Min(2, days), MaxDays = days, CutOff = cutOff }], default));

    private async Task<(DeliveryDays Days, bool AreLearned)> Promised() => Assert.Single((await Book()).ShippingOptions) is var option ? (option.Days, option.AreDaysLearned) : default;
}
