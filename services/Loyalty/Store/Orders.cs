using System.Globalization;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Guests;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>
/// What orders, deliveries, returns and cancellations do to ledgers. Everything tolerates arriving late or in the wrong order: what comes before its
/// order waits for it; what an order would earn is remembered while its owner may still enrol.
/// </summary>
public sealed partial class Orders(Ledgers ledgers, ProgramCatalogue programs, Tiers tiers, UsedHolds used)
{
    private static readonly TimeSpan Remembered = Enrollment.CreditedBefore + TimeSpan.FromDays(1);

    /// <summary>An order exists. Once per order id.</summary>
    public async Task Place(UnitOfWork unit, PlacedOrder order)
    {
        await EarlyNews.Room.Lock(unit, order.OrderId).ConfigureAwait(false);
        var seen = (await unit.Sql.QueryFirst<Seen>(
            """
            select (select count(*) from orders where order_id = @orderId) as Known, (select customer_id from guest_owners where guest_id = @guestId) as LinkedTo
            """,
            new { orderId = order.OrderId, guestId = order.GuestId ?? "" }).ConfigureAwait(false))!;
        if (seen.Known > 0)
        {
            return;
        }

        var owner = order.CustomerId ?? seen.LinkedTo;
        var state = owner is null ? null : await ledgers.Find(unit, owner).ConfigureAwait(false);
        if (state is null && (owner ?? order.GuestId) is { } unlocked)
        {
            // Not a member as far as we saw: settle it with whoever enrols or links this owner at this moment.
            await SettleFirst.Owner(unit, unlocked).ConfigureAwait(false);
            owner ??= await GuestOwners.Find(unit.Sql, unlocked).ConfigureAwait(false);
            state = owner is null ? null : await ledgers.FindAgain(unit, owner).ConfigureAwait(false);
        }

        var waited = await EarlyNews.Room.Take(unit, order.OrderId).ConfigureAwait(false);
        var delivered = EarlyNews.DeliveredAt(waited) ?? (order.IsHistorical ? order.PlacedAt : null);
        var isCredited = state is not null && order.PlacedAt >= state.Member.CreditsFrom;
        var row = new OrderRow
        {
            OrderId = order.OrderId,
            GuestId = order.GuestId,
            OwnerId = owner,
            PlacedAt = order.PlacedAt.ToMicros(),
            DeliveredAt = delivered?.ToMicros(),
            Historical = order.IsHistorical ? 1 : 0,
            Channel = order.Channel.Name(),
            HoldId = order.HoldId,
            Redemptions = order.Redemptions.Count > 0 ? Columns.ToJson(order.Redemptions) : null,
        };
        if (isCredited)
        {
            row = await Credit(unit, state!, order, row).ConfigureAwait(false);
        }

        // A guest may turn out to be somebody else: then what the order earned goes there.
        if (isCredited ? order.GuestId is not null : MayStillBeCredited(unit, order, owner, state))
        {
            var day = ((order.PlacedAt > unit.Now ? order.PlacedAt : unit.Now) + Remembered).UtcDateTime.Date;
            row = row with { Content = Columns.ToJson(order), RememberedUntil = new DateTimeOffset(day, TimeSpan.Zero).ToMicros() };
            unit.Schedule(TimerKinds.ForgetOrders, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), new DateTimeOffset(day, TimeSpan.Zero));
        }

        Insert(unit.Sql, row);
        if (isCredited)
        {
            await tiers.Review(unit, state!, order.PlacedAt, CauseOf(row)).ConfigureAwait(false);
            ledgers.Save(unit, state!);
        }

        await ApplyReturns(unit, order.OrderId, EarlyNews.ReturnedUnits(waited)).ConfigureAwait(false);
    }

    /// <summary>All of an order is with the customer: the pending period begins. Told again with another time, it begins then instead, for what is still pending.</summary>
    public async Task Deliver(UnitOfWork unit, string orderId, DateTimeOffset deliveredAt)
    {
        var order = await Find(unit, orderId).ConfigureAwait(false);
        if (order is null)
        {
            await ForgetEarlyDelivery(unit, orderId).ConfigureAwait(false);
            if (await EarlyNews.Room.Wait(
                unit, orderId, EarlyNews.Delivered(deliveredAt), async () => (order = await Find(unit, orderId).ConfigureAwait(false)) is not null).ConfigureAwait(false))
            {
                return;
            }
        }

        if (order!.DeliveredAt == deliveredAt.ToMicros())
        {
            return;
        }

        unit.Sql.Defer("update orders set delivered_at = @at where order_id = @orderId", new { orderId, at = deliveredAt.ToMicros() });
        if (order.MemberId is not null && await Member(unit, order.MemberId).ConfigureAwait(false) is { } state)
        {
            var program = order.ProgramId is null ? null : await programs.Version(unit.Sql, order.ProgramId, order.ProgramVersion).ConfigureAwait(false);
            if (program is not null && order.EarnedPoints > 0)
            {
                await ledgers.LoadOrder(unit, state, orderId).ConfigureAwait(false);
                ActivateOrSchedule(unit, state, program, CauseOf(order), deliveredAt);
            }

            await tiers.Review(unit, state, CauseOf(order)).ConfigureAwait(false);
            ledgers.Save(unit, state);
        }
    }

    /// <summary>A delivery turned out to be none: what is still pending waits again.</summary>
    public static async Task CorrectDelivery(UnitOfWork unit, string orderId)
    {
        if (await unit.Sql.Execute("update orders set delivered_at = null where order_id = @orderId", new { orderId }).ConfigureAwait(false) == 0)
        {
            await ForgetEarlyDelivery(unit, orderId).ConfigureAwait(false);
            unit.Sql.Defer("update orders set delivered_at = null where order_id = @orderId", new { orderId });
        }

        unit.CancelTimer(TimerKinds.PointsActivation, orderId);
    }

    /// <summary>The pending period of an order is over.</summary>
    public async Task Activate(UnitOfWork unit, string orderId, DateTimeOffset dueAt)
    {
        if (await Find(unit, orderId).ConfigureAwait(false) is not { MemberId: { } memberId, DeliveredAt: not null, ProgramId: { } programId } order
            || await Member(unit, memberId).ConfigureAwait(false) is not { } state
            || await programs.Version(unit.Sql, programId, order.ProgramVersion).ConfigureAwait(false) is not { } program)
        {
            return;
        }

        await ledgers.LoadOrder(unit, state, orderId).ConfigureAwait(false);
        Activate(unit, state, program, CauseOf(order), dueAt);
        ledgers.Save(unit, state);
    }

    /// <summary>A receipt without a customer was claimed.</summary>
    public async Task Claim(UnitOfWork unit, string orderId, string customerId)
    {
        unit.Sql.Defer(
            "update orders set owner_id = @customerId where order_id = @orderId and owner_id is null and content is not null",
            new { orderId, customerId });
        await CreditOwner(unit, customerId).ConfigureAwait(false);
    }

    /// <summary>Credits the remembered orders that a member made since the day from which orders count.</summary>
    public async Task CreditRemembered(UnitOfWork unit, MemberState state, Cause cause)
    {
        var rows = await unit.Sql.Query<OrderRow>(
            $"""
            {OrderRow.Select} where owner_id = @memberId and content is not null and member_id is null and placed_at >= @from
            order by placed_at, order_id{unit.Sql.Dialect.LockRow}
            """,
            new { memberId = state.Member.MemberId, from = state.Member.CreditsFrom.ToMicros() }).ConfigureAwait(false);
        if (rows.Count == 0)
        {
            return;
        }

        foreach (var row in rows)
        {
            var order = Columns.FromJson<PlacedOrder>(row.Content!);
            var credited = await Credit(unit, state, order, row with { Content = null }).ConfigureAwait(false);
            unit.Sql.Defer(
                """
                update orders set member_id = @MemberId, program_id = @ProgramId, program_version = @ProgramVersion, earned_points = @EarnedPoints,
                    content = case when guest_id is null then null else content end where order_id = @OrderId
                """,
                new { credited.MemberId, credited.ProgramId, credited.ProgramVersion, credited.EarnedPoints, credited.OrderId });
            ledgers.Save(unit, state);
        }

        await tiers.Review(unit, state, cause).ConfigureAwait(false);
        ledgers.Save(unit, state);
        foreach (var row in rows)
        {
            await ApplyReturns(unit, row.OrderId, EarlyNews.ReturnedUnits(await EarlyNews.Room.Take(unit, row.OrderId).ConfigureAwait(false))).ConfigureAwait(false);
        }
    }

    /// <summary>Forgets what orders would have earned whose owners did not enrol in time.</summary>
    public static async Task Forget(UnitOfWork unit)
    {
        await EarlyNews.Room.Close(
            unit,
            "select order_id from orders where content is not null and member_id is null and remembered_until <= @now",
            new { now = unit.Now.ToMicros() }).ConfigureAwait(false);
        unit.Sql.Defer("update orders set content = null where content is not null and remembered_until <= @now", new { now = unit.Now.ToMicros() });
    }

    private static async Task ForgetEarlyDelivery(UnitOfWork unit, string orderId)
    {
        await EarlyNews.Room.Lock(unit, orderId).ConfigureAwait(false);
        var waited = await EarlyNews.Room.Take(unit, orderId).ConfigureAwait(false);
        EarlyNews.Room.Keep(unit, orderId, waited.Where(news => !EarlyNews.IsDelivery(news)));
    }

    private static bool MayStillBeCredited(UnitOfWork unit, PlacedOrder order, string? owner, MemberState? state) =>
        order.Lines.Count > 0
        && (order.PlacedAt >= unit.Now - Enrollment.CreditedBefore
            || (state is null && (owner ?? order.GuestId) is not null)
            || (state is not null && order.IsHistorical));

    private async Task<OrderRow> Credit(UnitOfWork unit, MemberState state, PlacedOrder order, OrderRow row)
    {
        var program = await programs.At(unit.Sql, state.Member.ProgramId, order.PlacedAt).ConfigureAwait(false);
        if (program is null)
        {
            return row with { MemberId = state.Member.MemberId };
        }

        var purchase = new Purchase(order.Market, order.Channel, order.CurrencyCode, state.Member.TierId, order.PlacedAt);
        var earned = EarnFunction.Earn(program, purchase, order.Lines);
        var earnings = new List<Earning>(earned.Count);
        var points = 0L;
        foreach (var line in earned)
        {
            if (line.Points > 0)
            {
                earnings.Add(new Earning(order.OrderId, line.LineId, line.Quantity, line.Points, program.Version, line.RuleId));
                points = checked(points + line.Points);
            }
        }

        var cause = new Cause(order.PlacedAt)
        {
            IsHistorical = order.IsHistorical,
            Channel = order.Channel,
            OrderId = order.OrderId,
            OrderNumber = order.OrderNumber,
            ProgramVersion = program.Version,
        };
        state.Account.Earn(earnings, cause);
        if (points > 0 && Columns.Instant(row.DeliveredAt) is { } delivered)
        {
            ActivateOrSchedule(unit, state, program, cause, delivered);
        }

        return row with { MemberId = state.Member.MemberId, ProgramId = program.ProgramId, ProgramVersion = program.Version, EarnedPoints = points };
    }

    private static void ActivateOrSchedule(UnitOfWork unit, MemberState state, LoyaltyProgram program, Cause cause, DateTimeOffset delivered)
    {
        var due = program.ActivationAfter(delivered);
        if (due <= unit.Now)
        {
            Activate(unit, state, program, cause, due);
        }
        else
        {
            unit.Schedule(TimerKinds.PointsActivation, cause.OrderId!, due);
        }
    }

    private static void Activate(UnitOfWork unit, MemberState state, LoyaltyProgram program, Cause cause, DateTimeOffset at)
    {
        var expiresAt = program.ExpiryAfter(at);
        state.Account.Activate(cause.OrderId!, expiresAt, cause with { EffectiveAt = at, ExpiresAt = expiresAt });
        if (expiresAt <= unit.Now)
        {
            state.Account.Expire(cause with { EffectiveAt = expiresAt.Value, ProgramVersion = 0 });
        }
    }

    private async Task CreditOwner(UnitOfWork unit, string customerId)
    {
        await SettleFirst.Owner(unit, customerId).ConfigureAwait(false);
        if (await Member(unit, customerId).ConfigureAwait(false) is { } state)
        {
            await CreditRemembered(unit, state, new Cause(unit.Now) { Channel = state.Member.EnrolledChannel }).ConfigureAwait(false);
        }
    }

    private Task<MemberState?> Member(UnitOfWork unit, string memberId) => ledgers.Find(unit, memberId);

    private static Task<OrderRow?> Find(UnitOfWork unit, string orderId) =>
        unit.Sql.QueryFirst<OrderRow>($"{OrderRow.Select} where order_id = @orderId{unit.Sql.Dialect.LockRow}", new { orderId });

    private static Cause CauseOf(OrderRow order) => new(Instants.FromMicros(order.PlacedAt))
    {
        IsHistorical = order.Historical != 0,
        Channel = order.SoldAt,
        OrderId = order.OrderId,
        ProgramVersion = order.ProgramVersion,
    };

    private static void Insert(SqlSession sql, OrderRow row) => sql.Defer(
        """
        insert into orders (order_id, guest_id, owner_id, member_id, placed_at, delivered_at, historical, channel, program_id, program_version,
            earned_points, clawed_points, hold_id, redemptions, content, remembered_until)
        values (@OrderId, @GuestId, @OwnerId, @MemberId, @PlacedAt, @DeliveredAt, @Historical, @Channel, @ProgramId, @ProgramVersion,
            @EarnedPoints, @ClawedPoints, @HoldId, @Redemptions, @Content, @RememberedUntil)
        """,
        row);

    private sealed record Seen
    {
        public long Known { get; init; }

        public string? LinkedTo { get; init; }
    }
}
