namespace Omnichannel.Loyalty.Domain;

/// <summary>What an entry moved in one lot. An entry's moves add up to its points, wherever one of its accounts is kept in lots.</summary>
/// <param name="Lot">The lot, by its number within the account.</param>
/// <param name="Points">Positive.</param>
public sealed record LotMove(long Lot, long Points)
{
    /// <summary>The lot of their own in which the points live on, where they outlive the rest of theirs; else null.</summary>
    public long? Into { get; init; }
}
