using System.Collections.Immutable;
using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.Types.V1;
using Promotion = Omnichannel.CartSync.Domain.Promotion;
using ShippingOption = Omnichannel.CartSync.Domain.ShippingOption;

namespace Omnichannel.CartSync.Store;

/// <summary>Catalogue documents as the domain sees them.</summary>
internal static class CatalogueMapping
{
    private static readonly Dictionary<string, string> MainLanguages = new(StringComparer.Ordinal)
    {
        ["IT"] = "it", ["DE"] = "de", ["AT"] = "de", ["FR"] = "fr", ["ES"] = "es", ["RO"] = "ro", ["CN"] = "zh", ["NL"] = "nl", ["PT"] = "pt", ["PL"] = "pl",
    };

    /// <summary>Text in the market's main language, else by the rule of the contract.</summary>
    public static string InLanguageOf(this LocalizedText? text, string market)
    {
        var texts = text?.Texts;
        if (texts is null || texts.Count == 0)
        {
            return "";
        }

        return texts.TryGetValue(MainLanguages.GetValueOrDefault(market, "en"), out var own) ? own
            : texts.TryGetValue("en", out var english) ? english
            : texts.OrderBy(entry => entry.Key, StringComparer.Ordinal).First().Value;
    }

    public static ShippingOption ToDomain(this Cart.V1.ShippingOption option) => new(
        option.ShippingOptionId, option.Cost?.AmountMinor ?? 0, option.FreeFrom?.AmountMinor, option.MinDays, option.MaxDays);

    /// <summary>Null when the document has no benefit that this version knows.</summary>
    public static Promotion? ToDomain(this Cart.V1.Promotion promotion) => Benefit(promotion) is not { } benefit ? null : new Promotion
    {
        Id = promotion.PromotionId,
        Channels = [.. promotion.Channels.Select(channel => (SalesChannel)channel)],
        StartsAt = promotion.StartsAt?.ToDateTimeOffset(),
        EndsAt = promotion.EndsAt?.ToDateTimeOffset(),
        Skus = [.. promotion.Skus],
        Categories = [.. promotion.Categories],
        Priority = promotion.Priority,
        IsExclusive = promotion.Exclusive,
        Benefit = benefit,
    };

    /// <summary>The field at fault, or null.</summary>
    public static string? Fault(Cart.V1.Promotion promotion) => promotion switch
    {
        { PromotionId.Length: 0 or > 64 } => "promotion_id",
        { StartsAt: { } start, EndsAt: { } end } when end <= start => "ends_at",
        { PercentOff: { } percent } => IsPercent(percent.Percent) ? null : "percent_off.percent",
        { AmountOff: { } amount } => amount.Amount is { AmountMinor: > 0 } ? null : "amount_off.amount",
        { BuyForFewer: { } fewer } => fewer.Quantity is > 1 and <= 1000 && fewer.PayQuantity >= 0 && fewer.PayQuantity < fewer.Quantity ? null : "buy_for_fewer",
        { ThresholdOff: { } threshold } => threshold.Minimum is not { AmountMinor: >= 0 } ? "threshold_off.minimum"
            : threshold.Amount is { AmountMinor: > 0 } ^ IsPercent(threshold.Percent) ? null : "threshold_off",
        _ => "benefit",
    };

    private static bool IsPercent(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent is > 0 and <= 100;

    private static Benefit? Benefit(Cart.V1.Promotion promotion) => promotion switch
    {
        { PercentOff: { } percent } => new Benefit.PercentOff(Decimal(percent.Percent)),
        { AmountOff: { } amount } => new Benefit.AmountOff(amount.Amount.AmountMinor),
        { BuyForFewer: { } fewer } => new Benefit.BuyForFewer(fewer.Quantity, fewer.PayQuantity),
        { ThresholdOff: { } threshold } => new Benefit.ThresholdOff(
            threshold.Minimum.AmountMinor, threshold.Amount?.AmountMinor, threshold.Percent.Length > 0 ? Decimal(threshold.Percent) : null),
        _ => null,
    };

    private static decimal Decimal(string text) => decimal.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
}
