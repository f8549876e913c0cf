using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Domain;

namespace Omnichannel.CartSync.Tests.Domain;

public sealed class OperationRulesTests
{
    [Fact]
    public void Add_ByTwoDevices_Sums() =>
        Assert.Equal(5, Given.Cart().Do("web", Given.Add(1, "MUG", 2)).Do("app", Given.Add(1, "MUG", 3)).Units("MUG"));

    [Fact]
    public void Remove_HadNotSeenAnAdd_KeepsItAndSaysSo()
    {
        var cart = Given.Cart().Do("web", Given.Add(1, "MUG", 2)).Do("app", Given.Add(1, "MUG", 3));
        var (after, result) = cart.Apply("web", Given.Remove(2, "MUG", seen: 1));

        Assert.Equal(3, after.Units("MUG"));
        Assert.Equal((OperationOutcome.Merged, MergeNoteKind.UnseenKept, 3), (result.Outcome, result.Note!.Kind, result.Note.Quantity));
        Assert.Contains(after.Lines.Single().Notes, note => note.Kind is MergeNoteKind.UnseenKept);
    }

    [Fact]
    public void Remove_OwnAddSentOffline_IsSeenWhateverTheBase()
    {
        var cart = Given.Cart().Do("web", Given.Add(1, "MUG", 9)).Do("till", Given.Add(1, "CUP", 3, seen: 0));
        var (after, result) = cart.Apply("till", Given.Remove(2, "CUP", seen: 0));

        Assert.Equal((OperationOutcome.Applied, 0, 9), (result.Outcome, after.Units("CUP"), after.Units("MUG")));
    }

    [Fact]
    public void Set_AgainstASetItHadNotSeen_LosesAndIsTold()
    {
        var cart = Given.Cart().Do("web", Given.Add(1, "MUG", 1)).Do("app", Given.Set(1, "MUG", 5, seen: 1));
        var (after, result) = cart.Apply("web", Given.Set(2, "MUG", 2, seen: 1));

        Assert.Equal((5, OperationOutcome.Merged, MergeNoteKind.SetLost), (after.Units("MUG"), result.Outcome, result.Note!.Kind));
        Assert.Equal(2, after.Do("web", Given.Set(3, "MUG", 2, seen: after.Version)).Units("MUG"));
    }

    [Fact]
    public void Set_HadNotSeenAnAdd_AddsToIt()
    {
        var cart = Given.Cart().Do("web", Given.Add(1, "MUG", 1)).Do("app", Given.Add(1, "MUG", 4));
        Assert.Equal(14, cart.Do("web", Given.Set(2, "MUG", 10, seen: 1)).Units("MUG"));
    }

    [Fact]
    public void Remove_ByTwoDevices_BothGetWhatTheyWanted()
    {
        var cart = Given.Cart().Do("web", Given.Add(1, "MUG")).Do("web", Given.Remove(2, "MUG", 1));
        Assert.Equal(OperationOutcome.Applied, cart.Apply("app", Given.Remove(1, "MUG", 1)).Result.Outcome);
        Assert.Equal("LINE_NOT_FOUND", cart.Apply("app", Given.Remove(1, "CUP", 1)).Result.Refusal!.Reason);
    }

    [Fact]
    public void GiftNoteCodesAndFulfilment_OfTwoDevicesThatHadNotSeenEachOther_TheLastToArriveCounts()
    {
        var cart = Given.Cart().Do("web", Given.Add(1, "MUG"));
        cart = Applied(cart, "web", 2, new Edit.SetGiftNote("From the web"));
        cart = Applied(cart, "web", 3, new Edit.ApplyCode("TEN"));
        cart = Applied(cart, "web", 4, new Edit.SetFulfilment(Given.Line("MUG"), new Fulfilment.Pickup("rome-1")));
        cart = Applied(cart, "web", 5, new Edit.MoveToSaved(Given.Line("MUG")));

        cart = Applied(cart, "app", 1, new Edit.SetGiftNote("From the app"));
        cart = Applied(cart, "app", 2, new Edit.RemoveCode("TEN"));
        cart = Applied(cart, "app", 3, new Edit.SetFulfilment(Given.Line("MUG"), new Fulfilment.Ship("standard")));
        cart = Applied(cart, "app", 4, new Edit.MoveToCart(Given.Line("MUG")));
        Assert.Equal(("From the app", 0, false), (cart.GiftNote, cart.Codes.Length, cart.Lines.Single().IsSaved));
        Assert.Equal(new Fulfilment.Ship("standard"), cart.Lines.Single().Fulfilment);

        cart = Applied(cart, "web", 6, new Edit.ApplyCode("TEN"));
        Assert.Equal("TEN", cart.Codes.Single().Code);

        // All of it was made on version 1.
        static SharedCart Applied(SharedCart cart, string device, long seq, Edit edit)
        {
            var (after, result) = cart.Apply(device, new Operation(seq, 1, edit));
            Assert.Equal((OperationOutcome.Applied, null), (result.Outcome, result.Note));
            return after;
        }
    }

    [Fact]
    public void Rejected_UsesUpItsNumberAndNothingElse()
    {
        var cart = Given.Cart().Do("web", Given.Add(1, "MUG"));
        var (after, result) = cart.Apply("web", Given.Add(2, "NONE"));

        Assert.Equal(("SKU_UNKNOWN", cart.Version), (result.Refusal!.Reason, after.Version));
        Assert.Equal(OperationOutcome.Duplicate, after.Apply("web", Given.Add(2, "MUG")).Result.Outcome);
        Assert.Equal(OperationOutcome.Applied, after.Apply("web", Given.Add(3, "MUG")).Result.Outcome);
    }

    [Fact]
    public void Operation_OnASoldGeneration_TransfersAddsAndClosesTheRest()
    {
        var cart = Given.Cart().Do("web", Given.Add(1, "MUG"));
        var begun = CheckoutRules.Begin(cart, Given.Order(cart), Given.Around);
        var sold = CheckoutRules.Complete(
            begun.Cart, begun.Answer!.CheckoutId, [new Tender(TenderKind.Card, "p", begun.Answer.Totals.DueMinor)], Given.Key("c"), Given.Anna, null, Given.Now);
        Assert.Equal(CartPhase.CheckedOut, sold.Answer!.Phase);

        var (after, added) = sold.Cart.Apply("app", Given.Add(1, "CUP", 2, seen: 1));
        Assert.Equal((OperationOutcome.Merged, MergeNoteKind.Transferred), (added.Outcome, added.Note!.Kind));
        Assert.Equal("CART_CLOSED", after.Apply("app", Given.Remove(2, "CUP", seen: 1)).Result.Refusal!.Reason);
        Assert.Equal(2, after.Units("CUP"));
    }

    [Fact]
    public void Operation_DuringCheckout_IsRefusedAndItsNumberStaysFree()
    {
        var cart = Given.Cart().Do("web", Given.Add(1, "MUG"));
        var begun = CheckoutRules.Begin(cart, Given.Order(cart), Given.Around).Cart;
        Assert.IsType<CartInCheckout>(Assert.Throws<RefusedException>(() => begun.Apply("web", Given.Add(2, "MUG"))).Refusal);
        Assert.Equal(OperationOutcome.Duplicate, begun.Apply("web", Given.Add(1, "MUG")).Result.Outcome);
        var open = CheckoutRules.Cancel(begun, begun.Checkout!.CheckoutId, Given.Anna, null, Given.Now).Cart;
        Assert.Equal(2, open.Do("web", Given.Add(2, "MUG")).Units("MUG"));
    }

    [Fact]
    public void Line_EditedVeryOften_IsCompacted_AndAnOldBaseHasSeenNothing()
    {
        var cart = Given.Cart();
        for (var seq = 1; seq <= 1000; seq++)
        {
            cart = cart.Do("web", Given.Add(seq, "MUG", 1, seen: cart.Version));
        }

        Assert.Equal(1000, cart.Units("MUG"));
        Assert.True(cart.Lines.Single().Contributions.Length <= 32);
        var (after, result) = cart.Apply("app", Given.Remove(1, "MUG", seen: 5));
        Assert.Equal((1000, MergeNoteKind.BaseTooOld), (after.Units("MUG"), result.Note!.Kind));
        Assert.Empty(after.Do("app", Given.Remove(2, "MUG", seen: after.Version)).Lines);
    }

    [Fact]
    public void Limits_AreRefused()
    {
        var cart = Given.Cart();
        Assert.Equal("OPTIONS_TOO_LARGE", cart.Apply("web", new Operation(1, 0, new Edit.Add("MUG", [new Option("text", new string('x', 2048))], 1, null))).Result.Refusal!.Reason);
        Assert.Equal("PICKUP_NOT_OFFERED", cart.Apply("web", new Operation(1, 0, new Edit.Add("MUG", [], 1, new Fulfilment.Pickup("milan-1")))).Result.Refusal!.Reason);
        Assert.Equal("STORE_UNKNOWN", cart.Apply("web", new Operation(1, 0, new Edit.Add("MUG", [], 1, new Fulfilment.Pickup("x")))).Result.Refusal!.Reason);
        Assert.Equal("GIFT_NOTE_TOO_LONG", cart.Apply("web", new Operation(1, 0, new Edit.SetGiftNote(new string('x', 1001)))).Result.Refusal!.Reason);
        for (var seq = 1; seq <= 32; seq++)
        {
            cart = cart.Do("web", new Operation(seq, 0, new Edit.ApplyCode($"C{seq}")));
        }

        Assert.Equal("CODE_LIMIT", cart.Apply("web", new Operation(33, 0, new Edit.ApplyCode("X"))).Result.Refusal!.Reason);
        for (var seq = 33; seq < 533; seq++)
        {
            cart = cart.Do("web", new Operation(seq, 0, new Edit.Add("MUG", [new Option("n", $"{seq}")], 1, null)));
        }

        Assert.Equal("LINE_LIMIT", cart.Apply("web", Given.Add(533, "CUP")).Result.Refusal!.Reason);
    }
}
