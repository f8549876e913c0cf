using Omnichannel.CartSync.Domain;

namespace Omnichannel.CartSync.Tests.Domain;

public sealed class SavedLinesTests
{
    [Theory]
    [InlineData(MergeStrategy.Max)]
    [InlineData(MergeStrategy.Sum)]
    [InlineData(MergeStrategy.GuestWins)]
    [InlineData(MergeStrategy.CustomerWins)]
    public void Merge_WhatEitherPutAside_IsKeptAside_UnderEveryStrategy(MergeStrategy strategy)
    {
        var merged = Merge(strategy, customer: Cart("anna", saved: ("MUG", 2)), guest: Cart("g", saved: ("LAMP", 3)));
        Assert.Equal([("LAMP", 3, true), ("MUG", 2, true)], merged.Lines.Select(line => (line.Sku, line.Quantity, line.IsSaved)).Order());
        Assert.Equal(0, Pricing.ItemCount(merged, Given.Book));
    }

    [Theory]
    [InlineData(MergeStrategy.Max)]
    [InlineData(MergeStrategy.Sum)]
    [InlineData(MergeStrategy.GuestWins)]
    [InlineData(MergeStrategy.CustomerWins)]
    public void Merge_WhatAGuestPutAside_DoesNotRaiseTheCustomersLine(MergeStrategy strategy)
    {
        var merged = Merge(strategy, customer: Given.Cart().Do("web", Given.Add(1, "MUG")), guest: Cart("g", saved: ("MUG", 9)));
        Assert.Equal(("MUG", 1, false), merged.Lines.Select(line => (line.Sku, line.Quantity, line.IsSaved)).Single());
    }

    [Fact]
    public void Merge_WhatAGuestWantsNow_IsTakenBackIntoTheCart() =>
        Assert.False(Merge(MergeStrategy.Max, Cart("anna", saved: ("MUG", 2)), Given.Cart("g", true).Do("web", Given.Add(1, "MUG", 3))).Lines.Single().IsSaved);

    [Fact]
    public void Merge_OfASavedLine_CanBeUndone()
    {
        var guest = MergeRules.Begin(Cart("g", saved: ("LAMP", 3)), "anna", MergeStrategy.Max, Given.Anna, Given.Now);
        var merged = MergeRules.Apply(Given.Cart(), guest.Cart, guest.Answer!, Given.Around);
        Assert.Empty(MergeRules.Undo(merged.Cart, merged.Answer!.MergeId, Given.Anna, Given.Around).Cart.Lines);
    }

    [Fact]
    public void Clear_LeavesWhatWasPutAside_AndAddingTakesItBack()
    {
        var cart = Cart("anna", saved: ("MUG", 2)).Do("web", Given.Add(3, "CUP"));
        cart = cart.Do("web", new Operation(4, cart.Version, new Edit.Clear()));
        Assert.Equal(("MUG", true), cart.Lines.Select(line => (line.Sku, line.IsSaved)).Single());
        cart = cart.Do("web", Given.Add(5, "MUG"));
        Assert.Equal((3, false), cart.Lines.Select(line => (line.Quantity, line.IsSaved)).Single());
    }

    [Fact]
    public void OnlySavedLines_AreNotAbandoned()
    {
        Assert.Null(Abandonment.DueAt(Cart("anna", saved: ("MUG", 2))));
        Assert.NotNull(Abandonment.DueAt(Given.Cart().Do("web", Given.Add(1, "MUG"))));
    }

    private static SharedCart Merge(MergeStrategy strategy, SharedCart customer, SharedCart guest)
    {
        var begun = MergeRules.Begin(guest, "anna", strategy, Given.Anna, Given.Now);
        return MergeRules.Apply(customer, begun.Cart, begun.Answer!, Given.Around).Cart;
    }

    private static SharedCart Cart(string owner, (string Sku, int Quantity) saved)
    {
        var cart = Given.Cart(owner, owner == "g").Do("web", Given.Add(1, saved.Sku, saved.Quantity));
        return cart.Do("web", new Operation(2, cart.Version, new Edit.MoveToSaved(Given.Line(saved.Sku))));
    }
}
