using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Domain;

/// <summary>A customer who enrolled; the id is the customer's.</summary>
public sealed record Member
{
    public required string MemberId { get; init; }

    public required string ProgramId { get; init; }

    public required string CardNumber { get; init; }

    public required DateTimeOffset EnrolledAt { get; init; }

    public SalesChannel EnrolledChannel { get; init; }

    /// <summary>Orders from here on are credited: up to 30 days before an enrolment of today, never before one of the past.</summary>
    public required DateTimeOffset CreditsFrom { get; init; }

    public string TierId { get; init; } = "";

    public DateTimeOffset TierSince { get; init; }

    /// <summary>When the tier is lost unless more is earned.</summary>
    public DateTimeOffset? TierAtRiskAt { get; init; }
}

/// <summary>How a member's tier follows from what counts in each tier's window.</summary>
public static class TierRules
{
    /// <summary>How long before today's enrolment orders are credited.</summary>
    public static readonly TimeSpan CreditedBeforeEnrolment = TimeSpan.FromDays(30);

    /// <summary>The highest tier whose threshold is reached; <paramref name="reached"/> has one number for each tier.</summary>
    public static int Qualified(LoyaltyProgram program, IReadOnlyList<long> reached)
    {
        for (var i = program.Tiers.Count - 1; i > 0; i--)
        {
            if (reached[i] >= program.Tiers[i].Threshold)
            {
                return i;
            }
        }

        return 0;
    }

    /// <summary>Up at once; down one step when the grace period is over; at risk in between.</summary>
    public static Member Review(LoyaltyProgram program, Member member, IReadOnlyList<long> reached, DateTimeOffset now)
    {
        if (program.Tiers.Count == 0)
        {
            return member;
        }

        var current = Math.Max(0, program.TierIndex(member.TierId));
        var qualified = Qualified(program, reached);
        if (qualified > current)
        {
            return member with { TierId = program.Tiers[qualified].TierId, TierSince = now, TierAtRiskAt = null };
        }

        if (qualified == current)
        {
            return member with { TierId = program.Tiers[current].TierId, TierAtRiskAt = null };
        }

        if (member.TierAtRiskAt is not { } end)
        {
            return member with { TierAtRiskAt = now.AddDays(program.Tiers[current].GraceDays) };
        }

        if (end > now)
        {
            return member;
        }

        var lower = member with { TierId = program.Tiers[current - 1].TierId, TierSince = now, TierAtRiskAt = null };
        return qualified < current - 1 ? lower with { TierAtRiskAt = now.AddDays(program.Tiers[current - 1].GraceDays) } : lower;
    }
}
