using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Domain;

namespace Omnichannel.CartSync.Tests.Domain;

public sealed class AbandonmentTests
{
    [Fact]
    public void Raise_EachStageOnce_AndOnlyTheLastAfterALongStop()
    {
        var cart = Given.Cart().Do("web", Given.Add(1, "MUG"));
        Assert.Equal(Given.Now.AddHours(1), DueTimes.Next(cart));
        var first = Abandonment.Raise(cart, At(1)).Cart;
        Assert.Equal(1, first.AbandonedStage);
        Assert.Same(first, Abandonment.Raise(first, At(2)).Cart);
        Assert.Equal(3, Assert.IsType<CartEvent.Abandoned>(Abandonment.Raise(first, At(100)).Events.Single()).Stage);
    }

    [Fact]
    public void Raise_OfAGuestWhoLeftNoContact_Never() =>
        Assert.Null(Abandonment.DueAt(Given.Cart("g", isGuest: true).Do("web", Given.Add(1, "MUG"))));

    [Fact]
    public void Bought_Elsewhere_TakesOffWhatWasBought_Once()
    {
        var cart = Abandonment.Raise(Given.Cart().Do("web", Given.Add(1, "MUG", 3)).Do("web", Given.Add(2, "CUP")), At(1)).Cart;
        var purchase = new Purchase(
            "o-1", Given.Now.AddMinutes(5), SalesChannel.Store, true, [KeyValuePair.Create(CartId.OfLine("MUG", []), 2L), KeyValuePair.Create(CartId.OfLine("CUP", []), 1L)]);
        var bought = Abandonment.Bought(cart, purchase, At(2));

        Assert.Equal((1, 0), (bought.Cart.Units("MUG"), bought.Cart.Units("CUP")));
        Assert.Contains(bought.Cart.Lines.Single().Notes, note => note.Kind is MergeNoteKind.BoughtElsewhere);
        Assert.True(Assert.IsType<CartEvent.Recovered>(bought.Events.Single()).IsPurchased);
        Assert.Null(DueTimes.Next(bought.Cart));
        Assert.Same(bought.Cart, Abandonment.Bought(bought.Cart, purchase, At(3)).Cart);
    }

    [Fact]
    public void Bought_Elsewhere_TakesOffWhatCameByALinkOrPlainly_AsWhatADeviceAdded()
    {
        // The guest's one replaced the customer's three. Two more came since, which no device numbered.
        var guest = Given.Cart("g", isGuest: true).Do("web", Given.Add(1, "MUG", 1));
        var begun = MergeRules.Begin(guest, "anna", MergeStrategy.GuestWins, Given.Anna, Given.Now);
        var merged = MergeRules.Apply(Given.Cart().Do("web", Given.Add(1, "MUG", 3)), begun.Cart, begun.Answer!, Given.Around).Cart;
        var plain = OperationRules.ApplyPlain(merged, [new Operation(0, merged.Version - 1, new Edit.Add("MUG", [], 2, null))], false, Given.Anna, Given.Around).Cart;
        Assert.Equal(3, plain.Units("MUG"));

        var bought = Abandonment.Bought(plain, new Purchase("o-1", Given.Now.AddMinutes(5), SalesChannel.Store, true, [KeyValuePair.Create(CartId.OfLine("MUG", []), 3L)]), At(0)).Cart;
        Assert.Equal(0, bought.Units("MUG"));
        var undone = MergeRules.Undo(bought, merged.Merges.Single().MergeId, Given.Anna, Given.Around).Cart;

        // Three were bought: two of those that came plainly, and one of the three that the merge had replaced.
        Assert.Equal(2, undone.Units("MUG"));
    }

    [Fact]
    public void Bought_OfOneOfOurCarts_TakesNothingOff()
    {
        var cart = Given.Cart().Do("web", Given.Add(1, "MUG", 3));
        var bought = Abandonment.Bought(cart, new Purchase("o-1", Given.Now, SalesChannel.Web, false, [KeyValuePair.Create(CartId.OfLine("MUG", []), 2L)]), At(1));
        Assert.Equal(3, bought.Cart.Units("MUG"));
    }

    [Fact]
    public void Bought_TheOrderOfWhatTheCartStillHolds_IsItsSale()
    {
        // Sold, published, and set back by a failover to before the checkout; something was added since.
        var cart = Given.Cart().Do("web", Given.Add(1, "MUG", 3)).Do("web", Given.Add(2, "CUP"));
        var sale = new Purchase(CartId.OrderId(cart.Id, 1), Given.Now, SalesChannel.Web, false, [KeyValuePair.Create(CartId.OfLine("MUG", []), 3L)]);
        var known = Abandonment.Bought(cart, sale, At(1)).Cart;
        Assert.Equal((0, 1, 2L, cart.Version + 1), (known.Units("MUG"), known.Units("CUP"), known.Generation, known.GenerationStart));
        Assert.Same(known, Abandonment.Bought(known, sale, At(2)).Cart);

        // The order of a generation before is the usual news.
        var usual = Abandonment.Bought(cart with { Generation = 2 }, sale, At(1)).Cart;
        Assert.Equal((3, 2L), (usual.Units("MUG"), usual.Generation));
    }

    [Fact]
    public void Bought_TheOrderOfWhatACheckoutHolds_IsItsSaleWhenTheCheckoutIsGivenUp()
    {
        var shelf = new CheckoutShelf().With("MUG", "12.50");
        var ready = shelf.Begin(shelf.Cart(("MUG", 3, null)));
        var sale = new Purchase(CartId.OrderId(ready.Cart.Id, 1), Given.Now, SalesChannel.Web, false, [KeyValuePair.Create(CartId.OfLine("MUG", []), 3L)]);

        // It may be the very checkout that was sold: whoever tells of its payment again completes it again.
        var waiting = Abandonment.Bought(ready.Cart, sale, At(0)).Cart;
        Assert.Equal((CartPhase.Ready, 1L), (waiting.Phase, waiting.Generation));
        var opened = CheckoutRules.Cancel(waiting, ready.Answer!.CheckoutId, Given.Anna, null, Given.Now).Cart;
        Assert.Equal((CartPhase.Open, 0, 2L, 0), (opened.Phase, opened.Units("MUG"), opened.Generation, opened.Attempts));
    }

    [Fact]
    public void Merge_CountsAsAnEdit_WhenItChangesALine()
    {
        var guest = Given.Cart("g", isGuest: true).Do("web", Given.Add(1, "CUP"));
        var merged = Merge(Given.Cart(), guest, MergeStrategy.Max, hours: 1);
        Assert.Equal(Given.Now.AddHours(2), DueTimes.Next(merged.Cart));
        Assert.Equal(SalesChannel.None, Assert.Single(merged.Events.OfType<CartEvent.Touched>()).Previous);

        var idle = Abandonment.Raise(Given.Cart().Do("web", Given.Add(1, "MUG")), At(1)).Cart;
        var back = Merge(idle, guest, MergeStrategy.Sum, hours: 3);
        Assert.Equal((0, Given.Now.AddHours(4)), (back.Cart.AbandonedStage, DueTimes.Next(back.Cart)));
        Assert.False(Assert.Single(back.Events.OfType<CartEvent.Recovered>()).IsPurchased);

        // Who signs in and brings nothing has not touched the cart.
        var same = Merge(idle, guest, MergeStrategy.CustomerWins, hours: 3);
        Assert.Equal((1, Given.Now.AddHours(24)), (same.Cart.AbandonedStage, DueTimes.Next(same.Cart)));
        Assert.Empty(same.Events.OfType<CartEvent.Recovered>());
    }

    [Fact]
    public void Merge_OfAGuestsCartThatWasCalledAbandoned_IsItsRecovery_Once()
    {
        var guest = Abandonment.Raise(Given.Cart("g", isGuest: true).Do("web", Given.Add(1, "CUP")) with { ContactId = "g", CampaignSource = "mail" }, At(1)).Cart;
        var begun = MergeRules.Begin(guest, "anna", MergeStrategy.CustomerWins, Given.Anna, At(2).Now);
        Assert.Equal(new CartEvent.Recovered(1, false, SalesChannel.Web, guest.Generation, "mail"), Assert.Single(begun.Events));
        Assert.Empty(MergeRules.Begin(begun.Cart, "anna", MergeStrategy.CustomerWins, Given.Anna, At(2).Now).Events);
        var bought = new Purchase("o-1", At(3).Now, SalesChannel.Store, true, []);
        Assert.Empty(Abandonment.Bought(MergeRules.Finish(begun.Cart, At(2).Now).Cart, bought, At(3)).Events);
    }

    private static Change<MergeRecord?> Merge(SharedCart customer, SharedCart guest, MergeStrategy strategy, int hours)
    {
        var begun = MergeRules.Begin(guest, "anna", strategy, Given.Anna, At(hours).Now);
        return MergeRules.Apply(customer, begun.Cart, begun.Answer!, At(hours));
    }

    private static Surroundings At(int hours) => Given.Around with { Now = Given.Now.AddHours(hours) };
}
