using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Tests.Wallets;

public sealed class WalletStepsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void ACard_IsWorthNothing_UntilItIsPaidFor()
    {
        var card = Card(5000, WalletState.Inactive);

        Assert.Equal("WALLET_NOT_ACTIVE", WalletSteps.Hold(card, Command(1), Now).Refusal!.Reason);
        var active = card with { Wallet = WalletSteps.Activate(card, new Cause(Now)).Value };

        Assert.Equal(5000, active.Account.Active);
        Assert.Equal("CARD_NOT_INACTIVE", WalletSteps.Activate(active, new Cause(Now)).Refusal!.Reason);
    }

    [Fact]
    public void ACard_IsCalledOff_WhileNobodyUsedIt_AndTellsElseWhatIsLeft()
    {
        var card = Card(5000);
        var hold = WalletSteps.Hold(card, Command(1200), Now).Value;
        Assert.Equal("3800", WalletSteps.Void(card, new Cause(Now)).Refusal!.Facts["left_minor"]);
        hold = WalletSteps.Capture(hold, 1200, "o", card.Account, SalesChannel.None, Now).Value.Hold;

        Assert.Equal("WALLET_USED", WalletSteps.Void(card, new Cause(Now)).Refusal!.Reason);
        _ = WalletSteps.Refund(hold, 1200, card.Account, new Cause(Now)).Value;

        Assert.Equal(WalletState.Voided, WalletSteps.Void(card, new Cause(Now)).Value.State);
        Assert.Equal(0, card.Account.Active);
        Assert.Equal(0, card.Account.Balances.Sum);
    }

    [Fact]
    public void Refunds_NeverGiveBackMoreThanWasCaptured()
    {
        var card = Card(5000);
        var hold = WalletSteps.Hold(card, Command(3000), Now).Value;
        Assert.Equal("HOLD_NOT_CAPTURED", WalletSteps.Refund(hold, 1, card.Account, new Cause(Now)).Refusal!.Reason);
        hold = WalletSteps.Capture(hold, 2500, "o", card.Account, SalesChannel.None, Now).Value.Hold;
        hold = WalletSteps.Refund(hold, 2000, card.Account, new Cause(Now)).Value;

        Assert.Equal("500", WalletSteps.Refund(hold, 501, card.Account, new Cause(Now)).Refusal!.Facts["left_minor"]);
        Assert.Equal(4500, card.Account.Active);
    }

    [Fact]
    public void WhatARefundGivesBack_ToALotThatLapsedMeanwhile_LivesOn()
    {
        var card = Card(5000, market: "AU");
        var hold = WalletSteps.Hold(card, Command(3000), Now).Value;
        hold = WalletSteps.Capture(hold, 3000, "o", card.Account, SalesChannel.None, Now).Value.Hold;
        var later = Now.AddYears(4);

        _ = WalletSteps.Refund(hold, 3000, card.Account, new Cause(later)).Value;

        Assert.Equal(3000, card.Account.Active);
        Assert.Equal(2000, card.Account.Balances[LedgerAccount.Expired]);
        card.Account.Expire(new Cause(later + WalletSteps.RefundGrace));
        Assert.Equal(0, card.Account.Active);
    }

    [Fact]
    public void Transfers_StayInTheirCurrency_AndLoseNothing()
    {
        var (from, to) = (Card(5000), Card(100));
        var dollars = Card(100) with { Wallet = Card(100).Wallet with { WalletId = "w-3", CurrencyCode = "USD" } };
        to = to with { Wallet = to.Wallet with { WalletId = "w-2" } };

        Assert.Equal("WALLET_CURRENCY", WalletSteps.Transfer(from, dollars, 1, new Cause(Now)).Refusal!.Reason);
        Assert.Equal("SAME_WALLET", WalletSteps.Transfer(from, from, 1, new Cause(Now)).Refusal!.Reason);
        Assert.Equal("INSUFFICIENT_BALANCE", WalletSteps.Transfer(from, to, 5001, new Cause(Now)).Refusal!.Reason);
        Assert.Equal(4000, WalletSteps.Transfer(from, to, 4000, new Cause(Now)).Value);
        Assert.Equal((1000, 4100), (from.Account.Active, to.Account.Active));
    }

    [Theory]
    [InlineData("IT", null)]
    [InlineData("US", null)]
    [InlineData("IE", "2031-03-02T12:00:00Z")]
    [InlineData("DE", "2030-01-01T12:00:00Z")]
    [InlineData("DE-sued", "2030-01-01T12:00:00Z")]
    public void Money_LapsesWhereALawSaysSo_WhenTheLastDayIsOverEverywhere(string market, string? at)
    {
        Assert.Equal(at is null ? (DateTimeOffset?)null : DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture), WalletValidity.BuiltIn.ExpiryOf(WalletKind.GiftCard, market, Now));
        Assert.Null(WalletValidity.BuiltIn.ExpiryOf(WalletKind.StoreCredit, market, Now));
    }

    [Fact]
    public void Validity_WithoutASource_IsRefused()
    {
        using var file = new StringReader("FR: { giftCardYears: 1 }");
        Assert.Contains("FR", Assert.Throws<InvalidDataException>(() => WalletValidity.Read(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ACode_IsReadHoweverItIsWritten_AndEverySlipIsNoticed()
    {
        var random = new Random(5);
        for (var i = 0; i < 200; i++)
        {
            var code = CheckedCode.WithCheckCharacter(new string([.. Enumerable.Range(0, CheckedCode.DrawnCharacters).Select(_ => CheckedCode.Alphabet[random.Next(32)])]));
            Assert.Equal(code, CardCodes.Read($"{code[..4]} {code[4..8]}-{code[8..]}".ToLowerInvariant()));

            var at = random.Next(code.Length);
            var other = CheckedCode.Alphabet[(CheckedCode.Alphabet.IndexOf(code[at], StringComparison.Ordinal) + random.Next(1, 32)) % 32];
            Assert.Null(CardCodes.Read(code[..at] + other + code[(at + 1)..]));
        }
    }

    private static WalletHoldCommand Command(long amount) => new("h", amount, "", Now.AddMinutes(15), null, SalesChannel.None);

    private static WalletHolder Card(long face, WalletState state = WalletState.Active, string market = "IT")
    {
        var card = new Wallet
        {
            WalletId = "w-1",
            Kind = WalletKind.GiftCard,
            State = WalletState.Inactive,
            CurrencyCode = "EUR",
            Market = market,
            FaceMinor = face,
            IssuedAt = Now,
        };
        var holder = new WalletHolder(card, new Account { MemberId = card.WalletId });
        return state is WalletState.Inactive ? holder : holder with { Wallet = WalletSteps.Activate(holder, new Cause(Now)).Value };
    }
}
