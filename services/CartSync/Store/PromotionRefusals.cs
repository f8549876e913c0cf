using System.Globalization;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Values;
using Money = Omnichannel.Types.V1.Money;
using Promotion = Omnichannel.Cart.V1.Promotion;

namespace Omnichannel.CartSync.Store;

/// <summary>What a promotion must be to be stored.</summary>
internal static class PromotionRefusals
{
    private const int MostIds = 1000;
    private const int MostMarkets = 200;

    // Far above every basket, and far enough inside 64 bits to be added up.
    private const long MostMinor = 1_000_000_000_000_000;

    /// <summary>The first field at fault; null when it can be applied.</summary>
    /// <param name="promotion">As it was sent.</param>
    /// <param name="currencies">Currency by market, of the markets that are known.</param>
    public static Refusal? Refuse(Promotion promotion, IReadOnlyDictionary<string, string> currencies) =>
        (FaultOfTerms(promotion) ?? FaultOfBenefit(promotion) ?? FaultOfCurrency(promotion, currencies)) is { } field ? new PromotionInvalid(field) : null;

    private static string? FaultOfTerms(Promotion promotion) => promotion switch
    {
        _ when !MerchantId.IsValid(promotion.PromotionId) => "promotion_id",
        _ when !CatalogueRules.IsMoment(promotion.StartsAt) => "starts_at",
        _ when !CatalogueRules.IsMoment(promotion.EndsAt) => "ends_at",
        { StartsAt: { } start, EndsAt: { } end } when end <= start => "ends_at",
        { StackingGroup.Length: > 64 } => "stacking_group",
        _ when promotion.Markets.Count > MostMarkets || !promotion.Markets.All(CatalogueRules.IsMarket) => "markets",
        _ when promotion.Channels.Any(channel => channel is Types.V1.Channel.Unspecified || !Enum.IsDefined(channel)) => "channels",
        _ when promotion.Skus.Count > MostIds || promotion.Skus.Any(sku => sku.Length is 0 or > 64) => "skus",
        _ when promotion.Categories.Count > MostIds || promotion.Categories.Any(category => CategoryPath.Depth(category) == 0) => "categories",
        _ => null,
    };

    private static string? FaultOfBenefit(Promotion promotion) => promotion switch
    {
        { PercentOff: { } percent } => IsPercent(percent.Percent) ? null : "percent_off.percent",
        { AmountOff: { } amount } => IsAmount(amount.Amount, 1) ? null : "amount_off.amount",
        { BuyForFewer.Quantity: not (> 1 and <= 1000) } => "buy_for_fewer.quantity",
        { BuyForFewer: { } fewer } => fewer.PayQuantity >= 0 && fewer.PayQuantity < fewer.Quantity ? null : "buy_for_fewer.pay_quantity",
        { ThresholdOff: { } threshold } when !IsAmount(threshold.Minimum, 0) => "threshold_off.minimum",
        { ThresholdOff: { Amount: not null, Percent.Length: > 0 } } => "threshold_off",
        { ThresholdOff: { Amount: { } amount } threshold } =>
            IsAmount(amount, 1) && amount.CurrencyCode == threshold.Minimum.CurrencyCode ? null : "threshold_off.amount",
        { ThresholdOff: { } threshold } => IsPercent(threshold.Percent) ? null : "threshold_off.percent",
        _ => "benefit",
    };

    private static string? FaultOfCurrency(Promotion promotion, IReadOnlyDictionary<string, string> currencies) =>
        CatalogueMapping.CurrencyOf(promotion) is { } currency
        && promotion.Markets.Any(market => currencies.TryGetValue(market, out var other) && other != currency)
            ? "markets"
            : null;

    private static bool IsAmount(Money? amount, long least) =>
        amount is not null && amount.AmountMinor >= least && amount.AmountMinor <= MostMinor && Currencies.IsKnown(amount.CurrencyCode);

    private static bool IsPercent(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
        && percent is > 0 and <= 100 && decimal.Round(percent, 4) == percent;
}
