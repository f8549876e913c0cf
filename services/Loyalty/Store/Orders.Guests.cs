using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Guests;
using Omnichannel.Platform.Storage;

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

        if (moved.Before is not null)
        {
            await Uncredit(unit, guestId, moved.Before).ConfigureAwait(false);
        }

        unit.Sql.Defer(
            "update orders set owner_id = @customerId where guest_id = @guestId and content is not null and member_id is null", new { guestId, customerId });
        if (customerId is not null)
        {
            await CreditOwner(unit, customerId).ConfigureAwait(false);
        }
    }

    private async Task Uncredit(UnitOfWork unit, string guestId, string customerId)
    {
        await SettleFirst.Owner(unit, customerId).ConfigureAwait(false);
        if (await Member(unit, customerId).ConfigureAwait(false) is not { } state)
        {
            return;
        }

        var rows = await unit.Sql.Query<OrderRow>(
            $"{OrderRow.Select} where guest_id = @guestId and member_id = @customerId and content is not null order by order_id{unit.Sql.Dialect.LockRow}",
            new { guestId, customerId }).ConfigureAwait(false);
        foreach (var row in rows)
        {
            await TakeBack(unit, state, row).ConfigureAwait(false);
            unit.CancelTimer(TimerKinds.PointsActivation, row.OrderId);
            unit.Sql.Defer(
                """
                update orders set member_id = null, program_id = null, program_version = 0, earned_points = 0, clawed_points = 0 where order_id = @OrderId
                """,
                new { row.OrderId });
        }

        if (rows.Count > 0)
        {
            await tiers.Review(unit, state, new Cause(unit.Now)).ConfigureAwait(false);
            ledgers.Save(unit, state);
        }
    }

    // Everything that the order earned goes. What of it had come back before waits for whoever is credited next.
    private async Task TakeBack(UnitOfWork unit, MemberState state, OrderRow row)
    {
        await ledgers.LoadOrder(unit, state, row.OrderId).ConfigureAwait(false);
        var lots = state.Account.Lots.Where(lot => lot.OrderId == row.OrderId && lot.PartOf is null).ToList();
        var returned = lots.Where(lot => lot.ReturnedQuantity > 0).Select(lot => new ReturnedLine(lot.LineId!, lot.ReturnedQuantity)).ToList();
        if (returned.Count > 0)
        {
            EarlyNews.Room.Keep(unit, row.OrderId, [EarlyNews.Returned(
                new ReturnedUnits(row.OrderId, null, unit.Now, row.Historical != 0, row.SoldAt, returned) { NewsId = $"moved/{unit.NewId()}", IsEarningOnly = true })]);
        }

        var left = lots.Where(lot => lot.ReturnedQuantity < lot.Quantity).ToList();
        if (left.Exists(lot => state.Account.NeedsOtherLots(lot, lot.Quantity - lot.ReturnedQuantity)))
        {
            await ledgers.LoadSpendable(unit, state, long.MaxValue).ConfigureAwait(false);
        }

        foreach (var lot in left)
        {
            var cause = new Cause(unit.Now) { Channel = row.SoldAt, OrderId = row.OrderId, ProgramVersion = row.ProgramVersion, LotSequence = lot.Sequence };
            state.Account.ClawBack(lot, lot.Quantity - lot.ReturnedQuantity, cause);
        }

        ledgers.Save(unit, state);
    }
}
