using System.Runtime.CompilerServices;
using Omnichannel.Loyalty.Store;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.People;
using Omnichannel.Platform.PersonalData;

namespace Omnichannel.Loyalty.Transport;

/// <summary>
/// A person's memberships and wallets: books, which are kept for some years whoever asks. What stays of one does not tell who it is: no card, no codes, no words.
/// </summary>
public sealed class AccountsOfPerson(PersonStore store, RetentionSettings settings, TimeProvider clock) : IPersonalData
{
    /// <inheritdoc/>
    public string Kind => "loyalty-account";

    /// <inheritdoc/>
    public async IAsyncEnumerable<PersonalRecord> Export(Person person, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var account in await store.Accounts(person, cancellation).ConfigureAwait(false))
        {
            var record = account.Member is { } member
                ? PersonalRecord.Of(account.Id, ToContract.Member(member, null))
                : PersonalRecord.Of(account.Id, WalletContract.Wallet(account.Wallet!));
            yield return KeptUntil(account) is { } until ? record with { KeptUntil = until, Duty = Books.Duty } : record;
        }
    }

    /// <inheritdoc/>
    public async Task<Erasure> Erase(Person person, CancellationToken cancellation)
    {
        var (erased, kept) = (0, new List<(string, DateTimeOffset)>());
        foreach (var account in await store.Accounts(person, cancellation).ConfigureAwait(false))
        {
            var until = KeptUntil(account);
            if (await store.EraseAccount(account, now => until is null || until <= now, cancellation).ConfigureAwait(false))
            {
                erased++;
            }
            else
            {
                kept.Add((Books.Duty, until!.Value));
            }
        }

        return Erasure.Of(erased, kept);
    }

    // Money that is owed is owed for as long as it lies there.
    private DateTimeOffset? KeptUntil(AccountOfPerson account) => account.LastEntryAt is not { } last ? null : Books.KeptUntil(
        account.Wallet is { } wallet && wallet.Balances[Domain.LedgerAccount.Active] + wallet.Balances[Domain.LedgerAccount.Held] > 0 ? clock.GetUtcNow() : last, settings.KeptYears);
}
