using Omnichannel.Orders.V1;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Time;
using Omnichannel.Types.V1;
using Omnichannel.Values;
using DiscountKind = Omnichannel.Platform.Domain.DiscountKind;
using OrderLine = Omnichannel.OrderTracking.Domain.OrderLine;
using Tender = Omnichannel.OrderTracking.Domain.Tender;
using TenderKind = Omnichannel.Platform.Domain.TenderKind;

namespace Omnichannel.OrderTracking.Transport;

/// <summary>How a recorded sale is taken.</summary>
/// <param name="Origin">News, or history.</param>
/// <param name="Now">The latest time that it may have.</param>
/// <param name="Numbers">Gives the order its id and its outward number.</param>
internal sealed record ReadingRules(OrderOrigin Origin, DateTimeOffset Now, OutwardNumbers Numbers)
{
    /// <summary>Of a till's record.</summary>
    public Till? Till { get; init; }
}

/// <summary>Reads sales that were made elsewhere, checks that they hold together, and computes their totals.</summary>
internal static class SaleReading
{
    /// <summary>Most lines of an order.</summary>
    public const int MostLines = 5000;

    internal const int LongestId = 128;
    private const int LongestSource = 64;
    private const int MostDays = 365;

    /// <summary>The sale of a record, or why it is none.</summary>
    public static Decision<Sale> Read(OrderRecord record, ReadingRules rules)
    {
        if (FindFault(record, rules) is { } fault)
        {
            return fault;
        }

        var placedAt = record.PlacedAt.ToInstant();
        var handedOver = HandedOver(record, rules, placedAt);
        var lines = new List<OrderLine>(record.Lines.Count);
        for (var i = 0; i < record.Lines.Count; i++)
        {
            var read = SaleLineReading.Read(record, i, new Handover(handedOver is not null, record.DeliveredAt is not null || rules.Origin is OrderOrigin.Historical));
            if (read.Refusal is { } refusal)
            {
                return refusal;
            }

            lines.Add(read.Value);
        }

        var key = KeyOf(record, rules.Till);
        var orderId = rules.Numbers.IdOf(key);
        var total = Total(record, rules, lines);
        return total.Refusal is { } unbalanced
            ? unbalanced
            : new Sale
            {
                OrderId = orderId,
                OrderNumber = rules.Numbers.Of(orderId),
                Source = key.Source,
                ExternalId = key.ExternalId,
                CustomerId = record.CustomerId,
                GuestId = record.GuestId,
                ContactId = record.CustomerId.Length > 0 ? record.CustomerId : record.GuestId,
                Market = record.Market,
                CurrencyCode = record.CurrencyCode,
                Channel = rules.Till is null ? record.Channel.ToDomain() : SalesChannel.Store,
                StoreId = key.StoreId,
                Origin = rules.Origin,
                PlacedAt = placedAt,
                HandedOverAt = lines.All(line => line.Method is FulfilmentMethod.Ship or FulfilmentMethod.Pickup) ? null : handedOver,
                Passage = PassageOf(record, placedAt),
                Lines = lines,
                Totals = total.Value.Totals,
                Tenders = total.Value.Tenders,
                HoldId = record.HoldId,
                PointsRedeemed = lines.Sum(line => line.PointsRedeemed),
                CouponCodes = [.. lines.SelectMany(line => line.Discounts).Where(discount => discount.Kind is DiscountKind.Coupon).Select(discount => discount.SourceId).Distinct().Order(StringComparer.Ordinal)],
                Promised = record.Promised is null ? null : DaysOf(record.Promised),
            };
    }

    private static ExternalKey KeyOf(OrderRecord record, Till? till) =>
        till?.Receipt(record.Source, record.ExternalId) ?? new(record.Source, record.StoreId, record.ExternalId);

    /// <summary>History, and what is sold at a till, is with the customer unless the record says when; other news is open.</summary>
    private static DateTimeOffset? HandedOver(OrderRecord record, ReadingRules rules, DateTimeOffset placedAt) =>
        record.DeliveredAt?.ToInstant() ?? (rules.Origin is OrderOrigin.Historical || rules.Till is not null ? placedAt : null);

    // Where it is not told when they came, nothing is learned: they may be lost, or nobody may have looked.
    private static Passage? PassageOf(OrderRecord record, DateTimeOffset placedAt) => record is { ShippedAt: { } left, DeliveredAt: { } arrived }
        ? new Passage
        {
            Market = record.Market,
            CarrierCode = record.CarrierCode.ToLowerInvariant(),
            ShippingOptionId = record.ShippingOptionId,
            OriginId = record.OriginId,
            Country = record.RegionCode.Length > 0 ? record.RegionCode.ToUpperInvariant() : record.Market,
            PostalArea = Lane.AreaOf(record.PostalCode),
            OrderedAt = placedAt,
            LeftAt = left.ToInstant(),
            ArrivedAt = arrived.ToInstant(),
        }
        : null;

    private static DeliveryDays DaysOf(PromisedDays days) => new(days.MinDays, days.MaxDays)
    {
        AreWorkingDays = days.WorkingDays,
        CutOff = ClockTime.Parse(days.CutOff),
        By = ClockTime.Parse(days.By),
    };

    private static SaleInvalid? FindFault(OrderRecord record, ReadingRules rules)
    {
        return record switch
        {
            { ExternalId: "" or { Length: > LongestId } } => Field("external_id", "is required, with at most 128 characters"),
            { Source: "" } when rules.Till is null => Field("source", "is required"),
            _ when !new RequestCheck().OptionalId("source", record.Source, LongestSource).IsValid => Field("source", "is an id with at most 64 characters"),
            _ when rules.Till?.MayName(record.Source) is false => Field("source", "names another till"),
            { CustomerId.Length: > LongestId } => Field("customer_id", "has at most 128 characters"),
            { GuestId.Length: > LongestId } => Field("guest_id", "has at most 128 characters"),
            { CustomerId.Length: > 0, GuestId.Length: > 0 } => Field("guest_id", "excludes customer_id"),
            { Market.Length: > 32 } => Field("market", "has at most 32 characters"),
            { StoreId.Length: > LongestId } => Field("store_id", "has at most 128 characters"),
            _ when !Currencies.IsKnown(record.CurrencyCode) => Field("currency_code", "must be an ISO 4217 code"),
            _ when !Enum.IsDefined(record.Channel) => Field("channel", "must be a known value"),
            _ when !record.PlacedAt.IsTime() => Field("placed_at", "is required"),
            _ when TellableTimes.IsTooEarly(record.PlacedAt.ToInstant()) => Field("placed_at", "is not before 1970"),
            _ when record.DeliveredAt is not null && !record.DeliveredAt.IsTime() => Field("delivered_at", "must be a time"),
            _ when ReportedTime.IsAhead(record.PlacedAt.ToInstant(), rules.Now) => new SaleInvalid("PLACED_IN_FUTURE", "placed_at", "The sale lies in the future."),
            _ when record.DeliveredAt is not null && ReportedTime.IsAhead(record.DeliveredAt.ToInstant(), rules.Now) =>
                new SaleInvalid("PLACED_IN_FUTURE", "delivered_at", "The delivery lies in the future."),
            _ when record.DeliveredAt is not null && record.DeliveredAt.ToInstant() < record.PlacedAt.ToInstant() => Field("delivered_at", "is not before placed_at"),
            _ when record.ShippedAt is not null && !record.ShippedAt.IsTime() => Field("shipped_at", "must be a time"),
            _ when record.ShippedAt is not null && ReportedTime.IsAhead(record.ShippedAt.ToInstant(), rules.Now) =>
                new SaleInvalid("PLACED_IN_FUTURE", "shipped_at", "The hand-over to the carrier lies in the future."),
            _ when record.ShippedAt is not null && record.ShippedAt.ToInstant() < record.PlacedAt.ToInstant() => Field("shipped_at", "is not before placed_at"),
            _ when record.ShippedAt is not null && record.DeliveredAt is not null && record.DeliveredAt.ToInstant() < record.ShippedAt.ToInstant() =>
                Field("delivered_at", "is not before shipped_at"),
            { CarrierCode.Length: > 32 } => Field("carrier_code", "has at most 32 characters"),
            { ShippingOptionId.Length: > 64 } => Field("shipping_option_id", "has at most 64 characters"),
            { OriginId.Length: > 64 } => Field("origin_id", "has at most 64 characters"),
            { RegionCode.Length: not (0 or 2) } => Field("region_code", "must be an ISO 3166-1 alpha-2 code"),
            { PostalCode.Length: > 32 } => Field("postal_code", "has at most 32 characters"),
            _ when !new RequestCheck().OptionalId("hold_id", record.HoldId, 256).IsValid => Field("hold_id", "is an id"),
            { HoldId: "" } when record.Lines.Any(line => line.PointsRedeemed != 0 || line.LoyaltyDiscounts.Count > 0) =>
                new SaleInvalid("HOLD_REQUIRED", "hold_id", "What points and coupons took off is of a hold."),
            { Promised: not null } when rules.Origin is OrderOrigin.Historical || record.DeliveredAt is not null => Field("promised", "is of goods that are still to come"),
            { Promised: { } days } when days.MinDays < 0 || days.MaxDays < days.MinDays || days.MaxDays > MostDays || !DaysOf(days).ArePromised
                || !ClockTime.IsValid(days.CutOff) || !ClockTime.IsValid(days.By) => Field("promised", "has days from 0 to 365, the second not below the first, and times as HH:mm"),
            _ when record.Tenders.Any(tender => tender.Means.Length > LongestId) => Field("tenders.means", "has at most 128 characters"),
            _ when record.Tenders.Any(tender => CardNumbers.IsOne(tender.Means)) => new SaleInvalid("CARD_NUMBER", "tenders.means", "A means of payment is never named by a card number."),
            { Lines.Count: 0 } => new SaleInvalid("LINES_REQUIRED", "lines", "A sale has at least one line."),
            { Lines.Count: > MostLines } => Field("lines", $"has at most {MostLines} elements"),
            _ => null,
        } ?? FindDuplicate(record);
    }

    private static SaleInvalid? FindDuplicate(OrderRecord record)
    {
        var seen = new HashSet<string>(record.Lines.Count, StringComparer.Ordinal);
        for (var i = 0; i < record.Lines.Count; i++)
        {
            if (!seen.Add(record.Lines[i].LineId))
            {
                return new SaleInvalid("DUPLICATE_LINE", $"lines[{i}].line_id", "Two lines have the same id.");
            }
        }

        return null;
    }

    private static Decision<(OrderTotals Totals, IReadOnlyList<Tender> Tenders)> Total(OrderRecord record, ReadingRules rules, List<OrderLine> lines)
    {
        var shipping = record.Shipping?.AmountMinor ?? 0;
        var tax = record.Tax?.AmountMinor ?? 0;
        if (shipping < 0 || tax < 0 || shipping > MostMinor || tax > MostMinor || !IsIn(record, record.Shipping) || !IsIn(record, record.Tax))
        {
            return new SaleInvalid("TOTALS_DO_NOT_ADD_UP", "shipping", "Shipping and tax are not negative and in the order's currency.");
        }

        var items = 0L;
        var off = 0L;
        foreach (var line in lines)
        {
            items = checked(items + line.LineTotalMinor);
            off += line.LineTotalMinor - line.NetTotalMinor;
        }

        var points = lines.SelectMany(line => line.Discounts).Where(discount => discount.Kind is DiscountKind.Points).Sum(discount => discount.AmountMinor);
        var due = checked(items - off + shipping + tax);
        var totals = new OrderTotals(items, off - points, points, shipping, tax, due);
        if (record.Tenders.Count == 0 && (rules.Origin is OrderOrigin.Historical || due == 0))
        {
            return (totals, due == 0 ? [] : [new Tender(TenderKind.Other, "", due)]);
        }

        var isGood = record.Tenders.Count <= 20
            && record.Tenders.All(tender => tender.Amount is { AmountMinor: >= 0 and <= MostMinor } && (tender.Amount.AmountMinor > 0 || tender.Kind is Types.V1.TenderKind.Cash) && IsIn(record, tender.Amount) && tender.Reference.Length <= LongestId
                && tender.Kind.ToDomain() is not TenderKind.None);
        Tender[] paid = isGood ? [.. record.Tenders.Select(tender => new Tender(tender.Kind.ToDomain(), tender.Reference, tender.Amount.AmountMinor))] : [];
        return isGood && CashRounding.In(record.Market, record.CurrencyCode).RoundingOf([.. paid.Select(tender => (tender.Kind, tender.AmountMinor))], due) is { } rounding
            ? (totals with { Due = due + rounding, Rounding = rounding }, paid)
            : new SaleInvalid("TENDERS_DO_NOT_MATCH", "tenders", "Tenders are positive, of a known kind, and add up to what is due, cash as its country rounds it.");
    }

    /// <summary>What a sale was paid with, as far as providers tell.</summary>
    internal static IReadOnlyList<PaymentMeans> MeansOf(IEnumerable<Types.V1.Tender> tenders) =>
        [.. tenders.Where(tender => tender.Means.Length > 0).Select(tender => new PaymentMeans(tender.Kind.ToDomain(), tender.Means))];

    internal const long MostMinor = 1_000_000_000_000_000;

    internal static bool IsIn(OrderRecord record, Types.V1.Money? amount) => amount is null || amount.CurrencyCode == record.CurrencyCode;

    internal static SaleInvalid Field(string field, string description) => new("INVALID_FIELD", field, $"{field} {description}.");
}
