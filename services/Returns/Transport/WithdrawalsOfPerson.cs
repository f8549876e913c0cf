using System.Runtime.CompilerServices;
using Omnichannel.Platform.People;
using Omnichannel.Platform.PersonalData;
using Omnichannel.Returns.Store;

namespace Omnichannel.Returns.Transport;

/// <summary>A person's withdrawals from contracts: proofs, which are kept until claims from the contracts have lapsed, whoever asks.</summary>
public sealed class WithdrawalsOfPerson(WithdrawalWatch withdrawals) : IPersonalData
{
    private const string Duty = "WITHDRAWAL_EVIDENCE";

    /// <inheritdoc/>
    public string Kind => "withdrawal";

    /// <inheritdoc/>
    public async IAsyncEnumerable<PersonalRecord> Export(Person person, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var row in await Of(person, cancellation).ConfigureAwait(false))
        {
            var kept = row.ToDomain().KeptUntil;
            yield return PersonalRecord.Of(row.WithdrawalId, V1.WithdrawalEvidence.Parser.ParseFrom(row.Document)) with { KeptUntil = kept, Duty = kept is null ? "" : Duty };
        }
    }

    /// <inheritdoc/>
    public async Task<Erasure> Erase(Person person, CancellationToken cancellation)
    {
        var (erased, kept) = (0, new List<(string, DateTimeOffset)>());
        foreach (var row in await Of(person, cancellation).ConfigureAwait(false))
        {
            if (await withdrawals.Erase(row.WithdrawalId, cancellation).ConfigureAwait(false))
            {
                erased++;
            }
            else if (row.ToDomain().KeptUntil is { } until)
            {
                kept.Add((Duty, until));
            }
        }

        return Erasure.Of(erased, kept);
    }

    private Task<IReadOnlyList<WithdrawalRow>> Of(Person person, CancellationToken cancellation) => withdrawals.Of([.. person.Customers, .. person.Guests], cancellation);
}
