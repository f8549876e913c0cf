using System.Runtime.CompilerServices;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.Platform.People;
using Omnichannel.Platform.PersonalData;

namespace Omnichannel.CartSync.Transport;

/// <summary>What a person waits for, or was told of.</summary>
public sealed class SubscriptionsOfPerson(SubscriptionStore subscriptions) : IPersonalData
{
    /// <inheritdoc/>
    public string Kind => "item-subscription";

    /// <inheritdoc/>
    public async IAsyncEnumerable<PersonalRecord> Export(Person person, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var subscription in await subscriptions.Of(person, cancellation).ConfigureAwait(false))
        {
            yield return PersonalRecord.Of(subscription.Id, ItemSubscriptionGrpcService.ToProto(subscription));
        }
    }

    /// <inheritdoc/>
    public async Task<Erasure> Erase(Person person, CancellationToken cancellation) =>
        new(await subscriptions.Erase(person, cancellation).ConfigureAwait(false), []);
}
