using System.Collections.Immutable;
using Omnichannel.Platform.Domain;
using Omnichannel.Values;

namespace Omnichannel.CartSync.Domain;

/// <summary>A line from outside the cart: of somebody's link, or of a past order.</summary>
/// <param name="Sku">Item.</param>
/// <param name="Options">Canonical.</param>
/// <param name="Quantity">Units.</param>
/// <param name="UnitPrice">What it cost there, decimal text; empty when that is not known.</param>
/// <param name="Measure">What the quantity counts; null for what the item is measured by.</param>
public sealed record OutsideLine(string Sku, ImmutableArray<Option> Options, int Quantity, string UnitPrice, Measure? Measure = null);

/// <summary>How outside lines meet those of the cart.</summary>
public enum BringMode
{
    /// <summary>Units come on top.</summary>
    Add,

    /// <summary>A line is raised to the outside quantity: bringing the same again changes nothing.</summary>
    AtLeast,
}

/// <summary>What became of an outside line. The numbers are those of the contract.</summary>
public enum BroughtOutcome
{
    /// <summary>Not known.</summary>
    None = 0,

    /// <summary>New in the cart.</summary>
    Added = 1,

    /// <summary>The line that was there has more now.</summary>
    Raised = 2,

    /// <summary>The line that was there has as many already.</summary>
    Kept = 3,

    /// <summary>Not in the cart.</summary>
    Gone = 4,
}

/// <summary>The answer to one outside line.</summary>
/// <param name="Line">As it came.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Units">Units that were added.</param>
/// <param name="UnitPrice">Now; empty when it has none.</param>
/// <param name="PreviousUnitPrice">There, when it is another one now; else empty.</param>
/// <param name="Refusal">Why it is gone.</param>
public sealed record BroughtLine(OutsideLine Line, BroughtOutcome Outcome, int Units, string UnitPrice, string PreviousUnitPrice, Refusal? Refusal)
{
    /// <summary>Id of the cart's line.</summary>
    public string LineId => CartId.OfLine(Line.Sku, Line.Options);
}

/// <summary>Lines that come into a cart from outside, priced now, each explained: a link's copy, a past order ordered again.</summary>
public static class BringRules
{
    /// <summary>Brings lines in.</summary>
    /// <param name="cart">The caller's cart.</param>
    /// <param name="lines">In order.</param>
    /// <param name="mode">How they meet lines that are there.</param>
    /// <param name="origin">Under which name the contributions are counted; begins with <c>~</c>, which no device's does.</param>
    /// <param name="campaign">What brought the caller; empty leaves the cart's.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="around">Time and prices.</param>
    public static Change<ImmutableArray<BroughtLine>> Bring(
        SharedCart cart, IReadOnlyList<OutsideLine> lines, BringMode mode, string origin, string campaign, Actor actor, Surroundings around)
    {
        if (Refuse(cart) is { } refusal)
        {
            return new Change<ImmutableArray<BroughtLine>>(cart, []) { Refusal = refusal };
        }

        var next = cart.Next(actor, around.Now) with { CampaignSource = campaign.Length > 0 ? campaign : cart.CampaignSource };
        var results = ImmutableArray.CreateBuilder<BroughtLine>(lines.Count);
        foreach (var line in lines)
        {
            (next, var result) = BringOne(next, line, mode, origin, around);
            results.Add(result);
        }

        var answer = results.ToImmutable();
        if (next.Lines == cart.Lines)
        {
            return new Change<ImmutableArray<BroughtLine>>(next.CampaignSource == cart.CampaignSource ? cart : next, answer);
        }

        var (edited, events) = Abandonment.Edited(next, actor, around);
        return new Change<ImmutableArray<BroughtLine>>(LineChanges.Acknowledge(cart, edited, around), answer) { Events = events, MarksMoved = true };
    }

    /// <summary>The owner came back by a link: the cart remembers what brought them.</summary>
    public static Change<bool> Return(SharedCart cart, string campaign, Actor actor, DateTimeOffset now) =>
        cart.Phase is CartPhase.Merging or CartPhase.Merged ? new Change<bool>(cart, false) { Refusal = new CartClosed() }
        : campaign.Length == 0 || campaign == cart.CampaignSource || cart.IsInCheckout ? new Change<bool>(cart, true)
        : new Change<bool>(cart.Next(actor, now) with { CampaignSource = campaign }, true);

    private static Refusal? Refuse(SharedCart cart) =>
        cart.Phase is CartPhase.Merging or CartPhase.Merged ? new CartClosed() : cart.IsInCheckout ? CartInCheckout.Of(cart) : null;

    private static (SharedCart Cart, BroughtLine Result) BringOne(SharedCart cart, OutsideLine line, BringMode mode, string origin, Surroundings around)
    {
        if (line.Measure is { } measure && around.Book.Find(line.Sku) is { } sold && sold.Measure != measure)
        {
            return (cart, new BroughtLine(line, BroughtOutcome.Gone, 0, "", "", new MeasureFixed(sold.Measure)));
        }

        var at = OperationRules.FindLine(cart, CartId.OfLine(line.Sku, line.Options));
        var there = at < 0 ? 0 : cart.Lines[at].Quantity;
        var units = mode is BringMode.Add ? line.Quantity : line.Quantity - there;
        var price = around.Book.Find(line.Sku) is { IsForSale: true, Price: { } known } ? known.ToString() : "";
        var previous = UnitPrice.TryParse(cart.CurrencyCode, line.UnitPrice, out var paid) && price.Length > 0 && paid.ToString() != price ? paid.ToString() : "";
        if (at >= 0 && mode is BringMode.AtLeast && units <= 0)
        {
            // As many, but put aside: whoever opens the link wants it now.
            var kept = cart.Lines[at].IsSaved
                ? OperationRules.Put(MergeRules.SettleSaved(cart, cart.Lines[at].LineId), at, cart.Lines[at] with { IsSaved = false })
                : cart;
            return (kept, new BroughtLine(line, BroughtOutcome.Kept, 0, price, previous, null));
        }

        var (next, result) = OperationRules.Bring(cart, origin, new Edit.Add(line.Sku, line.Options, units, null), around);
        return result.Refusal is { } refusal
            ? (cart, new BroughtLine(line, BroughtOutcome.Gone, 0, price, "", refusal))
            : (next, new BroughtLine(line, at < 0 ? BroughtOutcome.Added : BroughtOutcome.Raised, units, price, previous, null));
    }
}
