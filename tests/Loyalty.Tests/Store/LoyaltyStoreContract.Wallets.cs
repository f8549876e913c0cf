using Google.Protobuf.WellKnownTypes;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;
using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Tests.Store;

/// <content>Store credit and gift cards.</content>
public abstract partial class LoyaltyStoreContract
{
    private WalletBench Wallets => new(bench);

    [Fact]
    public async Task Wallet_TwentyTillsAtOnce_OneHolds()
    {
        var card = await Wallets.Card(100);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Record.ExceptionAsync(() => Wallets.Hold(card, 100))));

        Assert.Single(outcomes, outcome => outcome is null);
        Assert.All(outcomes.Where(outcome => outcome is not null), error => Assert.Equal("INSUFFICIENT_BALANCE", Assert.IsAssignableFrom<RefusedException>(error).Refusal.Reason));
        Assert.Equal((0, 100), await Wallets.Money(card));
    }

    [Fact]
    public async Task WalletHold_ResolvesOnce_AndItsClockGivesItBack()
    {
        var card = await Wallets.Card(100);
        var captured = await Wallets.Hold(card, 60);
        var forgotten = await Wallets.Hold(card, 40);
        await Wallets.Capture(card, captured, 50);
        await Wallets.Capture(card, captured, 50);

        Assert.Equal("HOLD_ALREADY_CAPTURED", await Reason(() => Wallets.Capture(card, captured, 40)));
        Assert.Equal("HOLD_ALREADY_CAPTURED", await Reason(() => Wallets.Release(card, captured)));
        Assert.Equal("HOLD_NOT_FOUND", await Reason(() => Wallets.Release("w-other", captured)));
        Assert.Equal((10, 40), await Wallets.Money(card));

        await bench.Advance(TimeSpan.FromMinutes(16));

        Assert.Equal((50, 0), await Wallets.Money(card));
        Assert.Equal("HOLD_EXPIRED", await Reason(() => Wallets.Capture(card, forgotten, 40)));
    }

    [Fact]
    public async Task Checkout_HoldsWhatIsThere_TakesWhatIsNeeded_AndGivesTheRestBack()
    {
        var (first, second, empty) = (await Wallets.Card(300), await Wallets.Card(500), await Wallets.Card(10));
        await Wallets.Capture(empty, await Wallets.Hold(empty, 10), 10);

        var hold = await Wallets.Checkout("c/1/1", (first, 400), (empty, 400), (second, 400));
        Assert.Equal([("c/1/1/1", 300L), ("c/1/1/3", 400L)], hold.Parts.Select(part => (part.HoldId, part.Points)));
        Assert.Equal(hold.Parts.Select(part => part.HoldId), (await Wallets.Checkout("c/1/1", (first, 400), (empty, 400), (second, 400))).Parts.Select(part => part.HoldId));
        Assert.Equal("CHECKOUT_HOLD", await Reason(() => Wallets.Capture(first, "c/1/1/1", 1)));

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => bench.Commands.Commit("c/1/1", "o", new Dictionary<string, long> { ["c/1/1/1"] = 300, ["c/1/1/3"] = 50 })));

        Assert.Equal((0, 0), await Wallets.Money(first));
        Assert.Equal((450, 0), await Wallets.Money(second));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Checkout_GivenUpOrForgotten_GivesTheMoneyBack(bool isForgotten)
    {
        var card = await Wallets.Card(300);
        await Wallets.Checkout("c/1/1", (card, 300));
        Assert.Equal((0, 300), await Wallets.Money(card));

        if (isForgotten)
        {
            await bench.Advance(TimeSpan.FromHours(25));
        }
        else
        {
            await bench.Commands.ReleaseCheckout("c/1/1");
            await bench.Commands.ReleaseCheckout("c/1/1");
        }

        Assert.Equal((300, 0), await Wallets.Money(card));
    }

    [Fact]
    public async Task RefundOfAnOrder_IsDoneOnce_AndNeverGivesMoreThanWasPaid()
    {
        var card = await Wallets.Card(300);
        await Wallets.Checkout("c/1/1", (card, 300));
        await bench.Commands.Commit("c/1/1", "o");

        Assert.Null((await Wallets.Refund("o~r1.1.1", TenderKind.GiftCard, "c/1/1/1", 200))!.Value.Refusal);
        Assert.Null((await Wallets.Refund("o~r1.1.1", TenderKind.GiftCard, "c/1/1/1", 200))!.Value.Refusal);
        Assert.Equal("REFUND_EXCEEDS_CAPTURED", (await Wallets.Refund("o~r2.1.1", TenderKind.GiftCard, "c/1/1/1", 101))!.Value.Refusal!.Reason);
        Assert.Null(await Wallets.Refund("o~r3.1.1", TenderKind.GiftCard, "another system's", 100));

        Assert.Equal((200, 0), await Wallets.Money(card));
    }

    [Fact]
    public async Task RefundAsStoreCredit_GoesToTheCustomer_Once_AndToNoGuest()
    {
        await Wallets.Refund("o~r1.1.1", TenderKind.StoreCredit, "", 250, "anna");
        await Wallets.Refund("o~r1.1.1", TenderKind.StoreCredit, "", 250, "anna");
        Assert.Equal("CREDIT_NEEDS_CUSTOMER", (await Wallets.Refund("o~r2.1.1", TenderKind.StoreCredit, "", 250))!.Value.Refusal!.Reason);

        var credit = Assert.Single(await bench.Get<WalletQueries>().Of("anna", default));
        Assert.Equal((250, 0), await Wallets.Money(credit.Wallet.WalletId));
    }

    [Fact]
    public async Task BonusOnStoreCredit_IsGivenOnce_AndTakenBackOnce_AsFarAsItIsThere()
    {
        await Wallets.Bonus("bonus-r", 100);
        await Wallets.Bonus("bonus-r", 100);
        var credit = Assert.Single(await bench.Get<WalletQueries>().Of("anna", default)).Wallet.WalletId;
        Assert.Equal((100, 0), await Wallets.Money(credit));

        Assert.Equal(0, await Wallets.TakeBonusBack("bonus-s", 10));
        Assert.Equal(60, await Wallets.TakeBonusBack("bonus-r", 60));
        Assert.Equal(0, await Wallets.TakeBonusBack("bonus-r", 60));
        Assert.Equal((40, 0), await Wallets.Money(credit));

        await Wallets.Bonus("bonus-t", 30);
        await Wallets.Hold(credit, 55);
        Assert.Equal(15, await Wallets.TakeBonusBack("bonus-t", 30));
        Assert.Equal((0, 55), await Wallets.Money(credit));
    }

    [Fact]
    public async Task StoreCredit_GivenFromManySidesAtOnce_IsOneWallet()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Wallets.Credit("anna", 25)));

        Assert.Equal(200, Assert.Single(await bench.Get<WalletQueries>().Of("anna", default)).Balances[LedgerAccount.Active]);
    }

    [Fact]
    public async Task Transfers_ToAndFro_LoseNothing()
    {
        var (anna, bob) = (await Wallets.Credit("anna", 1000), await Wallets.Credit("bob", 1000));

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => i % 2 == 0 ? Wallets.Transfer(anna, "bob", 30) : Wallets.Transfer(bob, "anna", 20)));

        Assert.Equal((900, 0), await Wallets.Money(anna));
        Assert.Equal((1100, 0), await Wallets.Money(bob));
        await Wallets.Transfer(anna, "carla", null);
        Assert.Equal((0, 0), await Wallets.Money(anna));
    }

    [Fact]
    public async Task CardsOfAnOrder_AreMadeOnce_WorthSomethingOncePaid_AndCalledOffWhileUnused()
    {
        var order = new CardOrder("o", "O-1", "anna", false, "IT", "EUR", SalesChannel.Web, IsPaid: false, [new CardLine("l1", 3, 10_000)]);
        await Wallets.Sell(order);
        await Wallets.Sell(order);
        var cards = await bench.Get<WalletQueries>().Of("anna", default);
        Assert.Equal([3333, 3333, 3334], cards.Select(card => card.Wallet.FaceMinor).Order());
        Assert.All(cards, card => Assert.Equal((WalletState.Inactive, 0L), (card.Wallet.State, card.Balances[LedgerAccount.Active])));

        await Wallets.Paid(order);
        await Wallets.Paid(order);
        Assert.Equal(3, (await bench.Published<V1.GiftCardIssued>()).Count);
        var used = cards[0].Wallet.WalletId;
        await Wallets.Hold(used, 1);
        await Wallets.CallOff("o", ("l1", 2), ("l9", 1));
        await Wallets.CallOff("o", ("l1", 1));

        cards = await bench.Get<WalletQueries>().Of("anna", default);
        Assert.Equal(used, Assert.Single(cards, card => card.Wallet.State is WalletState.Active).Wallet.WalletId);
        Assert.Equal(2, cards.Count(card => card.Wallet.State is WalletState.Voided && card.Balances[LedgerAccount.Active] == 0));
    }

    [Fact]
    public async Task CardsThatAGuestBought_AreTheCustomers_WhoTheGuestIs_AndNobodyElses()
    {
        var queries = bench.Get<WalletQueries>();
        await Wallets.Sell(new CardOrder("o", "O-1", "g", true, "IT", "EUR", SalesChannel.Web, IsPaid: true, [new CardLine("l1", 1, 5_000)]));
        var card = Assert.Single(await queries.OfGuest("g", default)).Wallet.WalletId;
        Assert.Empty(await queries.Of("anna", default));

        // A customer may be called as a guest is.
        Assert.Empty(await queries.Of("g", default));

        await bench.Apply(unit => bench.Orders.Follow(unit, "g", "anna", 1));
        Assert.Equal(card, Assert.Single(await queries.Of("anna", default)).Wallet.WalletId);
        Assert.True(await queries.IsBuyer(new CardSale("o", "l1", 1, "g", true), "anna", default));

        await bench.Apply(unit => bench.Orders.Follow(unit, "g", null, 2));
        Assert.Empty(await queries.Of("anna", default));
        Assert.False(await queries.IsBuyer(new CardSale("o", "l1", 1, "g", true), "anna", default));
    }

    [Fact]
    public async Task Liability_OfAMonth_AddsUp_AndDoesNotChangeLater()
    {
        var german = await Wallets.Card(5_000, "DE");
        var card = await Wallets.Card(3_000);
        await Wallets.Card(700, currency: "CHF");
        var march = await Wallets.Liability(2026, 3);
        Assert.Equal(["CHF", "EUR"], march.Select(liability => liability.CurrencyCode));
        Assert.Equal((0, 8_000, 8_000), (march[1].OpeningMinor, march[1].IssuedMinor, march[1].ClosingMinor));

        await bench.Advance(TimeSpan.FromDays(31));
        await Wallets.Credit("anna", 400);
        var hold = await Wallets.Hold(card, 1_000);
        await Wallets.Capture(card, hold, 900);
        await Wallets.RefundHold(card, hold, "r", 300);
        await Wallets.Hold(card, 50);
        await Wallets.Void(await Wallets.Card(60));
        var april = (await Wallets.Liability(2026, 4))[1];
        Assert.Equal((8_000, 460, 900, 300, 60), (april.OpeningMinor, april.IssuedMinor, april.CapturedMinor, april.RefundedMinor, april.VoidedMinor));
        Assert.Equal(8_000 + 460 - 900 + 300 - 60, april.ClosingMinor);

        await bench.Advance(TimeSpan.FromDays(4 * 366));
        Assert.Equal((0, 0), await Wallets.Money(german));
        var lapsed = (await Wallets.Liability(2030, 1))[1];
        Assert.Equal((april.ClosingMinor, 0), (lapsed.OpeningMinor, lapsed.IssuedMinor));
        Assert.Equal(april, (await Wallets.Liability(2026, 4))[1]);
        var owed = 0L;
        foreach (var wallet in await bench.Database.Read(sql => sql.Query<string>("select wallet_id from wallets where currency_code = 'EUR'")))
        {
            var (available, held) = await Wallets.Money(wallet);
            owed += available + held;
        }

        Assert.Equal(owed, (await Wallets.Liability(2030, 12))[1].ClosingMinor);
    }

    [Fact]
    public async Task ACard_PutOnACustomer_IsTheirsAndNobodyElses()
    {
        var card = await Wallets.Card(500);
        await Wallets.Claim(card, "anna");
        await Wallets.Claim(card, "anna");

        Assert.Equal("GIFT_CARD_NOT_FOUND", await Reason(() => Wallets.Claim(card, "bob")));
        Assert.Equal(card, Assert.Single(await bench.Get<WalletQueries>().Of("anna", default)).Wallet.WalletId);
    }
}
