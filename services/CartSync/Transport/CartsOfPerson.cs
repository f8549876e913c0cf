using System.Runtime.CompilerServices;
using Google.Protobuf.WellKnownTypes;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.People;
using Omnichannel.Platform.PersonalData;

namespace Omnichannel.CartSync.Transport;

/// <summary>A person's carts in every market, those of their guests too, with checkouts that run and what is remembered of them.</summary>
public sealed class CartsOfPerson(CartExecutor carts, CatalogueCache catalogue, TimeProvider clock) : IPersonalData
{
    /// <inheritdoc/>
    public string Kind => "cart";

    /// <inheritdoc/>
    public async IAsyncEnumerable<PersonalRecord> Export(Person person, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var (_, cartId, _) in await PersonCarts.Of(person, catalogue, cancellation).ConfigureAwait(false))
        {
            if (await carts.Read(cartId, cancellation).ConfigureAwait(false) is { } cart && await Record(cart, cancellation).ConfigureAwait(false) is { } record)
            {
                yield return record;
            }
        }
    }

    /// <inheritdoc/>
    public async Task<Erasure> Erase(Person person, CancellationToken cancellation)
    {
        var erased = new List<ErasedCart>();
        foreach (var (_, cartId, _) in await PersonCarts.Of(person, catalogue, cancellation).ConfigureAwait(false))
        {
            try
            {
                var result = await carts.Execute(
                    new CartCommand<ErasedCart> { CartId = cartId, Decide = (cart, around) => Erasing.Erase(cart, around.Now) }, cancellation).ConfigureAwait(false);
                erased.Add(result.Answer);
            }
            catch (RefusedException refused) when (refused.Refusal is CartNotFound)
            {
                // They have no cart in that market.
                continue;
            }
        }

        return Erasure.Of(erased.Count(cart => cart.IsErased), erased.Where(cart => cart.Duty.Length > 0).Select(cart => (cart.Duty, cart.Until)));
    }

    private async Task<PersonalRecord?> Record(SharedCart cart, CancellationToken cancellation)
    {
        var devices = Value.ForList([.. cart.Devices.Select(mark => Value.ForString(mark.Device))]);
        if (Erasing.IsEmpty(cart))
        {
            return cart.Devices.IsEmpty ? null : new PersonalRecord(cart.Id, new Struct { Fields = { ["devices"] = devices } })
            {
                Duty = Erasing.DeviceNumbers,
                KeptUntil = cart.Devices.Max(mark => mark.UsedAt) + Erasing.Grace,
            };
        }

        var book = (await catalogue.OpenForLines(cart.Market, cart.Lines, cancellation).ConfigureAwait(false))!;
        var record = PersonalRecord.Of(cart.Id, CartView.Of(cart, new Surroundings(clock.GetUtcNow(), book)));
        record.Data.Fields["devices"] = devices;
        return record with { KeptUntil = Retention.DueAt(cart) };
    }
}
