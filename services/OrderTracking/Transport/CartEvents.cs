using System.Globalization;
using Omnichannel.Cart.V1;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Store;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Time;
using Omnichannel.Types.V1;
using Tender = Omnichannel.OrderTracking.Domain.Tender;

namespace Omnichannel.OrderTracking.Transport;

/// <summary>What carts tell: sales become orders.</summary>
public sealed class CartEvents(OrderStore store)
{
    /// <summary>A cart was sold.</summary>
    public Task CheckedOut(ConsumedEvent<CartCheckedOut> consumed, UnitOfWork work) => store.Place(work, ToSale(consumed.Message), SaleReading.MeansOf(consumed.Message.Tenders));

    private static Sale ToSale(CartCheckedOut e)
    {
        var placedAt = e.EffectiveAt.ToInstant();
        return new Sale
        {
            OrderId = e.OrderId,
            OrderNumber = e.OrderNumber,
            CustomerId = e.CustomerId,
            GuestId = e.CustomerId.Length > 0 ? "" : e.GuestId,
            ContactId = e.ContactId,
            CartId = e.CartId,
            Generation = e.Generation,
            CheckoutId = e.CheckoutId,
            Market = e.Market,
            CurrencyCode = e.CurrencyCode,
            Channel = e.Channel.ToDomain(),
            StoreId = e.StoreId,
            Origin = e.Origin is Origin.Historical ? OrderOrigin.Historical : OrderOrigin.Live,
            PlacedAt = placedAt,
            HandedOverAt = e.Lines.Any(line => line.Fulfilment?.MethodCase is Fulfilment.MethodOneofCase.TakeAway) ? placedAt : null,
            Lines = [.. e.Lines.Select(ToLine)],
            Totals = new OrderTotals(
                Minor(e.Totals?.Items), Minor(e.Totals?.Discounts), Minor(e.Totals?.PointsValue), Minor(e.Totals?.Shipping), Minor(e.Totals?.Tax), Minor(e.Totals?.Due))
            {
                Rounding = Minor(e.Totals?.Rounding),
                StandardShipping = e.Totals?.StandardShipping?.AmountMinor,
            },
            Tenders = [.. e.Tenders.Select(tender => new Tender(tender.Kind.ToDomain(), tender.Reference, Minor(tender.Amount)))],
            PointsRedeemed = e.PointsRedeemed,
            CouponCodes = [.. e.CouponCodes],
            HoldId = e.HoldId,
            Promised = PromisedIn(e) is { ArePromised: true } days ? days : null,
            PromisedAt = e.PromiseShownAt?.ToInstant(),
            ReturnPolicyVersion = e.ReturnPolicyVersion,
        };
    }

    private static DeliveryDays PromisedIn(CartCheckedOut e) => new(e.PromiseMinDays, e.PromiseMaxDays)
    {
        AreWorkingDays = e.PromiseWorkingDays,
        CutOff = ClockTime.Parse(e.PromiseCutOff),
        By = ClockTime.Parse(e.PromiseBy),
    };

    private static OrderLine ToLine(SaleLine line) => new()
    {
        LineId = line.LineId,
        Sku = line.Sku,
        Title = line.Title,
        Category = line.Category,
        Options = new Dictionary<string, string>(line.Options),
        Quantity = line.Quantity,
        Measure = line.Measure.ToDomain(),
        UnitPrice = line.UnitPrice.Length == 0 ? 0 : decimal.Parse(line.UnitPrice, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture),
        LineTotalMinor = Minor(line.LineTotal),
        Discounts = [.. line.Discounts.Select(discount => new LineDiscount(discount.Kind.ToDomain(), discount.SourceId, Minor(discount.Amount)))],
        NetTotalMinor = Minor(line.NetTotal),
        PointsRedeemed = line.PointsRedeemed,
        Method = line.Fulfilment.ToMethod(),
        MethodReference = line.Fulfilment.ToMethodReference(),
        NonMerchandise = line.NonMerchandise,
        GiftCard = line.GiftCard,
        Exception = line.WithdrawalException.ToDomain(),
    };

    private static long Minor(Money? amount) => amount?.AmountMinor ?? 0;
}
