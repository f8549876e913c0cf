using Omnichannel.Platform.Time;

namespace Omnichannel.Loyalty.Domain;

/// <summary>For how long a cap counts before it begins anew, in the program's time zone.</summary>
public enum CapPeriod
{
    Day = 1,

    /// <summary>From Monday.</summary>
    Week = 2,
    Month = 3,
    Year = 4,

    /// <summary>It never begins anew.</summary>
    Ever = 5,
}

/// <summary>The most points that are earned in a period: by a member, or by all together; by a campaign's rules, or by all. What returns take back makes room again.</summary>
public sealed record EarnCap
{
    public required string CapId { get; init; }

    /// <summary>The campaign whose rules it is for; empty for everything that is earned.</summary>
    public string CampaignId { get; init; } = "";

    /// <summary>Whether each member has room of their own; else it is a budget for all together.</summary>
    public bool PerMember { get; init; }

    public CapPeriod Period { get; init; } = CapPeriod.Ever;

    public required long Points { get; init; }

    /// <summary>When the period began that a moment lies in.</summary>
    public DateTimeOffset PeriodOf(DateTimeOffset at, string timeZoneId) => Period.StartOf(at, timeZoneId);
}

/// <summary>When periods begin.</summary>
public static class CapPeriods
{
    /// <summary>When the period began that a moment lies in.</summary>
    public static DateTimeOffset StartOf(this CapPeriod period, DateTimeOffset at, string timeZoneId)
    {
        if (period is CapPeriod.Ever)
        {
            return DateTimeOffset.UnixEpoch;
        }

        var days = LocalDays.In(timeZoneId);
        var day = days.DayOf(at);
        return days.StartOf(period switch
        {
            CapPeriod.Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
            CapPeriod.Month => new DateOnly(day.Year, day.Month, 1),
            CapPeriod.Year => new DateOnly(day.Year, 1, 1),
            _ => day,
        });
    }
}

/// <summary>What an earning took of a cap's room.</summary>
/// <param name="CapId">Which cap.</param>
/// <param name="PerMember">Whether the room is the member's own.</param>
/// <param name="PeriodStart">Of which period.</param>
/// <param name="Lines">How much each line took: what comes back of a line gives back its part.</param>
public sealed record CapUse(string CapId, bool PerMember, DateTimeOffset PeriodStart, IReadOnlyList<CapShare> Lines);

/// <summary>What a line took of a cap's room.</summary>
public sealed record CapShare(string LineId, long Quantity, long Points);

/// <summary>Keeps what is earned within the program's caps.</summary>
public static class EarnCaps
{
    /// <summary>The caps that an earning takes from, in the order in which they are to be looked at.</summary>
    public static IReadOnlyList<EarnCap> ConcernedBy(LoyaltyProgram program, IReadOnlyList<EarnedLine> lines) =>
    [
        .. program.EarnCaps.Where(cap => lines.Any(line => line.Parts.Any(part => part.Points > 0 && IsUnder(program, cap, part))))
            .OrderBy(cap => cap.CampaignId.Length == 0).ThenBy(cap => cap.CapId, StringComparer.Ordinal),
    ];

    /// <summary>What is left of an earning when no cap is exceeded. What is too much is taken in proportion from the parts that the cap is for; campaigns' caps first.</summary>
    /// <param name="program">The version that it is under.</param>
    /// <param name="lines">What would be earned.</param>
    /// <param name="at">When.</param>
    /// <param name="room">Room that is left, by cap; a cap that is not there has all of its own.</param>
    public static (IReadOnlyList<EarnedLine> Lines, IReadOnlyList<CapUse> Uses) Apply(
        LoyaltyProgram program, IReadOnlyList<EarnedLine> lines, DateTimeOffset at, IReadOnlyDictionary<string, long> room)
    {
        var caps = ConcernedBy(program, lines);
        var left = lines;
        foreach (var cap in caps)
        {
            left = Cut(program, cap, left, Math.Max(0, room.GetValueOrDefault(cap.CapId, cap.Points)));
        }

        return (left, [
            .. caps.Select(cap => new CapUse(
                cap.CapId,
                cap.PerMember,
                cap.PeriodOf(at, program.TimeZoneId),
                [.. left.Select(line => new CapShare(line.LineId, line.Quantity, Under(program, cap, line))).Where(share => share.Points > 0)])).Where(use => use.Lines.Count > 0)]);
    }

    private static IReadOnlyList<EarnedLine> Cut(LoyaltyProgram program, EarnCap cap, IReadOnlyList<EarnedLine> lines, long room)
    {
        var parts = lines.SelectMany(line => line.Parts.Where(part => IsUnder(program, cap, part))).Select(part => part.Points).ToList();
        if (parts.Sum() <= room)
        {
            return lines;
        }

        var kept = new Queue<long>(Apportionment.Of(room, [.. parts.Select(points => (System.Numerics.BigInteger)points)]));
        return
        [
            .. lines.Select(line => line.Of([.. line.Parts.Select(part => IsUnder(program, cap, part) ? part with { Points = kept.Dequeue() } : part)])),
        ];
    }

    private static long Under(LoyaltyProgram program, EarnCap cap, EarnedLine line) => line.Parts.Where(part => IsUnder(program, cap, part)).Sum(part => part.Points);

    private static bool IsUnder(LoyaltyProgram program, EarnCap cap, EarnedPart part) =>
        cap.CampaignId.Length == 0 || program.EarnRules.Any(rule => rule.RuleId == part.RuleId && rule.CampaignId == cap.CampaignId);
}
