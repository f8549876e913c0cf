using Omnichannel.Platform.Domain;

namespace Omnichannel.Returns.Domain;

/// <content>How goods are looked at, and what the customer gets for them.</content>
public sealed partial record Return
{
    /// <summary>What an inspection found. When nothing is outstanding and every unit is accounted for, the resolution starts.</summary>
    public Decision<ReturnStep> Inspect(IReadOnlyList<Inspection> found, OrderReturns order, ReturnPolicy? policy, Actor by, DateTimeOffset now)
    {
        if (State is not (ReturnState.PartiallyReceived or ReturnState.Received) && !(IsResolved && ReleasedAt is not null))
        {
            return new WrongState(State);
        }

        var looked = Looked(found);
        return looked.IsAccepted ? LookedAt(looked.Value, found, order, policy, by, cashAtTill: false, now) : looked.Refusal!;
    }

    // A unit is looked at once, and only when it is here; one that is missing was announced, at least.
    private Decision<IReadOnlyList<ReturnLine>> Looked(IReadOnlyList<Inspection> found)
    {
        var lines = Lines.ToArray();
        foreach (var inspection in found)
        {
            var at = Array.FindIndex(lines, line => line.LineId == inspection.LineId);
            if (at < 0)
            {
                return new LineNotFound(inspection.LineId, "inspections.line_id");
            }

            var next = lines[at] with { Inspections = [.. lines[at].Inspections, inspection] };
            if (next.Inspected > next.Coming || next.Inspected - next.Missing > next.Received)
            {
                return new QuantityExceedsReceived(inspection.LineId);
            }

            if (!next.IsForStock && inspection.Disposition is Disposition.Restocked)
            {
                return new NotForStock(inspection.LineId);
            }

            if (WhyNotDiminished(lines[at], inspection) is { } refusal)
            {
                return refusal;
            }

            lines[at] = next;
        }

        return lines;
    }

    private ReturnStep LookedAt(
        IReadOnlyList<ReturnLine> lines, IReadOnlyList<Inspection> found, OrderReturns order, ReturnPolicy? policy, Actor by, bool cashAtTill, DateTimeOffset now)
    {
        var isDone = !IsResolved && lines.All(line => line.Inspected >= (State is ReturnState.Received ? line.Received : line.Coming));
        var next = this with { Lines = lines, State = isDone ? ReturnState.Inspected : State };
        var step = Step(next, new Inspected(found));
        return isDone ? Then(step, inspected => inspected.Resolve(order, policy, by, cashAtTill, now)) : step;
    }

    private ReturnStep Resolve(OrderReturns order, ReturnPolicy? policy, Actor by, bool cashAtTill, DateTimeOffset now)
    {
        var others = order.Without(ReturnId);
        if (IsPaidInAdvance)
        {
            return ResolveAdvanced(others, by, now);
        }

        var counted = Came();
        var priced = WithDelivery(Priced(counted, others), counted, others, policy).Charged(policy);
        var resolved = priced with { State = ReturnState.Resolved, ResolvedBy = by, ResolvedAt = now };
        return Then(Step(resolved, new Resolved(Totals(counted, others))), next => next.PayBack(counted, others, cashAtTill, now));
    }

    // Nothing came: nothing of the delivery cost comes back. By a policy the part of what came does; by a withdrawal all that was declared.
    private Return WithDelivery(IReadOnlyList<ReturnLine> lines, Dictionary<string, int> counted, OrderReturns others, ReturnPolicy? policy)
    {
        var came = this with { Lines = lines };
        var delivery = DeliveryRefund is null || counted.Values.All(units => units == 0) ? null
            : IsWithdrawal || policy is null ? DeliveryRefund
            : others.DeliveryBy(policy, came) is { } share && share > DeliveryRefund.Value ? DeliveryRefund : others.DeliveryBy(policy, came);
        return (came with { DeliveryRefund = delivery }).Worth(lines);
    }

    private static Dictionary<string, int> Totals(Dictionary<string, int> counted, OrderReturns others) =>
        counted.Where(pair => pair.Value > 0).ToDictionary(pair => pair.Key, pair => pair.Value + others.Returned(pair.Key), StringComparer.Ordinal);

    // In history more may have been given for a line than it was worth: then never more than the order still costs. Else each line bounds itself, since what Order-tracking told of another
    // line may be news of units that this service counts twice until it hears the rest.
    private List<ReturnLine> Priced(Dictionary<string, int> counted, OrderReturns others)
    {
        var lines = new List<ReturnLine>(Lines.Count);
        var left = others.Cost(includesAsked: true);
        foreach (var line in Lines)
        {
            var worth = WorthOf(line, counted[line.LineId], others);
            worth = !others.HasPast || worth < left ? worth : left.AmountMinor > 0 ? left : Money.Zero(left.CurrencyCode);
            left -= worth;
            lines.Add(line with { RefundAmount = worth });
        }

        return lines;
    }

    private static Money WorthOf(ReturnLine line, int units, OrderReturns others) =>
        units > 0 && others.Order.Line(line.LineId) is { } sold ? others.Worth(sold, units) : Money.Zero(others.Order.CurrencyCode);

    // What is worth nothing here is asked for, too: Order-tracking may have counted other units before these, and then a cent of what was paid is theirs. What was free asks for nothing.
    private ReturnStep PayBack(Dictionary<string, int> counted, OrderReturns others, bool cashAtTill, DateTimeOffset now) =>
        RefundAmount.AmountMinor == 0 && !counted.Any(line => line.Value > 0 && others.Order.Line(line.Key) is { Net.AmountMinor: > 0 })
            ? CloseOnceDone(now)
            : Ask(RefundTrigger.Inspection, cashAtTill, now);

    // What goes back on which payment is Order-tracking's: it alone knows all that was paid and given back.
    private ReturnStep Ask(RefundTrigger trigger, bool cashAtTill, DateTimeOffset now)
    {
        var fees = Fees.Aggregate(Money.Zero(RefundAmount.CurrencyCode), (sum, fee) => sum + fee.Amount);
        var refund = new Refund($"rf-{ReturnId}", RefundState.Requested, RefundAmount, [], Money.Zero(RefundAmount.CurrencyCode), "", now, null) { Trigger = trigger };
        return Step(this with { Refund = refund }, new Owed(refund.RefundId, RefundAmount, fees, StoreCredit, cashAtTill) { Delivery = DeliveryRefund });
    }

    private ReturnStep Close(DateTimeOffset now) => Step(this with { State = ReturnState.Closed, ClosedAt = now }, new Closed());

    private Return Worth(IReadOnlyList<ReturnLine> lines) =>
        this with { Lines = lines, RefundAmount = lines.Aggregate(DeliveryRefund ?? Money.Zero(RefundAmount.CurrencyCode), (sum, line) => sum + line.RefundAmount) };

    private Return Charged(ReturnPolicy? policy)
    {
        var fees = IsWithdrawal ? DiminishedValue() : Exception is { WaivesFees: true } ? [] : Domain.Fees.Of(Lines, line => line.Decision is { } decision ? policy?.Rule(decision.RuleId) : null, Method, RefundAmount);
        return this with { Fees = fees, RefundAmount = fees.Aggregate(RefundAmount, (left, fee) => left - fee.Amount) };
    }

    private static ReturnStep Step(Return next, params ReturnEvent[] events) => new(next with { Version = next.Version + events.Length }, events);

    private static ReturnStep Then(ReturnStep first, Func<Return, ReturnStep> step) => Then(first, step(first.Next));

    private static ReturnStep Then(ReturnStep first, ReturnStep second) => second with { Events = [.. first.Events, .. second.Events] };
}
