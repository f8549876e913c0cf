using Omnichannel.Loyalty.Domain;

namespace Omnichannel.Loyalty.Tests.Wallets;

/// <summary>One wallet's money as a store keeps it: the row and its lots, read as copies and written by part.</summary>
internal sealed class WalletShelf(string id)
{
    private readonly Dictionary<long, Lot> lots = [];
    private readonly SortedDictionary<long, Lot> live = [];
    private long lastEntry;
    private long lastLot;

    public string Id { get; } = id;

    public Balances Balances { get; private set; } = new();

    public Account Load()
    {
        var account = Account.Load(Id, Copies.Of(Balances), lastEntry, lastLot, LedgerChain.Start);
        account.Add(live.Values.Select(Copies.Of));
        return account;
    }

    public Lot Lot(long sequence) => Copies.Of(lots[sequence]);

    /// <summary>Writes what was decided; what is wrong with it already, else null.</summary>
    public string? Save(Account account, DateTimeOffset now)
    {
        var moved = new Balances();
        foreach (var entry in account.Entries)
        {
            moved[entry.From] -= entry.Points;
            moved[entry.To] += entry.Points;
        }

        foreach (var balance in Copies.Accounts)
        {
            if (Balances[balance] + moved[balance] != account.Balances[balance])
            {
                return $"{Id}: {balance} is not what it was and the entries together";
            }
        }

        foreach (var lot in account.Lots)
        {
            if (!lot.IsConsistent)
            {
                return $"{Id}: lot {lot.Sequence} has money nowhere, or twice";
            }

            if (lot.Expired > (lots.TryGetValue(lot.Sequence, out var before) ? before.Expired : 0) && !lot.HasLapsed(now))
            {
                return $"{Id}: lot {lot.Sequence} lapsed before its time";
            }

            lots[lot.Sequence] = lot;
            _ = lot.Active > 0 || lot.Held > 0 ? live[lot.Sequence] = lot : live.Remove(lot.Sequence) ? lot : lot;
        }

        (Balances, lastEntry, lastLot) = (account.Balances, account.LastEntry, account.LastLot);
        return null;
    }

    public string? Check() =>
        Balances.Sum != 0 ? $"{Id}: entries do not add up to zero"
        : Balances[LedgerAccount.Active] < 0 || Balances[LedgerAccount.Held] < 0 || Balances[LedgerAccount.Redeemed] < 0 ? $"{Id}: a balance below zero"
        : live.Values.Sum(lot => lot.Active) != Balances[LedgerAccount.Active] ? $"{Id}: the lots have another sum than the balance"
        : live.Values.Sum(lot => lot.Held) != Balances[LedgerAccount.Held] ? $"{Id}: the lots have more or less on hold than the balance"
        : null;
}
