using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.V1;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>
/// Tells members of points that lapse soon: once for all that lapse together, and takes it back once none of them are left to lapse. What was told stands in a row, under the
/// member's lock: two instances, a restart, or a timer that fires twice tell nothing twice.
/// </summary>
public sealed class ExpiryNotices(ProgramCatalogue programs)
{
    /// <summary>The ends that a step may have changed something about, of those that members are told of by now; in microseconds.</summary>
    internal static IEnumerable<long> Concerned(Account account, DateTimeOffset now) => account.Lots
        .Where(lot => lot.IsChanged || lot.IsNew)
        .SelectMany(lot => new[] { lot.End, lot.EndBefore })
        .Where(end => end?.NoticeAt <= now)
        .Select(end => end!.Value.At.ToMicros());

    /// <summary>Ends of active points that members are to be told of by now, and were not.</summary>
    internal static Task<IReadOnlyList<long>> Due(UnitOfWork unit, string memberId) => unit.Sql.Query<long>(
        """
        select distinct expires_at from lots where member_id = @memberId and active > 0 and notice_at <= @now and expires_at > @now
            and not exists (select 1 from expiry_notices told where told.member_id = lots.member_id and told.expires_at = lots.expires_at)
        """,
        new { memberId, now = unit.Now.ToMicros() });

    /// <summary>Forgets what was told of points that have lapsed.</summary>
    internal static void ForgetLapsed(UnitOfWork unit, string memberId) =>
        unit.Sql.Defer("delete from expiry_notices where member_id = @memberId and expires_at <= @now", new { memberId, now = unit.Now.ToMicros() });

    /// <summary>Tells what is to be told, and takes back what is not true any more. The member's lots are saved.</summary>
    /// <param name="unit">The unit of work.</param>
    /// <param name="state">The member, under its lock.</param>
    /// <param name="ends">When points lapse, in microseconds.</param>
    internal async Task Settle(UnitOfWork unit, MemberState state, IReadOnlySet<long> ends)
    {
        var which = new { memberId = state.Member.MemberId, ends = ends.ToArray() };
        var groups = await unit.Sql.Query<Group>(
            $"""
            select expires_at as ExpiresAt, cast(sum(active) as bigint) as Active from lots
            where member_id = @memberId and expires_at {unit.Sql.Dialect.In("@ends")} and (active > 0 or held > 0) group by expires_at
            """,
            which).ConfigureAwait(false);
        var told = await unit.Sql.Query<long>(
            $"select expires_at from expiry_notices where member_id = @memberId and expires_at {unit.Sql.Dialect.In("@ends")}", which).ConfigureAwait(false);
        var program = await programs.At(unit.Sql, state.Member.ProgramId, unit.Now).ConfigureAwait(false);
        foreach (var end in ends.Where(end => end > unit.Now.ToMicros()).Order())
        {
            var row = new { memberId = state.Member.MemberId, end };
            var group = groups.FirstOrDefault(each => each.ExpiresAt == end);
            if (group is { Active: > 0 } && !told.Contains(end))
            {
                unit.Sql.Defer("insert into expiry_notices (member_id, expires_at) values (@memberId, @end)", row);
                unit.Publish(state.Member.MemberId, state.Version, LedgerEvents.HeaderOf(new Cause(unit.Now)).On(new PointsExpiring
                {
                    MemberId = state.Member.MemberId,
                    Points = group.Active,
                    ExpiresAt = Instants.ToTimestamp(end),
                    TimeZone = program?.TimeZoneId ?? "UTC",
                    Balance = LedgerEvents.BalanceOf(state),
                }));
            }
            else if (group is null && told.Contains(end))
            {
                unit.Sql.Defer("delete from expiry_notices where member_id = @memberId and expires_at = @end", row);
                unit.Publish(state.Member.MemberId, state.Version, LedgerEvents.HeaderOf(new Cause(unit.Now)).On(new PointsExpiringWithdrawn
                {
                    MemberId = state.Member.MemberId, ExpiresAt = Instants.ToTimestamp(end),
                }));
            }
        }
    }

    private sealed record Group
    {
        public long ExpiresAt { get; init; }

        public long Active { get; init; }
    }
}
