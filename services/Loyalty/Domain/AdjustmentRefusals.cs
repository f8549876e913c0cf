using System.Globalization;
using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Domain;

/// <summary>More by hand than one person may do alone.</summary>
/// <param name="Period">Of one call, a day or a month.</param>
/// <param name="Limit">The role's.</param>
/// <param name="Left">What the person may still do.</param>
public sealed record AdjustmentLimit(string Period, long Limit, long Left)
    : Refusal(RefusalKind.Precondition, "ADJUSTMENT_LIMIT", "More points than one person of this role may give, take or hold alone.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string>
    {
        ["period"] = Period,
        ["limit"] = Limit.ToString(CultureInfo.InvariantCulture),
        ["left"] = Left.ToString(CultureInfo.InvariantCulture),
    };
}

/// <summary>Nobody asked for such an adjustment.</summary>
public sealed record AdjustmentNotFound() : Refusal(RefusalKind.NotFound, "ADJUSTMENT_NOT_FOUND", "There is no such adjustment.");

/// <summary>An adjustment is decided once.</summary>
public sealed record AdjustmentDecided(AdjustmentState State) : Refusal(RefusalKind.Precondition, "ADJUSTMENT_DECIDED", "The adjustment was decided, or lapsed.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string> { ["state"] = State.Name() };
}

/// <summary>Whoever asks does not approve.</summary>
public sealed record OwnAdjustment() : Refusal(RefusalKind.Forbidden, "OWN_ADJUSTMENT", "Somebody else approves what a person asks for.");

/// <summary>An adjustment beyond what the role decides.</summary>
public sealed record ApprovalLimit(long Limit) : Refusal(RefusalKind.Forbidden, "APPROVAL_LIMIT", "A larger adjustment than this role decides.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => Fact.Of("limit", Limit);
}
