using System.Runtime.CompilerServices;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Store;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.People;
using Omnichannel.Platform.PersonalData;

namespace Omnichannel.OrderTracking.Transport;

/// <summary>Something that the deliveries of a person's orders need: kept while goods are on their way, wait, or are claimed.</summary>
public abstract class DeliveriesOfPerson(PersonStore store, TimeProvider clock) : IPersonalData
{
    /// <inheritdoc/>
    public abstract string Kind { get; }

    /// <inheritdoc/>
    public async IAsyncEnumerable<PersonalRecord> Export(Person person, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var orderId in await store.OrderIds(person, cancellation))
        {
            if (await store.Find(orderId, cancellation) is { } found)
            {
                var until = Retention.DeliveryUntil(found.Order, clock.GetUtcNow());
                foreach (var record in Records(found))
                {
                    yield return record with { KeptUntil = until, Duty = until is null ? "" : Retention.DeliveryRunning };
                }
            }
        }
    }

    /// <inheritdoc/>
    public async Task<Erasure> Erase(Person person, CancellationToken cancellation)
    {
        var (erased, kept) = (0, new List<(string, DateTimeOffset)>());
        foreach (var orderId in await store.OrderIds(person, cancellation))
        {
            erased += await store.Forget(orderId, Forget, (order, now) => Retention.DeliveryUntil(order, now) is null, cancellation);
            if (await store.Find(orderId, cancellation) is { } found && Retention.DeliveryUntil(found.Order, clock.GetUtcNow()) is { } until)
            {
                kept.AddRange(Records(found).Select(_ => (Retention.DeliveryRunning, until)));
            }
        }

        return Erasure.Of(erased, kept);
    }

    /// <summary>What there is of an order.</summary>
    protected abstract IEnumerable<PersonalRecord> Records(OrderOfPerson found);

    /// <summary>Removes it, and says how many there were.</summary>
    protected abstract Task<int> Forget(UnitOfWork unit, Order order);
}

/// <summary>Where orders go. How their buyer was reached goes with it; look-ups compare hashes of that, which nobody can read.</summary>
public sealed class DeliveryDetailsOfPerson(PersonStore store, TimeProvider clock) : DeliveriesOfPerson(store, clock)
{
    /// <inheritdoc/>
    public override string Kind => "delivery-details";

    /// <inheritdoc/>
    protected override IEnumerable<PersonalRecord> Records(OrderOfPerson found) => found.Details is { } details ? [PersonalRecord.Of(found.Order.OrderId, details)] : [];

    /// <inheritdoc/>
    protected override Task<int> Forget(UnitOfWork unit, Order order) => PersonStore.ForgetDetails(unit, order);
}

/// <summary>Who took parcels.</summary>
public sealed class ProofsOfPerson(PersonStore store, TimeProvider clock) : DeliveriesOfPerson(store, clock)
{
    /// <inheritdoc/>
    public override string Kind => "proof-of-delivery";

    /// <inheritdoc/>
    protected override IEnumerable<PersonalRecord> Records(OrderOfPerson found) => found.Proofs.Select(proof => PersonalRecord.Of(proof.Id, proof.Proof));

    /// <inheritdoc/>
    protected override Task<int> Forget(UnitOfWork unit, Order order) => PersonStore.ForgetProofs(unit, order);
}

/// <summary>What people wrote and pictured of what was wrong with a parcel. That there was a claim, and what came of it, is part of the order.</summary>
public sealed class ClaimsOfPerson(PersonStore store, TimeProvider clock) : DeliveriesOfPerson(store, clock)
{
    /// <inheritdoc/>
    public override string Kind => "claim-text";

    /// <inheritdoc/>
    protected override IEnumerable<PersonalRecord> Records(OrderOfPerson found) => found.Claims.Select(claim => PersonalRecord.Of(claim.Id, claim.Claim));

    /// <inheritdoc/>
    protected override Task<int> Forget(UnitOfWork unit, Order order) => PersonStore.ForgetClaims(unit, order);
}

/// <summary>Who else may collect, and what was said and checked at stores. It is exported with the order, which has it.</summary>
public sealed class CollectorsOfPerson(PersonStore store, TimeProvider clock) : DeliveriesOfPerson(store, clock)
{
    private readonly PersonStore store = store;

    /// <inheritdoc/>
    public override string Kind => "collector";

    /// <inheritdoc/>
    protected override IEnumerable<PersonalRecord> Records(OrderOfPerson found) =>
        found.Order.Pickups.Where(PersonStore.IsPersonal).Select(pickup => PersonalRecord.Of(pickup.PickupId, pickup.ToProto(found.Order)));

    /// <inheritdoc/>
    protected override Task<int> Forget(UnitOfWork unit, Order order) => store.ForgetCollectors(unit, order);
}
