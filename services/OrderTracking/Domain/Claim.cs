namespace Omnichannel.OrderTracking.Domain;

/// <summary>What is wrong with a parcel that was delivered.</summary>
public enum ClaimKind
{
    /// <summary>Never stored.</summary>
    Unspecified,

    /// <summary>It did not come.</summary>
    DeliveredNotReceived,

    /// <summary>It came damaged.</summary>
    ArrivedDamaged,
}

/// <summary>Where a claim stands.</summary>
public enum ClaimState
{
    /// <summary>Never stored.</summary>
    Unspecified,

    /// <summary>Filed.</summary>
    Open,

    /// <summary>Somebody looks at it.</summary>
    InReview,

    /// <summary>Its goods came to nothing.</summary>
    Accepted,

    /// <summary>Not so.</summary>
    Declined,

    /// <summary>By whoever filed it.</summary>
    Withdrawn,
}

/// <summary>What came of a claim.</summary>
public enum ClaimResolution
{
    /// <summary>Nothing yet.</summary>
    Unspecified,

    /// <summary>Accepted: what the units cost is given back.</summary>
    Refund,

    /// <summary>Accepted: the units are shipped again.</summary>
    Replacement,

    /// <summary>Declined.</summary>
    None,
}

/// <summary>What somebody says is wrong with a parcel. Its text and photos are kept apart.</summary>
public sealed record Claim
{
    /// <summary>Unique.</summary>
    public required string ClaimId { get; init; }

    /// <summary>Which parcel.</summary>
    public required string ShipmentId { get; init; }

    /// <summary>What is wrong.</summary>
    public required ClaimKind Kind { get; init; }

    /// <summary>Of what.</summary>
    public required IReadOnlyList<LineUnits> Lines { get; init; }

    /// <summary>When it was filed.</summary>
    public required DateTimeOffset FiledAt { get; init; }

    /// <summary>Where it stands.</summary>
    public ClaimState State { get; init; } = ClaimState.Open;

    /// <summary>Since when.</summary>
    public required DateTimeOffset StateAt { get; init; }

    /// <summary>What came of it.</summary>
    public ClaimResolution Resolution { get; init; }

    /// <summary>Why.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Somebody proved the delivery after it was filed.</summary>
    public bool ProofCame { get; init; }

    /// <summary>Nobody has decided it.</summary>
    public bool IsUndecided => State is ClaimState.Open or ClaimState.InReview;

    /// <summary>Whether it says that something did not come, and nobody has decided that it did.</summary>
    public bool DeniesDelivery => Kind is ClaimKind.DeliveredNotReceived && IsUndecided;

    /// <summary>In another state.</summary>
    public Claim To(ClaimState state, DateTimeOffset at) => this with { State = state, StateAt = at };
}
