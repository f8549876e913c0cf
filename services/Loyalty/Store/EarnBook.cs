using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>What an event earned.</summary>
/// <param name="Points">To be spent.</param>
/// <param name="Status">Status points.</param>
/// <param name="IsKnown">Whether it was told before.</param>
public sealed record EventEarning(long Points, long Status, bool IsKnown);

/// <summary>What a basket would earn.</summary>
/// <param name="Lines">Within the caps.</param>
/// <param name="Status">The status points of each line; empty where the program gives none.</param>
/// <param name="Room">What is left of each cap that it comes under.</param>
public sealed record SimulatedEarning(IReadOnlyList<EarnedLine> Lines, IReadOnlyList<EarnedLine> Status, IReadOnlyDictionary<string, long> Room);

/// <summary>
/// What was earned by which rules, kept beside the ledger that it was posted in, and what that used of the program's caps. A cap's row is locked from the look at its room
/// to the end of the transaction, after the member's: two who earn at once never exceed it.
/// </summary>
public sealed class EarnBook(ProgramCatalogue programs, Ledgers ledgers, Tiers tiers)
{
    /// <summary>A member with the rules that an order is credited by, and with the room that they have left for it.</summary>
    public async Task<Earner> EarnerOf(UnitOfWork unit, MemberState state, PlacedOrder placed)
    {
        var earner = new Earner(state.Member, state.Account, await programs.At(unit.Sql, state.Member.ProgramId, placed.PlacedAt).ConfigureAwait(false));
        if (earner.Program is not { } program || placed.PlacedAt < state.Member.CreditsFrom)
        {
            return earner;
        }

        if (program.PendingUntil is PendingUntil.ReturnWindow)
        {
            earner = earner with { Windows = await ReturnWindows.Of(unit.Sql, placed.OrderId).ConfigureAwait(false) };
        }

        earner = earner with { IsFirstOrder = await IsFirst(unit.Sql, program, await AccountsOf(unit, state).ConfigureAwait(false), placed.OrderId).ConfigureAwait(false) };
        return program.EarnCaps.Count == 0 ? earner : earner with
        {
            Room = await Room(unit, program, state, EarnFunction.Earn(program, OrderSteps.PurchaseOf(placed, earner), placed.Lines), placed.PlacedAt).ConfigureAwait(false),
        };
    }

    /// <summary>What a member would earn by a purchase now, and what is left of each cap that it comes under. Nothing is locked, and nothing kept free.</summary>
    /// <param name="sql">To read with.</param>
    /// <param name="program">The version in force.</param>
    /// <param name="accounts">Those of the member's person.</param>
    /// <param name="purchase">What the member's tier is, where, when.</param>
    /// <param name="lines">The basket.</param>
    public static async Task<SimulatedEarning> Simulate(
        SqlSession sql, LoyaltyProgram program, IReadOnlyList<string> accounts, Purchase purchase, IReadOnlyList<EarningLine> lines)
    {
        purchase = purchase with { IsFirst = await IsFirst(sql, program, accounts, "").ConfigureAwait(false) };
        var full = EarnFunction.Earn(program, purchase, lines);
        var room = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var cap in EarnCaps.ConcernedBy(program, full))
        {
            room.Add(cap.CapId, Math.Max(0, cap.Points - await UsedOf(sql, program, cap, accounts, purchase.At).ConfigureAwait(false)));
        }

        return new SimulatedEarning(EarnCaps.Apply(program, full, purchase.At, room).Lines, EarnFunction.EarnStatus(program, purchase, lines), room);
    }

    /// <summary>Keeps what an order earned.</summary>
    public static void Keep(UnitOfWork unit, string orderId, EarnedOrder earned)
    {
        EarningRow.Insert(unit.Sql, orderId, earned);
        foreach (var use in earned.Uses)
        {
            Use(unit, earned, use, use.Lines.Sum(line => line.Points));
        }
    }

    /// <summary>
    /// An event earns what the program in force then gives for it: once. What it earned before, when it was told before. An event that earns nothing is kept too: another
    /// program can be tried on it.
    /// </summary>
    public async Task<EventEarning> Earn(UnitOfWork unit, MemberState state, NamedEvent happened, Cause cause)
    {
        if (await programs.At(unit.Sql, state.Member.ProgramId, happened.At).ConfigureAwait(false) is not { } program)
        {
            return new EventEarning(0, 0, IsKnown: false);
        }

        if (await EarningRow.Find(unit.Sql, EarningRow.IdOf(happened)).ConfigureAwait(false) is { } known)
        {
            return new EventEarning(known.Lines.Sum(line => line.Points), known.Status.Sum(line => line.Points), IsKnown: true);
        }

        var full = EarnFunction.Earn(program, happened, state.Member.TierId);
        var status = EarnFunction.EarnStatus(program, happened, state.Member.TierId);
        var room = await Room(unit, program, state, [full], happened.At).ConfigureAwait(false);
        var (lines, uses) = EarnCaps.Apply(program, [full], happened.At, room);
        var purchase = new Purchase("", cause.Channel, "", state.Member.TierId, happened.At);
        var earned = new EarnedOrder(state.Member.MemberId, program.ProgramId, program.Version, purchase, [], lines, uses) { Event = happened, Status = status };
        EarningRow.Insert(unit.Sql, EarningRow.IdOf(happened), earned);
        foreach (var use in uses)
        {
            Use(unit, earned, use, use.Lines.Sum(line => line.Points));
        }

        var earning = new EventEarning(lines[0].Points, status.Sum(line => line.Points), IsKnown: false);
        if (earning is { Points: 0, Status: 0 })
        {
            return earning;
        }

        var expiry = program.ExpiryAfter(happened.At);
        var because = cause with { EffectiveAt = happened.At, ProgramVersion = program.Version, Reason = happened.EventType };
        state.Account.GiveBonus(earning.Points, expiry, because with { RuleId = lines[0].RuleId }, EarningRow.IdOf(happened));
        state.Account.GiveStatus(earning.Status, because with { RuleId = status.Count > 0 ? status[0].RuleId : null }, EarningRow.IdOf(happened));
        if (expiry is { Inactivity: null } && expiry.Value.At <= unit.Now)
        {
            state.Account.Expire(new Cause(unit.Now) { Channel = cause.Channel, IsHistorical = cause.IsHistorical });
        }

        await tiers.Review(unit, state, earning.Status > 0 ? happened.At : null, cause).ConfigureAwait(false);
        await ledgers.Save(unit, state).ConfigureAwait(false);
        return earning;
    }

    /// <summary>What came back makes room again in the caps that it was earned under.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="orderId">Of the order.</param>
    /// <param name="returned">Units of its lines: how many had come back before, and come back now.</param>
    public static async Task GiveBack(UnitOfWork unit, string orderId, IReadOnlyList<(string LineId, long Before, long Now)> returned)
    {
        if (returned.Count == 0 || await EarningRow.Find(unit.Sql, orderId).ConfigureAwait(false) is not { Uses.Count: > 0 } earned)
        {
            return;
        }

        foreach (var use in earned.Uses)
        {
            var back = use.Lines.Sum(line => returned.Where(units => units.LineId == line.LineId).Sum(units => new Portion(line.Points, line.Quantity).Next(units.Now, units.Before)));
            Use(unit, earned, use, -back);
        }
    }

    /// <summary>What a lot of a member was earned by: an order or an event, and of an order the line. Null where no rule gave it. Of points that came from another lot, what that was earned by.</summary>
    public static async Task<(string EarningId, string? LineId)?> OfLot(SqlSession sql, string memberId, LotOrigin lot)
    {
        var row = await PersonAccounts.AreOne(sql, memberId, lot.MemberId).ConfigureAwait(false) ? await LotRow.Find(sql, lot).ConfigureAwait(false) : null;
        if (row is { OriginLot: { } origin })
        {
            row = await LotRow.Find(sql, new LotOrigin(row.OriginMemberId, origin)).ConfigureAwait(false);
        }

        return (row?.OrderId ?? row?.EventId) is { } id ? (id, row!.LineId) : null;
    }

    /// <summary>What an order or an event of a member earned, and the version that it was under; null when nothing is known of it.</summary>
    public async Task<(EarnedOrder Earned, LoyaltyProgram Program)?> Find(SqlSession sql, string memberId, string earningId) =>
        await EarningRow.Find(sql, earningId).ConfigureAwait(false) is { } earned && await PersonAccounts.AreOne(sql, memberId, earned.MemberId).ConfigureAwait(false)
            && await programs.Version(sql, earned.ProgramId, earned.ProgramVersion).ConfigureAwait(false) is { } program ? (earned, program) : null;

    /// <summary>An order is credited to nobody any more.</summary>
    public static void Forget(UnitOfWork unit, string orderId) => unit.Sql.Defer("delete from earnings where earning_id = @orderId", new { orderId });

    private static void Use(UnitOfWork unit, EarnedOrder earned, CapUse use, long points) => unit.Sql.Defer(
        "update cap_uses set used = used + @points where program_id = @program and cap_id = @cap and member_id = @member and period_start = @period",
        new { points, program = earned.ProgramId, cap = use.CapId, member = use.PerMember ? earned.MemberId : "", period = use.PeriodStart.ToMicros() });

    private static async Task<IReadOnlyList<string>> AccountsOf(UnitOfWork unit, MemberState state) =>
        state.IsMerged ? await PersonAccounts.Of(unit.Sql, state.Member.MemberId).ConfigureAwait(false) : [state.Member.MemberId];

    // What each of a person's accounts earned while they were two counts for the one that they are.
    private static async Task<long> UsedOf(SqlSession sql, LoyaltyProgram program, EarnCap cap, IReadOnlyList<string> accounts, DateTimeOffset at) => await sql.QueryFirst<long>(
        $"""
        select cast(coalesce(sum(used), 0) as bigint) from cap_uses
        where program_id = @program and cap_id = @cap and member_id {sql.Dialect.In("@members")} and period_start = @period
        """,
        new { program = program.ProgramId, cap = cap.CapId, members = cap.PerMember ? accounts.ToArray() : [""], period = PeriodOf(program, cap, at) }).ConfigureAwait(false);

    private static long PeriodOf(LoyaltyProgram program, EarnCap cap, DateTimeOffset at) => cap.PeriodOf(at, program.TimeZoneId).ToMicros();

    // Whether a person keeps nothing of another order; only programs ask that have a rule for it.
    private static async Task<bool> IsFirst(SqlSession sql, LoyaltyProgram program, IReadOnlyList<string> accounts, string orderId) =>
        program.EarnRules.Any(rule => rule.FirstOrder)
        && await sql.QueryFirst<string>(
            $"select order_id from orders where member_id {sql.Dialect.In("@accounts")} and kept = 1 and order_id <> @orderId limit 1",
            new { accounts = accounts.ToArray(), orderId }).ConfigureAwait(false) is null;

    private static async Task<IReadOnlyDictionary<string, long>> Room(
        UnitOfWork unit, LoyaltyProgram program, MemberState state, IReadOnlyList<EarnedLine> lines, DateTimeOffset at)
    {
        var room = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var cap in EarnCaps.ConcernedBy(program, lines))
        {
            var key = new { program = program.ProgramId, cap = cap.CapId, member = cap.PerMember ? state.Member.MemberId : "", period = PeriodOf(program, cap, at) };
            await unit.Sql.Execute(
                """
                insert into cap_uses (program_id, cap_id, member_id, period_start, used) values (@program, @cap, @member, @period, 0)
                on conflict (program_id, cap_id, member_id, period_start) do nothing
                """,
                key).ConfigureAwait(false);
            var used = await unit.Sql.QueryFirst<long>(
                $"select used from cap_uses where program_id = @program and cap_id = @cap and member_id = @member and period_start = @period{unit.Sql.Dialect.LockRow}", key).ConfigureAwait(false);
            if (cap.PerMember && state.IsMerged)
            {
                used = await UsedOf(unit.Sql, program, cap, await AccountsOf(unit, state).ConfigureAwait(false), at).ConfigureAwait(false);
            }

            room.Add(cap.CapId, cap.Points - used);
        }

        return room;
    }
}
