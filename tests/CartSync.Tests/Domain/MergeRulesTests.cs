using Omnichannel.CartSync.Domain;

namespace Omnichannel.CartSync.Tests.Domain;

public sealed class MergeRulesTests
{
    [Theory]
    [InlineData(MergeStrategy.Max, 5, 3, 1)]
    [InlineData(MergeStrategy.Sum, 7, 3, 1)]
    [InlineData(MergeStrategy.GuestWins, 2, 3, 0)]
    [InlineData(MergeStrategy.CustomerWins, 5, 0, 1)]
    public void Apply_EachStrategy_HasItsQuantities_AndUndoRestores(MergeStrategy strategy, int mugs, int cups, int lamps)
    {
        var customer = Given.Cart().Do("web", Given.Add(1, "MUG", 5)).Do("web", Given.Add(2, "LAMP", 1));
        var (merged, record) = Merge(customer, strategy);

        Assert.Equal((mugs, cups, lamps), (merged.Units("MUG"), merged.Units("CUP"), merged.Units("LAMP")));
        Assert.Equal(3, record.Lines.Length);
        Assert.All(record.Lines, line => Assert.Equal(line.MergedQuantity, merged.Units(line.Sku)));
        var undone = MergeRules.Undo(merged, record.MergeId, Given.Anna, Given.Around).Cart;
        Assert.Equal((5, 0, 1), (undone.Units("MUG"), undone.Units("CUP"), undone.Units("LAMP")));
    }

    [Fact]
    public void Apply_Again_ChangesNothing()
    {
        var (merged, record) = Merge(Given.Cart(), MergeStrategy.Sum);
        var again = MergeRules.Apply(merged, Guest(out var to), to, Given.Around);
        Assert.Same(merged, again.Cart);
        Assert.Equal(record, again.Answer);
        Assert.Empty(again.Events);
    }

    [Fact]
    public void Undo_KeepsEditsMadeSince()
    {
        var (merged, record) = Merge(Given.Cart().Do("web", Given.Add(1, "MUG", 5)), MergeStrategy.Sum);
        var edited = merged.Do("web", Given.Add(2, "MUG", 1, seen: merged.Version)).Do("web", Given.Set(3, "CUP", 9, seen: merged.Version + 1));
        var undone = MergeRules.Undo(edited, record.MergeId, Given.Anna, Given.Around).Cart;
        Assert.Equal((6, 9), (undone.Units("MUG"), undone.Units("CUP")));
    }

    [Fact]
    public void Undo_TooLateOrSold_IsRefused()
    {
        var (merged, record) = Merge(Given.Cart(), MergeStrategy.Max);
        Assert.IsType<MergeUndoExpired>(MergeRules.Undo(merged, record.MergeId, Given.Anna, Given.Around with { Now = Given.Now.AddMinutes(15) }).Refusal);
        Assert.IsType<CartWasCheckedOut>(MergeRules.Undo(merged with { Generation = 2 }, record.MergeId, Given.Anna, Given.Around).Refusal);
        Assert.IsType<MergeNotFound>(MergeRules.Undo(merged, "m-x", Given.Anna, Given.Around).Refusal);
    }

    [Fact]
    public void Begin_IntoAnotherCustomersCart_IsRefused()
    {
        var frozen = Guest(out _);
        Assert.IsType<CartAlreadyMerged>(MergeRules.Begin(frozen, "berta", MergeStrategy.Max, Given.Anna, Given.Now).Refusal);
        Assert.Null(MergeRules.Begin(frozen, "anna", MergeStrategy.Sum, Given.Anna, Given.Now).Refusal);
    }

    private static (SharedCart Cart, MergeRecord Record) Merge(SharedCart customer, MergeStrategy strategy)
    {
        var guest = Guest(out var to);
        var change = MergeRules.Apply(customer, guest, to with { Strategy = strategy }, Given.Around);
        Assert.True(change.Events is [CartEvent.Merged, ..]);
        return (change.Cart, change.Answer!);
    }

    private static SharedCart Guest(out MergeOut to)
    {
        var guest = Given.Cart("g", isGuest: true).Do("web", Given.Add(1, "MUG", 2)).Do("web", Given.Add(2, "CUP", 3));
        var begun = MergeRules.Begin(guest, "anna", MergeStrategy.Max, Given.Anna, Given.Now);
        to = begun.Answer!;
        return begun.Cart;
    }
}
