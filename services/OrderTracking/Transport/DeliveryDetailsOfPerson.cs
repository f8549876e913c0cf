using System.Runtime.CompilerServices;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Store;
using Omnichannel.Platform.People;
using Omnichannel.Platform.PersonalData;

namespace Omnichannel.OrderTracking.Transport;

/// <summary>Where a person's orders went, and how their buyer was reached: kept while goods are on their way. Addresses and numbers that look-ups compare are kept as hashes, which nobody can read.</summary>
public sealed class DeliveryDetailsOfPerson(PersonStore store, TimeProvider clock) : IPersonalData
{
    /// <inheritdoc/>
    public string Kind => "delivery-details";

    /// <inheritdoc/>
    public async IAsyncEnumerable<PersonalRecord> Export(Person person, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var orderId in await store.OrderIds(person, cancellation))
        {
            if (await store.Find(orderId, cancellation) is { Details: { } details, Order: var order })
            {
                var until = Retention.DetailsUntil(order, clock.GetUtcNow());
                yield return PersonalRecord.Of(orderId, details) with { KeptUntil = until, Duty = until is null ? "" : Retention.DeliveryRunning };
            }
        }
    }

    /// <inheritdoc/>
    public async Task<Erasure> Erase(Person person, CancellationToken cancellation)
    {
        var (erased, kept) = (0, new List<(string, DateTimeOffset)>());
        foreach (var orderId in await store.OrderIds(person, cancellation))
        {
            if (await store.EraseDetails(orderId, (order, now) => Retention.DetailsUntil(order, now) is null, cancellation))
            {
                erased++;
            }
            else if (await store.Find(orderId, cancellation) is { Details: not null, Order: var order } && Retention.DetailsUntil(order, clock.GetUtcNow()) is { } until)
            {
                kept.Add((Retention.DeliveryRunning, until));
            }
        }

        return Erasure.Of(erased, kept);
    }
}
