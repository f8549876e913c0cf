using System.Globalization;
using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Domain;

/// <summary>The program lets nobody redeem off line.</summary>
public sealed record OfflineNotOffered() : Refusal(RefusalKind.Precondition, "OFFLINE_NOT_OFFERED", "The program grants no allowance.");

/// <summary>Staff switched it off.</summary>
public sealed record OfflineSwitchedOff() : Refusal(RefusalKind.Precondition, "OFFLINE_SWITCHED_OFF", "It is switched off for this till, or for its store.");

/// <summary>Other tills of the store have all that may be granted.</summary>
public sealed record OfflineLimit(long Limit) : Refusal(RefusalKind.Precondition, "OFFLINE_LIMIT", "Other tills of the store have all that may be granted.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string> { ["limit"] = Limit.ToString(CultureInfo.InvariantCulture) };
}

/// <summary>The till said that it used numbers that it has not sent.</summary>
public sealed record OfflineRedemptionsMissing(long Missing) : Refusal(RefusalKind.Precondition, "OFFLINE_REDEMPTIONS_MISSING", "What was redeemed under the allowance before has to be sent first.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string> { ["missing"] = Missing.ToString(CultureInfo.InvariantCulture) };
}

/// <summary>A till and its associate see their own store.</summary>
public sealed record NotYourStore() : Refusal(RefusalKind.Forbidden, "NOT_YOUR_STORE", "It is another store's.");
