using Omnichannel.Orders.V1;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Store;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Types.V1;
using Omnichannel.Values;
using DiscountKind = Omnichannel.Platform.Domain.DiscountKind;
using Measure = Omnichannel.Values.Measure;
using OrderLine = Omnichannel.OrderTracking.Domain.OrderLine;

namespace Omnichannel.OrderTracking.Transport;

/// <summary>Whether goods of a record are with the customer.</summary>
/// <param name="IsUsual">Those of lines that do not say.</param>
/// <param name="IsOfAll">All of them: the record says when, or is history.</param>
internal sealed record Handover(bool IsUsual, bool IsOfAll);

/// <summary>Reads a line of a sale that was made elsewhere.</summary>
internal static class SaleLineReading
{
    private const int MostDiscounts = 33;
    private const long MostPoints = 1_000_000_000;
    private static readonly Dictionary<string, string> NoOptions = [];

    /// <summary>A line, or why it is none.</summary>
    /// <param name="record">The record.</param>
    /// <param name="index">Which of its lines.</param>
    /// <param name="handover">Where its goods are.</param>
    public static Decision<OrderLine> Read(OrderRecord record, int index, Handover handover)
    {
        var line = record.Lines[index];
        var at = $"lines[{index}]";
        if (line.LineId.Length is 0 or > 64)
        {
            return SaleReading.Field($"{at}.line_id", "is required, with at most 64 characters");
        }

        if (line.Sku.Length is 0 or > SaleReading.LongestId || line.Title.Length > 500 || line.Category.Length > 500 || line.Options.Count > 20)
        {
            return SaleReading.Field($"{at}.sku", "is required, with at most 128 characters; title and category have at most 500, options at most 20 entries");
        }

        var measure = line.Measure.ToDomain();
        if (measure is Measure.None)
        {
            return SaleReading.Field($"{at}.measure", "must be a known value");
        }

        if (line.Quantity < 1 || line.Quantity > measure.MostOf())
        {
            return new SaleInvalid("QUANTITY_OUT_OF_RANGE", $"{at}.quantity", $"A quantity is from 1 to {measure.MostOf()}.");
        }

        if (!UnitPrice.TryParse(record.CurrencyCode, line.UnitPrice, out var price))
        {
            return line.UnitPrice.StartsWith('-')
                ? new SaleInvalid("NEGATIVE_PRICE", $"{at}.unit_price", "A price is not negative.")
                : new SaleInvalid("PRICE_INVALID", $"{at}.unit_price", "A price is decimal text with at most four places.");
        }

        var total = (price with { Measure = measure }).Times(line.Quantity).AmountMinor;
        var discount = line.Discount?.AmountMinor ?? 0;
        if (discount < 0 || discount > total || !SaleReading.IsIn(record, line.Discount))
        {
            return new SaleInvalid("TOTALS_DO_NOT_ADD_UP", $"{at}.discount", "A discount is between nothing and the line's total, in the order's currency.");
        }

        var off = Loyalty(record, line, at, total - discount);
        if (off.Refusal is { } unsound)
        {
            return unsound;
        }

        if (WhyNot(handover, line.Fulfilment) is { } contradiction)
        {
            return SaleReading.Field($"{at}.fulfilment", contradiction);
        }

        List<LineDiscount> discounts = [.. discount == 0 ? [] : new[] { new LineDiscount(DiscountKind.Promotion, "", discount) }, .. off.Value];
        return new OrderLine
        {
            LineId = line.LineId,
            Sku = line.Sku,
            Title = line.Title,
            Category = line.Category,
            Options = line.Options.Count == 0 ? NoOptions : new Dictionary<string, string>(line.Options),
            Quantity = line.Quantity,
            Measure = measure,
            UnitPrice = price.Amount,
            LineTotalMinor = total,
            Discounts = discounts,
            NetTotalMinor = total - discounts.Sum(part => part.AmountMinor),
            PointsRedeemed = line.PointsRedeemed,
            Method = line.Fulfilment is { } told ? told.ToMethod() : handover.IsUsual ? FulfilmentMethod.TakeAway : FulfilmentMethod.Ship,
            MethodReference = line.Fulfilment.ToMethodReference(),
            NonMerchandise = line.NonMerchandise,
        };
    }

    // Two records of one sale may write the parts in any order.
    private static Decision<LineDiscount[]> Loyalty(OrderRecord record, OrderRecordLine line, string at, long left)
    {
        if (line.PointsRedeemed is < 0 or > MostPoints)
        {
            return SaleReading.Field($"{at}.points_redeemed", "is not negative, and at most 1,000,000,000");
        }

        if (line.LoyaltyDiscounts.Count > MostDiscounts || !line.LoyaltyDiscounts.All(part => IsSound(record, part)))
        {
            return SaleReading.Field($"{at}.loyalty_discounts", "are of coupons, by their codes, and of the hold's points, above 0 in the order's currency");
        }

        LineDiscount[] parts =
        [
            .. line.LoyaltyDiscounts
                .Select(part => new LineDiscount(part.Kind.ToDomain(), part.SourceId.Length > 0 ? part.SourceId : record.HoldId, part.Amount.AmountMinor))
                .OrderBy(part => part.Kind).ThenBy(part => part.SourceId, StringComparer.Ordinal).ThenBy(part => part.AmountMinor),
        ];
        return parts.Any(part => part.AmountMinor > left) || parts.Sum(part => part.AmountMinor) > left
            ? new SaleInvalid("TOTALS_DO_NOT_ADD_UP", $"{at}.loyalty_discounts", "Coupons and points take off at most what promotions leave.")
            : parts;
    }

    private static bool IsSound(OrderRecord record, Discount part) =>
        part.Amount is { AmountMinor: > 0 and <= SaleReading.MostMinor } && SaleReading.IsIn(record, part.Amount) && part.Kind switch
        {
            Types.V1.DiscountKind.Coupon => part.SourceId.Length is > 0 and <= 32,
            Types.V1.DiscountKind.Points => part.SourceId.Length == 0 || part.SourceId == record.HoldId,
            _ => false,
        };

    // What the customer has cannot still be on its way.
    private static string? WhyNot(Handover handover, Fulfilment? told) => told?.MethodCase switch
    {
        null or Fulfilment.MethodOneofCase.TakeAway or Fulfilment.MethodOneofCase.Digital => null,
        _ when handover.IsOfAll => "is over the counter where the goods were handed over",
        Fulfilment.MethodOneofCase.Pickup when told.Pickup.StoreId.Length is 0 or > SaleReading.LongestId => "names the store where it waits",
        Fulfilment.MethodOneofCase.Ship when told.Ship.ShippingOptionId.Length > SaleReading.LongestId => "names a shipping option with at most 128 characters",
        Fulfilment.MethodOneofCase.None => "says how the customer gets it",
        _ => null,
    };
}
