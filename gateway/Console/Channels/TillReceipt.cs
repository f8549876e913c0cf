using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;
using Omnichannel.Cart.V1;
using Omnichannel.Client.Carts;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Types.V1;
using Money = Omnichannel.Platform.Domain.Money;
using TenderKind = Omnichannel.Types.V1.TenderKind;

namespace Omnichannel.WebConsole.Channels;

/// <summary>The receipt of a sale off line: what the till shows, at the prices that it knows. Coupons and points need the network, and are not on it.</summary>
public static class TillReceipt
{
    /// <summary>What a customer pays for what the till shows; null while a price is not known.</summary>
    public static Money? Due(CartView view, Func<CartViewLine, ItemPrice?> priceOf) =>
        Lines(view, priceOf) is { } lines ? new Money(view.Server!.CurrencyCode, lines.Sum(line => line.Net.AmountMinor)) : null;

    /// <summary>The receipt; null while a price is not known, or nothing is to be sold.</summary>
    /// <param name="view">What the till shows.</param>
    /// <param name="priceOf">Prices of lines that the server has not priced yet.</param>
    /// <param name="number">The till's own number.</param>
    /// <param name="paid">How.</param>
    /// <param name="now">When.</param>
    public static OrderRecord? Of(CartView view, Func<CartViewLine, ItemPrice?> priceOf, string number, TenderKind paid, DateTimeOffset now)
    {
        if (view.Server is not { } cart || Lines(view, priceOf) is not { IsEmpty: false } lines)
        {
            return null;
        }

        var due = lines.Sum(line => line.Net.AmountMinor);
        var receipt = new OrderRecord
        {
            ExternalId = number,
            CustomerId = cart.OwnerIsGuest ? "" : cart.OwnerId,
            GuestId = cart.OwnerIsGuest ? cart.OwnerId : "",
            Market = cart.Market,
            CurrencyCode = cart.CurrencyCode,
            PlacedAt = now.ToTimestamp(),
        };
        receipt.Lines.Add(lines.Select((line, index) => line.Record((index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture))));
        if (due > 0)
        {
            receipt.Tenders.Add(new Tender { Kind = paid, Reference = $"{number}-1", Amount = ToProto(new Money(cart.CurrencyCode, due)) });
        }

        return receipt;
    }

    private static ImmutableArray<ReceiptLine>? Lines(CartView view, Func<CartViewLine, ItemPrice?> priceOf)
    {
        var lines = ImmutableArray.CreateBuilder<ReceiptLine>();
        foreach (var line in view.Lines.Where(line => !line.IsSaved))
        {
            var text = line.Server?.UnitPrice is { Length: > 0 } priced ? priced : priceOf(line)?.UnitPrice;
            if (view.Server is null || !UnitPrice.TryParse(view.Server.CurrencyCode, text ?? "", out var price))
            {
                return null;
            }

            lines.Add(new ReceiptLine(line, price with { Measure = (line.Server?.Measure ?? Types.V1.Measure.Piece).ToDomain() }));
        }

        return lines.ToImmutable();
    }

    private static Types.V1.Money ToProto(Money money) => new() { CurrencyCode = money.CurrencyCode, AmountMinor = money.AmountMinor };

    private sealed record ReceiptLine(CartViewLine Line, UnitPrice Price)
    {
        private Money Total => Price.Times(Line.Quantity);

        // What the server took off counts as long as the line is as it was then: a till off line knows no promotions by itself.
        private Money Discount => Line.IsPending || Line.Server is null
            ? Money.Zero(Price.CurrencyCode)
            : new Money(Price.CurrencyCode, Math.Min(Total.AmountMinor, Line.Server.Discounts.Where(discount => discount.Kind is Types.V1.DiscountKind.Promotion).Sum(discount => discount.Amount.AmountMinor)));

        public Money Net => Total - Discount;

        public OrderRecordLine Record(string number)
        {
            var record = new OrderRecordLine
            {
                LineId = number,
                Sku = Line.Sku,
                Title = Line.Server?.Title is { Length: > 0 } title ? title : Line.Sku,
                Category = Line.Server?.Category ?? "",
                Quantity = Line.Quantity,
                UnitPrice = Price.ToString(),
                Measure = Line.Server?.Measure ?? Types.V1.Measure.Piece,
            };
            if (Discount.AmountMinor > 0)
            {
                record.Discount = ToProto(Discount);
            }

            record.Options.Add(Line.Options.ToDictionary());
            return record;
        }
    }
}
