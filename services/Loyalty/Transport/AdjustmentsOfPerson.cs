using System.Runtime.CompilerServices;
using Omnichannel.Loyalty.Store;
using Omnichannel.Platform.People;
using Omnichannel.Platform.PersonalData;

namespace Omnichannel.Loyalty.Transport;

/// <summary>Points that staff asked to give to a person or take, and why.</summary>
public sealed class AdjustmentsOfPerson(PersonStore store) : IPersonalData
{
    /// <inheritdoc/>
    public string Kind => "loyalty-adjustment";

    /// <inheritdoc/>
    public async IAsyncEnumerable<PersonalRecord> Export(Person person, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var adjustment in await store.Adjustments(person, cancellation).ConfigureAwait(false))
        {
            yield return PersonalRecord.Of(adjustment.AdjustmentId, ToContract.Adjustment(adjustment));
        }
    }

    /// <inheritdoc/>
    public async Task<Erasure> Erase(Person person, CancellationToken cancellation) => new(await store.ForgetAdjustments(person, cancellation).ConfigureAwait(false), []);
}
