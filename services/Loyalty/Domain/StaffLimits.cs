using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Domain;

/// <summary>What one person of a role may do with points by hand, given, taken and held together.</summary>
/// <param name="Role">Whose limit.</param>
/// <param name="PerCall">At once.</param>
/// <param name="PerDay">0 for no limit beyond that.</param>
/// <param name="PerMonth">0 for no limit beyond those.</param>
/// <param name="ApprovesUpTo">The largest adjustment of somebody else that they decide.</param>
public sealed record StaffLimit(ActorRole Role, long PerCall, long PerDay, long PerMonth, long ApprovesUpTo)
{
    /// <summary>Of a role that the program says nothing of.</summary>
    public static StaffLimit None(ActorRole role) => new(role, 0, 0, 0, 0);

    /// <summary>Why somebody may not do this alone; null when they may.</summary>
    /// <param name="points">How many, in either direction.</param>
    /// <param name="used">What they did before.</param>
    public AdjustmentLimit? WhyNot(long points, StaffUse used) =>
        points > PerCall ? new AdjustmentLimit("call", PerCall, PerCall)
        : PerDay > 0 && points > PerDay - used.Day ? new AdjustmentLimit("day", PerDay, Math.Max(0, PerDay - used.Day))
        : PerMonth > 0 && points > PerMonth - used.Month ? new AdjustmentLimit("month", PerMonth, Math.Max(0, PerMonth - used.Month))
        : null;
}

/// <summary>Points that one person moved by hand, in either direction.</summary>
/// <param name="Day">On the day.</param>
/// <param name="Month">In its month, the day included.</param>
public sealed record StaffUse(long Day, long Month);

/// <summary>What became of an adjustment that somebody asked for.</summary>
public enum AdjustmentState
{
    /// <summary>Nobody decided yet.</summary>
    Pending = 1,

    /// <summary>It was made.</summary>
    Approved = 2,

    /// <summary>It will not be made.</summary>
    Declined = 3,

    /// <summary>Nobody decided in time.</summary>
    Lapsed = 4,
}

/// <summary>An adjustment beyond what one person may do alone. It is decided once, by another one.</summary>
public sealed record Adjustment
{
    private const int UsualDays = 7;

    public required string AdjustmentId { get; init; }

    /// <summary>What is asked for, and by whom.</summary>
    public required AdjustCommand Command { get; init; }

    public AdjustmentState State { get; init; } = AdjustmentState.Pending;

    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>When it lapses.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    public Actor? DecidedBy { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    public string DeclineReason { get; init; } = "";

    /// <summary>Raised by every step.</summary>
    public long Version { get; init; } = 1;

    /// <summary>Somebody asks.</summary>
    public static Decision<Adjustment> Ask(string adjustmentId, AdjustCommand command, LoyaltyProgram? program, DateTimeOffset now) =>
        AdjustmentRules.WhyNot(command.Points, command.Reason, command.ExpiresAt, now) is { } refusal
            ? refusal
            : new Adjustment
            {
                AdjustmentId = adjustmentId,
                Command = command,
                RequestedAt = now,
                ExpiresAt = now.AddDays(program is { ApprovalDays: > 0 and var days } ? days : UsualDays),
            };

    /// <summary>Somebody else says that it is to be made. Whether the points allow it, the account says.</summary>
    public Decision<Adjustment> Approve(Actor by, LoyaltyProgram? program, DateTimeOffset now) =>
        WhyNotOpen(now) is { } decided ? decided
        : by.IsSamePersonAs(Command.Actor) ? new OwnAdjustment()
        : WhyNotUpTo(by, program) is { } limit ? limit
        : AdjustmentRules.WhyNot(Command.Points, Command.Reason, Command.ExpiresAt, now) is { } refusal ? refusal
        : Decided(AdjustmentState.Approved, by, now);

    /// <summary>Somebody turns it down; whoever asked may, too.</summary>
    public Decision<Adjustment> Decline(Actor by, string reason, LoyaltyProgram? program, DateTimeOffset now) =>
        string.IsNullOrWhiteSpace(reason) ? new ReasonRequired()
        : WhyNotOpen(now) is { } decided ? decided
        : !by.IsSamePersonAs(Command.Actor) && WhyNotUpTo(by, program) is { } limit ? limit
        : Decided(AdjustmentState.Declined, by, now) with { DeclineReason = reason };

    /// <summary>Its time is over. Null when it was decided, or lives longer.</summary>
    public Adjustment? Lapse(DateTimeOffset now) => State is AdjustmentState.Pending && ExpiresAt <= now ? Decided(AdjustmentState.Lapsed, null, now) : null;

    private Adjustment Decided(AdjustmentState state, Actor? by, DateTimeOffset now) => this with { State = state, DecidedBy = by, DecidedAt = now, Version = Version + 1 };

    // The timer may be late.
    private AdjustmentDecided? WhyNotOpen(DateTimeOffset now) =>
        State is not AdjustmentState.Pending ? new AdjustmentDecided(State)
        : ExpiresAt <= now ? new AdjustmentDecided(AdjustmentState.Lapsed)
        : null;

    private ApprovalLimit? WhyNotUpTo(Actor by, LoyaltyProgram? program) =>
        (program?.LimitOf(by.Role) ?? StaffLimit.None(by.Role)).ApprovesUpTo is var limit && Math.Abs(Command.Points) > limit ? new ApprovalLimit(limit) : null;
}
