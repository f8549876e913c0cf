using System.Collections.Immutable;
using System.Globalization;
using Omnichannel.Platform.Domain;

namespace Omnichannel.CartSync.Domain;

/// <summary>What is sold, how each line is obtained, and on which terms: re-checked when a checkout begins.</summary>
public static class CheckoutTerms
{
    /// <summary>The cart's lines at the prices that it shows.</summary>
    public static ImmutableArray<PricedLine> Priced(SharedCart cart, Surroundings around) => Pricing.Price(cart, around.Book, cart.LastEditChannel, around.Now);

    /// <summary>Lines as they would be sold, promotions taken off; as an order of the web shop without an order.</summary>
    public static ImmutableArray<SaleLine> SaleLines(ImmutableArray<PricedLine> priced, CheckoutOrder? order) =>
    [
        .. priced.Where(line => !line.Line.IsSaved).Select(line => new SaleLine
        {
            LineId = line.Line.LineId,
            Sku = line.Line.Sku,
            Title = line.Item?.Title ?? "",
            Options = line.Line.Options,
            Category = line.Item?.Category ?? "",
            Quantity = line.Line.Quantity,
            Measure = line.Measure,
            UnitPrice = line.UnitPrice,
            LineTotalMinor = line.LineTotalMinor,
            Discounts = line.Discounts,
            Fulfilment = line.Item is { IsDigital: true } ? new Fulfilment.Digital() : FulfilmentOf(line.Line, order),
            IsNonMerchandise = line.Item?.IsNonMerchandise ?? false,
            IsGiftCard = line.Item?.IsGiftCard ?? false,
            Exception = line.Item?.Exception ?? WithdrawalException.None,
        }),
    ];

    /// <summary>What would be sold now: from READY on what is being sold, coupons and points taken off.</summary>
    public static ImmutableArray<SaleLine> LinesNow(SharedCart cart, Surroundings around) =>
        cart is { Phase: CartPhase.Ready or CartPhase.Completing, Checkout: { } checkout } ? checkout.Lines : SaleLines(Priced(cart, around), null);

    /// <summary>What is sold that is not sold to all yet, parts of bundles included: what its buyer needs coupons for.</summary>
    public static ImmutableArray<string> EarlyAccessIds(ImmutableArray<SaleLine> lines, Surroundings around) =>
    [
        .. lines.Select(line => around.Book.Find(line.Sku)).OfType<CatalogueItem>()
            .SelectMany(item => item.Parts.Select(part => part.Item).Prepend(item))
            .Where(item => item.EarlyAccessId.Length > 0 && around.Now < item.IsForAllFrom)
            .Select(item => item.EarlyAccessId).Distinct().Order(StringComparer.Ordinal),
    ];

    /// <summary>
    /// How a line is obtained. A till hands over what nobody chose another way for, and what waits in its own store; what is to be shipped or to be collected elsewhere
    /// stays so. Nothing can be taken away where there is no till.
    /// </summary>
    public static Fulfilment FulfilmentOf(CartLine line, CheckoutOrder? order) => line.Fulfilment switch
    {
        null => order is { IsInStore: true } ? new Fulfilment.TakeAway() : new Fulfilment.Ship(""),
        Fulfilment.Pickup pickup when order is { IsInStore: true } && pickup.StoreId == order.Actor.StoreId => new Fulfilment.TakeAway(),
        Fulfilment.TakeAway when order?.Actor.Role is not ActorRole.Terminal => new Fulfilment.Ship(""),
        var chosen => chosen,
    };

    /// <summary>Why the lines cannot be sold in this way; null when they can.</summary>
    public static Refusal? Refuse(SharedCart cart, CheckoutOrder order, Surroundings around)
    {
        var priced = Priced(cart, around);
        var lines = SaleLines(priced, order);
        return RefuseFulfilment(lines, around.Book)
            ?? RefuseStock(lines, around.Book)
            ?? StockRules.RefuseParts(lines, around.Book)
            ?? RefuseQuantity(lines, around.Book)
            ?? RefusePrices(cart, order, around.Book, priced)
            ?? RefuseShipping(lines, order, around.Book)
            ?? (cart.OwnerIsGuest && !order.HasContact && order.Actor.Role is not ActorRole.Terminal ? new ContactRequired() : null);
    }

    /// <summary>The way to ship that was chosen for the checkout, or else for all of its shipped lines; null when nothing is shipped.</summary>
    public static ShippingOption? OptionOf(ImmutableArray<SaleLine> lines, CheckoutOrder order, IPriceBook book)
    {
        var id = OptionIdOf(lines, order);
        return lines.Any(IsShipped) ? book.ShippingOptions.FirstOrDefault(option => option.Id == id) : null;
    }

    /// <summary>
    /// What shipping costs before coupons, in minor units. The sum from which it is free counts all lines after promotions: a coupon or points do not bring the cost back.
    /// </summary>
    public static long ShippingCostMinor(ImmutableArray<SaleLine> lines, ShippingOption? option) =>
        option is null || (option.FreeFromMinor is { } free && lines.Sum(line => line.NetMinor) >= free) ? 0 : option.CostMinor;

    /// <summary>What of it the least expensive option would have cost (Directive 2011/83/EU, Article 13(2)).</summary>
    public static long StandardShippingMinor(ImmutableArray<SaleLine> lines, ShippingOption? option, IPriceBook book) => Math.Min(
        ShippingCostMinor(lines, option), option is null ? 0 : book.ShippingOptions.Min(other => ShippingCostMinor(lines, other)));

    /// <summary>The line with the way to ship, when it is shipped.</summary>
    public static SaleLine With(SaleLine line, ShippingOption? option) =>
        line.Fulfilment is Fulfilment.Ship && option is not null ? line with { Fulfilment = new Fulfilment.Ship(option.Id) } : line;

    // A fee or a service needs no parcel.
    private static bool IsShipped(SaleLine line) => line is { Fulfilment: Fulfilment.Ship, IsNonMerchandise: false };

    private static string OptionIdOf(ImmutableArray<SaleLine> lines, CheckoutOrder order)
    {
        if (order.ShippingOptionId.Length > 0)
        {
            return order.ShippingOptionId;
        }

        var chosen = lines.Where(IsShipped).Select(line => ((Fulfilment.Ship)line.Fulfilment).ShippingOptionId).Distinct().ToArray();
        return chosen is [var agreed] ? agreed : "";
    }

    // A store may have stopped offering pickup since the line chose it.
    private static Refusal? RefuseFulfilment(ImmutableArray<SaleLine> lines, IPriceBook book)
    {
        foreach (var line in lines)
        {
            if (line.Fulfilment is Fulfilment.Pickup pickup && book.OffersPickup(pickup.StoreId) is not true)
            {
                return new PickupUnavailable(line.LineId, pickup.StoreId);
            }
        }

        return null;
    }

    // Variants of one item come off the same shelf.
    private static OutOfStock? RefuseStock(ImmutableArray<SaleLine> lines, IPriceBook book)
    {
        OutOfStock? refusal = null;
        foreach (var group in lines.GroupBy(line => (line.Sku, Source(line.Fulfilment))))
        {
            var first = group.First();
            var item = book.Find(first.Sku);
            var change = (item?.AvailabilityOf(group.Sum(line => (long)line.Quantity), first.Fulfilment) ?? LineAvailability.Discontinued) switch
            {
                LineAvailability.Discontinued => "NO_LONGER_SOLD",
                LineAvailability.OutOfStock => "STOCK_GONE",
                LineAvailability.Limited => "STOCK_LIMITED",
                _ => null,
            };
            if (change is not null)
            {
                refusal ??= new OutOfStock(
                    first.LineId, change, Text(change == "NO_LONGER_SOLD" ? 0 : item?.AvailableBy(first.Fulfilment) ?? 0));
                refusal = refusal with { LineIds = refusal.LineIds.AddRange(group.Select(line => line.LineId)) };
            }
        }

        return refusal;
    }

    private static string Source(Fulfilment fulfilment) => fulfilment switch { Fulfilment.Pickup pickup => pickup.StoreId, Fulfilment.TakeAway => "~till", _ => "" };

    private static Refusal? RefuseQuantity(ImmutableArray<SaleLine> lines, IPriceBook book)
    {
        foreach (var item in lines.GroupBy(line => line.Sku))
        {
            if (book.Find(item.Key) is { OrderLimit: > 0 and var limit } && item.Sum(line => (long)line.Quantity) > limit)
            {
                return new OrderLimitExceeded(item.Key, limit, [.. item.Select(line => line.LineId)]);
            }
        }

        return null;
    }

    // Whoever names the total that was shown has seen the prices that it is made of.
    private static Refusal? RefusePrices(SharedCart cart, CheckoutOrder order, IPriceBook book, ImmutableArray<PricedLine> priced)
    {
        var totalMinor = Pricing.Totals(priced).DueMinor;
        if (order.ExpectedTotal is { } expected && expected.CurrencyCode != cart.CurrencyCode)
        {
            return new CurrencyMismatch("expected_total", cart.CurrencyCode);
        }

        if (order.AcceptsPriceChanges || order.ExpectedTotal?.AmountMinor == totalMinor)
        {
            return null;
        }

        var changed = cart.ActiveLines.Where(line => book.Find(line.Sku)?.Price?.ToString() != line.AcknowledgedPrice).ToImmutableArray();
        if (changed.IsEmpty && order.ExpectedTotal is null)
        {
            return RefusePromotions(priced, totalMinor);
        }

        var refusal = changed.IsEmpty
            ? new PriceChanged("", "TOTAL_CHANGED", Text(order.ExpectedTotal!.Value.AmountMinor), Text(totalMinor))
            : new PriceChanged(changed[0].LineId, "PRICE_CHANGED", changed[0].AcknowledgedPrice, book.Find(changed[0].Sku)?.Price?.ToString() ?? "");
        return refusal with { LineIds = [.. changed.Select(line => line.LineId)], TotalMinor = totalMinor, ExpectedMinor = order.ExpectedTotal?.AmountMinor };
    }

    // A promotion that ended, or gives less, as far as it left its line dearer.
    private static PriceChanged? RefusePromotions(ImmutableArray<PricedLine> priced, long totalMinor)
    {
        PriceChanged? refusal = null;
        foreach (var line in priced)
        {
            foreach (var change in LineChanges.Of(line))
            {
                if (LineChanges.IsDearer(change, line))
                {
                    refusal ??= new PriceChanged(
                        line.Line.LineId,
                        change.Kind is LineChangeKind.PromotionEnded ? "PROMOTION_ENDED" : "PROMOTION_CHANGED",
                        change.PreviousNetMinor is { } previous ? Text(previous) : "",
                        Text(line.NetMinor))
                    { TotalMinor = totalMinor };
                    refusal = refusal with { LineIds = refusal.LineIds.Contains(line.Line.LineId) ? refusal.LineIds : refusal.LineIds.Add(line.Line.LineId) };
                }
            }
        }

        return refusal;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static Refusal? RefuseShipping(ImmutableArray<SaleLine> lines, CheckoutOrder order, IPriceBook book) =>
        !lines.Any(IsShipped) ? null
            : OptionIdOf(lines, order).Length == 0 ? new ShippingOptionRequired()
            : OptionOf(lines, order, book) is null ? new ShippingOptionUnknown()
            : !order.HasDelivery ? new DeliveryRequired()
            : null;
}
