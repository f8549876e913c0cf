using System.Globalization;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.People;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>
/// What orders, deliveries, returns and cancellations do to ledgers: loads, lets <see cref="OrderSteps"/> decide, saves. Everything tolerates arriving late or in the
/// wrong order: what comes before its order waits for it.
/// </summary>
public sealed partial class Orders(Ledgers ledgers, ProgramCatalogue programs, Tiers tiers, Holds holds, UsedHolds used, EarnBook book)
{
    /// <summary>An order exists. Once per order id.</summary>
    public async Task Place(UnitOfWork unit, PlacedOrder placed)
    {
        EarlyNews.Room.AskLock(unit, placed.OrderId);
        if (placed is { CustomerId: null, GuestId: { } guestId })
        {
            // Whose the guest is stays so until we are done.
            SettleFirst.AskGuest(unit, guestId);
        }

        if (placed is { CustomerId: null, BuyerKey: { } nameKey })
        {
            VerifiedNames.AskLock(unit, nameKey);
        }

        var asked = unit.Sql.AskFirst<Seen>(
            """
            select (select count(*) from orders where order_id = @orderId) as Known, (select customer_id from guest_owners where guest_id = @guestId) as LinkedTo,
                (select customer_id from verified_names where name_key = @buyerKey) as VerifiedTo
            """,
            new { orderId = placed.OrderId, guestId = placed.GuestId ?? "", buyerKey = placed.BuyerKey ?? "" });
        if (placed is { CustomerId: { } customer, HoldId: null })
        {
            // A hold is locked before its member.
            Ledgers.Ask(unit, customer);
        }

        var seen = (await asked.First().ConfigureAwait(false))!;
        if (seen.Known > 0)
        {
            return;
        }

        placed = await holds.TakeForOrder(unit, placed).ConfigureAwait(false);
        var owner = placed.CustomerId ?? seen.LinkedTo ?? seen.VerifiedTo;
        var state = owner is null ? null : await ledgers.FindOf(unit, owner).ConfigureAwait(false);
        if (state is null && owner is not null)
        {
            // Not a member as far as we saw: settle it with whoever enrols at this moment.
            await SettleFirst.Owner(unit, owner).ConfigureAwait(false);
            state = await ledgers.FindOfAgain(unit, owner).ConfigureAwait(false);
        }

        var waited = await EarlyNews.Room.Take(unit, placed.OrderId).ConfigureAwait(false);
        var earner = state is null ? null : await book.EarnerOf(unit, state, placed).ConfigureAwait(false);
        var change = OrderSteps.Place(placed, owner, earner, EarlyNews.DeliveredAt(waited), unit.Now);
        OrderRow.Insert(unit.Sql, change.Order);
        await ScheduleFor(unit, change, state).ConfigureAwait(false);
        if (change.Order.RememberedUntil is { } day)
        {
            unit.Schedule(TimerKinds.ForgetOrders, day.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), day);
        }

        if (change.Order.MemberId is not null)
        {
            await Settle(unit, state!, change).ConfigureAwait(false);
        }

        await ApplyWaiting(unit, placed.OrderId, waited).ConfigureAwait(false);
    }

    /// <summary>All of an order is with the customer.</summary>
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

        var (state, earner) = await LoadEarner(unit, order!).ConfigureAwait(false);
        if (OrderSteps.Deliver(order!, deliveredAt, earner, unit.Now) is { } change)
        {
            await Save(unit, state, change).ConfigureAwait(false);
        }
    }

    /// <summary>A delivery turned out to be none.</summary>
    public async Task CorrectDelivery(UnitOfWork unit, string orderId)
    {
        var order = await Find(unit, orderId).ConfigureAwait(false);
        if (order is null)
        {
            await ForgetEarlyDelivery(unit, orderId).ConfigureAwait(false);
            order = await Find(unit, orderId).ConfigureAwait(false);
        }

        if (order is not null)
        {
            var (state, earner) = await LoadEarner(unit, order).ConfigureAwait(false);
            await Save(unit, state, OrderSteps.CorrectDelivery(order, earner, unit.Now)).ConfigureAwait(false);
        }
    }

    /// <summary>The pending period of some of an order's points is over.</summary>
    public async Task Activate(UnitOfWork unit, string orderId)
    {
        if (await Find(unit, orderId).ConfigureAwait(false) is { } order
            && await LoadEarner(unit, order).ConfigureAwait(false) is { State: { } state, Earner: { } earner }
            && OrderSteps.Activate(order, earner, unit.Now) is { } change)
        {
            await ScheduleFor(unit, change, state).ConfigureAwait(false);
            await ledgers.Save(unit, state).ConfigureAwait(false);
        }
    }

    /// <summary>Returns tells until when lines of an order can be returned: before the order, twice or late, the latest counts.</summary>
    public async Task MoveWindows(UnitOfWork unit, string orderId, long version, IReadOnlyDictionary<string, DateTimeOffset> windows)
    {
        // Who is placing the order at this moment has not seen the news, or is seen.
        await EarlyNews.Room.Lock(unit, orderId).ConfigureAwait(false);
        if (!await ReturnWindows.Keep(unit, orderId, version, windows).ConfigureAwait(false)
            || await Find(unit, orderId).ConfigureAwait(false) is not { } order
            || await LoadEarner(unit, order).ConfigureAwait(false) is not { State: { } state, Earner: { } earner })
        {
            return;
        }

        await Referrals.LookAgain(unit, state).ConfigureAwait(false);
        if (earner.Program?.PendingUntil is PendingUntil.ReturnWindow && OrderSteps.MoveWindows(order, earner, unit.Now) is { } change)
        {
            await ScheduleFor(unit, change, state).ConfigureAwait(false);
            if (state.Account.Entries.Count > 0)
            {
                await ledgers.Save(unit, state).ConfigureAwait(false);
            }
        }
    }

    /// <summary>A receipt without a customer was claimed.</summary>
    public async Task Claim(UnitOfWork unit, string orderId, string customerId)
    {
        if (await Find(unit, orderId).ConfigureAwait(false) is { } order && OrderSteps.Claim(order, customerId) is { } change)
        {
            OrderRow.Update(unit.Sql, change.Order);
            await CreditOwner(unit, customerId).ConfigureAwait(false);
        }
    }

    /// <summary>An address was verified to be a customer's: what guests bought who gave it, and nobody else was found to be, is the customer's. Told again, nothing is left to find.</summary>
    public async Task Claim(UnitOfWork unit, VerifiedName address)
    {
        var orders = await OrderRow.List(unit.Sql, "buyer_key = @Key and owner_id is null", new { address.Key }).ConfigureAwait(false);
        foreach (var order in orders)
        {
            if (OrderSteps.Claim(order, address.CustomerId) is { } change)
            {
                OrderRow.Update(unit.Sql, change.Order);
            }
        }

        if (orders.Count > 0)
        {
            await CreditOwner(unit, address.CustomerId).ConfigureAwait(false);
        }
    }

    /// <summary>Credits the remembered orders that a member made since the day from which orders count.</summary>
    public async Task CreditRemembered(UnitOfWork unit, MemberState state, Cause cause)
    {
        var person = state.IsMerged ? await PersonMerges.Group(unit.Sql, state.Member.MemberId).ConfigureAwait(false) : [state.Member.MemberId];
        var remembered = await OrderRow.List(
            unit.Sql,
            $"owner_id {unit.Sql.Dialect.In("@person")} and member_id is null and placed_at >= @from",
            new { person = person.ToArray(), from = state.Member.CreditsFrom.ToMicros() }).ConfigureAwait(false);
        var credited = new List<CreditedOrder>(remembered.Count);
        foreach (var order in remembered)
        {
            var earner = await book.EarnerOf(unit, state, order.Content!).ConfigureAwait(false);
            if (OrderSteps.CreditRemembered(order, earner with { OwnerIds = person }, unit.Now) is { } change)
            {
                OrderRow.Update(unit.Sql, change.Order);
                await ScheduleFor(unit, change, state).ConfigureAwait(false);
                await ledgers.Save(unit, state).ConfigureAwait(false);
                credited.Add(change.Order);
            }
        }

        if (credited.Count == 0)
        {
            return;
        }

        await tiers.Review(unit, state, credited.Max(order => order.CountsSince), cause).ConfigureAwait(false);
        await ledgers.Save(unit, state).ConfigureAwait(false);
        foreach (var order in credited)
        {
            await ApplyWaiting(unit, order.OrderId, await EarlyNews.Room.Take(unit, order.OrderId).ConfigureAwait(false)).ConfigureAwait(false);
        }
    }

    /// <summary>Forgets what orders would have earned whose owners did not enrol in time.</summary>
    public static async Task Forget(UnitOfWork unit)
    {
        await EarlyNews.Room.Close(
            unit,
            "select order_id from orders where content is not null and member_id is null and remembered_until <= @now",
            new { now = unit.Now.ToMicros() }).ConfigureAwait(false);
        unit.Sql.Defer("update orders set content = null, content_seal = null where content is not null and remembered_until <= @now", new { now = unit.Now.ToMicros() });
    }

    private static async Task ForgetEarlyDelivery(UnitOfWork unit, string orderId)
    {
        await EarlyNews.Room.Lock(unit, orderId).ConfigureAwait(false);
        var waited = await EarlyNews.Room.Take(unit, orderId).ConfigureAwait(false);
        EarlyNews.Room.Keep(unit, orderId, waited.Where(news => !EarlyNews.IsDelivery(news)));
    }

    // Whom an order was credited to, with what its lines earned and the program that they earned under.
    private async Task<(MemberState? State, Earner? Earner)> LoadEarner(UnitOfWork unit, CreditedOrder order)
    {
        if (order.MemberId is null || await ledgers.Find(unit, order.MemberId).ConfigureAwait(false) is not { } state)
        {
            return default;
        }

        if (order.EarnedPoints > 0)
        {
            await ledgers.LoadOrder(unit, state, order.OrderId).ConfigureAwait(false);
        }

        var program = await ProgramOf(unit, order).ConfigureAwait(false);
        var windows = program?.PendingUntil is PendingUntil.ReturnWindow ? await ReturnWindows.Of(unit.Sql, order.OrderId).ConfigureAwait(false) : new Dictionary<string, DateTimeOffset>();
        return (state, new Earner(state.Member, state.Account, program) { Windows = windows });
    }

    private async Task<LoyaltyProgram?> ProgramOf(UnitOfWork unit, CreditedOrder order) =>
        order.ProgramId is null ? null : await programs.Version(unit.Sql, order.ProgramId, order.ProgramVersion).ConfigureAwait(false);

    private async Task Save(UnitOfWork unit, MemberState? earner, OrderChange change)
    {
        OrderRow.Update(unit.Sql, change.Order);
        await ScheduleFor(unit, change, earner).ConfigureAwait(false);
        if (earner is not null)
        {
            await Settle(unit, earner, change).ConfigureAwait(false);
        }
    }

    // What the step means to the member: the tier is looked at once the order's row says what counts.
    private async Task Settle(UnitOfWork unit, MemberState earner, OrderChange change)
    {
        await tiers.Review(unit, earner, change.TierSince, change.Order.Cause).ConfigureAwait(false);
        await ledgers.Save(unit, earner).ConfigureAwait(false);
    }

    private static async Task ScheduleFor(UnitOfWork unit, OrderChange change, MemberState? earner)
    {
        if (earner is not null)
        {
            await Referrals.LookAgain(unit, earner).ConfigureAwait(false);
        }

        if (change.StopsActivation)
        {
            unit.CancelTimer(TimerKinds.PointsActivation, change.Order.OrderId);
        }

        if (change.ActivatesAt is { } at)
        {
            unit.Schedule(TimerKinds.PointsActivation, change.Order.OrderId, at);
        }

        if (change.Earned is { } earned)
        {
            EarnBook.Keep(unit, change.Order.OrderId, earned);
        }

        if (change.Waits is { } units)
        {
            EarlyNews.Room.Keep(unit, change.Order.OrderId, [EarlyNews.Returned(units)]);
        }
    }

    private async Task ApplyWaiting(UnitOfWork unit, string orderId, IReadOnlyList<WaitingNews> waited)
    {
        await ApplyReturns(unit, orderId, EarlyNews.ReturnedUnits(waited)).ConfigureAwait(false);
        await GiveGoodwill(unit, orderId, EarlyNews.BrokenPromises(waited)).ConfigureAwait(false);
    }

    private async Task CreditOwner(UnitOfWork unit, string customerId)
    {
        await SettleFirst.Owner(unit, customerId).ConfigureAwait(false);
        if (await ledgers.FindOf(unit, customerId).ConfigureAwait(false) is { } state)
        {
            await CreditRemembered(unit, state, new Cause(unit.Now) { Channel = state.Member.EnrolledChannel }).ConfigureAwait(false);
        }
    }

    private static Task<CreditedOrder?> Find(UnitOfWork unit, string orderId) => OrderRow.Find(unit.Sql, orderId);

    private sealed record Seen
    {
        public long Known { get; init; }

        public string? LinkedTo { get; init; }

        public string? VerifiedTo { get; init; }
    }
}
