using System.Collections.Immutable;
using Omnichannel.Platform.Domain;

namespace Omnichannel.CartSync.Domain;

/// <summary>How a guest's cart and a customer's become one. The numbers are those of the contract.</summary>
public enum MergeStrategy
{
    /// <summary>Not said: the greater quantity.</summary>
    Default = 0,

    /// <summary>The greater quantity of each line.</summary>
    Max = 1,

    /// <summary>Both quantities.</summary>
    Sum = 2,

    /// <summary>The guest's lines replace the customer's.</summary>
    GuestWins = 3,

    /// <summary>The customer's lines stay.</summary>
    CustomerWins = 4,
}

/// <summary>What a merge did to one line. The numbers are those of the contract.</summary>
public enum MergeOutcome
{
    /// <summary>Not known.</summary>
    None = 0,

    /// <summary>As the customer had it.</summary>
    Kept = 1,

    /// <summary>Only the guest had it.</summary>
    Added = 2,

    /// <summary>The quantity went up.</summary>
    Raised = 3,

    /// <summary>The quantity went down.</summary>
    Lowered = 4,

    /// <summary>Not in the merged cart.</summary>
    Dropped = 5,
}

/// <summary>Where a guest's cart moves or moved.</summary>
public sealed record MergeOut(
    string MergeId, string CustomerId, string CustomerCartId, MergeStrategy Strategy, SalesChannel Channel, DateTimeOffset StartedAt, DateTimeOffset DriveAt);

/// <summary>Explanation and undo record of one line.</summary>
public sealed record MergedLine
{
    /// <summary>The line.</summary>
    public required string LineId { get; init; }

    /// <summary>Its item.</summary>
    public required string Sku { get; init; }

    /// <summary>Its options.</summary>
    public ImmutableArray<Option> Options { get; init; } = [];

    /// <summary>What happened.</summary>
    public required MergeOutcome Outcome { get; init; }

    /// <summary>Units before.</summary>
    public int GuestQuantity { get; init; }

    /// <summary>Units before.</summary>
    public int CustomerQuantity { get; init; }

    /// <summary>Units after.</summary>
    public int MergedQuantity { get; init; }

    /// <summary>The price that the guest had acknowledged, when it is another one now; else empty.</summary>
    public string PreviousUnitPrice { get; init; } = "";

    /// <summary>When that price changed.</summary>
    public DateTimeOffset PriceChangedAt { get; init; }

    /// <summary>The customer's line as it was, when the merge took contributions away; undo brings it back. After the undo: a line that the cart had no room for.</summary>
    public CartLine? Replaced { get; init; }

    /// <summary>The merge took the customer's line out of the cart, and nobody has said since that it should go.</summary>
    public bool WasTakenOut => Outcome is MergeOutcome.Dropped && Replaced is { Contributions.IsEmpty: false };
}

/// <summary>A merge that the customer's cart has taken in.</summary>
/// <param name="MergeId">Which.</param>
/// <param name="At">When.</param>
public readonly record struct AppliedMerge(string MergeId, DateTimeOffset At);

/// <summary>One merge that was applied to a customer's cart.</summary>
public sealed record MergeRecord
{
    /// <summary>Derived from both carts: two logins at once merge once.</summary>
    public required string MergeId { get; init; }

    /// <summary>The guest; empty when it was the cart of a customer who turned out to be the same person.</summary>
    public required string GuestId { get; init; }

    /// <summary>The cart that was taken in.</summary>
    public required string GuestCartId { get; init; }

    /// <summary>The strategy used.</summary>
    public required MergeStrategy Strategy { get; init; }

    /// <summary>Generation that it went into: after a checkout there is nothing to undo.</summary>
    public required long Generation { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset AppliedAt { get; init; }

    /// <summary>Until when it can be taken back.</summary>
    public required DateTimeOffset UndoExpiresAt { get; init; }

    /// <summary>Taken back.</summary>
    public bool IsUndone { get; init; }

    /// <summary>Every line of either cart.</summary>
    public ImmutableArray<MergedLine> Lines { get; init; } = [];

    /// <summary>The cart's version that the merge made.</summary>
    public long Version { get; init; }

    /// <summary>Codes that the guest brought, as long as nobody decided on them since; so is what follows.</summary>
    public ImmutableArray<string> AddedCodes { get; init; } = [];

    /// <summary>The gift note that the guest brought; empty when the customer's own stayed.</summary>
    public string GiftNote { get; init; } = "";

    /// <summary>The campaign that the guest brought; empty when the customer's own stayed.</summary>
    public string CampaignSource { get; init; } = "";

    /// <summary>Lines that the customer had saved for later and the guest wanted now.</summary>
    public ImmutableArray<string> LinesTakenFromSaved { get; init; } = [];

    /// <summary>No device's name begins with it: under such a name counts what no device numbered.</summary>
    public const char NoDevice = '~';

    /// <summary>What the ids of merges begin with.</summary>
    public const string IdPrefix = "m-";

    /// <summary>Lines of the customer's that the undo could not bring back: the cart has no room for them.</summary>
    public IEnumerable<CartLine> NotRestored => IsUndone ? Lines.Select(line => line.Replaced).OfType<CartLine>() : [];

    /// <summary>Device name of the merge's contributions.</summary>
    public string Device => NoDevice + MergeId;

    /// <summary>Whether a merge made the contribution.</summary>
    public static bool Made(Contribution contribution) => contribution.Device.StartsWith(NoDevice + IdPrefix, StringComparison.Ordinal);
}
