using System.Globalization;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Time;
using Omnichannel.Values;

namespace Omnichannel.OrderTracking.Store;

/// <summary>What was sold, between the domain and the stored form.</summary>
internal static class StoredSaleMapping
{
    private static readonly Dictionary<string, string> NoOptions = [];
    private static readonly Dictionary<string, StorePlace> NoStores = [];

    /// <summary>As it is stored.</summary>
    public static Stored.Sale ToStored(this Sale sale)
    {
        var stored = new Stored.Sale
        {
            OrderId = sale.OrderId,
            OrderNumber = sale.OrderNumber,
            Source = sale.Source,
            ExternalId = sale.ExternalId,
            CustomerId = sale.CustomerId,
            GuestId = sale.GuestId,
            ContactId = sale.ContactId,
            CartId = sale.CartId,
            Generation = sale.Generation,
            CheckoutId = sale.CheckoutId,
            Market = sale.Market,
            Country = sale.Country,
            PostalArea = sale.PostalArea,
            CurrencyCode = sale.CurrencyCode,
            Channel = sale.Channel.ToContract(),
            StoreId = sale.StoreId,
            Origin = sale.Origin.ToContract(),
            PlacedAt = sale.PlacedAt.ToTicks(),
            HandedOverAt = sale.HandedOverAt.ToTicks(),
            Totals = sale.Totals.ToStored(),
            PointsRedeemed = sale.PointsRedeemed,
            CouponCodes = { sale.CouponCodes },
            HoldId = sale.HoldId,
            Promised = sale.Promised?.ToStored(),
            PromisedAt = sale.PromisedAt.ToTicks(),
            Passage = sale.Passage?.ToStored(),
            ReturnPolicyVersion = sale.ReturnPolicyVersion,
        };
        stored.Lines.Add(sale.Lines, ToStored);
        stored.Tenders.Add(sale.Tenders, ToStored);
        foreach (var (storeId, place) in sale.Stores)
        {
            stored.Stores.Add(storeId, place.ToStored());
        }

        return stored;
    }

    /// <summary>As the domain has it.</summary>
    public static Sale ToDomain(this Stored.Sale stored) => new()
    {
        OrderId = stored.OrderId,
        OrderNumber = stored.OrderNumber,
        Source = stored.Source,
        ExternalId = stored.ExternalId,
        CustomerId = stored.CustomerId,
        GuestId = stored.GuestId,
        ContactId = stored.ContactId,
        CartId = stored.CartId,
        Generation = stored.Generation,
        CheckoutId = stored.CheckoutId,
        Market = stored.Market,
        Country = stored.Country,
        PostalArea = stored.PostalArea,
        CurrencyCode = stored.CurrencyCode,
        Channel = stored.Channel.ToDomain(),
        StoreId = stored.StoreId,
        Origin = stored.Origin.ToDomain(),
        PlacedAt = stored.PlacedAt.ToInstant(),
        HandedOverAt = stored.HandedOverAt.ToInstant(),
        Lines = stored.Lines.ToList(ToDomain),
        Totals = stored.Totals.ToDomain(),
        Tenders = stored.Tenders.ToList(ToDomain),
        PointsRedeemed = stored.PointsRedeemed,
        CouponCodes = stored.CouponCodes.ToList(),
        HoldId = stored.HoldId,
        Promised = stored.Promised?.ToDomain(),
        PromisedAt = stored.PromisedAt.ToInstant(),
        Passage = stored.Passage?.ToDomain(),
        ReturnPolicyVersion = stored.ReturnPolicyVersion,
        Stores = stored.Stores.Count == 0 ? NoStores : stored.Stores.ToDictionary(store => store.Key, store => store.Value.ToDomain(), StringComparer.Ordinal),
    };

    /// <summary>As it is stored.</summary>
    public static Stored.Tender ToStored(this Tender tender) => new() { Kind = tender.Kind.ToContract(), Reference = tender.Reference, AmountMinor = tender.AmountMinor };

    /// <summary>As the domain has it.</summary>
    public static Tender ToDomain(this Stored.Tender stored) => new(stored.Kind.ToDomain(), stored.Reference, stored.AmountMinor);

    /// <summary>As it is stored.</summary>
    public static Stored.StorePlace ToStored(this StorePlace place) => new() { Name = place.Name, Address = place.Address, ZoneId = place.ZoneId };

    /// <summary>As the domain has it.</summary>
    public static StorePlace ToDomain(this Stored.StorePlace stored) => new(stored.Name, stored.Address, stored.ZoneId);

    private static Stored.OrderLine ToStored(OrderLine line)
    {
        var stored = new Stored.OrderLine
        {
            LineId = line.LineId,
            Sku = line.Sku,
            Title = line.Title,
            Category = line.Category,
            Quantity = line.Quantity,
            Measure = line.Measure.ToContract(),
            UnitPrice = line.UnitPrice.ToString(CultureInfo.InvariantCulture),
            LineTotalMinor = line.LineTotalMinor,
            NetTotalMinor = line.NetTotalMinor,
            PointsRedeemed = line.PointsRedeemed,
            Method = SameWords.ToContract<FulfilmentMethod, Stored.FulfilmentMethod>(line.Method),
            MethodReference = line.MethodReference,
            NonMerchandise = line.NonMerchandise,
            GiftCard = line.GiftCard,
            Exception = line.Exception.ToContract(),
        };
        stored.Discounts.Add(line.Discounts, discount => new Stored.LineDiscount { Kind = discount.Kind.ToContract(), SourceId = discount.SourceId, AmountMinor = discount.AmountMinor });
        foreach (var (name, value) in line.Options)
        {
            stored.Options.Add(name, value);
        }

        return stored;
    }

    private static OrderLine ToDomain(Stored.OrderLine stored) => new()
    {
        LineId = stored.LineId,
        Sku = stored.Sku,
        Title = stored.Title,
        Category = stored.Category,
        Options = stored.Options.Count == 0 ? NoOptions : new Dictionary<string, string>(stored.Options, StringComparer.Ordinal),
        Quantity = stored.Quantity,
        Measure = stored.Measure.ToDomain(),
        UnitPrice = decimal.Parse(stored.UnitPrice, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture),
        LineTotalMinor = stored.LineTotalMinor,
        Discounts = stored.Discounts.ToList(discount => new LineDiscount(discount.Kind.ToDomain(), discount.SourceId, discount.AmountMinor)),
        NetTotalMinor = stored.NetTotalMinor,
        PointsRedeemed = stored.PointsRedeemed,
        Method = SameWords.ToDomain<FulfilmentMethod, Stored.FulfilmentMethod>(stored.Method),
        MethodReference = stored.MethodReference,
        NonMerchandise = stored.NonMerchandise,
        GiftCard = stored.GiftCard,
        Exception = stored.Exception.ToDomain(),
    };

    private static Stored.Totals ToStored(this OrderTotals totals) => new()
    {
        Items = totals.Items,
        Discounts = totals.Discounts,
        Points = totals.Points,
        Shipping = totals.Shipping,
        Tax = totals.Tax,
        Due = totals.Due,
        Rounding = totals.Rounding,
        StandardShipping = totals.StandardShipping,
    };

    private static OrderTotals ToDomain(this Stored.Totals stored) =>
        new(stored.Items, stored.Discounts, stored.Points, stored.Shipping, stored.Tax, stored.Due) { Rounding = stored.Rounding, StandardShipping = stored.StandardShipping };

    private static Stored.DeliveryDays ToStored(this DeliveryDays days) => new()
    {
        Min = days.Min, Max = days.Max, WorkingDays = days.AreWorkingDays, CutOff = days.CutOff?.Ticks, By = days.By?.Ticks,
    };

    private static DeliveryDays ToDomain(this Stored.DeliveryDays stored) =>
        new(stored.Min, stored.Max) { AreWorkingDays = stored.WorkingDays, CutOff = ToClock(stored.CutOff), By = ToClock(stored.By) };

    private static TimeOnly? ToClock(long? ticks) => ticks is { } time ? new TimeOnly(time) : null;

    private static Stored.Passage ToStored(this Passage passage) => new()
    {
        ParcelId = passage.ParcelId,
        OriginId = passage.OriginId,
        CarrierCode = passage.CarrierCode,
        ShippingOptionId = passage.ShippingOptionId,
        Market = passage.Market,
        Country = passage.Country,
        PostalArea = passage.PostalArea,
        OrderedAt = passage.OrderedAt.ToTicks(),
        LeftAt = passage.LeftAt.ToTicks(),
        ArrivedAt = passage.ArrivedAt.ToTicks(),
    };

    private static Passage ToDomain(this Stored.Passage stored) => new()
    {
        ParcelId = stored.ParcelId,
        OriginId = stored.OriginId,
        CarrierCode = stored.CarrierCode,
        ShippingOptionId = stored.ShippingOptionId,
        Market = stored.Market,
        Country = stored.Country,
        PostalArea = stored.PostalArea,
        OrderedAt = stored.OrderedAt.ToInstant(),
        LeftAt = stored.LeftAt.ToInstant(),
        ArrivedAt = stored.ArrivedAt.ToInstant(),
    };
}
