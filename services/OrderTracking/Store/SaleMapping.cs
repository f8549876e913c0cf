using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Contracts;
using Omnichannel.Types.V1;
using Money = Omnichannel.Types.V1.Money;
using ProtoTender = Omnichannel.Types.V1.Tender;

namespace Omnichannel.OrderTracking.Store;

/// <summary>What was sold, from the domain's terms to the contract's.</summary>
internal static class SaleMapping
{
    /// <summary>An amount.</summary>
    public static Money ToMoney(this long minor, string currencyCode) => new() { CurrencyCode = currencyCode, AmountMinor = minor };

    /// <summary>An instant.</summary>
    public static Timestamp ToTimestamp(this DateTimeOffset instant) => Timestamp.FromDateTimeOffset(instant);

    /// <summary>An instant that may be missing.</summary>
    public static Timestamp? ToTimestamp(this DateTimeOffset? instant) => instant?.ToTimestamp();

    /// <summary>A line.</summary>
    public static SaleLine ToProto(this OrderLine line, string currencyCode)
    {
        var result = line.ToContent();
        result.UnitPrice = line.UnitPrice.ToString("0.####", CultureInfo.InvariantCulture);
        result.LineTotal = line.LineTotalMinor.ToMoney(currencyCode);
        result.NetTotal = line.NetTotalMinor.ToMoney(currencyCode);
        result.PointsRedeemed = line.PointsRedeemed;
        foreach (var discount in line.Discounts)
        {
            result.Discounts.Add(new Discount
            {
                Kind = discount.Kind.ToContract(),
                SourceId = discount.SourceId,
                Amount = discount.AmountMinor.ToMoney(currencyCode),
            });
        }

        return result;
    }

    /// <summary>What a line is, without what it cost.</summary>
    public static SaleLine ToContent(this OrderLine line)
    {
        var result = new SaleLine
        {
            LineId = line.LineId,
            Sku = line.Sku,
            Title = line.Title,
            Category = line.Category,
            Quantity = line.Quantity,
            Measure = line.Measure.ToContract(),
            Fulfilment = line.ToFulfilment(),
            NonMerchandise = line.NonMerchandise,
            GiftCard = line.GiftCard,
            WithdrawalException = line.Exception.ToContract(),
        };
        if (line.Options.Count > 0)
        {
            result.Options.Add(line.Options.ToDictionary());
        }

        return result;
    }

    /// <summary>A payment.</summary>
    public static ProtoTender ToProto(this Domain.Tender tender, string currencyCode) =>
        new() { Kind = tender.Kind.ToContract(), Reference = tender.Reference, Amount = tender.AmountMinor.ToMoney(currencyCode) };

    /// <summary>Totals.</summary>
    public static Totals ToProto(this OrderTotals totals, string currencyCode) => new()
    {
        Items = totals.Items.ToMoney(currencyCode),
        Discounts = totals.Discounts.ToMoney(currencyCode),
        PointsValue = totals.Points.ToMoney(currencyCode),
        Shipping = totals.Shipping.ToMoney(currencyCode),
        Tax = totals.Tax.ToMoney(currencyCode),
        Due = totals.Due.ToMoney(currencyCode),
        Rounding = totals.Rounding.ToMoney(currencyCode),
        StandardShipping = totals.StandardShipping?.ToMoney(currencyCode),
    };

    /// <summary>How the customer gets a line; shipped where nothing is said.</summary>
    public static FulfilmentMethod ToMethod(this Fulfilment? fulfilment) => fulfilment?.MethodCase switch
    {
        Fulfilment.MethodOneofCase.TakeAway => FulfilmentMethod.TakeAway,
        Fulfilment.MethodOneofCase.Pickup => FulfilmentMethod.Pickup,
        Fulfilment.MethodOneofCase.Digital => FulfilmentMethod.Digital,
        _ => FulfilmentMethod.Ship,
    };

    /// <summary>Shipping option, or store.</summary>
    public static string ToMethodReference(this Fulfilment? fulfilment) => fulfilment?.Ship?.ShippingOptionId ?? fulfilment?.Pickup?.StoreId ?? "";

    /// <summary>How the customer gets a line.</summary>
    public static Fulfilment ToFulfilment(this OrderLine line) => line.Method switch
    {
        FulfilmentMethod.TakeAway => new Fulfilment { TakeAway = new Fulfilment.Types.TakeAway() },
        FulfilmentMethod.Digital => new Fulfilment { Digital = new Fulfilment.Types.Digital() },
        FulfilmentMethod.Pickup => new Fulfilment { Pickup = new Fulfilment.Types.Pickup { StoreId = line.MethodReference } },
        _ => new Fulfilment { Ship = new Fulfilment.Types.Ship { ShippingOptionId = line.MethodReference } },
    };
}
