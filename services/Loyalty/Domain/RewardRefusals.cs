using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Domain;

/// <summary>The program in force has no such reward.</summary>
public sealed record RewardUnknown() : Refusal(RefusalKind.NotFound, "REWARD_UNKNOWN", "There is no such reward.");

/// <summary>A reward of other tiers.</summary>
public sealed record RewardNotForTier() : Refusal(RefusalKind.Precondition, "REWARD_NOT_FOR_TIER", "The reward is for members of another tier.");

/// <summary>A reward whose coupons cannot be used.</summary>
public sealed record RewardStopped() : Refusal(RefusalKind.Precondition, "REWARD_STOPPED", "The reward's campaign was stopped, or has nothing left.");

/// <summary>A coupon that is not handed back: its reward says so, or its time for that is over.</summary>
public sealed record RewardNotReturnable() : Refusal(RefusalKind.Precondition, "REWARD_NOT_RETURNABLE", "The coupon cannot be handed back for its points, or no longer.");
