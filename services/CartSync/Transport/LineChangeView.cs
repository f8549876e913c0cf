using Google.Protobuf.WellKnownTypes;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using CartLine = Omnichannel.Cart.V1.CartLine;

namespace Omnichannel.CartSync.Transport;

/// <summary>What changed about a line, as callers see it.</summary>
internal static class LineChangeView
{
    /// <summary>Adds the changes to the line's view.</summary>
    public static void Add(CartLine view, in PricedLine priced, string currency)
    {
        foreach (var change in LineChanges.Of(priced))
        {
            view.Changes.Add(ToProto(change, priced, currency));
        }
    }

    private static Cart.V1.LineChange ToProto(Domain.LineChange change, in PricedLine priced, string currency)
    {
        var view = new Cart.V1.LineChange { Kind = (Cart.V1.LineChangeKind)change.Kind, PromotionId = change.PromotionId };
        switch (change.Kind)
        {
            case Domain.LineChangeKind.PriceChanged:
                view.PreviousUnitPrice = priced.Line.AcknowledgedPrice;
                view.UnitPrice = priced.UnitPrice;
                view.ChangedAt = priced.Item is { } item ? Timestamp.FromDateTimeOffset(item.PriceChangedAt) : null;
                break;
            case Domain.LineChangeKind.PromotionStarted or Domain.LineChangeKind.PromotionEnded or Domain.LineChangeKind.PromotionChanged:
                view.PreviousTotal = change.PreviousNetMinor is { } previous ? Money(previous, currency) : null;
                view.Total = Money(priced.NetMinor, currency);
                break;
            default:
                view.PreviousAvailability = (Availability)priced.Line.AcknowledgedAvailability;
                view.Availability = (Availability)LineChanges.AvailabilityOf(priced);
                if (priced.Item is { IsForSale: true } sold && sold.AvailableBy(priced.Line.Fulfilment) is { } available)
                {
                    view.AvailableQuantity = (int)Math.Min(available, int.MaxValue);
                }

                break;
        }

        return view;
    }

    private static Types.V1.Money Money(long minor, string currency) => new() { CurrencyCode = currency, AmountMinor = minor };
}
