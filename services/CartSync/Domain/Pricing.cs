using System.Collections.Immutable;
using Omnichannel.Platform.Domain;

namespace Omnichannel.CartSync.Domain;

/// <summary>A line with its price, promotions taken off.</summary>
public sealed record PricedLine(CartLine Line, CatalogueItem? Item, string UnitPrice, long LineTotalMinor, ImmutableArray<DiscountShare> Discounts)
{
    /// <summary>After promotions.</summary>
    public long NetMinor => LineTotalMinor - Discounts.Sum(discount => discount.AmountMinor);
}

/// <summary>
/// Prices exactly: a line's total is rounded once, half to even; promotions apply by priority, each to what the earlier ones left; shares add up to
/// what was taken off.
/// </summary>
public static class Pricing
{
    /// <summary>All lines, saved ones included (they get no promotion and count for nothing).</summary>
    public static ImmutableArray<PricedLine> Price(SharedCart cart, IPriceBook book, SalesChannel channel, DateTimeOffset now)
    {
        var priced = cart.Lines.Select(line => PriceLine(cart, line, book)).ToArray();
        if (!book.Promotions.IsEmpty)
        {
            Promote(cart.CurrencyCode, priced, book.Promotions, channel, now);
        }

        return ImmutableArray.Create(priced);
    }

    /// <summary>Items and promotions, as shown before a checkout.</summary>
    public static Totals Totals(ImmutableArray<PricedLine> lines)
    {
        long items = 0, discounts = 0;
        foreach (var line in lines)
        {
            if (!line.Line.IsSaved)
            {
                items = checked(items + line.LineTotalMinor);
                discounts = checked(discounts + line.Discounts.Sum(discount => discount.AmountMinor));
            }
        }

        return new Totals(items, discounts, 0, 0, 0);
    }

    /// <summary>Sum of the lines after promotions: what events tell of a cart's worth.</summary>
    public static long ItemsTotalMinor(SharedCart cart, IPriceBook book, SalesChannel channel, DateTimeOffset now)
    {
        var totals = Totals(Price(cart, book, channel, now));
        return totals.ItemsMinor - totals.DiscountsMinor;
    }

    private static PricedLine PriceLine(SharedCart cart, CartLine line, IPriceBook book)
    {
        var item = book.Find(line.Sku);
        var price = item?.Price ?? (UnitPrice.TryParse(cart.CurrencyCode, line.AcknowledgedPrice, out var last) ? last : null);
        return price is { } known
            ? new PricedLine(line, item, known.ToString(), known.Times(line.Quantity).AmountMinor, [])
            : new PricedLine(line, item, "0", 0, []);
    }

    private static void Promote(string currency, PricedLine[] lines, ImmutableArray<Promotion> promotions, SalesChannel channel, DateTimeOffset now)
    {
        var closed = new bool[lines.Length];
        foreach (var promotion in promotions)
        {
            if (!IsInForce(promotion, channel, now))
            {
                continue;
            }

            var eligible = Enumerable.Range(0, lines.Length)
                .Where(i => !closed[i] && !lines[i].Line.IsSaved && lines[i].NetMinor > 0 && IsFor(promotion, lines[i])
                    && (!promotion.IsExclusive || lines[i].Discounts.IsEmpty))
                .ToArray();
            var shares = Shares(currency, promotion.Benefit, eligible.Select(i => lines[i]).ToArray());
            for (var k = 0; k < eligible.Length; k++)
            {
                if (shares[k] > 0)
                {
                    ref var line = ref lines[eligible[k]];
                    line = line with { Discounts = line.Discounts.Add(new DiscountShare(DiscountKind.Promotion, promotion.Id, shares[k])) };
                    closed[eligible[k]] |= promotion.IsExclusive;
                }
            }
        }
    }

    private static bool IsInForce(Promotion promotion, SalesChannel channel, DateTimeOffset now) =>
        (promotion.Channels.IsEmpty || promotion.Channels.Contains(channel))
        && (promotion.StartsAt is not { } start || start <= now)
        && (promotion.EndsAt is not { } end || now < end);

    private static bool IsFor(Promotion promotion, PricedLine line)
    {
        if (promotion.Skus.IsEmpty && promotion.Categories.IsEmpty)
        {
            return line.Item is not { IsNonMerchandise: true };
        }

        return promotion.Skus.Contains(line.Line.Sku) || promotion.Categories.Any(category => IsWithin(line.Item?.Category ?? "", category));
    }

    private static bool IsWithin(string category, string root) =>
        category.StartsWith(root, StringComparison.Ordinal) && (category.Length == root.Length || category[root.Length] == '/');

    private static long[] Shares(string currency, Benefit benefit, PricedLine[] lines) => benefit switch
    {
        Benefit.PercentOff percent => [.. lines.Select(line => PartOf(line.NetMinor, percent.Percent))],
        Benefit.AmountOff amount => [.. lines.Select(line => Math.Min(line.NetMinor, checked(amount.AmountMinor * line.Line.Quantity)))],
        Benefit.BuyForFewer fewer => FreeUnits(lines, fewer),
        Benefit.ThresholdOff threshold => Together(currency, lines, threshold),
        _ => new long[lines.Length],
    };

    private static long PartOf(long amountMinor, decimal percent) =>
        Math.Min(amountMinor, decimal.ToInt64(decimal.Round(amountMinor * percent / 100m, 0, MidpointRounding.ToEven)));

    private static long[] FreeUnits(PricedLine[] lines, Benefit.BuyForFewer terms)
    {
        var shares = new long[lines.Length];
        var free = lines.Sum(line => (long)line.Line.Quantity) / terms.Quantity * (terms.Quantity - terms.PayQuantity);
        foreach (var i in Enumerable.Range(0, lines.Length)
            .OrderBy(i => (decimal)lines[i].NetMinor / lines[i].Line.Quantity)
            .ThenBy(i => lines[i].Line.LineId, StringComparer.Ordinal))
        {
            var taken = Math.Min(free, lines[i].Line.Quantity);
            shares[i] = decimal.ToInt64(decimal.Round((decimal)lines[i].NetMinor * taken / lines[i].Line.Quantity, 0, MidpointRounding.ToEven));
            free -= taken;
        }

        return shares;
    }

    private static long[] Together(string currency, PricedLine[] lines, Benefit.ThresholdOff terms)
    {
        var sum = lines.Sum(line => line.NetMinor);
        if (lines.Length == 0 || sum < terms.MinimumMinor)
        {
            return new long[lines.Length];
        }

        var off = terms.AmountMinor is { } amount ? Math.Min(amount, sum) : PartOf(sum, terms.Percent ?? 0);
        return [.. new Money(currency, off).Split([.. lines.Select(line => line.NetMinor)]).Select(share => share.AmountMinor)];
    }
}
