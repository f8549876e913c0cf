using System.Runtime.CompilerServices;
using Omnichannel.Loyalty.Store;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.People;
using Omnichannel.Platform.PersonalData;

namespace Omnichannel.Loyalty.Transport;

/// <summary>What was booked on a person's accounts, kept as long as these. The words of it go at once; the chain holds without them.</summary>
public sealed class EntriesOfPerson(PersonStore store, RetentionSettings settings) : IPersonalData
{
    /// <inheritdoc/>
    public string Kind => "ledger-entry";

    /// <inheritdoc/>
    public async IAsyncEnumerable<PersonalRecord> Export(Person person, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var account in await store.Accounts(person, cancellation).ConfigureAwait(false))
        {
            for (var entries = await store.Entries(account.Id, 0, cancellation).ConfigureAwait(false);
                entries.Count > 0;
                entries = await store.Entries(account.Id, entries[^1].Row.Sequence, cancellation).ConfigureAwait(false))
            {
                foreach (var entry in entries)
                {
                    var message = ToContract.Entry(entry);
                    yield return PersonalRecord.Of(message.EntryId, message) with { KeptUntil = Books.KeptUntil(account.LastEntryAt!.Value, settings.KeptYears), Duty = Books.Duty };
                }
            }
        }
    }

    /// <inheritdoc/>
    public async Task<Erasure> Erase(Person person, CancellationToken cancellation)
    {
        var (erased, kept) = (0, new List<(string, DateTimeOffset)>());
        foreach (var account in await store.Accounts(person, cancellation).ConfigureAwait(false))
        {
            erased += await store.ForgetWords(account.Id, cancellation).ConfigureAwait(false);
            if (account.LastEntryAt is { } last)
            {
                kept.Add((Books.Duty, Books.KeptUntil(last, settings.KeptYears)));
            }
        }

        return Erasure.Of(erased, kept);
    }
}
