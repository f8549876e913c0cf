using System.Runtime.CompilerServices;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.Platform.People;
using Omnichannel.Platform.PersonalData;

namespace Omnichannel.CartSync.Transport;

/// <summary>A person's wishlists. A link to one that is erased leads nowhere.</summary>
public sealed class WishlistsOfPerson(WishlistStore wishlists) : IPersonalData
{
    /// <inheritdoc/>
    public string Kind => "wishlist";

    /// <inheritdoc/>
    public async IAsyncEnumerable<PersonalRecord> Export(Person person, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var list in await wishlists.Of(person, cancellation).ConfigureAwait(false))
        {
            yield return PersonalRecord.Of(list.Id, WishlistView.Of(list)) with { KeptUntil = list.OwnerIsGuest ? list.UpdatedAt + WishlistRules.GuestRetention : null };
        }
    }

    /// <inheritdoc/>
    public async Task<Erasure> Erase(Person person, CancellationToken cancellation) =>
        new(await wishlists.Erase(person, cancellation).ConfigureAwait(false), []);
}
