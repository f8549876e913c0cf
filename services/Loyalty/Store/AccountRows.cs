using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>
/// The lots and entries of an account, whoever holds it: a member or a wallet. The holder's row, which has the balances, is locked first and saved by whoever locked it.
/// </summary>
internal static class AccountRows
{
    private const int LotsPerLoad = 64;
    private static readonly string Activities = string.Join(", ", Enum.GetValues<EntryKind>().Where(kind => kind.IsActivity()).Select(kind => $"'{kind.Name()}'"));

    private static readonly string Spendable =
        $"""
        {LotRow.Select} where member_id = @memberId and active > 0 and (expires_at, origin_member_id, sequence) > (@afterExpiry, @afterOrigin, @afterSequence)
        order by expires_at, origin_member_id, sequence limit {LotsPerLoad}
        """;

    /// <summary>Asks for the lots that are spent first, behind the question for the holder's row under its lock.</summary>
    public static Asked<LotRow> AskSpendable(SqlSession sql, string holderId) => AskSpendable(sql, holderId, 0, "", 0);

    /// <summary>Loads lots, nearest to expiry first, until they can give so much or there are no more.</summary>
    public static Task LoadSpendable(UnitOfWork unit, Account account, long wanted) => LoadSpendable(unit, account, AskSpendable(unit.Sql, account.MemberId), wanted);

    /// <summary>The same, when the first of them were asked for.</summary>
    public static async Task LoadSpendable(UnitOfWork unit, Account account, Asked<LotRow> asked, long wanted)
    {
        while (true)
        {
            var rows = await asked.Rows().ConfigureAwait(false);
            account.Add(rows.Select(row => row.ToLot()));
            if (rows.Count < LotsPerLoad || account.Spendable(unit.Now) >= wanted)
            {
                return;
            }

            asked = AskSpendable(unit.Sql, account.MemberId, rows[^1].ExpiresAt, rows[^1].OriginMemberId, rows[^1].Sequence);
        }
    }

    /// <summary>Asks for the lots that have something on hold, behind the question for the holder's row under its lock.</summary>
    public static Asked<LotRow> AskHeld(SqlSession sql, string holderId) => sql.Ask<LotRow>(LotRow.Select + " where member_id = @holderId and held > 0", new { holderId });

    /// <summary>Adds lots that were asked for.</summary>
    public static async Task Load(Account account, Asked<LotRow> asked) => account.Add((await asked.Rows().ConfigureAwait(false)).Select(row => row.ToLot()));

    /// <summary>Loads an order's lots.</summary>
    public static Task LoadOrder(UnitOfWork unit, Account account, string orderId) =>
        Load(unit, account, "where order_id = @orderId and member_id = @memberId", new { orderId, memberId = account.MemberId });

    /// <summary>Loads lots by number.</summary>
    public static Task LoadLots(UnitOfWork unit, Account account, IReadOnlyCollection<long> sequences)
    {
        if (sequences.Count == 0)
        {
            return Task.CompletedTask;
        }

        return Load(
            unit,
            account,
            $"where member_id = @memberId and sequence {unit.Sql.Dialect.In("@sequences")}",
            new { memberId = account.MemberId, sequences = sequences.ToArray() });
    }

    /// <summary>Loads the lots whose points came from another account.</summary>
    public static Task LoadFrom(UnitOfWork unit, Account account, string originId) => Load(
        unit, account, "where member_id = @memberId and origin_member_id = @originId and origin_lot is not null", new { memberId = account.MemberId, originId });

    /// <summary>Loads a lot, and the parts of it that were given lots of their own.</summary>
    public static Task LoadWhole(UnitOfWork unit, Account account, long sequence) =>
        Load(unit, account, "where member_id = @memberId and (sequence = @sequence or part_of = @sequence)", new { memberId = account.MemberId, sequence });

    /// <summary>Loads the lots of which points lapsed after a moment.</summary>
    public static Task LoadLapsedSince(UnitOfWork unit, Account account, DateTimeOffset since) => Load(
        unit, account, "where member_id = @memberId and expired > 0 and expires_at > @since and expires_at <= @now", new { memberId = account.MemberId, since = since.ToMicros(), now = unit.Now.ToMicros() });

    /// <summary>Loads the lots whose time has come.</summary>
    public static Task LoadLapsed(UnitOfWork unit, Account account) => Load(
        unit,
        account,
        "where member_id = @memberId and active > 0 and expires_at <= @now",
        new { memberId = account.MemberId, now = unit.Now.ToMicros() });

    /// <summary>Loads the lots that lapse when the member does nothing, of those that end after a moment.</summary>
    /// <returns>When the member did something since then, as far as it is saved.</returns>
    public static async Task<IReadOnlyList<DateTimeOffset>> LoadIdle(UnitOfWork unit, Account account, DateTimeOffset since)
    {
        var from = new { memberId = account.MemberId, since = since.ToMicros() };
        await Load(unit, account, "where member_id = @memberId and inactivity is not null and expires_at > @since", from).ConfigureAwait(false);
        var done = await unit.Sql.Query<long>(
            $"select effective_at from entries where member_id = @memberId and effective_at >= @since and kind in ({Activities}) order by effective_at", from).ConfigureAwait(false);
        return [.. done.Select(Instants.FromMicros)];
    }

    /// <summary>When the next lot lapses after this moment, or its holder is told of it, in microseconds; null when none does.</summary>
    public static Task<long?> NextExpiry(UnitOfWork unit, Account account) => unit.Sql.QueryFirst<long?>(
        "select min(case when notice_at > @now then notice_at else expires_at end) from lots where member_id = @memberId and active > 0 and expires_at > @now and expires_at < @never",
        new { memberId = account.MemberId, now = unit.Now.ToMicros(), never = Columns.Never });

    /// <summary>Writes what became of the lots.</summary>
    /// <returns>When one lapses, or its holder is told, before the timer that is set, in microseconds; null when none does.</returns>
    public static long? SaveLots(UnitOfWork unit, Account account, long timerAt)
    {
        var next = timerAt;
        foreach (var lot in account.Lots)
        {
            LotRow.Save(unit.Sql, account.MemberId, lot);
            if (lot.Active > 0 && lot.End is { } end)
            {
                next = Math.Min(next, end.NextAfter(unit.Now).ToMicros());
            }
        }

        return next < timerAt ? next : null;
    }

    /// <summary>Writes what was posted, each entry linked to the one before: what the account's holder keeps of the chain is its head afterwards.</summary>
    public static void SaveEntries(UnitOfWork unit, Account account, long version)
    {
        foreach (var entry in account.Entries)
        {
            var row = EntryRow.Of(account.MemberId, entry, version, unit);
            account.ChainHead = LedgerChain.Next(account.ChainHead, row);
            EntryRow.Insert(unit.Sql, row with { Hash = account.ChainHead });
        }
    }

    private static Asked<LotRow> AskSpendable(SqlSession sql, string memberId, long afterExpiry, string afterOrigin, long afterSequence) =>
        sql.Ask<LotRow>(Spendable, new { memberId, afterExpiry, afterOrigin, afterSequence });

    private static Task Load(UnitOfWork unit, Account account, string where, object parameters) =>
        Load(account, unit.Sql.Ask<LotRow>($"{LotRow.Select} {where}", parameters));
}
