using System.Runtime.CompilerServices;
using Google.Protobuf.WellKnownTypes;
using Omnichannel.Loyalty.Store;
using Omnichannel.Platform.People;
using Omnichannel.Platform.PersonalData;

namespace Omnichannel.Loyalty.Transport;

/// <summary>On which day of the year a person has birthday.</summary>
public sealed class BirthdaysOfPerson(PersonStore store) : IPersonalData
{
    /// <inheritdoc/>
    public string Kind => "birthday";

    /// <inheritdoc/>
    public async IAsyncEnumerable<PersonalRecord> Export(Person person, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var row in await store.Birthdays(person, cancellation).ConfigureAwait(false))
        {
            yield return new PersonalRecord(row.MemberId, new Struct
            {
                Fields = { ["birthday"] = Value.ForString(row.MonthDay ?? ""), ["lastCounted"] = Value.ForString(row.LastOn ?? "") },
            });
        }
    }

    /// <inheritdoc/>
    public async Task<Erasure> Erase(Person person, CancellationToken cancellation) => new(await store.ForgetBirthdays(person, cancellation).ConfigureAwait(false), []);
}
