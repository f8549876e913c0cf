using FsCheck;
using FsCheck.Fluent;
using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Values;

namespace Omnichannel.CartSync.Tests.Domain;

public sealed class WishlistRulesTests
{
    private static readonly Dictionary<string, Measure> Known = new() { ["MUG"] = Measure.Piece, ["CUP"] = Measure.Piece, ["LAMP"] = Measure.Piece };
    private static readonly Wishlist Empty = new() { Id = "w-1", OwnerId = "anna", OwnerIsGuest = false, Name = "Home", CreatedAt = Given.Now, UpdatedAt = Given.Now };

    [Fact]
    public void Add_InAnyOrder_LeavesTheGreatestQuantity() => Prop.ForAll(
        Gen.Choose(1, 9).ArrayOf(6).ToArbitrary(),
        quantities =>
        {
            var adds = quantities.Select((quantity, i) => Add(i % 2 == 0 ? "MUG" : "CUP", quantity)).ToArray();
            var one = Edit(Empty, adds).Entries.ToDictionary(entry => entry.Sku, entry => entry.Quantity);
            var other = Edit(Edit(Empty, [.. adds.Reverse()]), adds).Entries.ToDictionary(entry => entry.Sku, entry => entry.Quantity);
            Assert.Equal(one.OrderBy(entry => entry.Key), other.OrderBy(entry => entry.Key));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Edit_OneBad_DoesTheOthersAndSaysWhy()
    {
        var (list, results) = WishlistRules.Edit(
            Empty,
            [
                Add("MUG", 2), Add("NONE", 1), Add("CUP", 0), new ListEdit.Add("CUP", [new Option("text", new string('x', 2100))], 1),
                new ListEdit.Add("CUP", [new Option("text", "a\u0001b")], 1), new ListEdit.SetQuantity("none", 1), new ListEdit.Remove("none"), new ListEdit.Nothing(),
            ],
            Known,
            Given.Now.AddMinutes(1));

        Assert.Equal(
            [null, "SKU_UNKNOWN", "QUANTITY_OUT_OF_RANGE", "OPTIONS_TOO_LARGE", "OPTIONS_INVALID", "ITEM_NOT_FOUND", null, "OPERATION_INVALID"],
            results.Select(result => result.Refusal?.Reason));
        Assert.Equal(("MUG", 2), (list.Entries.Single().Sku, list.Entries.Single().Quantity));
        Assert.Equal((2L, Given.Now.AddMinutes(1)), (list.Version, list.UpdatedAt));
    }

    [Fact]
    public void Edit_ThatChangesNothing_KeepsTheVersion()
    {
        var list = Edit(Empty, Add("MUG", 3));
        Assert.Same(list, Edit(list, Add("MUG", 2), new ListEdit.Remove("none")));
    }

    [Fact]
    public void Add_BeyondTheLimit_IsRefused_AndWhatIsThereCanBeRaised()
    {
        var full = Edit(Empty, [.. Enumerable.Range(0, WishlistRules.MostItems).Select(i => new ListEdit.Add("MUG", [new Option("n", $"{i}")], 1))]);
        var (list, results) = WishlistRules.Edit(full, [Add("CUP", 1), new ListEdit.Add("MUG", [new Option("n", "7")], 5)], Known, Given.Now);

        Assert.Equal(["ITEM_LIMIT", null], results.Select(result => result.Refusal?.Reason));
        Assert.Equal((WishlistRules.MostItems, 5), (list.Entries.Length, list.Entries[7].Quantity));
    }

    [Fact]
    public void TakeOff_WishedForMoreMeanwhile_LeavesTheRest()
    {
        var list = Edit(Empty, Add("MUG", 2));
        var moved = list.Entries[0];
        Assert.Equal(3, WishlistRules.TakeOff(Edit(list, Add("MUG", 5)), moved, Given.Now).Entries.Single().Quantity);
        Assert.Empty(WishlistRules.TakeOff(list, moved, Given.Now).Entries);
        Assert.Same(Empty, WishlistRules.TakeOff(Empty, moved, Given.Now));
    }

    [Fact]
    public void Share_AfterUnshare_HasAnotherSerial()
    {
        var shared = WishlistRules.Share(Empty, Given.Now);
        Assert.Same(shared, WishlistRules.Share(shared, Given.Now));
        Assert.NotEqual(shared.ShareSerial, WishlistRules.Share(WishlistRules.Unshare(shared, Given.Now), Given.Now).ShareSerial);
    }

    private static ListEdit.Add Add(string sku, int quantity) => new(sku, [], quantity);

    private static Wishlist Edit(Wishlist list, params ListEdit[] edits) => WishlistRules.Edit(list, edits, Known, Given.Now).List;
}
