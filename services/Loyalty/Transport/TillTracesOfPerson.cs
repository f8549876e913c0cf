using System.Runtime.CompilerServices;
using Google.Protobuf.WellKnownTypes;
using Omnichannel.Loyalty.Store;
using Omnichannel.Platform.People;
using Omnichannel.Platform.PersonalData;

namespace Omnichannel.Loyalty.Transport;

/// <summary>By what tills recognise a person: proofs that they were there, and addresses and numbers that were verified to be theirs (keyed hashes, which nobody reads).</summary>
public sealed class TillTracesOfPerson(PersonStore store) : IPersonalData
{
    /// <inheritdoc/>
    public string Kind => "till-trace";

    /// <inheritdoc/>
    public async IAsyncEnumerable<PersonalRecord> Export(Person person, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var trace in await store.TillTraces(person, cancellation).ConfigureAwait(false))
        {
            yield return new PersonalRecord(trace.Id, new Struct
            {
                Fields = { ["kind"] = Value.ForString(trace.What), ["storeId"] = Value.ForString(trace.Store), ["at"] = Value.ForString(trace.At.ToString("O")) },
            });
        }
    }

    /// <inheritdoc/>
    public async Task<Erasure> Erase(Person person, CancellationToken cancellation) => new(await store.ForgetTillTraces(person, cancellation).ConfigureAwait(false), []);
}
