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

    /// <summary>Whether there is, or was, a lot that lapses when the member does nothing.</summary>
    public bool HasIdle { get; set; }

    /// <summary>When points lapse of which the member may have to be told at the next <see cref="Ledgers.Save"/>; in microseconds.</summary>
    public HashSet<long> EndsToTell { get; } = [];

    /// <summary>How the member went from tier to tier since the last <see cref="Ledgers.Save"/>.</summary>
    public List<(TierMove Move, Cause Cause)> Moves { get; } = [];
}

/// <summary>Loads members under their lock and saves what the domain decided: lots, entries, balances, events, timers, all in the unit of work.</summary>
public sealed class Ledgers(ILiveNotifications live, ExpiryNotices notices)
{
    /// <summary>What watchers of a balance wait for.</summary>
    public static string WatchKey(string memberId) => "balance/" + memberId;

    /// <summary>Asks for a member under its lock, to be found a little later.</summary>
    public static void Ask(UnitOfWork unit, string memberId)
    {
        var members = unit.Own<LoadedMembers>();
        if (!members.ContainsKey(memberId) && !members.Asked.ContainsKey(memberId))
        {
            members.Asked.Add(memberId, AskRow(unit, memberId));
        }
    }

    /// <summary>Locks and loads a member, without lots; null when there is none.</summary>
    public async Task<MemberState?> Find(UnitOfWork unit, string memberId)
    {
        var members = unit.Own<LoadedMembers>();
        if (members.TryGetValue(memberId, out var known))
        {
            return known;
        }

        var asked = members.Asked.Remove(memberId, out var earlier) ? earlier : AskRow(unit, memberId);
        var state = (await asked.First().ConfigureAwait(false))?.ToState();
        members[memberId] = state;
        return state;
    }

    /// <summary>Looks once more for a member that was not there, for example after a lock was taken.</summary>
    public Task<MemberState?> FindAgain(UnitOfWork unit, string memberId)
    {
        var members = unit.Own<LoadedMembers>();
        if (members.TryGetValue(memberId, out var known) && known is null)
        {
            members.Remove(memberId);
        }

        return Find(unit, memberId);
    }

    /// <summary>Locks and loads a member that must exist.</summary>
    public async Task<MemberState> Get(UnitOfWork unit, string memberId) =>
        await Find(unit, memberId).ConfigureAwait(false) ?? throw new RefusedException(new MemberNotFound());

    /// <summary>Loads an order's lots.</summary>
    public Task LoadOrder(UnitOfWork unit, MemberState state, string orderId) => AccountRows.LoadOrder(unit, state.Account, orderId);

    /// <summary>Loads lots by number.</summary>
    public Task LoadLots(UnitOfWork unit, MemberState state, IReadOnlyCollection<long> sequences) => AccountRows.LoadLots(unit, state.Account, sequences);

    /// <summary>Loads a lot, and the parts of it that were given lots of their own.</summary>
    public Task LoadWhole(UnitOfWork unit, MemberState state, long sequence) => AccountRows.LoadWhole(unit, state.Account, sequence);

    /// <summary>Loads the lots whose time has come.</summary>
    public Task LoadLapsed(UnitOfWork unit, MemberState state) => AccountRows.LoadLapsed(unit, state.Account);

    /// <summary>Adds a new member.</summary>
    public MemberState Add(UnitOfWork unit, Member member)
    {
        var state = new MemberState { Member = member, Account = new Account { MemberId = member.MemberId }, Version = 1, NextExpiry = Columns.Never };
        MemberRow.Insert(unit.Sql, state);
        unit.Own<LoadedMembers>()[member.MemberId] = state;
        return state;
    }

    /// <summary>Saves everything that happened to the member in this step, publishes it and wakes who watches.</summary>
    public async Task Save(UnitOfWork unit, MemberState state)
    {
        await MoveEnds(unit, state).ConfigureAwait(false);
        state.Version++;
        if (AccountRows.SaveLots(unit, state.Account, state.NextExpiry) is { } sooner)
        {
            state.NextExpiry = sooner;
            unit.Schedule(TimerKinds.PointsExpiry, state.Member.MemberId, Instants.FromMicros(sooner));
        }

        AccountRows.SaveEntries(unit, state.Account, state.Version);
        MemberRow.Update(unit.Sql, state);
        LedgerEvents.Publish(unit, state);
        state.EndsToTell.UnionWith(ExpiryNotices.Concerned(state.Account, unit.Now));
        if (state.EndsToTell.Count > 0)
        {
            await notices.Settle(unit, state, state.EndsToTell).ConfigureAwait(false);
        }

        state.Account.Saved();
        state.Moves.Clear();
        state.EndsToTell.Clear();
        var key = WatchKey(state.Member.MemberId);
        unit.OnCommitted(() => live.Notify(key));
    }

    // What members do moves the end of points that lapse when they do nothing.
    private static async Task MoveEnds(UnitOfWork unit, MemberState state)
    {
        if (state.Account.EndsMoveSince(state.HasIdle) is { } since)
        {
            state.HasIdle = true;
            var known = await AccountRows.LoadIdle(unit, state.Account, since).ConfigureAwait(false);
            state.Account.MoveEnds(since, known, unit.Now, new Cause(unit.Now));
        }
    }

    private static Asked<MemberRow> AskRow(UnitOfWork unit, string memberId) =>
        unit.Sql.AskFirst<MemberRow>(MemberRow.Select + unit.Sql.Dialect.LockRow, new { memberId });

    // Within one unit of work a member is read and locked once, however many events of a batch are about it.
    private sealed class LoadedMembers : Dictionary<string, MemberState?>
    {
        public LoadedMembers()
            : base(StringComparer.Ordinal)
        {
        }

        /// <summary>Those that were asked for.</summary>
        public Dictionary<string, Asked<MemberRow>> Asked { get; } = new(StringComparer.Ordinal);
    }
}
