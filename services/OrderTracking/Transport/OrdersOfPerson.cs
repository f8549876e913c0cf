using System.Runtime.CompilerServices;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Store;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.People;
using Omnichannel.Platform.PersonalData;

namespace Omnichannel.OrderTracking.Transport;

/// <summary>A person's orders: accounting records, which are kept for some years whoever asks.</summary>
public sealed class OrdersOfPerson(PersonStore store, RetentionSettings settings) : IPersonalData
{
    /// <inheritdoc/>
    public string Kind => "order";

    /// <inheritdoc/>
    public async IAsyncEnumerable<PersonalRecord> Export(Person person, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var orderId in await store.OrderIds(person, cancellation))
        {
            if (await store.Find(orderId, cancellation) is { } found)
            {
                yield return PersonalRecord.Of(orderId, found.Order.ToProto()) with { KeptUntil = KeptUntil(found.Order), Duty = Retention.Accounting };
            }
        }
    }

    /// <inheritdoc/>
    public async Task<Erasure> Erase(Person person, CancellationToken cancellation)
    {
        var (erased, kept) = (0, new List<(string, DateTimeOffset)>());
        foreach (var orderId in await store.OrderIds(person, cancellation))
        {
            if (await store.Erase(orderId, (order, now) => KeptUntil(order) <= now, cancellation))
            {
                erased++;
            }
            else if (await store.Find(orderId, cancellation) is { } found)
            {
                kept.Add((Retention.Accounting, KeptUntil(found.Order)));
            }
        }

        return Erasure.Of(erased, kept);
    }

    private DateTimeOffset KeptUntil(Order order) => Books.KeptUntil(order.Sale.PlacedAt, settings.KeptYears);
}
