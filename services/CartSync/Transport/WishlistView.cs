using Google.Protobuf.WellKnownTypes;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.Platform.Contracts;
using Omnichannel.Values;
using Wishlist = Omnichannel.CartSync.Domain.Wishlist;

namespace Omnichannel.CartSync.Transport;

/// <summary>Wishlists as callers see them, and edits as the domain does.</summary>
internal static class WishlistView
{
    /// <summary>Without items.</summary>
    public static Cart.V1.Wishlist Header(Wishlist list, int items) => new()
    {
        WishlistId = list.Id,
        Name = list.Name,
        Version = list.Version,
        ItemCount = items,
        Shared = list.IsShared,
        CreatedAt = Timestamp.FromDateTimeOffset(list.CreatedAt),
        UpdatedAt = Timestamp.FromDateTimeOffset(list.UpdatedAt),
    };

    /// <summary>With items, priced when there are prices.</summary>
    public static Cart.V1.Wishlist Of(Wishlist list, IPriceBook? book = null)
    {
        var view = Header(list, list.Entries.Length);
        view.Items.AddRange(list.Entries.Select(entry => Item(entry, book)));
        return view;
    }

    /// <summary>One edit.</summary>
    public static ListEdit ToDomain(WishlistEdit edit) => edit.EditCase switch
    {
        WishlistEdit.EditOneofCase.Add => new ListEdit.Add(edit.Add.Sku, OperationMapping.ToOptions(edit.Add.Options), edit.Add.Quantity),
        WishlistEdit.EditOneofCase.SetQuantity => new ListEdit.SetQuantity(edit.SetQuantity.ItemId, edit.SetQuantity.Quantity),
        WishlistEdit.EditOneofCase.Remove => new ListEdit.Remove(edit.Remove.ItemId),
        _ => new ListEdit.Nothing(),
    };

    private static WishlistItem Item(WishlistEntry entry, IPriceBook? book)
    {
        var view = new WishlistItem { ItemId = entry.ItemId, Sku = entry.Sku, Quantity = entry.Quantity, AddedAt = Timestamp.FromDateTimeOffset(entry.AddedAt) };
        view.Options.Add(entry.Options);
        if (book is not null)
        {
            var item = book.Find(entry.Sku);
            view.Title = item?.Title ?? "";
            view.Measure = (item?.Measure ?? Values.Measure.Piece).ToContract();
            view.Availability = (Availability)(item?.AvailabilityOf(1, null) ?? LineAvailability.Discontinued);
            if (item is { IsForSale: true, Price: { } price })
            {
                (view.UnitPrice, view.CurrencyCode) = (price.ToString(), price.CurrencyCode);
            }
        }

        return view;
    }
}
