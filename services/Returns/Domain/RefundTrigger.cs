using Omnichannel.Platform.Domain;

namespace Omnichannel.Returns.Domain;

/// <summary>When a return asks for its refund; a later one is greater.</summary>
public enum RefundTrigger
{
    None = 0,
    Approval = 1,
    FirstScan = 2,
    Receipt = 3,
    Inspection = 4,
}

/// <summary>What becomes of money that was given back for goods that did not come.</summary>
public enum ShortfallState
{
    None = 0,
    Open = 1,
    Charged = 2,
    WrittenOff = 3,
}

/// <summary>Money that was given back for goods that did not come.</summary>
/// <param name="Units">Which did not, by line.</param>
/// <param name="Amount">What was given for them, less the fees that are not earned without it.</param>
/// <param name="FoundAt">When it was clear that they did not come.</param>
public sealed record Shortfall(IReadOnlyDictionary<string, int> Units, Money Amount, ShortfallState State, DateTimeOffset FoundAt)
{
    /// <summary>Why staff decided so.</summary>
    public string Reason { get; init; } = "";

    public Actor? SettledBy { get; init; }

    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>Whether staff have decided.</summary>
    public bool IsSettled => State is not ShortfallState.Open;
}
