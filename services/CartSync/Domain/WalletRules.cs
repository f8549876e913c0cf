using System.Collections.Immutable;

namespace Omnichannel.CartSync.Domain;

/// <summary>How gift cards and store credit pay: first, in the order in which they were named, and never more than is due.</summary>
public static class WalletRules
{
    /// <summary>The most that each is asked to hold: what is due before coupons and points are known bounds it, so that no more money is put aside than a sale can take.</summary>
    public static ImmutableArray<WalletShare> AtMost(ImmutableArray<WalletShare> wallets, long boundMinor) =>
        boundMinor <= 0 ? [] : [.. wallets.Select(wallet => wallet with { MostMinor = Math.Min(wallet.MostMinor ?? boundMinor, boundMinor) })];

    /// <summary>What each pays of what is due, of what it holds. One that is not needed stays, with nothing: what it holds is given back with the sale.</summary>
    public static ImmutableArray<Tender> Needed(ImmutableArray<Tender> held, long dueMinor)
    {
        var needed = ImmutableArray.CreateBuilder<Tender>(held.Length);
        var left = dueMinor;
        foreach (var tender in held)
        {
            var part = Math.Min(left, tender.AmountMinor ?? 0);
            needed.Add(tender with { AmountMinor = part });
            left -= part;
        }

        return needed.ToImmutable();
    }
}
