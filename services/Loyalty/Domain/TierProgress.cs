namespace Omnichannel.Loyalty.Domain;

/// <summary>An order that was credited to a member, as tiers see it.</summary>
/// <param name="OrderId">Tells orders of one moment apart.</param>
/// <param name="PlacedAt">When points count.</param>
/// <param name="DeliveredAt">When the order itself counts; null while it is on its way.</param>
/// <param name="EarnedPoints">What its lines earned.</param>
/// <param name="ClawedPoints">What of that was taken back.</param>
public sealed record CountedOrder(string OrderId, DateTimeOffset PlacedAt, DateTimeOffset? DeliveredAt, long EarnedPoints, long ClawedPoints)
{
    /// <summary>What it counts by a metric.</summary>
    public long Weight(TierMetric metric) => metric is TierMetric.Orders ? 1 : EarnedPoints - ClawedPoints;

    /// <summary>Since when it counts by a metric; null while it does not.</summary>
    public DateTimeOffset? Since(TierMetric metric) => metric is TierMetric.Orders ? DeliveredAt : PlacedAt;
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

/// <summary>What a member lacks to the next tier.</summary>
public sealed record NextTier(Tier Tier, long Reached)
{
    /// <summary>0 when it is reached.</summary>
    public long Missing => Math.Max(0, Tier.Threshold - Reached);
}

/// <summary>
/// How a member's tier follows from the orders that count: up at once, down one step when the grace period is over. A pure function of history, program and time.
/// </summary>
public sealed class TierProgress
{
    private readonly LoyaltyProgram program;
    private readonly IReadOnlyList<LoyaltyProgram> versions;
    private readonly IReadOnlyList<CountedOrder> orders;
    private readonly DateTimeOffset now;

    /// <summary>A member's progress at a moment.</summary>
    /// <param name="program">The version in force; has tiers.</param>
    /// <param name="versions">All versions, latest first: a member may have a tier by a name that only an earlier one knows.</param>
    /// <param name="orders">At least those since <see cref="CountsFrom"/>.</param>
    /// <param name="now">The moment.</param>
    public TierProgress(LoyaltyProgram program, IReadOnlyList<LoyaltyProgram> versions, IEnumerable<CountedOrder> orders, DateTimeOffset now)
    {
        (this.program, this.versions, this.now) = (program, versions, now);
        this.orders = [.. orders];
        Reached = [.. program.Tiers.Select((tier, i) => i == 0 ? 0 : Counting(tier).Sum(order => order.Weight(tier.Metric)))];
    }

    /// <summary>What counts towards each tier, in the tier's own window; 0 for the lowest, which everybody has.</summary>
    public IReadOnlyList<long> Reached { get; }

    /// <summary>The highest tier whose threshold is reached.</summary>
    public int Qualified
    {
        get
        {
            var highest = program.Tiers.Count - 1;
            while (highest > 0 && Reached[highest] < program.Tiers[highest].Threshold)
            {
                highest--;
            }

            return highest;
        }
    }

    /// <summary>Since when history counts for any tier; null when nothing does, because there is no tier to reach.</summary>
    public static DateTimeOffset? CountsFrom(LoyaltyProgram program, DateTimeOffset now) =>
        program.Tiers.Count < 2 ? null : now.AddDays(-program.Tiers.Skip(1).Max(tier => tier.WindowDays));

    /// <summary>The tier after the one that a member has; null at the top.</summary>
    public NextTier? After(Member member)
    {
        var next = Standing(member.TierId) + 1;
        return next < program.Tiers.Count ? new NextTier(program.Tiers[next], Reached[next]) : null;
    }

    /// <summary>Whether the tier still follows from what counts: up at once; at risk, then down one step when the grace period is over.</summary>
    public TierOutcome Review(Member member)
    {
        var standing = Standing(member.TierId);
        var (next, index) = Next(member, standing);
        next = next with { TierId = program.Tiers[index].TierId, TierSince = index == standing ? member.TierSince : now };
        return new TierOutcome(
            next, next.TierAtRiskAt ?? LeavesAt(index), next.TierId == member.TierId ? null : new TierMove(member.TierId, next.TierId, index > standing));
    }

    private (Member Member, int Index) Next(Member member, int standing)
    {
        if (Qualified >= standing)
        {
            return (member with { TierAtRiskAt = null }, Qualified);
        }

        if (member.TierAtRiskAt is not { } end)
        {
            return (member with { TierAtRiskAt = GraceOf(standing) }, standing);
        }

        return end > now ? (member, standing) : (member with { TierAtRiskAt = Qualified < standing - 1 ? GraceOf(standing - 1) : null }, standing - 1);
    }

    private DateTimeOffset GraceOf(int tier) => now.AddDays(program.Tiers[tier].GraceDays);

    // Which of the program's tiers a member has. One that goes by another name now is known by its threshold: who has it loses nothing by the renaming.
    private int Standing(string tierId)
    {
        if (program.TierIndex(tierId) is >= 0 and var index)
        {
            return index;
        }

        var known = versions.SelectMany(version => version.Tiers).FirstOrDefault(tier => tier.TierId == tierId);
        return known is null ? 0 : Math.Max(0, program.Tiers.Count(tier => tier.Threshold <= known.Threshold) - 1);
    }

    // When the oldest orders that a tier rests on leave its window.
    private DateTimeOffset? LeavesAt(int index)
    {
        if (index == 0)
        {
            return null;
        }

        var tier = program.Tiers[index];
        var spare = Reached[index] - tier.Threshold;
        foreach (var order in Counting(tier).OrderBy(order => order.Since(tier.Metric)))
        {
            spare -= order.Weight(tier.Metric);
            if (spare < 0)
            {
                return order.Since(tier.Metric)!.Value.AddDays(tier.WindowDays);
            }
        }

        return null;
    }

    private IEnumerable<CountedOrder> Counting(Tier tier) => orders.Where(order => order.Since(tier.Metric) > now.AddDays(-tier.WindowDays));
}
