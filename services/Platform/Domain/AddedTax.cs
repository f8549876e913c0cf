namespace Omnichannel.Platform.Domain;

/// <summary>Tax on top of the prices is one amount of the whole sale. What comes back are units of lines: each line has its share, and every service the same.</summary>
public static class AddedTax
{
    /// <summary>Each line's share, in proportion to what it costs; the shares add up.</summary>
    /// <param name="tax">Of the sale, in minor units.</param>
    /// <param name="netTotals">What the lines cost without it, in minor units.</param>
    public static IReadOnlyList<long> Shares(long tax, IReadOnlyList<long> netTotals) => tax == 0 || netTotals.Count == 0
        ? new long[netTotals.Count]
        : [.. new Money("", tax).Split([.. netTotals.Select(net => Math.Max(0, net))]).Select(share => share.AmountMinor)];
}
