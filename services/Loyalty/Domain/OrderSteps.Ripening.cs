namespace Omnichannel.Loyalty.Domain;

/// <content>Pending points become active.</content>
public static partial class OrderSteps
{
    /// <summary>
    /// Makes active what is due of an order's pending points, each line at its own time, and says when the next is. The program that it earned under decides what they wait
    /// for; a line whose time is not known waits.
    /// </summary>
    private static OrderChange Ripen(OrderChange change, Earner earner, Cause cause, DateTimeOffset now)
    {
        if (change.Order.EarnedPoints == 0 || earner.Program is not { } program)
        {
            return change;
        }

        DateTimeOffset? next = null;
        var pending = earner.Account.Lots.Where(lot => lot.OrderId == change.Order.OrderId && lot.Pending > 0).GroupBy(lot => DueOf(lot, change.Order, earner, program));
        foreach (var lots in pending.Where(group => group.Key is not null).OrderBy(group => group.Key).ToList())
        {
            if (lots.Key > now)
            {
                next = lots.Key;
                break;
            }

            Activate(earner.Account, program, cause, lots.Select(lot => lot.Sequence).ToHashSet(), lots.Key!.Value, now);
        }

        return next is null ? change : change with { ActivatesAt = next };
    }

    // What became active waits again where nothing says any more that its goods came. A delivery's end and that of its windows may be told in either order.
    private static OrderChange WaitAndRipen(OrderChange change, Earner earner, Cause cause, DateTimeOffset now)
    {
        if (earner.Program is { } program)
        {
            earner.Account.Deactivate(
                lot => lot.OrderId == change.Order.OrderId && DueOf(lot, change.Order, earner, program) is null, cause with { EffectiveAt = now, IsHistorical = false });
        }

        return Ripen(change, earner, cause, now);
    }

    // When what a line earned becomes active; null while nothing says when.
    private static DateTimeOffset? DueOf(Lot lot, CreditedOrder order, Earner earner, LoyaltyProgram program) =>
        program.ActivationOf(order.DeliveredAt, earner.Windows.TryGetValue(lot.LineId ?? "", out var end) ? end : null);

    private static void Activate(Account account, LoyaltyProgram program, Cause cause, HashSet<long> lots, DateTimeOffset at, DateTimeOffset now)
    {
        var end = program.ExpiryAfter(at);
        account.Activate(lot => lots.Contains(lot.Sequence), end, cause with { EffectiveAt = at });
        if (end is { Inactivity: null } && end.Value.At <= now)
        {
            account.Expire(cause with { EffectiveAt = end.Value.At, ProgramVersion = 0 });
        }
    }
}
