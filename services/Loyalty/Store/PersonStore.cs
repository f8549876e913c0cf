using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.People;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>An account of a person: of points, or of money.</summary>
/// <param name="Id">The member's id, or the wallet's.</param>
/// <param name="Member">Null for a wallet.</param>
/// <param name="Wallet">Null for a member.</param>
/// <param name="LastEntryAt">When something was booked last; null when nothing ever was.</param>
public sealed record AccountOfPerson(string Id, MemberView? Member, WalletView? Wallet, DateTimeOffset? LastEntryAt);

/// <summary>An order of a person, as ledgers see it.</summary>
/// <param name="Order">What is kept of it.</param>
/// <param name="Earned">By which rules it earned what (JSON); null when it earned nothing.</param>
public sealed record OrderOfPerson(CreditedOrder Order, string? Earned);

/// <summary>That somebody was at a till, or has an address or a number, under the id of the proof or the link.</summary>
public sealed record TillTrace(string Id, string What, string Store, DateTimeOffset At);

/// <summary>What is kept about a person. Accounts and what belongs to them are books; words, means to be recognised and what nobody needs to reckon with go at once. Ledgers stay proven.</summary>
public sealed class PersonStore(IDatabase database, CommandExecutor executor)
{
    // Stands where somebody stood who is forgotten.
    private const string Nobody = "erased";

    // A number that is on no card, and that nobody can guess.
    private const string NoCard = Nobody + "/";

    /// <summary>Their accounts.</summary>
    public Task<IReadOnlyList<AccountOfPerson>> Accounts(Person person, CancellationToken cancellation) => database.Read<IReadOnlyList<AccountOfPerson>>(
        async sql =>
        {
            var isTheirs = sql.Dialect.In("@customers");
            var customers = person.Customers.ToArray();
            var last = (await sql.Query<Booked>(
                $"""
                select e.member_id as Id, max(e.recorded_at) as At from entries e
                where e.member_id {isTheirs} or e.member_id in (select wallet_id from wallets where member_id {isTheirs}) group by e.member_id
                """,
                new { customers }).ConfigureAwait(false)).ToDictionary(booked => booked.Id, booked => Instants.FromMicros(booked.At), StringComparer.Ordinal);
            var members = await sql.Query<MemberRow>($"{MemberRow.SelectAll} where member_id {isTheirs} order by member_id", new { customers }).ConfigureAwait(false);
            var wallets = await sql.Query<WalletRow>($"{WalletRow.Select} where member_id {isTheirs} order by wallet_id", new { customers }).ConfigureAwait(false);
            return
            [
                .. members.Select(row => new AccountOfPerson(row.MemberId, new MemberView(row.ToMember(), row.ToBalances(), row.Version, 0, null), null, At(row.MemberId))),
                .. wallets.Select(row => new AccountOfPerson(row.WalletId, null, new WalletView(row.ToWallet(), row.ToBalances(), Columns.Instant(row.NextExpiry)), At(row.WalletId))),
            ];

            DateTimeOffset? At(string id) => last.TryGetValue(id, out var at) ? at : null;
        },
        cancellation);

    /// <summary>The next entries of an account, the oldest first.</summary>
    public Task<IReadOnlyList<EntryView>> Entries(string accountId, long after, CancellationToken cancellation) =>
        database.Read(sql => Statements.EntriesAfter(sql, accountId, after, EntriesPerRead), cancellation);

    /// <summary>Removes an account with all that belongs to it, if it may go; else what its holder is recognised by.</summary>
    /// <returns>Whether it went.</returns>
    public Task<bool> EraseAccount(AccountOfPerson account, Func<DateTimeOffset, bool> mayGo, CancellationToken cancellation) => executor.Apply(
        async unit =>
        {
            var id = account.Id;
            await unit.Sql.Query<string>(
                account.Member is null
                    ? $"select wallet_id from wallets where wallet_id = @id{unit.Sql.Dialect.LockRow}"
                    : $"select member_id from members where member_id = @id{unit.Sql.Dialect.LockRow}",
                new { id }).ConfigureAwait(false);
            if (!mayGo(unit.Now))
            {
                await ForgetHolder(unit, account).ConfigureAwait(false);
                return false;
            }

            await ForgetHolds(unit.Sql, "member_id = @id", new { id }).ConfigureAwait(false);
            await ForgetReferrals(unit, id).ConfigureAwait(false);
            foreach (var statement in account.Member is null ? OfWallet : OfMember)
            {
                await unit.Sql.Execute(statement, new { id }).ConfigureAwait(false);
            }

            return true;
        },
        cancellation);

    /// <summary>Forgets the words of an account's entries; the chain proves the rest without them.</summary>
    /// <returns>How many there were.</returns>
    public Task<int> ForgetWords(string accountId, CancellationToken cancellation) => executor.Apply(
        unit => unit.Sql.Execute("update entries set reason = null, reason_salt = null where member_id = @accountId and reason is not null", new { accountId }), cancellation);

    /// <summary>Their orders, the earliest first.</summary>
    public Task<IReadOnlyList<OrderOfPerson>> Orders(Person person, CancellationToken cancellation) => database.Read<IReadOnlyList<OrderOfPerson>>(
        async sql =>
        {
            var rows = await sql.Query<OrderRow>($"{OrderRow.Select} where {IsOrderOf(sql)} order by placed_at, order_id", Ids(person)).ConfigureAwait(false);
            var orders = new List<OrderOfPerson>(rows.Count);
            foreach (var row in rows)
            {
                var earned = await sql.QueryFirst<string>("select document from earnings where earning_id = @OrderId", new { row.OrderId }).ConfigureAwait(false);
                orders.Add(new OrderOfPerson(row.ToOrder(), earned));
            }

            return orders;
        },
        cancellation);

    /// <summary>Forgets what was bought. Of an order that nobody was credited for, whose it was, too.</summary>
    /// <returns>How many orders are nobody's now.</returns>
    public Task<int> ForgetOrders(Person person, CancellationToken cancellation) => executor.Apply(
        async unit =>
        {
            var rows = await unit.Sql.Query<OrderRow>($"{OrderRow.Select} where {IsOrderOf(unit.Sql)} order by order_id{unit.Sql.Dialect.LockRow}", Ids(person)).ConfigureAwait(false);
            foreach (var row in rows)
            {
                var left = row with { GuestId = null, BuyerKey = null, Marks = null, Content = null, ContentSeal = null, OwnerId = row.MemberId is null ? null : row.OwnerId };
                await unit.Sql.Execute(
                    "update orders set guest_id = null, buyer_key = null, marks = null, owner_id = @OwnerId, content = null, content_seal = null, seal = @Seal where order_id = @OrderId",
                    left with { Seal = left.TrueSeal() }).ConfigureAwait(false);
            }

            await unit.Sql.Execute($"delete from earnings where member_id {unit.Sql.Dialect.In("@customers")}", Ids(person)).ConfigureAwait(false);
            await ForgetHolds(unit.Sql, $"member_id is null and resolved_at is not null and ((owner_is_guest = 0 and owner_id {unit.Sql.Dialect.In("@customers")}) or (owner_is_guest = 1 and owner_id {unit.Sql.Dialect.In("@guests")}))", Ids(person))
                .ConfigureAwait(false);
            await ForgetBuyer(unit.Sql, person).ConfigureAwait(false);
            return rows.Count(row => row.MemberId is null);
        },
        cancellation);

    /// <summary>Adjustments that staff asked for, the earliest first.</summary>
    public Task<IReadOnlyList<Adjustment>> Adjustments(Person person, CancellationToken cancellation) => database.Read<IReadOnlyList<Adjustment>>(
        async sql => [.. (await sql.Query<AdjustmentRow>(
            $"{AdjustmentRow.Select} where member_id {sql.Dialect.In("@customers")} order by requested_at, adjustment_id", Ids(person)).ConfigureAwait(false)).Select(row => row.ToAdjustment())],
        cancellation);

    /// <summary>Forgets them: what was posted is in the entries.</summary>
    public Task<int> ForgetAdjustments(Person person, CancellationToken cancellation) => executor.Apply(
        async unit =>
        {
            var ids = await unit.Sql.Query<string>(
                $"delete from adjustments where member_id {unit.Sql.Dialect.In("@customers")} returning adjustment_id", Ids(person)).ConfigureAwait(false);
            foreach (var id in ids)
            {
                unit.CancelTimer(TimerKinds.AdjustmentExpiry, id);
            }

            return ids.Count;
        },
        cancellation);

    /// <summary>Coupons that are theirs alone, by code.</summary>
    public Task<IReadOnlyList<Coupon>> Coupons(Person person, CancellationToken cancellation) => database.Read<IReadOnlyList<Coupon>>(
        async sql => [.. (await sql.Query<CouponRow>($"{CouponRow.Select} where member_id {sql.Dialect.In("@customers")} order by code", Ids(person)).ConfigureAwait(false)).Select(row => row.ToCoupon())],
        cancellation);

    /// <summary>Makes them nobody's: of those that were used, the uses are still told.</summary>
    public Task<int> ForgetCoupons(Person person, CancellationToken cancellation) => executor.Apply(
        async unit =>
        {
            var rows = await unit.Sql.Query<CouponRow>(
                $"{CouponRow.Select} where member_id {unit.Sql.Dialect.In("@customers")} order by code{unit.Sql.Dialect.LockRow}", Ids(person)).ConfigureAwait(false);
            foreach (var coupon in rows.Select(row => row.ToCoupon()))
            {
                await CouponIssue.Reassign(unit.Sql, coupon with { Terms = coupon.Terms with { MemberId = Nobody } }).ConfigureAwait(false);
            }

            return rows.Count;
        },
        cancellation);

    /// <summary>When they have birthday.</summary>
    internal Task<IReadOnlyList<BirthdayRow>> Birthdays(Person person, CancellationToken cancellation) => database.Read(sql => BirthdayRow.Of(sql, person.Customers), cancellation);

    /// <summary>Forgets it.</summary>
    public Task<int> ForgetBirthdays(Person person, CancellationToken cancellation) => executor.Apply(
        async unit =>
        {
            var ids = await unit.Sql.Query<string>($"delete from member_birthdays where member_id {unit.Sql.Dialect.In("@customers")} returning member_id", Ids(person)).ConfigureAwait(false);
            foreach (var id in ids)
            {
                unit.CancelTimer(TimerKinds.Birthday, id);
            }

            return ids.Count;
        },
        cancellation);

    /// <summary>By what tills recognised them.</summary>
    public Task<IReadOnlyList<TillTrace>> TillTraces(Person person, CancellationToken cancellation) => database.Read<IReadOnlyList<TillTrace>>(
        async sql =>
        {
            var presences = await sql.Query<Trace>(
                $"select presence_id as Id, kind as What, store_id as Store, expires_at as At from presences where member_id {sql.Dialect.In("@customers")} order by presence_id", Ids(person)).ConfigureAwait(false);
            var phones = await sql.Query<Trace>(
                $"select link_id as Id, kind as What, '' as Store, linked_at as At from verified_names where customer_id {sql.Dialect.In("@customers")} order by link_id", Ids(person)).ConfigureAwait(false);
            var devices = await sql.Query<Trace>(
                $"select device_key as Id, 'DEVICE' as What, '' as Store, cast(0 as bigint) as At from person_devices where customer_id {sql.Dialect.In("@customers")} order by device_key", Ids(person)).ConfigureAwait(false);
            return [.. presences.Concat(phones).Concat(devices).Select(trace => new TillTrace(trace.Id, trace.What, trace.Store, Instants.FromMicros(trace.At)))];
        },
        cancellation);

    /// <summary>Forgets it.</summary>
    public Task<int> ForgetTillTraces(Person person, CancellationToken cancellation) => executor.Apply(
        async unit => await unit.Sql.Execute($"delete from presences where member_id {unit.Sql.Dialect.In("@customers")}", Ids(person)).ConfigureAwait(false)
            + await unit.Sql.Execute($"delete from person_devices where customer_id {unit.Sql.Dialect.In("@customers")}", Ids(person)).ConfigureAwait(false)
            + await unit.Sql.Execute($"delete from verified_names where customer_id {unit.Sql.Dialect.In("@customers")}", Ids(person)).ConfigureAwait(false),
        cancellation);

    private const int EntriesPerRead = 500;

    private static readonly string[] OfWallet =
    [
        "delete from entries where member_id = @id",
        "delete from lots where member_id = @id",
        "delete from wallets where wallet_id = @id",
    ];

    private static readonly string[] OfMember =
    [
        "delete from entries where member_id = @id",
        "delete from lots where member_id = @id",
        "delete from orders where member_id = @id",
        "delete from goodwill where member_id = @id",
        "delete from earnings where member_id = @id",
        "delete from cap_uses where member_id = @id",
        "delete from member_codes where member_id = @id",
        "delete from merged_tiers where member_id = @id",
        "delete from member_birthdays where member_id = @id",
        "delete from referral_codes where member_id = @id",
        "delete from expiry_notices where member_id = @id",
        "delete from members where member_id = @id",
    ];

    // Nobody finds a member by a number that is forgotten, no app's code is taken any more, and holds say no more for what they were.
    private static async Task ForgetHolder(UnitOfWork unit, AccountOfPerson account)
    {
        var (sql, id) = (unit.Sql, account.Id);
        foreach (var row in await sql.Query<HoldRow>($"{HoldRow.SelectAll} where member_id = @id and reference <> ''{sql.Dialect.LockRow}", new { id }).ConfigureAwait(false))
        {
            var left = row with { Reference = "" };
            await sql.Execute("update holds set reference = '', seal = @Seal where hold_id = @HoldId", left with { Seal = left.TrueSeal() }).ConfigureAwait(false);
        }

        if (account.Member is not null && await sql.QueryFirst<MemberRow>(MemberRow.Select, new { memberId = id }).ConfigureAwait(false) is { } member && !member.CardNumber.StartsWith(NoCard, StringComparison.Ordinal))
        {
            var left = member with { CardNumber = NoCard + unit.NewId() };
            await sql.Execute("update members set card_number = @CardNumber, seal = @Seal where member_id = @MemberId", left with { Seal = left.TrueSeal() }).ConfigureAwait(false);
            await Presences.EndCodes(sql, id).ConfigureAwait(false);
            await sql.Execute("delete from referral_codes where member_id = @id", new { id }).ConfigureAwait(false);
        }
    }

    // The other side keeps what it was given.
    private static async Task ForgetReferrals(UnitOfWork unit, string id)
    {
        foreach (var row in await unit.Sql.Query<ReferralRow>($"{ReferralRow.Select} where referrer_id = @id or friend_id = @id{unit.Sql.Dialect.LockRow}", new { id }).ConfigureAwait(false))
        {
            var none = Columns.ToJson(new GivenReward());
            var (nobody, isFriend) = (NoCard + unit.NewId(), row.FriendId == id);
            var left = isFriend ? row with { FriendId = nobody, Friend = none } : row with { ReferrerId = nobody, Referrer = none };
            await unit.Sql.Execute(
                "update referrals set referrer_id = @ReferrerId, friend_id = @FriendId, referrer = @Referrer, friend = @Friend, seal = @Seal where referral_id = @ReferralId",
                left with { Seal = left.TrueSeal() }).ConfigureAwait(false);
        }
    }

    // A hold that used coupons still says that they were used; by nobody any more.
    private static async Task ForgetHolds(SqlSession sql, string where, object parameters)
    {
        foreach (var row in await sql.Query<HoldRow>($"{HoldRow.SelectAll} where {where}{sql.Dialect.LockRow}", parameters).ConfigureAwait(false))
        {
            if (row.Coupons == "[]")
            {
                await sql.Execute("delete from holds where hold_id = @HoldId", row).ConfigureAwait(false);
                continue;
            }

            foreach (var coupon in Columns.FromJson<List<HeldCoupon>>(row.Coupons).Where(coupon => coupon.GivenBackAt is null && row.State is "HELD" or "CAPTURED"))
            {
                Store.Coupons.CountUse(sql, coupon.Code, coupon.CampaignId, Store.Coupons.Owner(row.OwnerId, row.OwnerIsGuest != 0), -1);
                Store.Coupons.CountUse(sql, coupon.Code, coupon.CampaignId, Store.Coupons.Owner(Nobody, false), 1);
            }

            var left = row with { MemberId = null, OwnerId = Nobody, OwnerIsGuest = 0, Reference = "" };
            await sql.Execute(
                "update holds set member_id = null, owner_id = @OwnerId, owner_is_guest = 0, reference = '', seal = @Seal where hold_id = @HoldId", left with { Seal = left.TrueSeal() }).ConfigureAwait(false);
        }
    }

    private static async Task ForgetBuyer(SqlSession sql, Person person)
    {
        var rows = await sql.Query<WalletRow>(
            $"""
            {WalletRow.Select} where (buyer_is_guest = 0 and buyer_id {sql.Dialect.In("@customers")}) or (buyer_is_guest = 1 and buyer_id {sql.Dialect.In("@guests")})
            order by wallet_id{sql.Dialect.LockRow}
            """,
            Ids(person)).ConfigureAwait(false);
        foreach (var row in rows)
        {
            var left = row with { BuyerId = null, BuyerIsGuest = null };
            await sql.Execute("update wallets set buyer_id = null, buyer_is_guest = null, seal = @Seal where wallet_id = @WalletId", left with { Seal = left.TrueSeal() }).ConfigureAwait(false);
        }
    }

    private static string IsOrderOf(SqlSession sql) =>
        $"(owner_id {sql.Dialect.In("@customers")} or guest_id {sql.Dialect.In("@guests")} or member_id {sql.Dialect.In("@customers")})";

    private static object Ids(Person person) => new { customers = person.Customers.ToArray(), guests = person.Guests.ToArray() };

    private sealed record Booked
    {
        public string Id { get; init; } = "";

        public long At { get; init; }
    }

    private sealed record Trace
    {
        public string Id { get; init; } = "";

        public string What { get; init; } = "";

        public string Store { get; init; } = "";

        public long At { get; init; }
    }
}
