using Omnichannel.Types.V1;

namespace Omnichannel.WebConsole.Orders;

/// <summary>A row of a sum.</summary>
/// <param name="Name">Names its text: ITEMS, DISCOUNTS, POINTS, SHIPPING, TAX, ROUNDING, DUE.</param>
/// <param name="Amount">As it counts: what is taken off is negative.</param>
public sealed record TotalRow(string Name, Money Amount);

/// <summary>What an order cost, as rows that add up to the last one.</summary>
public static class TotalRows
{
    /// <summary>The rows that say something; items and what was due always.</summary>
    public static IReadOnlyList<TotalRow> Of(Totals? totals)
    {
        if (totals?.Due is not { } due)
        {
            return [];
        }

        (string Name, Money? Amount, int Sign)[] rows =
        [
            ("ITEMS", totals.Items ?? due, 1),
            ("DISCOUNTS", totals.Discounts, -1),
            ("POINTS", totals.PointsValue, -1),
            ("SHIPPING", totals.Shipping, 1),
            ("TAX", totals.Tax, 1),
            ("ROUNDING", totals.Rounding, 1),
            ("DUE", due, 1),
        ];
        return
        [
            .. rows.Where(row => row.Name is "ITEMS" or "DUE" || row.Amount is { AmountMinor: not 0 })
                .Select(row => new TotalRow(row.Name, new Money { CurrencyCode = due.CurrencyCode, AmountMinor = row.Sign * row.Amount!.AmountMinor })),
        ];
    }
}
