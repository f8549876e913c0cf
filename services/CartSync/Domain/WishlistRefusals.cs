using System.Globalization;
using Omnichannel.Platform.Domain;

namespace Omnichannel.CartSync.Domain;

/// <summary>No such list, or none that is the caller's to see.</summary>
public sealed record WishlistNotFound() : Refusal(RefusalKind.NotFound, "WISHLIST_NOT_FOUND", "There is no such wishlist for this caller.");

/// <summary>The list has no such item.</summary>
public sealed record WishlistItemNotFound() : Refusal(RefusalKind.NotFound, "ITEM_NOT_FOUND", "The wishlist has no such item.");

/// <summary>The list is another one than the caller saw.</summary>
public sealed record WishlistChanged(long Version) : Refusal(RefusalKind.Conflict, "WISHLIST_CHANGED", "The wishlist changed since the caller saw it.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string> { ["version"] = Version.ToString(CultureInfo.InvariantCulture) };
}

/// <summary>Too many lists.</summary>
public sealed record WishlistLimit() : Refusal(RefusalKind.Exhausted, "WISHLIST_LIMIT", "An owner has at most 50 wishlists.");

/// <summary>Too many items.</summary>
public sealed record WishlistItemLimit() : Refusal(RefusalKind.Exhausted, "ITEM_LIMIT", "A wishlist has at most 500 items.");
