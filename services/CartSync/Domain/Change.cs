using System.Collections.Immutable;
using Omnichannel.Platform.Domain;

namespace Omnichannel.CartSync.Domain;

/// <summary>What a command did: the next state, the answer, and what the world is told.</summary>
/// <param name="Cart">State afterwards; the same instance when nothing changed.</param>
/// <param name="Answer">For the caller.</param>
public sealed record Change<T>(SharedCart Cart, T Answer)
{
    /// <summary>Published with the state.</summary>
    public ImmutableArray<CartEvent> Events { get; init; } = [];

    /// <summary>Checkouts that ended in this step; kept apart from the cart's state.</summary>
    public ImmutableArray<Checkout> Ended { get; init; } = [];

    /// <summary>Lines that it made cheaper or dearer are marked for watchers: whoever took note of promotions had priced the cart before and after.</summary>
    public bool MarksMoved { get; init; }

    /// <summary>The answers that are remembered of the cart go, too, and the codes that were made for it.</summary>
    public bool Erases { get; init; }

    /// <summary>Refuses the caller although the state changed (a refund was ordered); null otherwise.</summary>
    public Refusal? Refusal { get; init; }
}

/// <summary>Surroundings of a command: time and prices, given from outside.</summary>
public sealed record Surroundings(DateTimeOffset Now, IPriceBook Book);

/// <summary>A fact about a cart. The cart's ids are added where it is published.</summary>
public abstract record CartEvent
{
    /// <summary>First edit of a generation, or first from another channel.</summary>
    public sealed record Touched(Actor Actor, SalesChannel Previous, int ItemCount, long ItemsTotalMinor) : CartEvent;

    /// <summary>A device joined.</summary>
    public sealed record HandedOff(Actor Actor, SalesChannel FromChannel, int ItemCount, long ItemsTotalMinor) : CartEvent;

    /// <summary>Sold.</summary>
    public sealed record CheckedOut(Checkout Checkout, string CampaignSource) : CartEvent;

    /// <summary>A checkout was given up.</summary>
    public sealed record CheckoutCancelled(Checkout Checkout, string Why, SalesChannel Channel) : CartEvent;

    /// <summary>Payments are to be given back.</summary>
    public sealed record RefundRequested(EndedCheckout Checkout, string RefundId, Tender Tender, string Why, Actor Actor) : CartEvent;

    /// <summary>A guest's cart moved in.</summary>
    public sealed record Merged(MergeRecord Record, SalesChannel Channel, int ItemCount, long ItemsTotalMinor) : CartEvent;

    /// <summary>A merge was taken back.</summary>
    public sealed record MergeUndone(string MergeId, string GuestId, SalesChannel Channel) : CartEvent;

    /// <summary>Lay idle.</summary>
    public sealed record Abandoned(int Stage, ImmutableArray<SaleLine> Lines, long ItemsTotalMinor, DateTimeOffset IdleSince, SalesChannel Channel) : CartEvent;

    /// <summary>Came back after it had been called abandoned.</summary>
    public sealed record Recovered(int Stage, bool IsPurchased, SalesChannel Channel, long Generation, string CampaignSource) : CartEvent;
}
