using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.Platform.Domain;

namespace Omnichannel.CartSync.Tests.Domain;

/// <summary>The undo of a merge takes back all that the merge brought, and nothing that somebody decided since.</summary>
public sealed class MergeUndoTests
{
    private static readonly Edit.SetGiftNote Greeting = new("Auguri, Gina");

    [Fact]
    public void Undo_TakesBackGiftNoteCampaignAndCodes()
    {
        var guest = Guest(new Edit.Add("CUP", [], 1, null), Greeting, new Edit.ApplyCode("TEN")) with { CampaignSource = "advert" };
        var merged = Merge(Given.Cart(), guest);
        Assert.Equal((Greeting.Text, "advert", "TEN"), (merged.GiftNote, merged.CampaignSource, merged.Codes.Single().Code));

        var undone = Undo(merged);
        Assert.Equal(("", "", 0), (undone.GiftNote, undone.CampaignSource, undone.Codes.Length));
    }

    [Fact]
    public void Undo_LeavesTheCustomersOwnGiftNoteAndCampaign()
    {
        var customer = Do(Given.Cart(), 1, new Edit.SetGiftNote("Anna's")) with { CampaignSource = "mail" };
        var undone = Undo(Merge(customer, Guest(Greeting) with { CampaignSource = "advert" }));
        Assert.Equal(("Anna's", "mail"), (undone.GiftNote, undone.CampaignSource));
    }

    [Theory]
    [InlineData("Anna's")]
    [InlineData("Auguri, Gina")]
    public void Undo_GiftNoteAndCodeEnteredSince_Stay(string note)
    {
        var merged = Merge(Given.Cart(), Guest(Greeting, new Edit.ApplyCode("TEN")));
        var undone = Undo(Do(Do(merged, 1, new Edit.SetGiftNote(note)), 2, new Edit.ApplyCode("TEN")));
        Assert.Equal((note, "TEN"), (undone.GiftNote, undone.Codes.Single().Code));
    }

    [Theory]
    [InlineData(MergeStrategy.Max, 2, 2)]
    [InlineData(MergeStrategy.Max, 2, 5)]
    [InlineData(MergeStrategy.Sum, 2, 3)]
    [InlineData(MergeStrategy.GuestWins, 5, 2)]
    [InlineData(MergeStrategy.CustomerWins, 5, 2)]
    public void Undo_SavesAgain_WhatTheGuestWantedNow(MergeStrategy strategy, int customers, int guests)
    {
        var merged = Merge(Saved(customers), Guest(new Edit.Add("MUG", [], guests, null)), strategy);
        Assert.False(merged.Lines.Single().IsSaved);
        Assert.Equal((customers, true), Only(Undo(merged)));
    }

    [Fact]
    public void Undo_WhatSomebodyPutOrSetInTheCartSince_StaysThere()
    {
        var merged = Merge(Saved(2), Guest(new Edit.Add("MUG", [], 2, null)));
        Assert.Equal((3, false), Only(Undo(Do(merged, 3, new Edit.Add("MUG", [], 1, null)))));
        Assert.Equal((9, false), Only(Undo(Do(merged, 3, new Edit.SetQuantity(Given.Line("MUG"), 9)))));
        Assert.Equal((2, false), Only(Undo(Do(Do(merged, 3, new Edit.MoveToSaved(Given.Line("MUG"))), 4, new Edit.MoveToCart(Given.Line("MUG"))))));

        // Who had not seen the merge set the quantity of what was put aside.
        Assert.Equal((9, true), Only(Undo(merged.Do("web", Given.Set(3, "MUG", 9, merged.Version - 1)))));
    }

    [Fact]
    public void Undo_NoRoomForWhatWasReplaced_RestoresWhatFits_AndSaysHowManyNot()
    {
        var customer = Given.Cart().Do("web", Given.Add(1, "MUG", 60_000)).Do("web", Given.Add(2, "LAMP", 60_000));
        var merged = Merge(customer, Guest(new Edit.Add("MUG", [], 2, null)), MergeStrategy.GuestWins);
        merged = Do(Do(merged, 3, new Edit.Add("MUG", [], 70_000, null)), 4, new Edit.Add("LAMP", [], 99_999, null));

        var undone = Undo(merged);
        Assert.Equal((100_000, 100_000), (undone.Units("MUG"), undone.Units("LAMP")));
        Assert.Equal([("LAMP", 59_999), ("MUG", 30_000)], undone.Lines.Select(line => (line.Sku, Told(line))).Order());

        static int Told(CartLine line) => line.Notes.Single(note => note.Kind is MergeNoteKind.NotRestored).Quantity;
    }

    [Fact]
    public void Undo_NoRoomForAllLinesThatWereTakenOut_KeepsTheLimit_AndSaysWhichDidNotComeBack()
    {
        var customer = Given.Cart();
        for (var i = 1; i <= OperationRules.MostLines; i++)
        {
            customer = Do(customer, i, new Edit.Add("MUG", [new Option("text", $"{i}")], 2, null));
        }

        // The guest's line goes with the undo, so that only the two that came since are in the way.
        var merged = Merge(customer, Guest(new Edit.Add("CUP", [], 1, null)), MergeStrategy.GuestWins);
        merged = Do(Do(merged, 501, new Edit.Add("LAMP", [], 1, null)), 502, new Edit.Add("PIN", [], 1, null));
        var undone = CartCodec.Read(CartCodec.Write(Undo(merged)));

        Assert.Equal((OperationRules.MostLines, 1, 1, 996, 0), (undone.Lines.Length, undone.Units("LAMP"), undone.Units("PIN"), undone.Units("MUG"), undone.Units("CUP")));
        Assert.Equal([("499", 2), ("500", 2)], undone.Merges.Single().NotRestored.Select(line => (line.Options.Single().Value, line.Quantity)));
        Assert.Empty(Undo(Merge(customer, Guest(), MergeStrategy.GuestWins)).Merges.Single().NotRestored);
    }

    [Fact]
    public void Undo_OfTheEarlierOfTwoMerges_IsNotTakenBackByTheUndoOfTheLater()
    {
        var first = Merge(Given.Cart().Do("web", Given.Add(1, "MUG", 1)), Guest(new Edit.Add("MUG", [], 4, null)), MergeStrategy.Sum);
        var both = Merge(first, Guest("h", new Edit.Add("CUP", [], 1, null)), MergeStrategy.GuestWins);
        Assert.Equal(0, both.Units("MUG"));

        var undone = MergeRules.Undo(both, both.Merges[0].MergeId, Given.Anna, Given.Around).Cart;
        undone = MergeRules.Undo(undone, both.Merges[1].MergeId, Given.Anna, Given.Around).Cart;
        Assert.Equal((1, 0), (undone.Units("MUG"), undone.Units("CUP")));
    }

    [Theory]
    [InlineData(MergeStrategy.Max, 5, 7, 3, 2)]
    [InlineData(MergeStrategy.Max, 5, 7, 6, 0)]
    [InlineData(MergeStrategy.Max, 5, 2, 5, 0)]
    [InlineData(MergeStrategy.Max, 0, 3, 1, 0)]
    [InlineData(MergeStrategy.Sum, 5, 2, 3, 2)]
    [InlineData(MergeStrategy.Sum, 5, 2, 7, 0)]
    [InlineData(MergeStrategy.GuestWins, 5, 2, 1, 4)]
    [InlineData(MergeStrategy.GuestWins, 5, 2, 2, 3)]
    [InlineData(MergeStrategy.GuestWins, 5, 2, 3, 2)]
    [InlineData(MergeStrategy.GuestWins, 5, 2, 9, 0)]
    [InlineData(MergeStrategy.GuestWins, 5, 0, 2, 3)]
    [InlineData(MergeStrategy.GuestWins, 5, 0, 5, 0)]
    [InlineData(MergeStrategy.CustomerWins, 5, 2, 3, 2)]
    public void Undo_AfterAPurchaseElsewhere_LeavesWhatTheCustomerHadLessWhatWasBought(MergeStrategy strategy, int customers, int guests, int bought, int left)
    {
        var undone = Undo(Bought(Merge(Holding(Given.Cart(), customers), Holding(Given.Cart("g", isGuest: true), guests), strategy), bought));
        Assert.Equal((left, left == 0 ? 0 : 1), (undone.Units("MUG"), undone.Lines.Length));
        Assert.Empty(undone.Merges.Single().NotRestored);
    }

    [Theory]
    [InlineData(MergeStrategy.GuestWins, 2, 3, 6)]
    [InlineData(MergeStrategy.GuestWins, 2, 6, 3)]
    [InlineData(MergeStrategy.GuestWins, 2, 9, 0)]
    [InlineData(MergeStrategy.GuestWins, 0, 3, 6)]
    [InlineData(MergeStrategy.GuestWins, 0, 6, 3)]
    public void Undo_AfterAPurchaseOfWhatWasAlsoAddedSince_TakesNothingOffTwice(MergeStrategy strategy, int guests, int bought, int left)
    {
        var merged = Merge(Holding(Given.Cart(), 5), Holding(Given.Cart("g", isGuest: true), guests), strategy);
        Assert.Equal(left, Undo(Bought(Do(merged, 2, new Edit.Add("MUG", [], 4, null)), bought)).Units("MUG"));
    }

    [Fact]
    public void Undo_AfterAPurchaseBeforeTheCustomersLine_BringsAllOfItBack() =>
        Assert.Equal(5, Undo(Bought(Merge(Holding(Given.Cart(), 5), Guest(), MergeStrategy.GuestWins), 2, Given.Now.AddMinutes(-1))).Units("MUG"));

    [Fact]
    public void Undo_OfTwoMergesAfterAPurchase_LeavesWhatTheCustomerHadLessWhatWasBought()
    {
        var both = Merge(Merge(Holding(Given.Cart(), 5), Guest(new Edit.Add("MUG", [], 4, null)), MergeStrategy.Sum), Guest("h", new Edit.Add("MUG", [], 1, null)), MergeStrategy.GuestWins);
        var undone = Bought(both, 3);
        foreach (var merge in both.Merges.Reverse())
        {
            undone = MergeRules.Undo(undone, merge.MergeId, Given.Anna, Given.Around).Cart;
        }

        Assert.Equal(2, undone.Units("MUG"));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(1, false)]
    public void Undo_OfTwoMergesThatReplaced_InEitherOrder_RestoresWhatTheCustomerHad(int laterGuests, bool isEarlierFirst)
    {
        var first = Merge(Holding(Given.Cart(), 5), Guest(new Edit.Add("MUG", [], 3, null)), MergeStrategy.GuestWins);
        var both = Merge(first, Holding(Given.Cart("h", isGuest: true), laterGuests), MergeStrategy.GuestWins);
        var undone = both;
        foreach (var merge in isEarlierFirst ? both.Merges : [.. both.Merges.Reverse()])
        {
            undone = MergeRules.Undo(undone, merge.MergeId, Given.Anna, Given.Around).Cart;
            Assert.Equal(undone.Merges.All(known => known.IsUndone) ? 5 : isEarlierFirst ? laterGuests : 3, undone.Units("MUG"));
        }

        Assert.All(undone.Merges, merge => Assert.Empty(merge.NotRestored));
    }

    [Fact]
    public void Merge_AskedForAgainLongAfter_ChangesNothing_AndItsIdIsNotKeptForEver()
    {
        var guest = MergeRules.Begin(Guest(new Edit.Add("CUP", [], 3, null)), "anna", MergeStrategy.GuestWins, Given.Anna, Given.Now);
        var merged = MergeRules.Apply(Given.Cart(), guest.Cart, guest.Answer!, Given.Around).Cart;
        Assert.Same(merged, MergeRules.Apply(merged, guest.Cart, guest.Answer!, At(MergeRules.Repeatable - TimeSpan.FromTicks(1))).Cart);

        // The next one a month later forgets its id; the guest's cart, closed, says that it is done.
        var other = MergeRules.Begin(Guest("h", new Edit.Add("MUG", [], 1, null)), "anna", MergeStrategy.Sum, Given.Anna, Given.Now + MergeRules.Repeatable);
        merged = MergeRules.Apply(merged, other.Cart, other.Answer!, At(MergeRules.Repeatable)).Cart;
        Assert.Equal(other.Answer!.MergeId, merged.AppliedMerges.Single().MergeId);
        var closed = MergeRules.Finish(guest.Cart, Given.Now).Cart;
        var again = MergeRules.Apply(merged, closed, guest.Answer!, At(MergeRules.Repeatable));
        Assert.Same(merged, again.Cart);
        Assert.Empty(again.Events);
    }

    [Fact]
    public void Codec_KeepsAllThatAMergeBrought()
    {
        var full = Merge(Saved(2), Guest(new Edit.Add("MUG", [], 2, null), Greeting) with { CampaignSource = "advert" });
        Assert.Equal(CartCodec.Write(full), CartCodec.Write(CartCodec.Read(CartCodec.Write(full))));
        Assert.True(Only(Undo(CartCodec.Read(CartCodec.Write(full)))).IsSaved);
    }

    private static Surroundings At(TimeSpan later) => Given.Around with { Now = Given.Now + later };

    private static SharedCart Do(SharedCart cart, long seq, Edit edit) => cart.Do("web", new Operation(seq, cart.Version, edit));

    private static SharedCart Holding(SharedCart cart, int quantity) => quantity == 0 ? cart : Do(cart, 1, new Edit.Add("MUG", [], quantity, null));

    private static SharedCart Bought(SharedCart cart, int quantity, DateTimeOffset? at = null) => Abandonment.Bought(
        cart, new Purchase("o-1", at ?? Given.Now, SalesChannel.Store, true, [KeyValuePair.Create(CartId.OfLine("MUG", []), (long)quantity)]), Given.Around).Cart;

    private static SharedCart Saved(int quantity) => Do(Given.Cart().Do("web", Given.Add(1, "MUG", quantity)), 2, new Edit.MoveToSaved(Given.Line("MUG")));

    private static SharedCart Guest(params Edit[] edits) => Guest("g", edits);

    private static SharedCart Guest(string id, params Edit[] edits)
    {
        var cart = Given.Cart(id, isGuest: true);
        for (var i = 0; i < edits.Length; i++)
        {
            cart = Do(cart, i + 1, edits[i]);
        }

        return cart;
    }

    private static SharedCart Merge(SharedCart customer, SharedCart guest, MergeStrategy strategy = MergeStrategy.Max)
    {
        var begun = MergeRules.Begin(guest, "anna", strategy, Given.Anna, Given.Now);
        return MergeRules.Apply(customer, begun.Cart, begun.Answer!, Given.Around).Cart;
    }

    private static SharedCart Undo(SharedCart cart)
    {
        var change = MergeRules.Undo(cart, cart.Merges.Single().MergeId, Given.Anna, Given.Around);
        Assert.Null(change.Refusal);
        return change.Cart;
    }

    private static (int Quantity, bool IsSaved) Only(SharedCart cart) => (cart.Lines.Single().Quantity, cart.Lines.Single().IsSaved);
}
