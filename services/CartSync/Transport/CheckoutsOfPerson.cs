using System.Runtime.CompilerServices;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.Platform.People;
using Omnichannel.Platform.PersonalData;

namespace Omnichannel.CartSync.Transport;

/// <summary>Checkouts of a person's carts that ended, kept for payments that come late. What was sold is Order-tracking's.</summary>
public sealed class CheckoutsOfPerson(ICartStore store, CatalogueCache catalogue, TimeProvider clock) : IPersonalData
{
    /// <inheritdoc/>
    public string Kind => "checkout";

    /// <inheritdoc/>
    public async IAsyncEnumerable<PersonalRecord> Export(Person person, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var (owner, cartId, currency) in await PersonCarts.Of(person, catalogue, cancellation).ConfigureAwait(false))
        {
            foreach (var checkout in await store.ListCheckouts(cartId, cancellation).ConfigureAwait(false))
            {
                yield return PersonalRecord.Of(checkout.CheckoutId, checkout.ToProto(SharedCart.Empty(owner, currency))) with { KeptUntil = PayableUntil(checkout), Duty = Erasing.LatePayment };
            }
        }
    }

    /// <inheritdoc/>
    public async Task<Erasure> Erase(Person person, CancellationToken cancellation)
    {
        var (erased, kept, now) = (0, new List<(string, DateTimeOffset)>(), clock.GetUtcNow());
        foreach (var (_, cartId, _) in await PersonCarts.Of(person, catalogue, cancellation).ConfigureAwait(false))
        {
            var ended = await store.ListCheckouts(cartId, cancellation).ConfigureAwait(false);
            string[] over = [.. ended.Where(checkout => PayableUntil(checkout) <= now).Select(checkout => checkout.CheckoutId)];
            if (over.Length > 0)
            {
                await store.ForgetCheckouts(cartId, over, cancellation).ConfigureAwait(false);
            }

            erased += over.Length;
            kept.AddRange(ended.Select(PayableUntil).Where(until => until > now).Select(until => (Erasing.LatePayment, until)));
        }

        return Erasure.Of(erased, kept);
    }

    private static DateTimeOffset PayableUntil(Checkout checkout) => checkout.ExpiresAt + Erasing.Grace;
}
