using Omnichannel.Loyalty.V1;
using Omnichannel.Types.V1;

namespace Omnichannel.Client.Sales;

/// <summary>Where a redemption stands in the till's journal.</summary>
public enum RedemptionState
{
    /// <summary>The points are set aside, and the sale is not made yet. Nothing is sent: the till says what became of the sale, also after a restart.</summary>
    Open = 1,

    /// <summary>The sale was made, or was not: the platform is told.</summary>
    Waiting = 2,

    /// <summary>The platform said what became of it.</summary>
    Settled = 3,
}

/// <summary>Points that a member redeemed while the till was off line, as its journal has them.</summary>
/// <param name="Redemption">As it is sent. What the member showed is taken out once it is settled.</param>
/// <param name="State">Where it stands.</param>
public sealed record KeptRedemption(OfflineRedemption Redemption, RedemptionState State)
{
    /// <summary>What the points pay; null when the allowance named no currency.</summary>
    public Money? Value { get; init; }

    /// <summary>What became of it; null until it is settled.</summary>
    public OfflineRedemptionResult? Result { get; init; }

    /// <summary>The hold that the receipt names (<c>OrderRecord.hold_id</c>).</summary>
    public string HoldId => $"{Redemption.AllowanceId}/{Redemption.RedemptionId}";

    // In the order in which they were kept.
    internal long Key { get; init; }

    // Whose points and which code, for the limits: nothing that names anybody.
    internal string Member { get; init; } = "";

    internal string Proof { get; init; } = "";

    internal bool IsCard { get; init; }

    // The till has written down what came of it; it still counts under its allowance.
    internal bool IsForgotten { get; init; }
}
