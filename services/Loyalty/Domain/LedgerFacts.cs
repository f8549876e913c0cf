namespace Omnichannel.Loyalty.Domain;

/// <summary>What the holder's row says of an account.</summary>
/// <param name="Table">The table of the row.</param>
/// <param name="Id">Whose account it is.</param>
public sealed record HolderFact(string Table, string Id)
{
    public required Balances Balances { get; init; }

    public required long LastEntry { get; init; }

    public required long LastLot { get; init; }

    public required byte[] ChainHead { get; init; }

    public required long Version { get; init; }
}

/// <summary>What a lot's row says that follows from entries. Words as they stand there.</summary>
/// <param name="Sequence">Number within the account.</param>
public sealed record LotFact(long Sequence)
{
    public required string Source { get; init; }

    public required long? PartOf { get; init; }

    public required string? OrderId { get; init; }

    public required long Quantity { get; init; }

    public required long ReturnedQuantity { get; init; }

    public required long Issued { get; init; }

    public required long IssuedAt { get; init; }

    public required long Clawed { get; init; }

    public required long Pending { get; init; }

    public required long Active { get; init; }

    public required long Held { get; init; }

    public required long Redeemed { get; init; }

    public required long Expired { get; init; }

    public required long Status { get; init; }

    public required long Reversed { get; init; }

    public required long Withdrawn { get; init; }

    public required long? ActivatesAt { get; init; }

    /// <summary>Null for never.</summary>
    public required long? ExpiresAt { get; init; }

    /// <summary>What moves the end; null for nothing. Proven by the row's seal.</summary>
    public required Inactivity? Inactivity { get; init; }
}

/// <summary>What the row of a hold of points says that follows from entries. Words as they stand there.</summary>
/// <param name="HoldId">The hold.</param>
public sealed record HoldFact(string HoldId)
{
    public required string State { get; init; }

    public required long Points { get; init; }

    public required long CapturedPoints { get; init; }

    public required string? OrderId { get; init; }

    /// <summary>Null when what stands there cannot be read.</summary>
    public required IReadOnlyList<Allocation>? Allocations { get; init; }
}

/// <summary>What the row of an order says of the member to whom it was credited.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="EarnedPoints">What its lines earned.</param>
/// <param name="ClawedPoints">What was taken back of that.</param>
public sealed record OrderFact(string OrderId, long EarnedPoints, long ClawedPoints);

/// <summary>What the row of given goodwill says.</summary>
/// <param name="PromiseId">The promise that was broken.</param>
/// <param name="OrderId">Its order.</param>
/// <param name="Points">What was given.</param>
/// <param name="GivenAt">When, in microseconds.</param>
public sealed record GoodwillFact(string PromiseId, string OrderId, long Points, long GivenAt);
