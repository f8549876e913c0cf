using System.Runtime.CompilerServices;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Live;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>A member that was loaded under its row's lock, and the account to decide on.</summary>
public sealed class MemberState
{
    public required Member Member { get; set; }

    public required Account Account { get; init; }

    public long Version { get; set; }

    /// <summary>For when the member's expiry timer is set; the largest bigint for never.</summary>
    public long NextExpiry { get; set; }

    /// <summary>How the member went from tier to tier since the last <see cref="Ledgers.Save"/>.</summary>
    public List<(TierMove Move, Cause Cause)> Moves { get; } = [];
}

/// <summary>Loads members under their lock and saves what the domain decided: lots, entries, balances, events, timers, all in the unit of work.</summary>
public sealed class Ledgers(ILiveNotifications live)
{
    private const int LotsPerLoad = 64;

    // Within one unit of work a member is read and locked once, however many events of a batch are about it.
    private readonly ConditionalWeakTable<UnitOfWork, Dictionary<string, MemberState?>> loaded = [];

    /// <summary>What watchers of a balance wait for.</summary>
    public static string WatchKey(string memberId) => "balance/" + memberId;

    /// <summary>Locks and loads a member, without lots; null when there is none.</summary>
    public async Task<MemberState?> Find(UnitOfWork unit, string memberId)
    {
        var members = loaded.GetOrCreateValue(unit);
        if (members.TryGetValue(memberId, out var known))
        {
            return known;
        }

        var row = await unit.Sql.QueryFirst<MemberRow>(MemberRow.Select + unit.Sql.Dialect.LockRow, new { memberId }).ConfigureAwait(false);
        var state = row?.ToState();
        members[memberId] = state;
        return state;
    }

    /// <summary>Looks once more for a member that was not there, for example after a lock was taken.</summary>
    public Task<MemberState?> FindAgain(UnitOfWork unit, string memberId)
    {
        var members = loaded.GetOrCreateValue(unit);
        if (members.TryGetValue(memberId, out var known) && known is null)
        {
            members.Remove(memberId);
        }

        return Find(unit, memberId);
    }

    /// <summary>Locks and loads a member that must exist.</summary>
    public async Task<MemberState> Get(UnitOfWork unit, string memberId) =>
        await Find(unit, memberId).ConfigureAwait(false) ?? throw new RefusedException(new MemberNotFound());

    /// <summary>Loads lots, nearest to expiry first, until they can give so many points or there are no more.</summary>
    public async Task LoadSpendable(UnitOfWork unit, MemberState state, long points)
    {
        var (afterExpiry, afterSequence) = (0L, 0L);
        while (true)
        {
            var rows = await unit.Sql.Query<LotRow>(
                $"""
                {LotRow.Select} where member_id = @memberId and active > 0 and (expires_at, sequence) > (@afterExpiry, @afterSequence)
                order by expires_at, sequence limit {LotsPerLoad}
                """,
                new { memberId = state.Member.MemberId, afterExpiry, afterSequence }).ConfigureAwait(false);
            state.Account.Add(rows.Select(row => row.ToLot()));
            if (rows.Count < LotsPerLoad || state.Account.Spendable(unit.Now) >= points)
            {
                return;
            }

            (afterExpiry, afterSequence) = (rows[^1].ExpiresAt, rows[^1].Sequence);
        }
    }

    /// <summary>Loads the lots that have something on hold.</summary>
    public Task LoadHeld(UnitOfWork unit, MemberState state) =>
        Load(unit, state, "where member_id = @memberId and held > 0", new { memberId = state.Member.MemberId });

    /// <summary>Loads an order's lots.</summary>
    public Task LoadOrder(UnitOfWork unit, MemberState state, string orderId) =>
        Load(unit, state, "where order_id = @orderId and member_id = @memberId", new { orderId, memberId = state.Member.MemberId });

    /// <summary>Loads lots by number.</summary>
    public Task LoadLots(UnitOfWork unit, MemberState state, IReadOnlyCollection<long> sequences)
    {
        if (sequences.Count == 0)
        {
            return Task.CompletedTask;
        }

        return Load(
            unit,
            state,
            $"where member_id = @memberId and sequence {unit.Sql.Dialect.In("@sequences")}",
            new { memberId = state.Member.MemberId, sequences = sequences.ToArray() });
    }

    /// <summary>Loads the lots whose time has come.</summary>
    public Task LoadLapsed(UnitOfWork unit, MemberState state) => Load(
        unit,
        state,
        "where member_id = @memberId and active > 0 and expires_at <= @now",
        new { memberId = state.Member.MemberId, now = unit.Now.ToMicros() });

    /// <summary>Adds a new member.</summary>
    public MemberState Add(UnitOfWork unit, Member member)
    {
        var state = new MemberState { Member = member, Account = new Account { MemberId = member.MemberId }, Version = 1, NextExpiry = Columns.Never };
        MemberRow.Insert(unit.Sql, state);
        loaded.GetOrCreateValue(unit)[member.MemberId] = state;
        return state;
    }

    /// <summary>Saves everything that happened to the member in this step, publishes it and wakes who watches.</summary>
    public void Save(UnitOfWork unit, MemberState state)
    {
        state.Version++;
        SaveLots(unit, state);
        SaveEntries(unit, state);
        MemberRow.Update(unit.Sql, state);
        LedgerEvents.Publish(unit, state);
        state.Account.Saved();
        state.Moves.Clear();
        var key = WatchKey(state.Member.MemberId);
        unit.OnCommitted(() => live.Notify(key));
    }

    private static async Task Load(UnitOfWork unit, MemberState state, string where, object parameters)
    {
        var rows = await unit.Sql.Query<LotRow>($"{LotRow.Select} {where}", parameters).ConfigureAwait(false);
        state.Account.Add(rows.Select(row => row.ToLot()));
    }

    private static void SaveLots(UnitOfWork unit, MemberState state)
    {
        var nextExpiry = state.NextExpiry;
        foreach (var lot in state.Account.Lots)
        {
            LotRow.Save(unit.Sql, state.Member.MemberId, lot);
            if (lot.Active > 0 && lot.ExpiresAt is { } end)
            {
                nextExpiry = Math.Min(nextExpiry, end.ToMicros());
            }
        }

        if (nextExpiry < state.NextExpiry)
        {
            state.NextExpiry = nextExpiry;
            unit.Schedule(TimerKinds.PointsExpiry, state.Member.MemberId, Instants.FromMicros(nextExpiry));
        }
    }

    private static void SaveEntries(UnitOfWork unit, MemberState state)
    {
        foreach (var entry in state.Account.Entries)
        {
            unit.Sql.Defer(
                """
                insert into entries (member_id, sequence, version, kind, from_account, to_account, points, effective_at, recorded_at, historical,
                    order_id, hold_id, return_id, lot_sequence, rule_id, program_version, expires_at, reason, actor)
                values (@memberId, @sequence, @version, @kind, @from, @to, @points, @effectiveAt, @recordedAt, @historical,
                    @orderId, @holdId, @returnId, @lotSequence, @ruleId, @programVersion, @expiresAt, @reason, @actor)
                """,
                new
                {
                    memberId = state.Member.MemberId,
                    sequence = entry.Sequence,
                    version = state.Version,
                    kind = (long)entry.Kind,
                    from = (long)entry.From,
                    to = (long)entry.To,
                    points = entry.Points,
                    effectiveAt = entry.Cause.EffectiveAt.ToMicros(),
                    recordedAt = unit.Now.ToMicros(),
                    historical = entry.Cause.IsHistorical ? 1L : 0L,
                    orderId = entry.Cause.OrderId,
                    holdId = entry.Cause.HoldId,
                    returnId = entry.Cause.ReturnId,
                    lotSequence = entry.Cause.LotSequence,
                    ruleId = entry.Cause.RuleId,
                    programVersion = entry.Cause.ProgramVersion,
                    expiresAt = entry.Cause.ExpiresAt?.ToMicros(),
                    reason = entry.Cause.Reason,
                    actor = entry.Cause.Actor is { } actor ? Columns.ToJson(actor) : null,
                });
        }
    }
}
