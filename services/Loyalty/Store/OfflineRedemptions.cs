using Google.Protobuf;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>What a till says that it used of the allowance that it had.</summary>
public sealed record UsedAllowance(string AllowanceId, long LastNumber);

/// <summary>What a till showed of a member whom it could not ask about.</summary>
/// <param name="MemberId">Whose it is said to be; null when nobody has the card.</param>
/// <param name="Code">Null on a card.</param>
public sealed record ShownOffline(string? MemberId, string? Code);

/// <summary>
/// Allowances of tills, and what they redeemed under them. What a store's tills are granted is decided under the store's lock; what a till redeemed is booked under the till's, then the member's: one transaction for
/// each redemption, so that none waits for another that cannot be booked.
/// </summary>
public sealed class OfflineRedemptions(CommandExecutor executor, IDatabase database, Ledgers ledgers, ProgramCatalogue programs, Presences presences)
{
    /// <summary>Grants a till an allowance, and ends the one that it had.</summary>
    /// <param name="context">Who and under which key.</param>
    /// <param name="programId">Of which program.</param>
    /// <param name="command">What it asks for.</param>
    /// <param name="used">What it says of the one before; null for nothing.</param>
    /// <param name="answer">What to answer.</param>
    public Task<TAnswer> Grant<TAnswer>(CommandContext context, string programId, GrantCommand command, UsedAllowance? used, Func<OfflineAllowance, TAnswer> answer)
        where TAnswer : IMessage<TAnswer>, new() => executor.Execute(
            context,
            async unit =>
            {
                var till = command.Till;
                await unit.Sql.Lock(LockOf(till.StoreId)).ConfigureAwait(false);
                var program = await programs.At(unit.Sql, programId, unit.Now).ConfigureAwait(false) ?? throw new RefusedException(new ProgramNotFound(programId));
                var open = await Allowances(unit.Sql, "where store_id = @StoreId and closed_at is null", new { till.StoreId }).ConfigureAwait(false);
                var before = used is null ? null
                    : (await Allowances(unit.Sql, "where allowance_id = @AllowanceId", new { used.AllowanceId }).ConfigureAwait(false)).FirstOrDefault(allowance => allowance.IsOf(till));
                var granted = OfflineGrants.Grant(
                    command,
                    $"off-{unit.NewId():n}",
                    program,
                    open.Where(allowance => allowance.ProgramId == programId),
                    await IsOff(unit.Sql, till).ConfigureAwait(false),
                    before is null ? 0 : await Missing(unit.Sql, used!).ConfigureAwait(false),
                    unit.Now).Value;
                if (before is not null)
                {
                    OfflineAllowanceRow.Close(unit.Sql, before.Close(unit.Now, used!.LastNumber));
                }

                foreach (var earlier in open.Where(allowance => allowance.IsOf(till) && allowance.ProgramId == programId && allowance.AllowanceId != before?.AllowanceId))
                {
                    OfflineAllowanceRow.Close(unit.Sql, earlier.Close(unit.Now, null));
                }

                OfflineAllowanceRow.Insert(unit.Sql, granted);
                return answer(granted);
            });

    /// <summary>Switches redeeming off line off or on, for a till or (empty) a whole store.</summary>
    /// <param name="context">Who and under which key.</param>
    /// <param name="wanted">How; its time is now.</param>
    /// <param name="answer">What to answer, with how many allowances ended.</param>
    public Task<TAnswer> Switch<TAnswer>(CommandContext context, OfflineSwitch wanted, Func<OfflineSwitch, int, TAnswer> answer)
        where TAnswer : IMessage<TAnswer>, new() => executor.Execute(
            context,
            async unit =>
            {
                await unit.Sql.Lock(LockOf(wanted.StoreId)).ConfigureAwait(false);
                var done = wanted with { At = unit.Now };
                unit.Sql.Defer(OfflineSwitchRow.Upsert, done.ToRow());
                var ended = done.IsOff
                    ? (await Allowances(unit.Sql, "where store_id = @StoreId and closed_at is null", new { wanted.StoreId }).ConfigureAwait(false))
                        .Where(allowance => wanted.TerminalId.Length == 0 || allowance.TerminalId == wanted.TerminalId).ToList()
                    : [];
                ended.ForEach(allowance => OfflineAllowanceRow.Close(unit.Sql, allowance.Close(unit.Now, null)));
                return answer(done, ended.Count);
            });

    /// <summary>What became of a redemption that was sent before; null when it was not.</summary>
    public Task<ReportedRedemption?> Known(Till till, OfflineRedemption told, CancellationToken cancellation) => database.Read(
        async sql => await OfflineRedemptionRow.Find(sql, till, told).ConfigureAwait(false) is { } row && row.ContentHash.AsSpan().SequenceEqual(told.ContentHash)
            ? await Report(sql, row).ConfigureAwait(false)
            : null,
        cancellation);

    /// <summary>Takes a redemption, once: what was taken answers what became of it then.</summary>
    /// <param name="till">The till that sends it.</param>
    /// <param name="told">What it tells.</param>
    /// <param name="shown">What it says that the member showed.</param>
    /// <param name="channel">Where it is.</param>
    public Task<ReportedRedemption> Take(Till till, OfflineRedemption told, ShownOffline shown, SalesChannel channel) => executor.Step(
        async unit =>
        {
            await unit.Sql.Lock($"{LockOf(till.StoreId)}/{till.Device}").ConfigureAwait(false);
            if (await OfflineRedemptionRow.Find(unit.Sql, till, told).ConfigureAwait(false) is { } known)
            {
                if (!known.ContentHash.AsSpan().SequenceEqual(told.ContentHash))
                {
                    OfflineRedemptionRow.Alter(unit.Sql, known);
                }

                return await Report(unit.Sql, known).ConfigureAwait(false);
            }

            var allowance = (await Allowances(unit.Sql, "where allowance_id = @AllowanceId", new { told.AllowanceId }).ConfigureAwait(false)).FirstOrDefault();
            var sent = await Book(unit, till, told, allowance, shown, channel).ConfigureAwait(false);
            OfflineRedemptionRow.Insert(unit.Sql, sent);
            var reported = await Reports(unit.Sql, allowance?.IsOf(till) is true ? allowance : null, sent).ConfigureAwait(false);
            if (reported.IsException)
            {
                unit.Publish(told.HoldId, 1, OfflineEvents.Overspent(reported, channel, unit.Now));
            }

            return reported;
        });

    /// <summary>Reports on a store's allowances, the latest first.</summary>
    public Task<OfflinePage> Page(OfflineQuery query, CancellationToken cancellation) => database.ReadSnapshot(
        async sql =>
        {
            var terminal = query.TerminalId.Length == 0 ? "" : "and terminal_id = @TerminalId";
            var allowances = await Allowances(
                sql,
                $"where store_id = @StoreId {terminal} and (granted_at, allowance_id) < (@at, @id) order by granted_at desc, allowance_id desc limit {query.Size}",
                new { query.StoreId, query.TerminalId, at = query.After?.GrantedAt ?? long.MaxValue, id = query.After?.AllowanceId ?? "" }).ConfigureAwait(false);
            var reports = new List<OfflineReport>(allowances.Count);
            foreach (var allowance in allowances)
            {
                reports.Add(OfflineReport.Of(allowance, await Sent(sql, allowance).ConfigureAwait(false)));
            }

            if (query.After is not null)
            {
                return new OfflinePage(reports, [], []);
            }

            var strays = await sql.Query<OfflineRedemptionRow>(
                $"{OfflineRedemptionRow.Select} where store_id = @StoreId {terminal} and is_stray = 1 order by received_at desc, redemption_id limit {MostStrays}", query).ConfigureAwait(false);
            var switches = await sql.Query<OfflineSwitchRow>($"{OfflineSwitchRow.Select} where store_id = @StoreId and is_off = 1 order by terminal_id", query).ConfigureAwait(false);
            return new OfflinePage(reports, [.. strays.Select(row => new ReportedRedemption(row.ToSent(null), []))], [.. switches.Select(OfflineSwitch.Of)]);
        },
        cancellation);

    private const int MostStrays = 100;

    private static string LockOf(string storeId) => $"offline/{storeId}";

    private static async Task<List<OfflineAllowance>> Allowances(SqlSession sql, string where, object parameters) =>
        [.. (await sql.Query<OfflineAllowanceRow>($"{OfflineAllowanceRow.Select} {where}", parameters).ConfigureAwait(false)).Select(row => row.ToAllowance())];

    private static async Task<bool> IsOff(SqlSession sql, Till till) => await sql.QueryFirst<string>(
        "select reason from offline_switches where store_id = @StoreId and terminal_id in ('', @Device) and is_off = 1 limit 1", new { till.StoreId, till.Device }).ConfigureAwait(false) is not null;

    private static async Task<long> Missing(SqlSession sql, UsedAllowance used) => used.LastNumber - await sql.QueryFirst<long>(
        "select cast(count(distinct number) as bigint) from offline_redemptions where allowance_id = @AllowanceId and is_stray = 0 and number <= @LastNumber", used).ConfigureAwait(false);

    private async Task<SentRedemption> Book(UnitOfWork unit, Till till, OfflineRedemption told, OfflineAllowance? allowance, ShownOffline shown, SalesChannel channel)
    {
        var isTaken = await HoldRow.IsTaken(unit.Sql, told.OrderId).ConfigureAwait(false);
        var own = shown.MemberId is null ? null : await ledgers.Find(unit, shown.MemberId).ConfigureAwait(false);
        var state = own is null ? null : await ledgers.FindOf(unit, shown.MemberId!).ConfigureAwait(false);
        var step = own is null || shown.Code is null || allowance is null ? null
            : await presences.ProvePast(unit, own.Member.MemberId, shown.Code, allowance.Believed(told.RedeemedAt, unit.Now)).ConfigureAwait(false);
        var sent = new SentRedemption(told, told.Judge(allowance, till, isTaken, state is not null, step is not null), unit.Now) { StoreId = till.StoreId, TerminalId = till.Device };
        if (sent.Outcome is not OfflineOutcome.Booked)
        {
            return sent;
        }

        await ledgers.Gather(unit, state!, told.Points, orAll: true).ConfigureAwait(false);
        await ledgers.LoadLapsedSince(unit, state!, allowance!.Believed(told.RedeemedAt, unit.Now)).ConfigureAwait(false);
        var program = await programs.At(unit.Sql, state!.Member.ProgramId, unit.Now).ConfigureAwait(false);
        var (hold, debt) = HoldSteps.RedeemOffline(told, allowance, new Holder(state.Account, program, state.Member.ProgramId), channel, unit.Now);
        await ledgers.Save(unit, state).ConfigureAwait(false);
        HoldRow.Insert(unit, hold);
        return sent with { Debt = debt, CodeStep = step, MemberId = state.Member.MemberId, IsOtherProgram = state.Member.ProgramId != allowance.ProgramId };
    }

    private static async Task<ReportedRedemption> Report(SqlSession sql, OfflineRedemptionRow row)
    {
        var sent = row.ToSent(await MemberOf(sql, row).ConfigureAwait(false));
        var allowance = row.IsStray != 0 ? null : (await Allowances(sql, "where allowance_id = @AllowanceId", new { row.AllowanceId }).ConfigureAwait(false)).FirstOrDefault();
        return await Reports(sql, allowance, sent).ConfigureAwait(false);
    }

    // With what was sent before it, and after.
    private static async Task<ReportedRedemption> Reports(SqlSession sql, OfflineAllowance? allowance, SentRedemption sent) => allowance is null
        ? new ReportedRedemption(sent, [])
        : OfflineReport.Of(allowance, await Sent(sql, allowance).ConfigureAwait(false)).Redemptions.First(each => each.Sent.Told.RedemptionId == sent.Told.RedemptionId);

    private static Task<string?> MemberOf(SqlSession sql, OfflineRedemptionRow row) =>
        sql.QueryFirst<string>("select member_id from holds where hold_id = @holdId", new { holdId = OfflineRedemption.HoldOf(row.AllowanceId, row.RedemptionId) });

    private static async Task<IReadOnlyList<SentRedemption>> Sent(SqlSession sql, OfflineAllowance allowance)
    {
        var rows = await sql.Query<OfflineRedemptionRow>($"{OfflineRedemptionRow.Select} where allowance_id = @AllowanceId and is_stray = 0 order by number, redemption_id", allowance).ConfigureAwait(false);
        var members = (await sql.Query<HeldBy>(
            "select hold_id as HoldId, member_id as MemberId from holds where hold_id > @first and hold_id < @last and member_id is not null",
            new { first = OfflineRedemption.HoldOf(allowance.AllowanceId, ""), last = allowance.AllowanceId + "0" }).ConfigureAwait(false)).ToDictionary(held => held.HoldId, held => held.MemberId);
        return [.. rows.Select(row => row.ToSent(members.GetValueOrDefault(OfflineRedemption.HoldOf(row.AllowanceId, row.RedemptionId))))];
    }

    private sealed record HeldBy
    {
        public string HoldId { get; init; } = "";

        public string MemberId { get; init; } = "";
    }
}
