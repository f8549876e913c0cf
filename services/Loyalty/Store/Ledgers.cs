using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Live;
using Omnichannel.Platform.People;
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

    /// <summary>Whether others are the same person.</summary>
    public bool IsMerged { get; set; }

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

    /// <summary>The member in whose account is posted what a customer does now: their own, or the survivor's whom they were merged into. Null when the person is no member.</summary>
    public async Task<MemberState?> FindOf(UnitOfWork unit, string customerId)
    {
        var own = await Find(unit, customerId).ConfigureAwait(false);
        var group = own is { IsMerged: false } ? [customerId] : await PersonMerges.Group(unit.Sql, customerId).ConfigureAwait(false);
        if (group.Count == 1)
        {
            return own;
        }

        var accounts = await PersonAccounts.Of(unit.Sql, group).ConfigureAwait(false);
        return accounts.Count == 0 ? null : await Find(unit, accounts[0]).ConfigureAwait(false);
    }

    /// <summary>Looks once more for somebody who was no member, for example after a lock was taken.</summary>
    public Task<MemberState?> FindOfAgain(UnitOfWork unit, string customerId)
    {
        var members = unit.Own<LoadedMembers>();
        foreach (var unknown in members.Where(member => member.Value is null).Select(member => member.Key).ToList())
        {
            members.Remove(unknown);
        }

        return FindOf(unit, customerId);
    }

    /// <summary>Locks and loads a member that must exist.</summary>
    public async Task<MemberState> Get(UnitOfWork unit, string memberId) =>
        await Find(unit, memberId).ConfigureAwait(false) ?? throw new RefusedException(new MemberNotFound());

    /// <summary>The same, of a person.</summary>
    public async Task<MemberState> GetOf(UnitOfWork unit, string customerId) =>
        await FindOf(unit, customerId).ConfigureAwait(false) ?? throw new RefusedException(new MemberNotFound());

    /// <summary>The other accounts of a member's person, locked, in the order of their ids.</summary>
    public async Task<IReadOnlyList<MemberState>> Others(UnitOfWork unit, MemberState state)
    {
        var others = new List<MemberState>();
        foreach (var id in state.IsMerged ? await PersonAccounts.Of(unit.Sql, state.Member.MemberId).ConfigureAwait(false) : [])
        {
            if (id != state.Member.MemberId)
            {
                others.Add(await Get(unit, id).ConfigureAwait(false));
            }
        }

        return others;
    }

    /// <summary>What a person has, after a step on one of their accounts.</summary>
    public async Task<Balances> BalancesOf(UnitOfWork unit, MemberState state) =>
        Balances.Together([state.Account.Balances, .. (await Others(unit, state).ConfigureAwait(false)).Select(other => other.Account.Balances)]);

    /// <summary>
    /// Makes a member's account ready to give so many points: loads lots that can, and brings in what it lacks from the accounts of who was merged into them. Who is who is looked at under
    /// the members' locks, which an undo takes too: nothing comes from somebody who is another person by now.
    /// </summary>
    /// <param name="unit">The unit of work.</param>
    /// <param name="state">The member.</param>
    /// <param name="points">How many are to be spent.</param>
    /// <param name="orAll">Whether all that there is comes where it is too little.</param>
    /// <param name="asked">The first of the member's lots, if they were asked for.</param>
    internal async Task Gather(UnitOfWork unit, MemberState state, long points, bool orAll = false, Asked<LotRow>? asked = null)
    {
        await AccountRows.LoadSpendable(unit, state.Account, asked ?? AccountRows.AskSpendable(unit.Sql, state.Member.MemberId), checked(points + state.Account.Owed)).ConfigureAwait(false);
        if (points == 0)
        {
            return;
        }

        var others = await Others(unit, state).ConfigureAwait(false);
        foreach (var other in others)
        {
            await AccountRows.LoadSpendable(unit, other.Account, checked(points + state.Account.Owed)).ConfigureAwait(false);
            await LoadLots(unit, state, [.. other.Account.Lots.Select(lot => lot.Origin).Where(origin => origin?.MemberId == state.Member.MemberId).Select(origin => origin!.Lot)]).ConfigureAwait(false);
        }

        state.Account.Gather([.. others.Select(other => other.Account)], points, orAll, new Cause(unit.Now));
        foreach (var other in others.Where(other => other.Account.Entries.Count > 0))
        {
            await Save(unit, other).ConfigureAwait(false);
        }
    }

    /// <summary>Loads an order's lots.</summary>
    public Task LoadOrder(UnitOfWork unit, MemberState state, string orderId) => AccountRows.LoadOrder(unit, state.Account, orderId);

    /// <summary>Loads lots by number.</summary>
    public Task LoadLots(UnitOfWork unit, MemberState state, IReadOnlyCollection<long> sequences) => AccountRows.LoadLots(unit, state.Account, sequences);

    /// <summary>Loads the lots whose points came from another member's account.</summary>
    public Task LoadFrom(UnitOfWork unit, MemberState state, string originId) => AccountRows.LoadFrom(unit, state.Account, originId);

    /// <summary>Loads a lot, and the parts of it that were given lots of their own.</summary>
    public Task LoadWhole(UnitOfWork unit, MemberState state, long sequence) => AccountRows.LoadWhole(unit, state.Account, sequence);

    /// <summary>Loads the lots of which points lapsed after a moment.</summary>
    public Task LoadLapsedSince(UnitOfWork unit, MemberState state, DateTimeOffset since) => AccountRows.LoadLapsedSince(unit, state.Account, since);

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

        // Points of somebody who was merged may be free again after that was undone: they go home.
        if (state.Account.Entries.Any(entry => entry.Kind is EntryKind.Release or EntryKind.HoldExpired or EntryKind.Restore or EntryKind.Reinstate)
            && state.Account.Lots.Any(lot => lot is { Origin: not null, Active: > 0 }))
        {
            unit.Schedule(TimerKinds.MergedPoints, state.Member.MemberId, unit.Now);
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
