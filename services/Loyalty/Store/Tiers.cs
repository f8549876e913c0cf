using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>Reads what members' tiers rest on, and keeps the tiers true to it.</summary>
public sealed class Tiers(ProgramCatalogue programs)
{
    /// <summary>What counts towards a member's tiers now; null when the program has none to reach.</summary>
    public async Task<TierProgress?> Progress(SqlSession sql, Member member, DateTimeOffset now)
    {
        if (await programs.At(sql, member.ProgramId, now).ConfigureAwait(false) is not { } program || TierProgress.CountsFrom(program, now) is not { } from)
        {
            return null;
        }

        var rows = await sql.Query<CountedRow>(
            """
            select order_id as OrderId, placed_at as PlacedAt, delivered_at as DeliveredAt, earned_points as EarnedPoints, clawed_points as ClawedPoints
            from orders where member_id = @memberId and (placed_at > @from or delivered_at > @from)
            """,
            new { memberId = member.MemberId, from = from.ToMicros() }).ConfigureAwait(false);
        return new TierProgress(program, await programs.Versions(sql, member.ProgramId).ConfigureAwait(false), rows.Select(row => row.ToOrder()), now);
    }

    /// <summary>
    /// Looks whether the member's tier still follows from what counts. The change is saved and told with the member's next <see cref="Ledgers.Save"/>, which the caller
    /// makes. What history changes is history: nobody is congratulated on an import.
    /// </summary>
    public async Task Review(UnitOfWork unit, MemberState state, Cause cause)
    {
        if (await Progress(unit.Sql, state.Member, unit.Now).ConfigureAwait(false) is not { } progress)
        {
            return;
        }

        var outcome = progress.Review(state.Member);
        state.Member = outcome.Member;
        if (outcome.Move is { } move)
        {
            state.Moves.Add((move, cause with { EffectiveAt = unit.Now }));
        }

        if (outcome.LookAgainAt is { } at)
        {
            unit.Schedule(TimerKinds.TierReview, state.Member.MemberId, at);
        }
    }

    /// <summary>The same, when what happened is about an order that tiers look back to: most of an import is not.</summary>
    /// <param name="unit">The unit of work.</param>
    /// <param name="state">The member.</param>
    /// <param name="since">Since when the order counts; null when nothing about that changed.</param>
    /// <param name="cause">What happened.</param>
    public async Task Review(UnitOfWork unit, MemberState state, DateTimeOffset? since, Cause cause)
    {
        if (since is not null
            && await programs.At(unit.Sql, state.Member.ProgramId, unit.Now).ConfigureAwait(false) is { } program
            && since > TierProgress.CountsFrom(program, unit.Now))
        {
            await Review(unit, state, cause).ConfigureAwait(false);
        }
    }

    private sealed record CountedRow
    {
        public string OrderId { get; init; } = "";

        public long PlacedAt { get; init; }

        public long? DeliveredAt { get; init; }

        public long EarnedPoints { get; init; }

        public long ClawedPoints { get; init; }

        public CountedOrder ToOrder() => new(OrderId, Instants.FromMicros(PlacedAt), Columns.Instant(DeliveredAt), EarnedPoints, ClawedPoints);
    }
}
