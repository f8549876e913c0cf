using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.Platform.People;

namespace Omnichannel.CartSync.Transport;

/// <summary>All carts that a person can have: their ids follow from owner and market.</summary>
internal static class PersonCarts
{
    /// <summary>Owners of the carts, each with the market's currency.</summary>
    public static async Task<IReadOnlyList<(CartOwner Owner, string CartId, string CurrencyCode)>> Of(Person person, CatalogueCache catalogue, CancellationToken cancellation)
    {
        var markets = await catalogue.Markets(cancellation).ConfigureAwait(false);
        return
        [
            .. from id in person.Customers.Select(id => (Id: id, IsGuest: false)).Concat(person.Guests.Select(id => (Id: id, IsGuest: true)))
               from market in markets.OrderBy(market => market.Key, StringComparer.Ordinal)
               select (new CartOwner(id.Id, id.IsGuest, market.Key), CartId.Of(id.Id, market.Key), market.Value),
        ];
    }
}
