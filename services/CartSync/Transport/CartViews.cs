using System.Collections.Immutable;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;

namespace Omnichannel.CartSync.Transport;

/// <summary>
/// How carts were shown last: one that is read again is not put into words again, and of one that was edited only the lines that are other ones. A view follows from the cart,
/// the price book and the promotions in force alone, so nothing needs to be told when it is outdated.
/// </summary>
/// <remarks>Each cart has one place by its id, which it may have to share: the memory is bounded, and a cart that is not there is shown as if for the first time.</remarks>
public sealed class CartViews(IStableVersions stable)
{
    private const int Places = 8192;

    // A longer one would take too much of it.
    private const int MostLines = 50;

    private readonly ShownCart?[] places = new ShownCart?[Places];

    /// <summary>The cart as it is now. Whoever gets it changes nothing of it: others get the same.</summary>
    internal ShoppingCart Of(SharedCart cart, Surroundings around)
    {
        ref var place = ref places[(uint)cart.Id.GetHashCode(StringComparison.Ordinal) % Places];
        var stableVersion = stable.Of(cart.Id, cart.Version);
        var last = Volatile.Read(ref place);
        if (last is not null && last.IsOf(cart, around, stableVersion))
        {
            return last.View;
        }

        var shown = CartView.Show(cart, around, last?.Cart.Id == cart.Id ? last : null);
        shown.View.StableVersion = stableVersion;
        if (cart.Lines.Length <= MostLines)
        {
            Volatile.Write(ref place, shown);
        }

        return shown.View;
    }
}

/// <summary>A cart and how it was shown.</summary>
/// <param name="Cart">The cart.</param>
/// <param name="From">When.</param>
/// <param name="Book">Stands for the price book (<see cref="IPriceBook.Token"/>).</param>
/// <param name="Until">From then on a promotion begins or ends.</param>
/// <param name="Priced">Its lines.</param>
/// <param name="View">What was sent.</param>
internal sealed record ShownCart(SharedCart Cart, DateTimeOffset From, object Book, DateTimeOffset Until, ImmutableArray<PricedLine> Priced, ShoppingCart View)
{
    /// <summary>Whether it would be shown in the same way.</summary>
    public bool IsOf(SharedCart cart, Surroundings around, long stableVersion) =>
        ReferenceEquals(Cart, cart) && ReferenceEquals(Book, around.Book.Token) && From <= around.Now && around.Now < Until && View.StableVersion == stableVersion;

    /// <summary>The line as it was shown, if it is priced as it was then; null when it is to be put into words anew.</summary>
    /// <param name="priced">As it is now.</param>
    /// <param name="likely">Where it probably was.</param>
    public Cart.V1.CartLine? Find(in PricedLine priced, int likely)
    {
        var at = LineChanges.IndexOf(Priced, priced.Line.LineId, likely);
        if (at < 0)
        {
            return null;
        }

        ref readonly var was = ref Priced.AsSpan()[at];
        return ReferenceEquals(was.Line, priced.Line) && ReferenceEquals(was.Item, priced.Item) && was.LineTotalMinor == priced.LineTotalMinor && was.UnitPrice == priced.UnitPrice
            && was.NetMinor == priced.NetMinor && was.Discounts.SequenceEqual(priced.Discounts)
            ? View.Lines[at]
            : null;
    }
}
