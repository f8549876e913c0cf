using System.Runtime.CompilerServices;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Omnichannel.Loyalty.Store;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.People;
using Omnichannel.Platform.PersonalData;

namespace Omnichannel.Loyalty.Transport;

/// <summary>What a person bought, as far as it earned points, and paid with coupons. What was bought goes at once; that an order earned points is kept as long as the account that it was credited to.</summary>
public sealed class LoyaltyOrdersOfPerson(PersonStore store, RetentionSettings settings) : IPersonalData
{
    /// <inheritdoc/>
    public string Kind => "loyalty-order";

    /// <inheritdoc/>
    public async IAsyncEnumerable<PersonalRecord> Export(Person person, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var (order, earned) in await store.Orders(person, cancellation).ConfigureAwait(false))
        {
            var data = new Struct
            {
                Fields =
                {
                    ["placedAt"] = Value.ForString(order.PlacedAt.ToString("O")),
                    ["earnedPoints"] = Value.ForNumber(order.EarnedPoints),
                    ["takenBackPoints"] = Value.ForNumber(order.ClawedPoints),
                    ["lines"] = Value.ForString(JsonSerializer.Serialize(order.Lines)),
                    ["earned"] = Value.ForString(earned ?? ""),
                },
            };
            var record = new PersonalRecord(order.OrderId, data);
            yield return order.MemberId is null ? record with { KeptUntil = order.RememberedUntil } : record with { KeptUntil = KeptUntil(order), Duty = Books.Duty };
        }
    }

    /// <inheritdoc/>
    public async Task<Erasure> Erase(Person person, CancellationToken cancellation)
    {
        var erased = await store.ForgetOrders(person, cancellation).ConfigureAwait(false);
        var left = await store.Orders(person, cancellation).ConfigureAwait(false);
        return Erasure.Of(erased, left.Select(order => (Books.Duty, KeptUntil(order.Order))));
    }

    private DateTimeOffset KeptUntil(Domain.CreditedOrder order) => Books.KeptUntil(order.PlacedAt, settings.KeptYears);
}
