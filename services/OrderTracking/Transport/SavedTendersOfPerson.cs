using System.Runtime.CompilerServices;
using Omnichannel.OrderTracking.Store;
using Omnichannel.Platform.People;
using Omnichannel.Platform.PersonalData;

namespace Omnichannel.OrderTracking.Transport;

/// <summary>Means of payment that a person saved. Providers' references are nobody's to read, so they are not among what is exported.</summary>
public sealed class SavedTendersOfPerson(PersonStore store, TimeProvider clock) : IPersonalData
{
    /// <inheritdoc/>
    public string Kind => "saved-tender";

    /// <inheritdoc/>
    public async IAsyncEnumerable<PersonalRecord> Export(Person person, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var (_, saved) in await store.Tenders(person, cancellation))
        {
            foreach (var tender in saved.ToProto(clock.GetUtcNow(), withReferences: false))
            {
                yield return PersonalRecord.Of(tender.TenderId, tender);
            }
        }
    }

    /// <inheritdoc/>
    public async Task<Erasure> Erase(Person person, CancellationToken cancellation) => new(await store.Forget(person, cancellation), []);
}
