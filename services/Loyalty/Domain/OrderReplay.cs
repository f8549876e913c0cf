namespace Omnichannel.Loyalty.Domain;

/// <summary>What a member's entries say of orders, and of the promises about them.</summary>
internal sealed class OrderReplay
{
    private readonly Dictionary<string, (long Earned, long Clawed)> orders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> status = new(StringComparer.Ordinal);
    private readonly Dictionary<(string OrderId, long Points, long GivenAt), long> goodwill = [];

    /// <summary>What an entry says. An order that is credited again, after it was another's meanwhile, begins anew.</summary>
    public void Apply(PostedEntry entry, EntryKind kind)
    {
        if (entry.OrderId is not { } id)
        {
            return;
        }

        switch (kind)
        {
            case EntryKind.EarnPending:
                orders[id] = (entry.Points, 0);
                break;
            case EntryKind.Clawback:
                var (earned, clawed) = orders.GetValueOrDefault(id);
                orders[id] = (earned, clawed + entry.Points);
                break;
            case EntryKind.EarnStatus or EntryKind.ClawbackStatus:
                status[id] = status.GetValueOrDefault(id) + (kind is EntryKind.EarnStatus ? entry.Points : -entry.Points);
                break;
            case EntryKind.Goodwill:
                var given = (id, entry.Points, entry.EffectiveAt);
                goodwill[given] = goodwill.GetValueOrDefault(given) + 1;
                break;
            default:
                break;
        }
    }

    /// <summary>Compares the row of an order that was credited to the member.</summary>
    public void Check(OrderFact row, LedgerFindings findings)
    {
        orders.Remove(row.OrderId, out var order);
        status.Remove(row.OrderId);
        var isAgainForNothing = row.EarnedPoints == 0 && order.Earned == order.Clawed;
        if (!isAgainForNothing)
        {
            findings.Compare("orders", row.OrderId, "earned_points", order.Earned, row.EarnedPoints);
            findings.Compare("orders", row.OrderId, "clawed_points", order.Clawed, row.ClawedPoints);
        }
    }

    /// <summary>Compares the row of goodwill that was given to the member.</summary>
    public void Check(GoodwillFact row, LedgerFindings findings)
    {
        var given = (row.OrderId, row.Points, row.GivenAt);
        var left = goodwill.GetValueOrDefault(given);
        if (left == 0)
        {
            findings.Tell("goodwill", row.PromiseId, "promise_id", LedgerFinding.Absent, LedgerFinding.Present);
        }

        goodwill[given] = Math.Max(0, left - 1);
    }

    /// <summary>Tells what entries speak of and no row: an order with points that are the member's, goodwill.</summary>
    public void CheckMissing(string holder, LedgerFindings findings)
    {
        var withPoints = orders.Where(order => order.Value.Earned != order.Value.Clawed).Select(order => order.Key);
        var withStatus = status.Where(order => order.Value != 0).Select(order => order.Key);
        foreach (var id in withPoints.Union(withStatus).Order(StringComparer.Ordinal))
        {
            findings.Tell("orders", id, "member_id", holder, LedgerFinding.Absent);
        }

        foreach (var (given, _) in goodwill.Where(given => given.Value > 0))
        {
            findings.Tell("goodwill", $"order {given.OrderId}", "promise_id", LedgerFinding.Present, LedgerFinding.Absent);
        }
    }
}
