namespace Omnichannel.Loyalty.Domain;

/// <summary>What a member's orders of one day count towards tiers. Days are those of UTC: what a day counted never changes with a program's time zone.</summary>
/// <param name="Day">Since the epoch.</param>
/// <param name="Kept">What counts: of what was bought, what was neither returned nor cancelled.</param>
/// <param name="Told">What counted before anything was taken back.</param>
public sealed record CountedDay(long Day, long Kept, long Told)
{
    /// <summary>What one order counts by a metric, and when; null when it never did. Points count from the order on, an order itself from its delivery on. Its status
    /// points are in its lots, whoever's it is: they count there.</summary>
    public static CountedDay? Of(CreditedOrder order, TierMetric metric) =>
        metric is TierMetric.PointsEarned ? new CountedDay(DayOf(order.PlacedAt), order.EarnedPoints - order.ClawedPoints, order.EarnedPoints)
        : metric is TierMetric.StatusPoints ? null
        : order.ToldDeliveredAt is { } at ? new CountedDay(DayOf(at), order.DeliveredAt is not null && order.IsKept ? 1 : 0, 1)
        : null;

    /// <summary>The day of a moment.</summary>
    public static long DayOf(DateTimeOffset at) => (at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerDay;

    /// <summary>When a day begins.</summary>
    public static DateTimeOffset StartOf(long day) => DateTimeOffset.UnixEpoch.AddDays(day);
}

/// <summary>A member went from one tier to another.</summary>
/// <param name="From">The tier before.</param>
/// <param name="To">The tier now.</param>
/// <param name="IsUpgrade">Whether it is a higher one; a tier that only got another name is not.</param>
public sealed record TierMove(string From, string To, bool IsUpgrade);

/// <summary>What a look at a member's tier came to.</summary>
/// <param name="Member">With the tier of now.</param>
/// <param name="LookAgainAt">When time alone can change it; null for never.</param>
/// <param name="Move">Null when the tier stays.</param>
public sealed record TierOutcome(Member Member, DateTimeOffset? LookAgainAt, TierMove? Move);

/// <summary>What a member lacks to a tier: the next one, or the one that they have.</summary>
public sealed record TierReach(Tier Tier, long Reached)
{
    /// <summary>0 when it is reached.</summary>
    public long Missing => Math.Max(0, Tier.Threshold - Reached);
}

/// <summary>
/// How a member's tier follows from what counts: up at once, down one step when the grace period is over, and down at once when it never rested on what was kept.
/// A pure function of history, program and time.
/// </summary>
public sealed class TierProgress
{
    private readonly LoyaltyProgram program;
    private readonly IReadOnlyList<LoyaltyProgram> versions;
    private readonly DateTimeOffset now;
    private readonly DateTimeOffset?[] keptUntil;
    private readonly DateTimeOffset?[] toldUntil;

    /// <summary>A member's progress at a moment.</summary>
    /// <param name="program">The version in force; has tiers.</param>
    /// <param name="versions">All versions, latest first: a member may have a tier by a name that only an earlier one knows.</param>
    /// <param name="days">At least those since <see cref="ReadsFrom"/>, in any order; a day may come in parts.</param>
    /// <param name="now">The moment.</param>
    public TierProgress(LoyaltyProgram program, IReadOnlyList<LoyaltyProgram> versions, IEnumerable<CountedDay> days, DateTimeOffset now)
    {
        (this.program, this.versions, this.now) = (program, versions, now);
        var today = CountedDay.DayOf(now);

        // A clock that is ahead reports tomorrow: it counts today.
        List<CountedDay> history = [.. days.Select(day => day with { Day = Math.Min(day.Day, today) }).OrderBy(day => day.Day)];
        Reached = [.. program.Tiers.Select((tier, i) => i == 0 ? 0 : history.Where(day => day.Day >= today - tier.WindowDays).Sum(day => day.Kept))];
        keptUntil = [.. program.Tiers.Select((tier, i) => i == 0 ? null : EnoughUntil(tier, history, day => day.Kept))];
        toldUntil = [.. program.Tiers.Select((tier, i) => i == 0 ? null : EnoughUntil(tier, history, day => day.Told))];
        Qualified = program.Tiers.Count - 1;
        while (Qualified > 0 && Reached[Qualified] < program.Tiers[Qualified].Threshold)
        {
            Qualified--;
        }
    }

    /// <summary>What counts towards each tier, in the tier's own window; 0 for the lowest, which everybody has.</summary>
    public IReadOnlyList<long> Reached { get; }

    /// <summary>The highest tier whose threshold is reached.</summary>
    public int Qualified { get; }

    /// <summary>Since when what happens to history can change a tier; null when nothing can, because there is no tier to reach.</summary>
    public static DateTimeOffset? CountsFrom(LoyaltyProgram program, DateTimeOffset now) =>
        program.Tiers.Count < 2 ? null : CountedDay.StartOf(CountedDay.DayOf(now) - LongestWindow(program) - program.Tiers.Skip(1).Sum(tier => tier.GraceDays) - 1);

    /// <summary>Since when history is to be read: what counts rests on what was in the window with it.</summary>
    public static DateTimeOffset? ReadsFrom(LoyaltyProgram program, DateTimeOffset now) => CountsFrom(program, now)?.AddDays(-LongestWindow(program));

    /// <summary>The tier that a member has; null for the lowest, which rests on nothing.</summary>
    public TierReach? Of(Member member) => At(Standing(member.TierId));

    /// <summary>The tier after the one that a member has; null at the top.</summary>
    public TierReach? After(Member member) => At(Standing(member.TierId) + 1);

    /// <summary>Whether the tier still follows from what counts.</summary>
    public TierOutcome Review(Member member)
    {
        var standing = Standing(member.TierId);
        var (index, atRiskAt) = Next(standing, member.TierAtRiskAt);
        var next = member with
        {
            TierId = program.Tiers[index].TierId,
            TierSince = index == standing ? member.TierSince : now,
            TierAtRiskAt = atRiskAt,
        };
        return new TierOutcome(
            next, atRiskAt ?? keptUntil[index], next.TierId == member.TierId ? null : new TierMove(member.TierId, next.TierId, index > standing));
    }

    /// <summary>
    /// A merge was undone: the tier is what it was before it, as far as that still follows. One that is the same as now goes on as it is: what has come since speaks for it too.
    /// </summary>
    /// <param name="before">The member with the tier of before the merge.</param>
    /// <param name="now">The member.</param>
    public TierOutcome Restore(Member before, Member now)
    {
        var restored = Review(before);
        if (restored.Member.TierId == now.TierId)
        {
            return restored with { Member = restored.Member with { TierSince = now.TierSince }, Move = null };
        }

        return restored with { Move = new TierMove(now.TierId, restored.Member.TierId, Standing(restored.Member.TierId) > Standing(now.TierId)) };
    }

    private TierReach? At(int index) => index > 0 && index < program.Tiers.Count ? new TierReach(program.Tiers[index], Reached[index]) : null;

    private (int Index, DateTimeOffset? AtRiskAt) Next(int standing, DateTimeOffset? atRiskAt)
    {
        var kept = Entitled(keptUntil);
        for (var index = standing; ; index--, atRiskAt = null)
        {
            if (Qualified >= index)
            {
                return (Qualified, null);
            }

            if (kept >= index)
            {
                return (index, GraceEnd(index, keptUntil));
            }

            // Only what was taken back speaks for it: there is no grace for what never was.
            if (Entitled(toldUntil) >= index)
            {
                return (kept, kept > Qualified ? GraceEnd(kept, keptUntil) : null);
            }

            // The program asks for more than it did, or nobody looked in time.
            var end = atRiskAt ?? now.AddDays(program.Tiers[index].GraceDays);
            if (end > now)
            {
                return (index, end);
            }
        }
    }

    // The highest tier that was reached, and whose grace is not over.
    private int Entitled(DateTimeOffset?[] until)
    {
        var index = program.Tiers.Count - 1;
        while (index > 0 && !(GraceEnd(index, until) > now))
        {
            index--;
        }

        return index;
    }

    // Whoever leaves a higher tier has this one for its own grace after that.
    private DateTimeOffset? GraceEnd(int index, DateTimeOffset?[] until)
    {
        DateTimeOffset? end = null;
        var grace = 0;
        for (var i = index; i < program.Tiers.Count; i++)
        {
            grace += program.Tiers[i].GraceDays;
            end = until[i]?.AddDays(grace) is { } reached && !(end >= reached) ? reached : end;
        }

        return end;
    }

    // Which of the program's tiers a member has. One that goes by another name now is the one in its place; where there are more tiers or fewer, the one for as much.
    private int Standing(string tierId)
    {
        if (program.TierIndex(tierId) is >= 0 and var index)
        {
            return index;
        }

        if (versions.FirstOrDefault(version => version.TierIndex(tierId) >= 0) is not { } known)
        {
            return 0;
        }

        var place = known.TierIndex(tierId);
        return known.Tiers.Count == program.Tiers.Count ? place
            : known.Tiers[place].Metric != program.Tiers[^1].Metric ? Math.Min(place, program.Tiers.Count - 1)
            : Math.Max(0, program.Tiers.Count(tier => tier.Threshold <= known.Tiers[place].Threshold) - 1);
    }

    private static int LongestWindow(LoyaltyProgram program) => program.Tiers.Skip(1).Max(tier => tier.WindowDays);

    // When what counts was last enough for a tier, or will have been if nothing is added; null when it never was.
    private static DateTimeOffset? EnoughUntil(Tier tier, List<CountedDay> history, Func<CountedDay, long> weight)
    {
        var (sum, oldest) = (0L, 0);
        (long Sum, int Oldest)? last = null;
        foreach (var day in history)
        {
            sum += weight(day);
            for (; history[oldest].Day < day.Day - tier.WindowDays; oldest++)
            {
                sum -= weight(history[oldest]);
            }

            last = sum >= tier.Threshold ? (sum, oldest) : last;
        }

        if (last is not { } enough)
        {
            return null;
        }

        var (left, leaving) = enough;
        for (; left - weight(history[leaving]) >= tier.Threshold; leaving++)
        {
            left -= weight(history[leaving]);
        }

        return CountedDay.StartOf(history[leaving].Day + tier.WindowDays + 1);
    }
}
