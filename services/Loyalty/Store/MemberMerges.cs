using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.People;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Timers;

namespace Omnichannel.Loyalty.Store;

/// <summary>
/// Customers turned out to be one person, or several again. Nothing is posted when they become one: each account keeps its lots, and what the survivor spends of another's is brought in when it
/// is spent (<see cref="Ledgers.Gather"/>). When they are several again, what is left of that goes home.
/// </summary>
public sealed class MemberMerges(Ledgers ledgers, Tiers tiers, MergedWallets wallets)
{
    /// <summary>Follows what became known.</summary>
    /// <param name="unit">The transaction of its inbox row.</param>
    /// <param name="mergeId">The merge, or the one that was undone.</param>
    /// <param name="isUndone">Which of them.</param>
    /// <param name="moves">Whoever is another customer than before.</param>
    public async Task Follow(UnitOfWork unit, string mergeId, bool isUndone, IReadOnlyList<PersonMoved> moves)
    {
        var concerned = await Lock(unit, moves).ConfigureAwait(false);
        foreach (var state in concerned)
        {
            await Settle(unit, state, [.. moves.Select(moved => moved.PersonId)]).ConfigureAwait(false);
        }

        foreach (var state in concerned)
        {
            await FollowTier(unit, mergeId, isUndone, state).ConfigureAwait(false);
        }

        if (isUndone)
        {
            await wallets.Return(unit, moves).ConfigureAwait(false);
        }
    }

    /// <summary>Points of somebody who was merged into a member are free again: they go home when that was undone.</summary>
    public async Task Settle(UnitOfWork unit, string memberId)
    {
        if (await ledgers.Find(unit, memberId).ConfigureAwait(false) is { } state)
        {
            await Settle(unit, state, []).ConfigureAwait(false);
        }
    }

    // Everybody who is, or was, one person with who moved, in the order of their ids: who spends at this moment is done, or sees what is told here.
    private async Task<IReadOnlyList<MemberState>> Lock(UnitOfWork unit, IReadOnlyList<PersonMoved> moves)
    {
        var groups = new List<IReadOnlyList<string>>();
        foreach (var id in moves.SelectMany(moved => new[] { moved.PersonId, moved.Before, moved.Now }).Distinct(StringComparer.Ordinal))
        {
            groups.Add(await PersonMerges.Group(unit.Sql, id).ConfigureAwait(false));
        }

        var concerned = new List<MemberState>();
        foreach (var id in groups.SelectMany(group => group).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            if (await ledgers.Find(unit, id).ConfigureAwait(false) is { } state)
            {
                state.IsMerged = groups.Exists(group => group.Count > 1 && group.Contains(id));
                concerned.Add(state);
            }
        }

        return concerned;
    }

    private async Task Settle(UnitOfWork unit, MemberState state, IReadOnlyList<string> moved)
    {
        var origins = await unit.Sql.Query<OriginRow>(
            """
            select origin_member_id as MemberId, cast(sum(active) as bigint) as Active from lots
            where member_id = @memberId and origin_lot is not null group by origin_member_id order by origin_member_id
            """,
            new { memberId = state.Member.MemberId }).ConfigureAwait(false);
        if (origins.Count == 0)
        {
            return;
        }

        var person = await PersonMerges.Group(unit.Sql, state.Member.MemberId).ConfigureAwait(false);
        foreach (var origin in origins.Where(origin => !person.Contains(origin.MemberId) && (origin.Active > 0 || moved.Contains(origin.MemberId))))
        {
            await GiveBack(unit, state, await ledgers.Get(unit, origin.MemberId).ConfigureAwait(false)).ConfigureAwait(false);
        }
    }

    private async Task GiveBack(UnitOfWork unit, MemberState holder, MemberState owner)
    {
        var account = holder.Account;
        await ledgers.LoadFrom(unit, holder, owner.Member.MemberId).ConfigureAwait(false);
        await ledgers.LoadLots(unit, owner, [.. account.Lots.Where(lot => lot.Origin?.MemberId == owner.Member.MemberId).Select(lot => lot.Origin!.Lot).Distinct()]).ConfigureAwait(false);
        var held = account.Lots.Where(lot => lot.Origin?.MemberId == owner.Member.MemberId).Sum(lot => lot.Held);
        var returned = account.GiveBack(owner.Account, new Cause(unit.Now));
        var outstanding = account.Outstanding(owner.Member.MemberId);
        if (returned > 0)
        {
            await ledgers.Save(unit, holder).ConfigureAwait(false);
        }

        await ledgers.Save(unit, owner).ConfigureAwait(false);
        unit.Publish(owner.Member.MemberId, owner.Version, EventHeader.News(unit.Now).On(new V1.MergedPointsReturned
        {
            MemberId = owner.Member.MemberId,
            FromMemberId = holder.Member.MemberId,
            Points = returned,
            HeldPoints = held,
            ShortfallPoints = outstanding - held,
        }));
    }

    private async Task FollowTier(UnitOfWork unit, string mergeId, bool isUndone, MemberState state)
    {
        var (memberId, known) = (state.Member.MemberId, state.Member);
        if (isUndone)
        {
            if (await TierBefore(unit, mergeId, state.Member).ConfigureAwait(false) is { } before)
            {
                await tiers.Restore(unit, state, before).ConfigureAwait(false);
            }
            else
            {
                await tiers.Review(unit, state, new Cause(unit.Now)).ConfigureAwait(false);
            }
        }
        else if ((await PersonAccounts.Of(unit.Sql, memberId).ConfigureAwait(false))[0] == memberId)
        {
            unit.Sql.Defer(
                """
                insert into merged_tiers (merge_id, member_id, tier_id, tier_since, tier_at_risk_at) values (@mergeId, @memberId, @tierId, @since, @atRiskAt)
                on conflict (merge_id, member_id) do nothing
                """,
                new { mergeId, memberId, tierId = state.Member.TierId, since = state.Member.TierSince.ToMicros(), atRiskAt = state.Member.TierAtRiskAt?.ToMicros() });
            await tiers.Review(unit, state, new Cause(unit.Now)).ConfigureAwait(false);
        }

        if (state.Member != known)
        {
            await ledgers.Save(unit, state).ConfigureAwait(false);
        }
    }

    private static async Task<Member?> TierBefore(UnitOfWork unit, string mergeId, Member member)
    {
        var row = await unit.Sql.QueryFirst<TierRow>(
            "delete from merged_tiers where merge_id = @mergeId and member_id = @memberId returning tier_id as TierId, tier_since as TierSince, tier_at_risk_at as TierAtRiskAt",
            new { mergeId, memberId = member.MemberId }).ConfigureAwait(false);
        return row is null ? null : member with { TierId = row.TierId, TierSince = Instants.FromMicros(row.TierSince), TierAtRiskAt = Columns.Instant(row.TierAtRiskAt) };
    }

    private sealed record OriginRow
    {
        public string MemberId { get; init; } = "";

        public long Active { get; init; }
    }

    private sealed record TierRow
    {
        public string TierId { get; init; } = "";

        public long TierSince { get; init; }

        public long? TierAtRiskAt { get; init; }
    }
}

/// <summary>Points that came from somebody who was merged may be free again.</summary>
public sealed class MergedPoints(CommandExecutor executor, MemberMerges merges) : ITimerHandler
{
    /// <inheritdoc/>
    public Task Fire(DueTimer timer, CancellationToken cancellation) => executor.Execute(timer, unit => merges.Settle(unit, timer.Key), cancellation);
}
