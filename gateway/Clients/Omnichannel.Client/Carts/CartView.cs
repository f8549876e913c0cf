using System.Collections.Immutable;
using Omnichannel.Cart.V1;
using Omnichannel.Types.V1;

namespace Omnichannel.Client.Carts;

/// <summary>The cart as this device shows it: what the server last said, with the edits that it has not answered yet. It never changes; ask for the next one.</summary>
public sealed record CartView
{
    /// <summary>Empty while the device has not been told which cart it has.</summary>
    public required string CartId { get; init; }

    /// <summary>The server's cart below it; null before the first answer. Not to be changed.</summary>
    public required ShoppingCart? Server { get; init; }

    /// <summary>Lines, saved ones among them.</summary>
    public required ImmutableArray<CartViewLine> Lines { get; init; }

    /// <summary>Coupon codes, in upper case.</summary>
    public required ImmutableArray<string> Codes { get; init; }

    /// <summary>Empty for none.</summary>
    public required string GiftNote { get; init; }

    /// <summary>Edits that the server has not answered.</summary>
    public required int Pending { get; init; }

    /// <summary>The server's totals. They leave pending edits out: see <see cref="AreTotalsStale"/>.</summary>
    public Totals? Totals => Server?.Totals;

    /// <summary>Whether the totals are not of these lines.</summary>
    public bool AreTotalsStale => Pending > 0 || Server is null;
}

/// <summary>One line of the view.</summary>
/// <param name="LineId">Empty while the server has not named it.</param>
/// <param name="Sku">The item.</param>
/// <param name="Options">Its variant.</param>
/// <param name="Quantity">Of the item's measure.</param>
public sealed record CartViewLine(string LineId, string Sku, IReadOnlyDictionary<string, string> Options, int Quantity)
{
    /// <summary>Put aside for later.</summary>
    public bool IsSaved { get; init; }

    /// <summary>How it is obtained; null for shipping.</summary>
    public Fulfilment? Fulfilment { get; init; }

    /// <summary>The line as the server prices it; null when only this device knows it.</summary>
    public CartLine? Server { get; init; }

    /// <summary>An edit of it is not answered yet.</summary>
    public bool IsPending { get; init; }

    /// <summary>Names the line in an edit, also when the server has not named it yet.</summary>
    public LineReference Reference => LineId.Length > 0 ? new LineReference { LineId = LineId } : new LineReference { Sku = Sku, Options = { Options.ToDictionary() } };
}
