using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Guests;
using Omnichannel.Platform.People;

namespace Omnichannel.Loyalty.Store;

/// <content>Whose a guest's orders are.</content>
public sealed partial class Orders
{
    /// <summary>
    /// A guest turned out to be a customer, another one than before, or nobody. What the guest's orders earned goes with them while they are remembered: it is taken from the
    /// one and credited to the other.
    /// </summary>
    /// <param name="unit">The transaction of its inbox row.</param>
    /// <param name="guestId">The guest.</param>
    /// <param name="customerId">Whose the guest is; null for nobody's.</param>
    /// <param name="version">Of the guest.</param>
    public async Task Follow(UnitOfWork unit, string guestId, string? customerId, long version)
    {
        await SettleFirst.Owner(unit, guestId).ConfigureAwait(false);
        if (await GuestOwners.Follow(unit, guestId, customerId, version).ConfigureAwait(false) is not { } moved)
        {
            return;
        }

        var before = moved.Before is null ? [] : await PersonBefore(unit, moved.Before).ConfigureAwait(false);
        var lost = new List<CreditedOrder>();
        foreach (var order in await OrderRow.List(unit.Sql, "guest_id = @guestId", new { guestId }).ConfigureAwait(false))
        {
            var left = order;
            if (order.MemberId is { } holder && before.Contains(holder) && await ledgers.Find(unit, holder).ConfigureAwait(false) is { } earner)
            {
                left = await Uncredit(unit, earner, order).ConfigureAwait(false);
                lost.Add(order);
            }

            if (OrderSteps.Follow(left, customerId) is { } change)
            {
                OrderRow.Update(unit.Sql, change.Order);
            }
        }

        foreach (var group in lost.GroupBy(order => order.MemberId!))
        {
            var earner = await ledgers.Get(unit, group.Key).ConfigureAwait(false);
            await tiers.Review(unit, earner, group.Max(order => order.CountsSince), new Cause(unit.Now), [.. group]).ConfigureAwait(false);
            await ledgers.Save(unit, earner).ConfigureAwait(false);
        }

        if (customerId is not null)
        {
            await CreditOwner(unit, customerId).ConfigureAwait(false);
        }
    }

    private static async Task<IReadOnlyList<string>> PersonBefore(UnitOfWork unit, string customerId)
    {
        await SettleFirst.Owner(unit, customerId).ConfigureAwait(false);
        return await PersonMerges.Group(unit.Sql, customerId).ConfigureAwait(false);
    }

    private async Task<CreditedOrder> Uncredit(UnitOfWork unit, MemberState earner, CreditedOrder order)
    {
        await ledgers.LoadOrder(unit, earner, order.OrderId).ConfigureAwait(false);
        await LoadOthers(unit, earner, order, OrderSteps.Rest(order, earner.Account, unit.Now)).ConfigureAwait(false);
        var before = ReturnedSoFar(order, earner);
        var change = OrderSteps.Uncredit(order, earner.Account, $"moved/{unit.NewId()}", unit.Now);
        await EarnBook.GiveBack(unit, order.OrderId, ReturnedNow(before)).ConfigureAwait(false);
        EarnBook.Forget(unit, order.OrderId);
        OrderRow.Update(unit.Sql, change.Order);
        await ScheduleFor(unit, change, earner).ConfigureAwait(false);
        await ledgers.Save(unit, earner).ConfigureAwait(false);
        return change.Order;
    }
}
