namespace Omnichannel.Client.Sales;

/// <summary>Why a till may not redeem off line.</summary>
public enum OfflineRefusal
{
    /// <summary>It was never granted an allowance.</summary>
    NoAllowance,

    /// <summary>The allowance's time is over.</summary>
    Expired,

    /// <summary>Fewer points are left of the allowance.</summary>
    OverAllowance,

    /// <summary>Fewer points are left of the member's part.</summary>
    OverMemberLimit,

    /// <summary>The scan of a card is worth less.</summary>
    OverCardLimit,

    /// <summary>Fewer points than are redeemed at once.</summary>
    BelowMinimum,

    /// <summary>The code was shown before: the app shows another one soon.</summary>
    CodeUsed,
}

/// <summary>The till's own rules refuse a redemption. Nothing was kept.</summary>
/// <param name="refusal">Why.</param>
/// <param name="left">How many points could be redeemed; 0 where that says nothing.</param>
public sealed class OfflineRefusedException(OfflineRefusal refusal, long left = 0) : InvalidOperationException($"Not off line: {refusal}.")
{
    /// <summary>Why.</summary>
    public OfflineRefusal Refusal { get; } = refusal;

    /// <summary>How many points could be redeemed.</summary>
    public long Left { get; } = left;
}
