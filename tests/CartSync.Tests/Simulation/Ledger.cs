using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.Platform.Domain;
using Checkout = Omnichannel.CartSync.Domain.Checkout;

namespace Omnichannel.CartSync.Tests.Simulation;

/// <summary>The money: what was sold, what was paid with, what was given back.</summary>
internal sealed class Ledger(LoyaltyBooks loyalty)
{
    private readonly Dictionary<string, Checkout> sales = [];
    private readonly Dictionary<string, Terms> agreed = [];
    private readonly HashSet<string> sold = [];
    private readonly HashSet<string> refunded = [];
    private readonly HashSet<string> refunds = [];

    public int Sales => sales.Count;

    /// <summary>A checkout began: what is wrong with its terms, or null. They are noted.</summary>
    public string? Begin(SharedCart cart, Checkout checkout, CheckoutOrder order, Tariff tariff)
    {
        foreach (var line in checkout.Lines)
        {
            var (total, net) = tariff.Cost(line.Sku, line.Quantity);
            var seen = cart.Lines.First(known => known.LineId == line.LineId);
            if (!tariff.IsSold(line.Sku) || (!order.IsInStore && tariff.StockOf(line.Sku) < checkout.Lines.Where(other => other.Sku == line.Sku).Sum(other => other.Quantity)))
            {
                return $"{checkout.CheckoutId} sells {line.Sku}, which is not to be had";
            }

            if (line.LineTotalMinor != total || total - PromotionOf(line) != net)
            {
                return $"{line.Quantity} {line.Sku} cost {line.LineTotalMinor} - {PromotionOf(line)} and should cost {total} - {total - net}";
            }

            if (!order.AcceptsPriceChanges && order.ExpectedTotal is null
                && (seen.AcknowledgedPrice != line.UnitPrice || (seen.SeenPromotions is { } promotions && promotions.Quantity == line.Quantity && promotions.NetMinor < net)))
            {
                return $"{line.Quantity} {line.Sku} cost {line.UnitPrice}, together {net}, and were shown at {seen.AcknowledgedPrice}, together {seen.SeenPromotions?.NetMinor}";
            }
        }

        var sum = checkout.Lines.Sum(line => tariff.Cost(line.Sku, line.Quantity).NetMinor);
        if (!order.AcceptsPriceChanges && order.ExpectedTotal is { } expected && expected.AmountMinor != sum)
        {
            return $"{checkout.CheckoutId} costs {sum}, and {expected.AmountMinor} was to be paid";
        }

        var shipping = order.IsInStore || sum >= 10_000 ? 0 : 490;
        agreed[checkout.CheckoutId] = new Terms(checkout.Lines.ToDictionary(line => line.LineId, line => (line.LineTotalMinor, PromotionOf(line))), shipping);
        return null;
    }

    /// <summary>A sale was stored: what is wrong with it, or null.</summary>
    public string? Sell(SharedCart cart, Checkout checkout, CartModel model)
    {
        var order = CartId.OrderId(cart.Id, checkout.Generation);
        if (!sales.TryAdd(order, checkout))
        {
            return $"sold {order} twice";
        }

        if (!checkout.Lines.ToDictionary(line => line.LineId, line => line.Quantity).OrderBy(line => line.Key).SequenceEqual(model.Active.OrderBy(line => line.Key)))
        {
            return $"sold {string.Join(", ", checkout.Lines.Select(line => $"{line.Quantity} {line.Sku}"))} and not what was in the cart";
        }

        foreach (var tender in checkout.Tenders)
        {
            if (!sold.Add(tender.Reference) || refunded.Contains(tender.Reference))
            {
                return $"took payment {tender.Reference} twice, or gave it back before";
            }
        }

        var hold = loyalty.Holds.GetValueOrDefault(checkout.HoldId);
        return checkout.HoldId.Length > 0 && (hold?.Order != order || hold.Points != checkout.Points)
            ? $"sold {order} without its hold being committed"
            : checkout.Totals.PointsValueMinor != (hold?.Points ?? 0) || !CouponsOf(checkout).SetEquals(hold?.Coupons ?? [])
            ? $"sold {order} with other points or coupons than were held: {checkout.Totals.PointsValueMinor} {string.Join(' ', CouponsOf(checkout))}"
            : Sums(checkout, agreed[checkout.CheckoutId]);
    }

    /// <summary>A refund instruction went out: what is wrong with it, or null.</summary>
    public string? Refund(CheckoutRefundRequested refund) =>
        !refunds.Add(refund.RefundId) ? $"ordered refund {refund.RefundId} twice"
        : refund.Tenders.Any(tender => !refunded.Add(tender.Reference)) ? $"gives {refund.Tenders[0].Reference} back twice"
        : refund.Tenders.Any(tender => sold.Contains(tender.Reference)) ? $"gives {refund.Tenders[0].Reference} back, which paid for a sale"
        : null;

    /// <summary>A failover took a commit back: it did not happen.</summary>
    public void TakeBack(CartCommit commit)
    {
        foreach (var checkout in commit.Ended.Where(checkout => checkout.Phase is CartPhase.CheckedOut))
        {
            sales.Remove(CartId.OrderId(commit.Cart.Id, checkout.Generation));
            sold.ExceptWith(checkout.Tenders.Select(tender => tender.Reference));
        }

        foreach (var refund in commit.Events.Select(outgoing => outgoing.Message).OfType<CheckoutRefundRequested>())
        {
            refunds.Remove(refund.RefundId);
            refunded.ExceptWith(refund.Tenders.Select(tender => tender.Reference));
        }
    }

    /// <summary>What the world outside was told, once all is told: what differs from what is stored, or null.</summary>
    public string? Differs(Outside outside) =>
        !outside.Sold.SetEquals(sold) ? $"was sold: {string.Join(' ', sold)}; was told to be: {string.Join(' ', outside.Sold)}"
        : !outside.Refunded.SetEquals(refunded) ? $"is given back: {string.Join(' ', refunded)}; was told to be: {string.Join(' ', outside.Refunded)}"
        : null;

    public bool IsSold(string reference) => sold.Contains(reference);

    public bool IsRefunded(string reference) => refunded.Contains(reference);

    /// <summary>Whether holds are committed for sales only, at any moment; those of a checkout that is being completed count as sold.</summary>
    public string? Holds(IEnumerable<SharedCart> carts)
    {
        foreach (var (id, hold) in loyalty.Holds)
        {
            if (hold.Order is { } order && !(sales.TryGetValue(order, out var sale) && sale.HoldId == id)
                && !carts.Any(cart => cart.Checkout is { Phase: CartPhase.Completing } checkout && checkout.HoldId == id))
            {
                return $"hold {id} is committed and nothing is sold with it";
            }
        }

        return null;
    }

    /// <summary>When everything has come to rest: no hold is left over.</summary>
    public string? LeftOver() => loyalty.Holds.Where(entry => loyalty.IsHeld(entry.Value)).Select(entry => $"hold {entry.Key} was never given back").FirstOrDefault();

    private static HashSet<string> CouponsOf(Checkout checkout) =>
        [.. checkout.Lines.SelectMany(line => line.Discounts).Where(discount => discount.Kind is DiscountKind.Coupon).Select(discount => discount.SourceId)];

    private static long PromotionOf(SaleLine line) => line.Discounts.Where(discount => discount.Kind is DiscountKind.Promotion).Sum(discount => discount.AmountMinor);

    // Sold at the terms that were agreed, whatever prices are now; shares add up to the whole.
    private static string? Sums(Checkout checkout, Terms terms)
    {
        if (checkout.Totals.ShippingMinor != terms.ShippingMinor
            || checkout.Lines.Any(line => terms.Lines[line.LineId] != (line.LineTotalMinor, PromotionOf(line)) || line.NetMinor < 0))
        {
            return $"{checkout.CheckoutId} was agreed at other terms";
        }

        var totals = checkout.Totals;
        var off = checkout.Lines.Sum(line => line.Discounts.Where(discount => discount.Kind is not DiscountKind.Points).Sum(discount => discount.AmountMinor));
        var points = checkout.Lines.Sum(line => line.Discounts.Where(discount => discount.Kind is DiscountKind.Points).Sum(discount => discount.AmountMinor));
        var due = totals.ItemsMinor - totals.DiscountsMinor - totals.PointsValueMinor + totals.ShippingMinor;
        return totals.ItemsMinor != checkout.Lines.Sum(line => line.LineTotalMinor) || totals.DiscountsMinor != off || points > totals.PointsValueMinor
            || totals.DueMinor != due || checkout.Tenders.Sum(tender => tender.AmountMinor) != due
            || (points != totals.PointsValueMinor && checkout.Lines.Sum(line => line.NetMinor) != 0)
            ? $"the money of {checkout.CheckoutId} does not add up: {totals}, paid {string.Join("+", checkout.Tenders.Select(tender => tender.AmountMinor))}"
            : null;
    }

    private sealed record Terms(Dictionary<string, (long TotalMinor, long PromotionMinor)> Lines, long ShippingMinor);
}
