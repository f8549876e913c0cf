using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;

namespace Omnichannel.OrderTracking.Store;

/// <summary>What orders are listed by for whoever ships and whoever settles claims: written with the order, in its transaction.</summary>
internal static class ShippingRows
{
    /// <summary>Writes what a step changed; nothing when it changed nothing that is listed.</summary>
    public static void Write(UnitOfWork unit, Order? before, Order order)
    {
        var due = WorkToShip.DueAt(order);
        var dueBefore = before is null ? null : WorkToShip.DueAt(before);
        if (due is { } at && due != dueBefore)
        {
            unit.Sql.Defer(
                "insert into work_to_ship (order_id, due_at) values (@OrderId, @due) on conflict (order_id) do update set due_at = excluded.due_at",
                new { order.OrderId, due = at.ToMicros() });
        }
        else if (due is null && dueBefore is not null)
        {
            unit.Sql.Defer("delete from work_to_ship where order_id = @OrderId", new { order.OrderId });
        }

        foreach (var claim in order.Claims)
        {
            if (before?.Claims.FirstOrDefault(known => known.ClaimId == claim.ClaimId) is not { } known)
            {
                unit.Sql.Defer(
                    "insert into claims (order_id, claim_id, state, filed_at) values (@OrderId, @ClaimId, @state, @filed)",
                    new { order.OrderId, claim.ClaimId, state = (long)claim.State, filed = claim.FiledAt.ToMicros() });
            }
            else if (known.State != claim.State)
            {
                unit.Sql.Defer(
                    "update claims set state = @state where order_id = @OrderId and claim_id = @ClaimId", new { order.OrderId, claim.ClaimId, state = (long)claim.State });
            }
        }
    }
}
