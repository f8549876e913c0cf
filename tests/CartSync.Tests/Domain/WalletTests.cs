using System.Collections.Immutable;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.Platform.Domain;

namespace Omnichannel.CartSync.Tests.Domain;

/// <summary>Gift cards and store credit pay first, and never more than is due.</summary>
public sealed class WalletTests
{
    private static readonly CheckoutShelf Shelf = new CheckoutShelf().With("vase", "30.00");

    [Fact]
    public void Begin_AsksForNoMoreThanIsDue()
    {
        var checkout = Begin(new WalletShare("w-1", null), new WalletShare("w-2", 1_000)).Answer!;

        Assert.Equal(CartPhase.Holding, checkout.Phase);
        Assert.NotEmpty(checkout.HoldId);
        Assert.Equal([3_490L, 1_000L], checkout.Wallets.Select(wallet => wallet.MostMinor!.Value));
    }

    [Theory]
    [InlineData(0, 0, 3_490)]
    [InlineData(500, 700, 2_290)]
    [InlineData(3_000, 3_490, 0)]
    [InlineData(3_490, 3_490, 0)]
    public void Held_TheyPayInTheirOrder_AndLeaveTheRest(long first, long second, long toPay)
    {
        var ready = Ready(first, second).Answer;

        Assert.Equal(toPay, ready.ToPayMinor);
        Assert.Equal([first, Math.Min(second, 3_490 - first)], ready.WalletTenders.Select(tender => tender.AmountMinor!.Value));
    }

    [Fact]
    public void Complete_TakesWhatTheyLeave_AndTheSaleStandsOnAll()
    {
        var (cart, ready) = (Ready(500, 700).Cart, Ready(500, 700).Answer);
        var tooMuch = Complete(cart, ready.CheckoutId, 3_490);
        Assert.Equal("2290", Assert.IsType<TendersDoNotMatch>(tooMuch.Refusal).Facts["due_minor"]);

        var completing = Complete(cart, ready.CheckoutId, 2_290);
        var sold = CheckoutRules.Committed(completing.Cart, ready.CheckoutId, Given.Now);

        Assert.Equal([500L, 700L, 2_290L], sold.Answer.PaidWith.Select(tender => tender.AmountMinor!.Value));
        Assert.Null(CheckoutRules.Complete(sold.Cart, ready.CheckoutId, Card(2_290), Key("again"), Given.Anna, EndedCheckout.Of(sold.Answer), Given.Now).Refusal);
    }

    [Fact]
    public void CommitRefused_GivesBackWhatWasTaken_ButNoWalletThatLoyaltyStillHolds()
    {
        var ready = Ready(500, 700);
        var completing = Complete(ready.Cart, ready.Answer.CheckoutId, 2_290);

        var refused = CheckoutRules.CommitRefused(completing.Cart, ready.Answer.CheckoutId, new Reason(RefusalKind.Precondition, "HOLD_EXPIRED", "The hold expired."), Given.Now);

        Assert.Equal(2_290, Assert.Single(refused.Events.OfType<CartEvent.RefundRequested>()).Tender.AmountMinor);
        Assert.Single(refused.Cart.PendingReleases);
    }

    [Fact]
    public void Stored_NothingIsLost()
    {
        var ready = Ready(500, 700).Answer;

        var read = CheckoutCodec.FromArchive(CheckoutCodec.Archive(ready));

        Assert.Equal(ready.Wallets.AsEnumerable(), read.Wallets);
        Assert.Equal(ready.WalletTenders.AsEnumerable(), read.WalletTenders);
        Assert.Equal(ready.ToPayMinor, read.ToPayMinor);
    }

    private static Change<Checkout?> Begin(params WalletShare[] wallets)
    {
        var cart = Shelf.Cart(("vase", 1, null));
        return Shelf.Begin(cart, Given.Order(cart) with { Wallets = [.. wallets] });
    }

    private static Change<Checkout> Ready(long first, long second)
    {
        var begun = Begin(new WalletShare("w-1", null), new WalletShare("w-2", null));
        var held = new HeldDiscounts([], 0, 0)
        {
            Wallets = [new Tender(TenderKind.GiftCard, begun.Answer!.HoldId + "/1", first), new Tender(TenderKind.StoreCredit, begun.Answer.HoldId + "/2", second)],
        };
        return CheckoutRules.Held(begun.Cart, begun.Answer.CheckoutId, held, Shelf.Around);
    }

    private static Change<Checkout?> Complete(SharedCart cart, string checkoutId, long amount) =>
        CheckoutRules.Complete(cart, checkoutId, Card(amount), Key("complete"), Given.Anna, null, Given.Now);

    private static ImmutableArray<Tender> Card(long amount) => [new Tender(TenderKind.Card, "payment-1", amount)];

    private static AnswerKey Key(string key) => new(new Principal("payments", ""), "Complete", key, "hash", 24);
}
