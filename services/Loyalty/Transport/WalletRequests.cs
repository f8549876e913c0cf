using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.V1;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Money = Omnichannel.Types.V1.Money;

namespace Omnichannel.Loyalty.Transport;

/// <summary>What requests about wallets must look like.</summary>
internal static class WalletRequests
{
    /// <summary>How many wallets pay at once.</summary>
    public const int MostWallets = 16;

    private const int LongestReason = 500;

    /// <summary>A positive amount in a known currency.</summary>
    public static RequestCheck Amount(this RequestCheck check, string field, Money? amount) => amount is null
        ? check.Present(field, amount)
        : check.Range($"{field}.amount_minor", amount.AmountMinor, 1, WalletSteps.MostMinor).Currency($"{field}.currency_code", amount.CurrencyCode);

    /// <summary>The same, or none.</summary>
    public static RequestCheck OptionalAmount(this RequestCheck check, string field, Money? amount) => amount is null ? check : check.Amount(field, amount);

    /// <summary>Why something was done by hand.</summary>
    public static void CheckReason(string reason)
    {
        new RequestCheck().OptionalText("reason", reason, LongestReason).ThrowIfInvalid();
        if (string.IsNullOrWhiteSpace(reason))
        {
            throw new RefusedException(new ReasonRequired());
        }
    }

    public static void Check(HoldWalletRequest request) => new RequestCheck()
        .Id("wallet_id", request.WalletId)
        .Amount("amount", request.Amount)
        .OptionalText("reference", request.Reference, 256)
        .That(
            request.TimeToLive is null || (request.TimeToLive.Seconds is >= 1 and <= 86_400 && request.TimeToLive.ToTimeSpan() <= TimeSpan.FromHours(24)),
            "time_to_live",
            "must be from 1 second to 24 hours")
        .ThrowIfInvalid();

    public static void Check(ResolveWalletsRequest request)
    {
        var check = new RequestCheck().Present("actor", request.Actor).Id("owner_id", request.OwnerId).Currency("currency_code", request.CurrencyCode)
            .Count("payments", request.Payments.Count, 1, MostWallets);
        for (var i = 0; i < request.Payments.Count; i++)
        {
            check.That(request.Payments[i].WalletCase is not Types.V1.WalletPayment.WalletOneofCase.None, $"payments[{i}]", "must name a card, a wallet or store credit")
                .OptionalAmount($"payments[{i}].amount", request.Payments[i].Amount);
        }

        check.ThrowIfInvalid();
    }
}
