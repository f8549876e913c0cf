using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Domain;

namespace Omnichannel.CartSync.Tests.Domain;

public sealed class RetentionTests
{
    private static readonly Actor Guest = new("g", ActorRole.Guest, SalesChannel.Web);

    [Fact]
    public void GuestsCart_ThatWasEditedPlainlyAndBoughtElsewhere_IsGivenUpAfterAMonth()
    {
        var cart = OperationRules.ApplyPlain(Given.Cart("g", isGuest: true), [new Operation(0, Operation.SeesAll, new Edit.Add("MUG", [], 1, null))], false, Given.Anna, Given.Around).Cart;
        var bought = Abandonment.Bought(cart, new Purchase("o-1", Given.Now, SalesChannel.Store, true, [KeyValuePair.Create(CartId.OfLine("MUG", []), 1L)]), Given.Around).Cart;
        Assert.Empty(bought.Lines);
        Assert.NotNull(Retention.DueAt(bought));
        Assert.True(Retention.IsBlank(Retention.Pass(bought, Given.Now.AddDays(32))));
    }

    [Fact]
    public void GuestsCart_IsGoneAMonthAfterTheLastActivity_AndNotBefore()
    {
        var cart = Filled("g", isGuest: true);
        Assert.Equal(new DateTimeOffset(2026, 12, 22, 0, 0, 0, TimeSpan.Zero), Retention.DueAt(cart));
        Assert.Same(cart, Retention.Pass(cart, Given.Now.AddDays(30)));
        Assert.True(Retention.IsBlank(Retention.Pass(cart, Given.Now.AddDays(31))));

        // Edits of one day do not move the timer.
        var edited = OperationRules.Apply(cart, "web", [Given.Add(2, "CUP")], Guest, Given.Around with { Now = Given.Now.AddHours(3) }).Cart;
        Assert.Equal(DueTimes.Next(cart), DueTimes.Next(edited));
    }

    [Fact]
    public void RefusedOperation_IsActivity_ForItsNumberMustBeKnown()
    {
        var cart = Filled("g", isGuest: true);
        var refused = OperationRules.Apply(cart, "web", [Given.Add(2, "NONE")], Guest, Given.Around with { Now = Given.Now.AddDays(20) }).Cart;
        Assert.Same(refused, Retention.Pass(refused, Given.Now.AddDays(45)));
        Assert.True(Retention.IsBlank(Retention.Pass(refused, Given.Now.AddDays(51))));
    }

    [Fact]
    public void CustomersCart_IsKept_WithWhatWasSaved()
    {
        var cart = Filled("anna", isGuest: false);
        Assert.Null(Retention.DueAt(cart));
        Assert.Same(cart, Retention.Pass(cart, Given.Now.AddYears(3)));
    }

    [Fact]
    public void CartThatWasTriedOrSold_KeepsItsNumbers_AndNothingElse()
    {
        var cart = Filled("g", isGuest: true) with { ContactId = "g" };
        var held = CheckoutRules.Begin(cart, Given.Order(cart) with { HasContact = true, CouponCodes = ["TEN"] }, Given.Around).Cart;
        Assert.Null(Retention.DueAt(held));
        var cancelled = CheckoutRules.Cancel(held, held.Checkout!.CheckoutId, Guest, null, Given.Now).Cart;
        Assert.Null(Retention.DueAt(cancelled));
        var released = CheckoutRules.Released(cancelled, held.Checkout.HoldId).Cart;
        var kept = Retention.Pass(released, Given.Now.AddDays(31));

        Assert.False(Retention.IsBlank(kept));
        Assert.Equal((2L, released.Version + 1, ""), (kept.Generation, kept.Version, kept.ContactId));
        Assert.Empty(kept.Lines);
        Assert.Empty(kept.Devices);
        Assert.Null(Retention.DueAt(kept));
        Assert.Same(kept, Retention.Pass(kept, Given.Now.AddYears(9)));

        // Old devices count as having seen nothing of what comes next.
        var anew = OperationRules.Apply(kept, "web", [Given.Add(1, "CUP", seen: kept.Version)], Guest, Given.Around with { Now = Given.Now.AddDays(40) }).Cart;
        Assert.Equal((2L, 1), (anew.Generation, anew.Units("CUP")));
    }

    [Fact]
    public void CartThatMoved_StaysClosed()
    {
        var begun = MergeRules.Begin(Filled("g", isGuest: true), "anna", MergeStrategy.Default, Guest, Given.Now).Cart;
        Assert.Null(Retention.DueAt(begun));
        var merged = Retention.Pass(MergeRules.Finish(begun, Given.Now).Cart, Given.Now.AddDays(31));
        Assert.Equal((CartPhase.Merged, "anna"), (merged.Phase, merged.MovedTo!.CustomerId));
        Assert.Empty(merged.Devices);
        Assert.Null(Retention.DueAt(merged));
    }

    private static SharedCart Filled(string owner, bool isGuest) => OperationRules.Apply(Given.Cart(owner, isGuest), "web", [Given.Add(1, "MUG", 2)], Guest, Given.Around).Cart;
}
