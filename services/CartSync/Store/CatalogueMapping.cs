using System.Collections.Immutable;
using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Text;
using Omnichannel.Platform.Time;
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

    /// <summary>Text in the market's main language, else as <see cref="LanguageChoice"/> finds it; empty when there is none.</summary>
    public static string InLanguageOf(this LocalizedText? text, string market) =>
        text is not null && LanguageChoice.For(MainLanguages.GetValueOrDefault(market, LanguageChoice.Fallback), text.Texts.Keys) is { } tag ? text.Texts[tag] : "";

    public static ShippingOption ToDomain(this Cart.V1.ShippingOption option) => new(
        option.ShippingOptionId, option.Cost?.AmountMinor ?? 0, option.FreeFrom?.AmountMinor,
        new DeliveryDays(option.MinDays, option.MaxDays) { AreWorkingDays = option.WorkingDays, CutOff = ClockTime.Parse(option.CutOff) });

    /// <summary>Null when the document has no benefit that this version knows.</summary>
    public static Promotion? ToDomain(this Cart.V1.Promotion promotion) => Benefit(promotion) is not { } benefit ? null : new Promotion
    {
        Id = promotion.PromotionId,
        Channels = [.. promotion.Channels.Select(channel => channel.ToDomain())],
        StartsAt = promotion.StartsAt?.ToDateTimeOffset(),
        EndsAt = promotion.EndsAt?.ToDateTimeOffset(),
        Skus = [.. promotion.Skus],
        Categories = [.. promotion.Categories],
        Priority = promotion.Priority,
        IsExclusive = promotion.Exclusive,
        StackingGroup = promotion.StackingGroup,
        Benefit = benefit,
    };

    /// <summary>The one currency of its amounts; null when it has none, and holds in every market.</summary>
    public static string? CurrencyOf(Cart.V1.Promotion promotion) =>
        (promotion.AmountOff?.Amount ?? promotion.ThresholdOff?.Minimum)?.CurrencyCode;

    private static Benefit? Benefit(Cart.V1.Promotion promotion) => promotion switch
    {
        { PercentOff: { } percent } => new Benefit.PercentOff(Decimal(percent.Percent)),
        { AmountOff: { } amount } => new Benefit.AmountOff(amount.Amount.AmountMinor),
        { BuyForFewer: { } fewer } => new Benefit.BuyForFewer(fewer.Quantity, fewer.PayQuantity),
        { ThresholdOff: { } threshold } => new Benefit.ThresholdOff(
            threshold.Minimum.AmountMinor, threshold.Amount?.AmountMinor, threshold.Percent.Length > 0 ? Decimal(threshold.Percent) : null),
        _ => null,
    };

    /// <summary>Decimal text that was checked when it was stored.</summary>
    public static decimal Decimal(string text) => decimal.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
}
