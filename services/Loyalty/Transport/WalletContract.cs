using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;
using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Transport;

/// <summary>Wallets as contract messages.</summary>
internal static class WalletContract
{
    private const int CodeEnd = 4;

    public static V1.Wallet Wallet(WalletView view)
    {
        var wallet = view.Wallet;
        return new V1.Wallet
        {
            WalletId = wallet.WalletId,
            Kind = wallet.Kind switch { WalletKind.GiftCard => V1.WalletKind.GiftCard, _ => V1.WalletKind.StoreCredit },
            State = wallet.State switch { WalletState.Inactive => V1.WalletState.Inactive, WalletState.Active => V1.WalletState.Active, _ => V1.WalletState.Voided },
            CustomerId = wallet.MemberId ?? "",
            Market = wallet.Market,
            Balance = ToContract.Money(wallet.CurrencyCode, view.Balances[LedgerAccount.Active]),
            Held = ToContract.Money(wallet.CurrencyCode, view.Balances[LedgerAccount.Held]),
            FaceValue = wallet.Kind is WalletKind.GiftCard ? ToContract.Money(wallet.CurrencyCode, wallet.FaceMinor) : null,
            IssuedAt = ToContract.Time(wallet.IssuedAt),
            NextExpiry = ToContract.Time(view.NextExpiry),
            CodeEnd = wallet.Code is { } code ? code[^CodeEnd..] : "",
            OrderId = wallet.Sale?.OrderId ?? "",
        };
    }

    public static V1.WalletHold Hold(Hold hold) => new()
    {
        HoldId = hold.HoldId,
        WalletId = hold.MemberId ?? "",
        Amount = ToContract.Money(hold.CurrencyCode, hold.Points),
        State = hold.State switch
        {
            HoldState.Held => V1.WalletHoldState.Held,
            HoldState.Captured => V1.WalletHoldState.Captured,
            HoldState.Released => V1.WalletHoldState.Released,
            _ => V1.WalletHoldState.Expired,
        },
        Captured = ToContract.Money(hold.CurrencyCode, hold.CapturedPoints),
        Refunded = ToContract.Money(hold.CurrencyCode, hold.CapturedPoints - hold.UsedPoints),
        ExpiresAt = ToContract.Time(hold.ExpiresAt),
        Reference = hold.Reference,
    };

    public static V1.WalletLiability Liability(WalletLiability liability) => new()
    {
        Opening = ToContract.Money(liability.CurrencyCode, liability.OpeningMinor),
        Issued = ToContract.Money(liability.CurrencyCode, liability.IssuedMinor),
        Captured = ToContract.Money(liability.CurrencyCode, liability.CapturedMinor),
        Refunded = ToContract.Money(liability.CurrencyCode, liability.RefundedMinor),
        Expired = ToContract.Money(liability.CurrencyCode, liability.ExpiredMinor),
        Voided = ToContract.Money(liability.CurrencyCode, liability.VoidedMinor),
        Closing = ToContract.Money(liability.CurrencyCode, liability.ClosingMinor),
    };

    public static Money Amount(Types.V1.Money amount) => new(amount.CurrencyCode, amount.AmountMinor);

    public static Money? OptionalAmount(Types.V1.Money? amount) => amount is null ? null : Amount(amount);
}
