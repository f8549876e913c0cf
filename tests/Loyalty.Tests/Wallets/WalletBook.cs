using Omnichannel.Loyalty.Domain;

namespace Omnichannel.Loyalty.Tests.Wallets;

/// <summary>What callers were told, counted by plain arithmetic: nothing is spent that was not there, and nothing twice.</summary>
internal sealed class WalletBook(int wallets)
{
    private readonly long[] available = new long[wallets];
    private readonly long[] onHold = new long[wallets];
    private readonly Dictionary<int, (long Amount, long? Captured, long Refunded)> holds = [];
    private long lapsed;

    public long Put { get; private set; }

    public long Spent { get; private set; }

    public long Available(int wallet) => available[wallet];

    public string? Issued(int wallet, long amount)
    {
        Put += amount;
        available[wallet] += amount;
        return null;
    }

    public string? Held(int wallet, int hold, long amount)
    {
        if (amount > available[wallet])
        {
            return $"hold {hold} took {amount} of {available[wallet]}";
        }

        available[wallet] -= amount;
        onHold[wallet] += amount;
        return holds.TryAdd(hold, (amount, null, 0)) ? null : $"hold {hold} was placed twice";
    }

    /// <summary>A hold was resolved: so much of it was used, the rest went back.</summary>
    public string? Captured(int wallet, int hold, long amount)
    {
        var known = holds[hold];
        if (known.Captured is not null)
        {
            return $"hold {hold} was resolved twice";
        }

        holds[hold] = known with { Captured = amount };
        onHold[wallet] -= known.Amount;
        available[wallet] += known.Amount - amount;
        Spent += amount;
        return amount > known.Amount ? $"hold {hold} gave {amount} of {known.Amount}" : null;
    }

    public string? Refunded(int wallet, int hold, long amount)
    {
        var known = holds[hold];
        holds[hold] = known with { Refunded = known.Refunded + amount };
        available[wallet] += amount;
        Spent -= amount;
        return known.Refunded + amount > (known.Captured ?? 0) ? $"hold {hold} gave back more than was used" : null;
    }

    public string? Moved(int from, int to, long amount)
    {
        var had = available[from];
        available[from] -= amount;
        available[to] += amount;
        return amount > had ? $"{amount} of {had} were moved" : null;
    }

    public void Lapsed(int wallet, long amount)
    {
        available[wallet] -= amount;
        lapsed += amount;
    }

    public string? Differs(int wallet, Balances balances) =>
        balances[LedgerAccount.Active] != available[wallet] ? $"w{wallet} has {balances[LedgerAccount.Active]}, its callers know of {available[wallet]}"
        : balances[LedgerAccount.Held] != onHold[wallet] ? $"w{wallet} has {balances[LedgerAccount.Held]} on hold, its callers know of {onHold[wallet]}"
        : null;

    public string? Unbalanced() => Put == available.Sum() + onHold.Sum() + Spent + lapsed ? null : "money appeared or was lost";
}
