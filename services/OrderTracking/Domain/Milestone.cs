namespace Omnichannel.OrderTracking.Domain;

/// <summary>What happens to goods between the sale and the carrier.</summary>
public enum MilestoneKind
{
    /// <summary>Never stored.</summary>
    Unspecified,

    /// <summary>Taken from the shelf.</summary>
    Picked,

    /// <summary>In a box.</summary>
    Packed,

    /// <summary>The carrier has it. Kept as an event of its parcel.</summary>
    HandedOver,
}

/// <summary>Units were picked or packed: a fact that stays, whatever is cancelled later.</summary>
public sealed record Milestone
{
    /// <summary>Chosen by whoever reports; the same again changes nothing.</summary>
    public required string MilestoneId { get; init; }

    /// <summary>Which.</summary>
    public required MilestoneKind Kind { get; init; }

    /// <summary>What.</summary>
    public required IReadOnlyList<LineUnits> Lines { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
}
