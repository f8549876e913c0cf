using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.People;

namespace Omnichannel.Loyalty.Store;

/// <summary>
/// Wallets of customers who were one person and are several again. Each is its own customer's alone; what the other's checkouts took of it meanwhile is told, for it does not come back.
/// </summary>
public sealed class MergedWallets(Wallets wallets)
{
    /// <summary>A merge was undone.</summary>
    /// <param name="unit">The transaction of its inbox row; the people's accounts are locked.</param>
    /// <param name="moves">Whoever is another customer than before.</param>
    public async Task Return(UnitOfWork unit, IReadOnlyList<PersonMoved> moves)
    {
        foreach (var moved in moves.OrderBy(moved => moved.PersonId, StringComparer.Ordinal))
        {
            var others = await PersonMerges.Group(unit.Sql, moved.Before).ConfigureAwait(false);
            var seen = await HoldRow.PartsOf(unit.Sql, moved.PersonId, others).ConfigureAwait(false);
            if (seen.Count == 0)
            {
                continue;
            }

            // Under the wallets' locks nobody resolves what is counted here.
            var records = await wallets.Get(unit, seen.Select(part => part.MemberId!)).ConfigureAwait(false);
            foreach (var parts in (await HoldRow.PartsOf(unit.Sql, moved.PersonId, others).ConfigureAwait(false)).GroupBy(part => part.MemberId!))
            {
                Tell(unit, records[parts.Key], moved, [.. parts]);
            }
        }
    }

    private static void Tell(UnitOfWork unit, WalletRecord record, PersonMoved moved, IReadOnlyCollection<Hold> parts)
    {
        var (spent, held) = WalletSteps.UsedBy(parts);
        if (spent == 0 && held == 0)
        {
            return;
        }

        Wallets.Save(unit, record);
        unit.Publish(record.Wallet.WalletId, record.Version, EventHeader.News(unit.Now).On(new V1.MergedWalletReturned
        {
            WalletId = record.Wallet.WalletId,
            CustomerId = moved.PersonId,
            FromCustomerId = moved.Before,
            Shortfall = Amount(spent),
            Held = held == 0 ? null : Amount(held),
        }));

        Types.V1.Money Amount(long minor) => new() { CurrencyCode = record.Wallet.CurrencyCode, AmountMinor = minor };
    }
}
