using System.Collections.Immutable;
using Omnichannel.Platform.Domain;
using Omnichannel.Values;

namespace Omnichannel.CartSync.Domain;

/// <summary>A named list of items that somebody wishes for. Of no market.</summary>
public sealed record Wishlist
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Customer or guest id.</summary>
    public required string OwnerId { get; init; }

    /// <summary>Whether the owner is a guest.</summary>
    public required bool OwnerIsGuest { get; init; }

    /// <summary>As the owner calls it; need not be unique.</summary>
    public required string Name { get; init; }

    /// <summary>Raised by every change.</summary>
    public long Version { get; init; } = 1;

    /// <summary>In the order in which they were added.</summary>
    public ImmutableArray<WishlistEntry> Entries { get; init; } = [];

    /// <summary>Links of the present serial are good.</summary>
    public bool IsShared { get; init; }

    /// <summary>Part of every link; a new one ends all earlier links.</summary>
    public long ShareSerial { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Last change.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Whether the caller may read and change it: its owner, and agents.</summary>
    public bool Admits(Actor caller) => caller.Role is ActorRole.Agent
        || (caller.Subject == OwnerId && (OwnerIsGuest ? caller.Role is ActorRole.Guest : caller.Role is ActorRole.Customer or ActorRole.Assistant));
}

/// <summary>One item in one variant on a wishlist.</summary>
/// <param name="ItemId">Derived from sku and options, like a cart line's.</param>
/// <param name="Sku">Item.</param>
/// <param name="Options">Sorted by name.</param>
/// <param name="Quantity">How much is wished for, of the item's measure.</param>
/// <param name="AddedAt">First addition.</param>
public sealed record WishlistEntry(string ItemId, string Sku, ImmutableArray<Option> Options, int Quantity, DateTimeOffset AddedAt);

/// <summary>What an edit of a wishlist does.</summary>
public abstract record ListEdit
{
    /// <summary>Puts an item onto the list; one that is there gets the greater quantity, so that the order of two additions does not matter.</summary>
    public sealed record Add(string Sku, ImmutableArray<Option> Options, int Quantity) : ListEdit;

    /// <summary>Says how much is wished for.</summary>
    public sealed record SetQuantity(string ItemId, int Quantity) : ListEdit;

    /// <summary>Takes an item off.</summary>
    public sealed record Remove(string ItemId) : ListEdit;

    /// <summary>Nothing that the contract knows.</summary>
    public sealed record Nothing : ListEdit;
}

/// <summary>The answer to one edit.</summary>
public sealed record ListEditResult(string ItemId, Refusal? Refusal = null);

/// <summary>Rules of wishlists: edits are of single items, so that two devices at once lose nothing.</summary>
public static class WishlistRules
{
    /// <summary>Lists per owner. Those that a guest's login brings come on top.</summary>
    public const int MostLists = 50;

    /// <summary>Items per list.</summary>
    public const int MostItems = 500;

    /// <summary>How long a guest's list is kept after its last change. A customer's is kept.</summary>
    public static readonly TimeSpan GuestRetention = TimeSpan.FromDays(30);

    /// <summary>How long a link is good unless it is revoked.</summary>
    public static readonly TimeSpan LinkLifetime = TimeSpan.FromDays(365);

    /// <summary>Whether the caller has seen the latest list; 0 does not ask.</summary>
    public static Refusal? Refuse(Wishlist list, long expectedVersion) =>
        expectedVersion == 0 || expectedVersion == list.Version ? null : new WishlistChanged(list.Version);

    /// <summary>The item whose quantity the edit says; null for none.</summary>
    public static string? SkuOf(Wishlist list, ListEdit edit) => edit switch
    {
        ListEdit.Add add => add.Sku,
        ListEdit.SetQuantity set => Find(list.Entries, set.ItemId)?.Sku,
        _ => null,
    };

    /// <summary>Applies edits in order; a refused one does not keep the others from applying.</summary>
    /// <param name="list">The list.</param>
    /// <param name="edits">What to do.</param>
    /// <param name="measures">Of the items that the edits are about, as far as the catalogue has them.</param>
    /// <param name="now">The moment.</param>
    public static (Wishlist List, ImmutableArray<ListEditResult> Results) Edit(
        Wishlist list, IReadOnlyList<ListEdit> edits, IReadOnlyDictionary<string, Measure> measures, DateTimeOffset now)
    {
        var entries = list.Entries;
        var results = ImmutableArray.CreateBuilder<ListEditResult>(edits.Count);
        foreach (var edit in edits)
        {
            (entries, var result) = edit switch
            {
                ListEdit.Add add => Add(entries, add, measures, now),
                ListEdit.SetQuantity set => SetQuantity(entries, set, measures),
                ListEdit.Remove remove => (entries.RemoveAll(entry => entry.ItemId == remove.ItemId), new ListEditResult(remove.ItemId)),
                _ => (entries, new ListEditResult("", new OperationInvalid("The edit is empty."))),
            };
            results.Add(result);
        }

        var isChanged = !entries.AsSpan().SequenceEqual(list.Entries.AsSpan());
        return (isChanged ? Next(list, now) with { Entries = entries } : list, results.ToImmutable());
    }

    /// <summary>Gives it another name.</summary>
    public static Wishlist Rename(Wishlist list, string name, DateTimeOffset now) => list.Name == name ? list : Next(list, now) with { Name = name };

    /// <summary>Lets whoever has a link read it.</summary>
    public static Wishlist Share(Wishlist list, DateTimeOffset now) =>
        list.IsShared ? list : Next(list, now) with { IsShared = true, ShareSerial = list.ShareSerial + 1 };

    /// <summary>Ends all links.</summary>
    public static Wishlist Unshare(Wishlist list, DateTimeOffset now) => list.IsShared ? Next(list, now) with { IsShared = false } : list;

    /// <summary>Takes off what was moved elsewhere; what was wished for beyond it meanwhile stays.</summary>
    public static Wishlist TakeOff(Wishlist list, WishlistEntry moved, DateTimeOffset now) => Find(list.Entries, moved.ItemId) switch
    {
        null => list,
        { } there when there.Quantity > moved.Quantity =>
            Next(list, now) with { Entries = list.Entries.Replace(there, there with { Quantity = there.Quantity - moved.Quantity }) },
        { } there => Next(list, now) with { Entries = list.Entries.Remove(there) },
    };

    private static Wishlist Next(Wishlist list, DateTimeOffset now) => list with { Version = list.Version + 1, UpdatedAt = now };

    private static (ImmutableArray<WishlistEntry> Entries, ListEditResult Result) Add(
        ImmutableArray<WishlistEntry> entries, ListEdit.Add add, IReadOnlyDictionary<string, Measure> measures, DateTimeOffset now)
    {
        var id = CartId.OfLine(add.Sku, add.Options);
        var there = Find(entries, id);
        Refusal? refusal = (QuantityOutOfRange.Of(add.Quantity, measures.GetValueOrDefault(add.Sku, Measure.Piece)) ?? OptionRules.Refuse(add.Options)) is { } fault ? fault
            : !measures.ContainsKey(add.Sku) ? new SkuUnknown()
            : there is null && entries.Length >= MostItems ? new WishlistItemLimit()
            : null;
        if (refusal is not null)
        {
            return (entries, new ListEditResult(id, refusal));
        }

        return there is null ? (entries.Add(new WishlistEntry(id, add.Sku, add.Options, add.Quantity, now)), new ListEditResult(id))
            : there.Quantity >= add.Quantity ? (entries, new ListEditResult(id))
            : (entries.Replace(there, there with { Quantity = add.Quantity }), new ListEditResult(id));
    }

    private static (ImmutableArray<WishlistEntry> Entries, ListEditResult Result) SetQuantity(
        ImmutableArray<WishlistEntry> entries, ListEdit.SetQuantity set, IReadOnlyDictionary<string, Measure> measures)
    {
        var there = Find(entries, set.ItemId);
        var measure = there is null ? Measure.Piece : measures.GetValueOrDefault(there.Sku, Measure.Piece);
        var refusal = QuantityOutOfRange.Of(set.Quantity, measure) ?? (there is null ? new WishlistItemNotFound() : null);
        return refusal is not null ? (entries, new ListEditResult(set.ItemId, refusal))
            : (entries.Replace(there!, there! with { Quantity = set.Quantity }), new ListEditResult(set.ItemId));
    }

    private static WishlistEntry? Find(ImmutableArray<WishlistEntry> entries, string itemId) => entries.FirstOrDefault(entry => entry.ItemId == itemId);
}
