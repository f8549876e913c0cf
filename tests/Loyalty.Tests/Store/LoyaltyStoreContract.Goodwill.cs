using Google.Protobuf.WellKnownTypes;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.V1;
using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Tests.Store;

/// <content>Points for promises that were broken.</content>
public abstract partial class LoyaltyStoreContract
{
    [Fact]
    public async Task BrokenPromise_OfAProgramThatGivesNothing_GivesNothing()
    {
        await bench.Enroll("m");
        await bench.Place(bench.Order("o1", "m", 500));
        await Break("o1", "o1~p1");

        Assert.Equal((5, 0, 0, 0), await bench.Points("m"));
        Assert.Empty(await bench.Published<GoodwillGiven>());
    }

    [Fact]
    public async Task BrokenPromise_GivesOnceForEach_WhateverIsToldAgain()
    {
        await bench.Enroll("m");
        await Generous(200);
        await bench.Place(bench.Order("o1", "m", 500));
        await Break("o1", "o1~p1");
        await Break("o1", "o1~p1");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Break("o1", "o1~p2")));

        Assert.Equal((5, 400, 0, 0), await bench.Points("m"));
        Assert.Equal([("o1", 200L), ("o1", 200L)], (await bench.Published<GoodwillGiven>()).Select(given => (given.OrderId, given.Points)));
        await bench.Advance(TimeSpan.FromDays(367));
        Assert.Equal((5, 0, 0, 0), await bench.Points("m"));
    }

    [Fact]
    public async Task BrokenPromise_IsUnderTheProgramOfItsOrder()
    {
        await bench.Enroll("m");
        await bench.Place(bench.Order("old", "m", 500));
        await Generous(200);
        await bench.Place(bench.Order("new", "m", 500));
        await Break("old", "old~p1");
        await Break("new", "new~p1");

        Assert.Equal((10, 200, 0, 0), await bench.Points("m"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task BrokenPromise_BeforeItsOrder_AndBeforeEnrolment_IsGivenWithIt(bool orderFirst)
    {
        await Generous(200);
        if (orderFirst)
        {
            await bench.Place(bench.Order("o1", "m", 500));
        }

        await Break("o1", "o1~p1");
        await Break("o1", "o1~p1");
        if (!orderFirst)
        {
            await bench.Place(bench.Order("o1", "m", 500));
        }

        await bench.Enroll("m");
        Assert.Equal((5, 200, 0, 0), await bench.Points("m"));
        await Break("o1", "o1~p1");
        Assert.Equal((5, 200, 0, 0), await bench.Points("m"));
    }

    [Fact]
    public async Task BrokenPromise_OfAnOrderThatIsCalledOff_StaysGiven_AndPaysADebtFirst()
    {
        await bench.Enroll("m");
        await Generous(200);
        await bench.Place(bench.Order("o1", "m", 500));
        await bench.Get<Omnichannel.Loyalty.Store.Adjustments>().Adjust(
            bench.Context(),
            new Omnichannel.Loyalty.Domain.AdjustCommand("m", -30, true, null, "test", new Omnichannel.Loyalty.Domain.Actor("staff", ActorRole.Agent, SalesChannel.Support, null, null)),
            _ => new Empty());
        await Break("o1", "o1~p1");
        await bench.Return("o1", ("l0", 4));

        Assert.Equal((0, 170, 0, 0), await bench.Points("m"));
        Assert.Equal(30, Assert.Single(await bench.Published<GoodwillGiven>()).DebtPaid);
    }

    private Task Break(string orderId, string promiseId) =>
        bench.Apply(unit => bench.Orders.Break(unit, new BrokenPromise(orderId, promiseId, bench.Clock.Now, SalesChannel.Web)));

    // From now on.
    private async Task Generous(long points)
    {
        await bench.Commands.Publish(bench.Context(), Omnichannel.Loyalty.Domain.LoyaltyProgram.BuiltIn() with { EffectiveFrom = bench.Clock.Now, BrokenPromisePoints = points }, isHistory: false, _ => new Empty());
        bench.Clock.Advance(TimeSpan.FromMinutes(6));
    }
}
