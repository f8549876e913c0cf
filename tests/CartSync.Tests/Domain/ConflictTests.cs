using System.Collections.Immutable;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Transport;
using Omnichannel.Platform.Domain;
using Actor = Omnichannel.CartSync.Domain.Actor;
using MergeNoteKind = Omnichannel.CartSync.Domain.MergeNoteKind;
using MergeStrategy = Omnichannel.CartSync.Domain.MergeStrategy;
using Operation = Omnichannel.CartSync.Domain.Operation;
using OperationOutcome = Omnichannel.CartSync.Domain.OperationOutcome;
using OperationResult = Omnichannel.CartSync.Domain.OperationResult;
using Promotion = Omnichannel.CartSync.Domain.Promotion;
using ShippingOption = Omnichannel.CartSync.Domain.ShippingOption;
using Tender = Omnichannel.CartSync.Domain.Tender;

namespace Omnichannel.CartSync.Tests.Domain;

/// <summary>The conflicts of the README's table that are not a matter of two edits alone; those are in <see cref="OperationRulesTests"/>.</summary>
public sealed class ConflictTests
{
    private static readonly Actor Guest = new("g", ActorRole.Guest, SalesChannel.Web);

    [Fact]
    public void Variant_OptionsInAnyOrder_AreOneLine_AndOtherOptionsAnother()
    {
        var request = new ApplyOperationsRequest
        {
            Operations =
            {
                new CartOperation { DeviceSeq = 1, Add = new AddItem { Sku = "MUG", Quantity = 1, Options = { ["size"] = "L", ["colour"] = "red" } } },
                new CartOperation { DeviceSeq = 2, Add = new AddItem { Sku = "MUG", Quantity = 2, Options = { ["colour"] = "red", ["size"] = "L" } } },
                new CartOperation { DeviceSeq = 3, Add = new AddItem { Sku = "MUG", Quantity = 4, Options = { ["colour"] = "red", ["size"] = "l" } } },
                new CartOperation { DeviceSeq = 4, Add = new AddItem { Sku = "MUG", Quantity = 8, Options = { ["colour"] = "red" } } },
            },
        };
        var cart = OperationRules.Apply(Given.Cart(), "web", OperationMapping.ToDomain(request), Given.Anna, Given.Around).Cart;
        Assert.Equal([3, 4, 8], cart.Lines.Select(line => line.Quantity));
    }

    [Fact]
    public void Market_AnotherOne_IsAnotherCart_AndItsPricesAreItsOwn()
    {
        Assert.NotEqual(CartId.Of("anna", "IT"), CartId.Of("anna", "CH"));
        var swiss = SharedCart.Empty(new CartOwner("anna", false, "CH"), "CHF");
        var around = Given.Around with { Book = new Changed("MUG", item => item with { Price = UnitPrice.Parse("CHF", "14") }) };
        var cart = Apply(swiss, "web", Given.Add(1, "MUG", 2), around).Cart;
        Assert.Equal((2800, "CHF"), (Pricing.ItemsTotalMinor(cart, around.Book, SalesChannel.Web, Given.Now), cart.CurrencyCode));
        var unpriced = Given.Around with { Book = new Changed("MUG", item => item with { Price = null }) };
        Assert.Equal("NOT_FOR_SALE", Apply(swiss, "web", Given.Add(1, "MUG"), unpriced).Result.Refusal!.Reason);
    }

    [Fact]
    public void PriceAndPromotion_Changed_AreToldAtCheckout_AndSoldOnlyWhenAccepted()
    {
        var promotion = new Promotion { Id = "ten", Skus = ["MUG"], Benefit = new Benefit.PercentOff(10), EndsAt = Given.Now.AddHours(1) };
        var cart = Given.Cart().Do("web", Given.Add(1, "MUG", 2));
        var dearer = new Changed("MUG", item => item with { Price = UnitPrice.Parse("EUR", "15") }) { Promotions = [promotion] };
        var around = new Surroundings(Given.Now, dearer);

        Assert.Equal("PRICE_CHANGED", CheckoutRules.Begin(cart, Given.Order(cart), around).Refusal!.Reason);
        var accepted = CheckoutRules.Begin(cart, Given.Order(cart) with { AcceptsPriceChanges = true }, around).Answer!;
        Assert.Equal((3000, 300), (accepted.Totals.ItemsMinor, accepted.Totals.DiscountsMinor));
        var late = CheckoutRules.Begin(cart, Given.Order(cart) with { AcceptsPriceChanges = true }, around with { Now = Given.Now.AddHours(1) }).Answer!;
        Assert.Equal(0, late.Totals.DiscountsMinor);

        // Whoever edits the line has seen its price.
        var seen = Apply(cart, "web", Given.Set(2, "MUG", 2, cart.Version), around).Cart;
        Assert.Null(CheckoutRules.Begin(seen, Given.Order(seen), around).Refusal);
    }

    [Fact]
    public void Stock_Gone_KeepsTheLineAndRefusesToSell()
    {
        var cart = Given.Cart().Do("web", Given.Add(1, "MUG", 2));
        foreach (var left in new long[] { 0, 1 })
        {
            var around = Given.Around with { Book = new Changed("MUG", item => item with { ShippableQuantity = left }) };
            Assert.Equal("OUT_OF_STOCK", CheckoutRules.Begin(cart, Given.Order(cart), around).Refusal!.Reason);
        }

        Assert.Equal(2, cart.Units("MUG"));
        var gone = Given.Around with { Book = new Changed("MUG", item => item with { IsDiscontinued = true }) };
        Assert.Equal("NOT_FOR_SALE", Apply(cart, "web", Given.Add(2, "MUG"), gone).Result.Refusal!.Reason);
        Assert.Equal(OperationOutcome.Applied, Apply(cart, "web", Given.Remove(2, "MUG", cart.Version), gone).Result.Outcome);
    }

    [Fact]
    public void MaximumQuantity_ReachedByTwoDevices_RefusesTheSecondAndChangesNothing()
    {
        var cart = Given.Cart().Do("web", Given.Add(1, "MUG", 99_999));
        var (after, result) = cart.Apply("app", Given.Add(1, "MUG", 2));
        Assert.Equal(("QUANTITY_OUT_OF_RANGE", 99_999, cart.Version), (result.Refusal!.Reason, after.Units("MUG"), after.Version));
        Assert.Equal(100_000, after.Do("app", Given.Add(2, "MUG", 1)).Units("MUG"));

        // Nor does a set that leaves unseen units beside it.
        Assert.Equal("QUANTITY_OUT_OF_RANGE", cart.Apply("app", Given.Set(1, "MUG", 2, seen: 0)).Result.Refusal!.Reason);
    }

    [Fact]
    public void TillScan_AgainstAWebRemove_StaysAndSaysSo()
    {
        var cart = Given.Cart().Do("web", Given.Add(1, "MUG")).Do("till", Given.Add(1, "MUG", 1, seen: 1)).Do("till", Given.Add(2, "CUP", 1, seen: 1));
        var (after, result) = cart.Apply("web", new Operation(2, 1, new Edit.Clear()));
        Assert.Equal((1, 1), (after.Units("MUG"), after.Units("CUP")));
        Assert.Equal((MergeNoteKind.UnseenKept, 2), (result.Note!.Kind, result.Note.Quantity));
    }

    [Fact]
    public void TwoLoginsAtOnce_MergeOnce()
    {
        var (customer, guest, to) = LoggedIn();
        var other = MergeRules.Begin(guest, "anna", MergeStrategy.GuestWins, Given.Anna, Given.Now);
        Assert.Equal((to.MergeId, to.Strategy), (other.Answer!.MergeId, other.Answer.Strategy));

        var again = MergeRules.Apply(customer, guest, other.Answer, Given.Around);
        Assert.Same(customer, again.Cart);
        Assert.Equal(5, customer.Units("MUG"));
    }

    [Fact]
    public void Logout_OnASharedDevice_LeavesNothing()
    {
        var (customer, guest, to) = LoggedIn();
        guest = MergeRules.Finish(guest, Given.Now).Cart;
        Assert.Empty(guest.Lines);
        Assert.Empty(guest.Participants);
        Assert.False(customer.Admits(Guest, Given.Now));
        Assert.IsType<CartAlreadyMerged>(MergeRules.Begin(guest, "berta", MergeStrategy.Max, new Actor("berta", ActorRole.Customer, SalesChannel.Web), Given.Now).Refusal);

        // What the device had put in before it knew follows, and the answer tells nothing of the customer's cart.
        var followed = Redirection.Apply(customer, guest, "web", [Given.Add(3, "MUG", 1, seen: 1)], Guest, Given.Around);
        Assert.Equal(6, followed.Cart.Units("MUG"));
        Assert.Equal((OperationOutcome.Merged, guest.Version), (followed.Answer.Single().Outcome, followed.Answer.Single().Note!.Version));
        var full = Apply(customer, "web", Given.Add(2, "MUG", 99_990), Given.Around).Cart;
        Assert.Equal("CART_CLOSED", Redirection.Apply(full, guest, "web", [Given.Add(3, "MUG", 99, seen: 1)], Guest, Given.Around).Answer.Single().Refusal!.Reason);

        // What a stranger adds to the closed cart, or any time later, does not; the shopper's own device has a day.
        Assert.Equal("CART_CLOSED", Only(Redirection.Apply(customer, guest, "web", [Given.Add(3, "MUG", 1, seen: guest.Version)], Guest, Given.Around)));
        var later = Given.Around with { Now = to.StartedAt + Redirection.GuestWindow };
        Assert.Equal("CART_CLOSED", Only(Redirection.Apply(customer, guest, "web", [Given.Add(3, "MUG", 1, seen: 1)], Guest, later)));
        Assert.Null(Only(Redirection.Apply(customer, guest, "web", [Given.Add(3, "MUG", 1, seen: 1)], Given.Anna, later)));
    }

    [Fact]
    public void Guest_RefusedAfterTheMerge_GoesOnAfterItsLogin()
    {
        var (customer, guest, _) = LoggedIn();
        guest = MergeRules.Finish(guest, Given.Now).Cart;
        var refused = Redirection.Apply(customer, guest, "web", [Given.Remove(3, "MUG", 1)], Guest, Given.Around).Cart;
        Assert.Equal(OperationOutcome.Merged, Redirection.Apply(refused, guest, "web", [Given.Add(4, "CUP")], Given.Anna, Given.Around).Answer.Single().Outcome);
    }

    [Fact]
    public void Undo_DoesNotBringBack_WhatWasRemovedMeanwhile()
    {
        var customer = Given.Cart().Do("web", Given.Add(1, "MUG", 5)).Do("web", Given.Add(2, "LAMP")).Do("app", Given.Add(1, "MUG", 1));
        var (merged, _, to) = LoggedIn(customer, MergeStrategy.GuestWins);
        Assert.Equal((2, 0), (merged.Units("MUG"), merged.Units("LAMP")));

        // It had seen the customer's five mugs and the lamp, not the sixth mug nor the merge.
        var removed = merged.Do("web", Given.Remove(3, "MUG", seen: 2)).Do("web", Given.Remove(4, "LAMP", seen: 2));
        var undone = MergeRules.Undo(removed, to.MergeId, Given.Anna, Given.Around).Cart;
        Assert.Equal((1, 0), (undone.Units("MUG"), undone.Units("LAMP")));
    }

    [Fact]
    public void BoughtElsewhere_DuringACheckout_IsTakenOffWhenItIsGivenUp_AndNotWhenItIsSold()
    {
        var cart = Given.Cart().Do("web", Given.Add(1, "MUG", 3));
        var begun = CheckoutRules.Begin(cart, Given.Order(cart), Given.Around);
        var purchase = new Purchase("o-1", Given.Now, SalesChannel.Store, true, [KeyValuePair.Create(CartId.OfLine("MUG", []), 2L)]);
        var bought = Abandonment.Bought(begun.Cart, purchase, Given.Around).Cart;
        Assert.Equal(3, bought.Units("MUG"));

        var open = CheckoutRules.Cancel(bought, begun.Answer!.CheckoutId, Given.Anna, null, Given.Now).Cart;
        Assert.Equal(1, open.Units("MUG"));
        Assert.Contains(open.Lines.Single().Notes, note => note.Kind is MergeNoteKind.BoughtElsewhere);
        Assert.Empty(open.WaitingPurchases);

        var sold = CheckoutRules.Complete(
            bought, begun.Answer.CheckoutId, [new Tender(TenderKind.Card, "p", begun.Answer.Totals.DueMinor)], Given.Key("c"), Given.Anna, null, Given.Now);
        Assert.Equal(3, sold.Answer!.Lines.Single().Quantity);
        Assert.Empty(sold.Cart.WaitingPurchases);
    }

    private static (SharedCart Customer, SharedCart Guest, MergeOut To) LoggedIn(SharedCart? customer = null, MergeStrategy strategy = MergeStrategy.Max)
    {
        var guest = Given.Cart("g", isGuest: true).Do("web", Given.Add(1, "MUG", 2)).Do("web", Given.Add(2, "CUP", 3));
        var begun = MergeRules.Begin(guest, "anna", strategy, Given.Anna, Given.Now);
        var merged = MergeRules.Apply(customer ?? Given.Cart().Do("web", Given.Add(1, "MUG", 5)), begun.Cart, begun.Answer!, Given.Around);
        return (merged.Cart, begun.Cart, begun.Answer!);
    }

    private static (SharedCart Cart, OperationResult Result) Apply(SharedCart cart, string device, Operation operation, Surroundings around)
    {
        var change = OperationRules.Apply(cart, device, [operation], Given.Anna, around);
        return (change.Cart, change.Answer.Single());
    }

    private static string? Only(Change<ImmutableArray<OperationResult>> change) => change.Answer.Single().Refusal?.Reason;
}
