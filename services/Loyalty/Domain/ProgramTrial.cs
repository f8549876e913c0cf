using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Domain;

/// <summary>What a rule gave, and what it would give.</summary>
public sealed record RuleChange(string RuleId, long Before, long After);

/// <summary>What a program would change for a member: points of what was kept, tier, and which rules that is by.</summary>
public sealed record MemberChange(string MemberId, long PointsBefore, long PointsAfter, string TierBefore, string TierAfter, IReadOnlyList<RuleChange> Rules)
{
    /// <summary>Whether the member would notice.</summary>
    public bool IsChange => PointsBefore != PointsAfter || TierBefore != TierAfter || Rules.Any(rule => rule.Before != rule.After);
}

/// <summary>
/// Replays what one member earned under another program: the same rules, one earning after the other. What neither program sees differently stays what it is, to the point.
/// </summary>
/// <remarks>
/// The member's own caps are kept from the first replayed earning on. Budgets of all are not: who would have come too late depends on everybody; what they would have to be
/// is added up instead (<see cref="Wanted"/>).
/// </remarks>
public sealed class ProgramTrial
{
    private readonly LoyaltyProgram draft;
    private readonly Func<long, LoyaltyProgram?> version;
    private readonly string? firstOrderId;
    private readonly Dictionary<string, (long Before, long After)> rules = new(StringComparer.Ordinal);
    private readonly Dictionary<(string CapId, DateTimeOffset Period), long> used = [];
    private readonly Dictionary<string, long> wanted = new(StringComparer.Ordinal);
    private readonly Dictionary<long, long> days = [];
    private readonly Dictionary<long, long> statusDays = [];

    /// <param name="draft">The program to try.</param>
    /// <param name="version">The versions that were in force.</param>
    /// <param name="firstOrderId">The first order that the member kept something of; null when there is none.</param>
    public ProgramTrial(LoyaltyProgram draft, Func<long, LoyaltyProgram?> version, string? firstOrderId) =>
        (this.draft, this.version, this.firstOrderId) = (draft, version, firstOrderId);

    public long Before { get; private set; }

    public long After { get; private set; }

    /// <summary>What each rule gave and would give, by rule.</summary>
    public IReadOnlyList<RuleChange> Rules =>
        [.. rules.Select(rule => new RuleChange(rule.Key, rule.Value.Before, rule.Value.After)).OrderBy(rule => rule.RuleId, StringComparer.Ordinal)];

    /// <summary>Points that would be taken of each budget of all.</summary>
    public IReadOnlyDictionary<string, long> Wanted => wanted;

    /// <summary>How much more the days would count by a metric: points of purchases, status points, or nothing where orders count.</summary>
    public IReadOnlyList<CountedDay> DayChanges(TierMetric metric) => metric is TierMetric.Orders
        ? [] : [.. (metric is TierMetric.StatusPoints ? statusDays : days).Select(day => new CountedDay(day.Key, day.Value, day.Value))];

    /// <summary>The next earning, in the order of time.</summary>
    /// <param name="earningId">An order's id, or an event's.</param>
    /// <param name="earned">What it earned, and by what.</param>
    /// <param name="returned">Units that came back or were cancelled, by line.</param>
    public void Add(string earningId, EarnedOrder earned, Func<string, long> returned)
    {
        var (then, status) = Try(earningId, earned);
        var (before, after) = (Count(earned.Lines, returned, isAfter: false), Count(then, returned, isAfter: true));
        (Before, After) = (Before + before, After + after);
        var day = CountedDay.DayOf(earned.Purchase.At);
        if (before != after && earned.Event is null)
        {
            days[day] = days.GetValueOrDefault(day) + after - before;
        }

        var (statusBefore, statusAfter) = (Count(earned.Status, returned, isAfter: false), Count(status, returned, isAfter: true));
        if (statusBefore != statusAfter)
        {
            statusDays[day] = statusDays.GetValueOrDefault(day) + statusAfter - statusBefore;
        }
    }

    private (IReadOnlyList<EarnedLine> Lines, IReadOnlyList<EarnedLine> Status) Try(string earningId, EarnedOrder earned)
    {
        var past = version(earned.ProgramVersion);
        var (full, status) = FullUnder(draft, earningId, earned, past);
        var known = past is null ? default : FullUnder(past, earningId, earned, past);
        status = past is not null && Same(known.Status, status) ? earned.Status : status;
        var isSame = past is not null && Same(known.Lines, full)
            && EarnCaps.ConcernedBy(past, full).SequenceEqual(EarnCaps.ConcernedBy(draft, full)) && past.TimeZoneId == draft.TimeZoneId;
        if (isSame)
        {
            Use(earned.Uses);
            return (earned.Lines, status);
        }

        var room = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var cap in EarnCaps.ConcernedBy(draft, full))
        {
            room[cap.CapId] = cap.PerMember ? cap.Points - used.GetValueOrDefault((cap.CapId, cap.PeriodOf(earned.Purchase.At, draft.TimeZoneId))) : long.MaxValue;
        }

        var (lines, uses) = EarnCaps.Apply(draft, full, earned.Purchase.At, room);
        Use(uses);
        return (lines, status);
    }

    private void Use(IReadOnlyList<CapUse> uses)
    {
        foreach (var use in uses)
        {
            var points = use.Lines.Sum(line => line.Points);
            if (use.PerMember)
            {
                used[(use.CapId, use.PeriodStart)] = used.GetValueOrDefault((use.CapId, use.PeriodStart)) + points;
            }
            else
            {
                wanted[use.CapId] = wanted.GetValueOrDefault(use.CapId) + points;
            }
        }
    }

    private long Count(IReadOnlyList<EarnedLine> lines, Func<string, long> returned, bool isAfter)
    {
        var sum = 0L;
        foreach (var line in lines)
        {
            sum += Kept(line.Points, line.Quantity, returned(line.LineId));
            foreach (var part in line.Parts)
            {
                var kept = Kept(part.Points, line.Quantity, returned(line.LineId));
                var (before, after) = rules.GetValueOrDefault(part.RuleId);
                rules[part.RuleId] = isAfter ? (before, after + kept) : (before + kept, after);
            }
        }

        return sum;
    }

    // Whether it was a first order was only asked by programs that had a rule for it.
    private (IReadOnlyList<EarnedLine> Lines, IReadOnlyList<EarnedLine> Status) FullUnder(LoyaltyProgram program, string earningId, EarnedOrder earned, LoyaltyProgram? past)
    {
        var tier = TierUnder(program, earned.Purchase.TierId, past);
        if (earned.Event is { } happened)
        {
            return ([EarnFunction.Earn(program, happened, tier)], EarnFunction.EarnStatus(program, happened, tier));
        }

        var wasAsked = past?.EarnRules.Any(rule => rule.FirstOrder) is true;
        var purchase = earned.Purchase with { TierId = tier, IsFirst = wasAsked ? earned.Purchase.IsFirst : earningId == firstOrderId };
        return (EarnFunction.Earn(program, purchase, earned.Basket), EarnFunction.EarnStatus(program, purchase, earned.Basket));
    }

    // A tier that the draft calls otherwise is the one in its place.
    private static string TierUnder(LoyaltyProgram program, string tierId, LoyaltyProgram? past) =>
        program.TierIndex(tierId) >= 0 || program.Tiers.Count == 0 || past is null || past.TierIndex(tierId) is not (>= 0 and var place)
            ? tierId : program.Tiers[Math.Min(place, program.Tiers.Count - 1)].TierId;

    private static long Kept(long points, long quantity, long returned) => points - new Portion(points, quantity).First(returned);

    private static bool Same(IReadOnlyList<EarnedLine> left, IReadOnlyList<EarnedLine> right) =>
        left.Count == right.Count && left.Zip(right).All(pair => pair.First.Points == pair.Second.Points && pair.First.Parts.SequenceEqual(pair.Second.Parts));
}
