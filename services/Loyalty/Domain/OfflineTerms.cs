namespace Omnichannel.Loyalty.Domain;

/// <summary>What a program lets tills redeem while they are off line. It is also what the shop may put into debt: nothing asks the ledger meanwhile.</summary>
public sealed record OfflineTerms
{
    /// <summary>The most points that a till is granted at once; 0 for none.</summary>
    public long PerTerminal { get; init; }

    /// <summary>The most that all tills of a store are granted together at once.</summary>
    public long PerStore { get; init; }

    /// <summary>The most that one member redeems under one allowance.</summary>
    public long PerMember { get; init; }

    /// <summary>How many hours an allowance lives at most.</summary>
    public int LongestHours { get; init; } = 24;

    /// <summary>Whether anything is granted.</summary>
    public bool IsOffered() => PerTerminal > 0;
}
