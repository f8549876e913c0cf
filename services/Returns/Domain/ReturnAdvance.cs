using Omnichannel.Platform.Domain;

namespace Omnichannel.Returns.Domain;

/// <content>
/// Money that goes back before the goods were looked at, as the policy says. It is asked for once, for all units of the return. What does not come then is a shortfall: staff ask it back or
/// write it off. A unit whose money went back is in no other return, and nobody gets money for it again, unless that was asked back.
/// </content>
public sealed partial record Return
{
    /// <summary>What was given back for goods that did not come; null when all came, or nobody knows yet.</summary>
    public Shortfall? Shortfall { get; init; }

    /// <summary>Whether its money was asked for before its goods were looked at.</summary>
    public bool IsPaidInAdvance => Refund is { Trigger: RefundTrigger.Approval or RefundTrigger.FirstScan or RefundTrigger.Receipt };

    /// <summary>Whether what Order-tracking was asked for in advance is settled: it decides no claims about these units any more.</summary>
    public bool IsAdvanceGranted => IsPaidInAdvance && Refund!.IsGranted;

    /// <summary>Units of the order line that did not come, and whose money stays given as far as is known now.</summary>
    public int Withheld(string lineId) => Shortfall is { State: not ShortfallState.Charged } open ? open.Units.GetValueOrDefault(lineId) : 0;

    /// <summary>Units of the order line that are to come, and whose money went back before.</summary>
    public int Advanced(string lineId) => IsPaidInAdvance ? Asked(lineId) : 0;

    /// <summary>What was given for some units of one of its lines, before fees.</summary>
    public static Money GivenFor(ReturnLine line, int units) => line.RefundAmount with { AmountMinor = new Portion(line.RefundAmount.AmountMinor, line.Unclaimed).First(units) };

    /// <summary>Staff decide what becomes of money that was given back for goods that did not come.</summary>
    public Decision<ReturnStep> SettleShortfall(ShortfallState decision, string reason, OrderReturns order, Actor by, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            return new ReasonRequired();
        }

        if (Shortfall is not { IsSettled: false } open)
        {
            return new NoShortfall();
        }

        var settled = this with { Shortfall = open with { State = decision, Reason = reason, SettledBy = by, SettledAt = now } };
        if (decision is ShortfallState.Charged)
        {
            if (Refund is not { State: RefundState.Completed } refund)
            {
                return new RefundNotCompleted();
            }

            var charged = settled.Charged(order.Without(ReturnId)).WithBonusOf(this);
            return Then(Step(charged, new Reclaimed(refund.RefundId, this, charged.Shortfall!)), next => next.CloseOnceDone(now));
        }

        return Then(Step(settled), next => next.CloseOnceDone(now));
    }

    private static readonly Dictionary<string, int> NoUnits = [];

    // When the policy has its money go back by now, and it was not asked for: all that the return is for, worth what it would be if all of it were here. No policy governs a withdrawal's money: it
    // follows the law's duty (Release).
    private static ReturnStep WithAdvance(ReturnStep step, OrderReturns order, ReturnPolicy? policy, DateTimeOffset now) =>
        policy is not null && step.Next.IsToAdvance(policy) ? Then(step, next => next.Advance(order, policy, now)) : step;

    private bool IsToAdvance(ReturnPolicy policy) => !IsWithdrawal && Refund is null && Lines.Any(line => line.PaysBack) && policy.RefundAt(Lines) <= State switch
    {
        ReturnState.Approved => RefundTrigger.Approval,
        ReturnState.InTransit or ReturnState.PartiallyReceived => RefundTrigger.FirstScan,
        ReturnState.Received => RefundTrigger.Receipt,
        _ => RefundTrigger.None,
    };

    private ReturnStep Advance(OrderReturns order, ReturnPolicy policy, DateTimeOffset now)
    {
        var priced = Worth(Priced(Lines.ToDictionary(line => line.LineId, line => line.Paying, StringComparer.Ordinal), order.Without(ReturnId))).Charged(policy);
        return priced.RefundAmount.AmountMinor == 0 ? ReturnStep.Unchanged(this) : priced.Ask(policy.RefundAt(Lines), cashAtTill: false, now);
    }

    // It may have ended meanwhile: what is missing then is what was counted and did not come.
    private Return AdvanceCounted(IReadOnlyDictionary<string, CountedUnits> counted, OrderReturns others)
    {
        var next = Counted(counted, line => line.Paying);
        return next.Shortfall is { IsSettled: false } open ? (next with { Shortfall = null }).Missing(next.IsResolved ? next.Came() : NoUnits, others, open.FoundAt) : next;
    }

    // What was given stays given: what did not come is for staff.
    private ReturnStep ResolveAdvanced(OrderReturns others, Actor by, DateTimeOffset now)
    {
        var counted = Came();
        var resolved = (this with { State = ReturnState.Resolved, ResolvedBy = by, ResolvedAt = now }).Missing(counted, others, now);
        return Then(Step(resolved, new Resolved(Totals(counted, others))), next => next.CloseOnceDone(now));
    }

    private Dictionary<string, int> Came() => Lines.ToDictionary(line => line.LineId, CountedOnceResolved, StringComparer.Ordinal);

    private Return Missing(IReadOnlyDictionary<string, int> counted, OrderReturns others, DateTimeOffset now)
    {
        var units = Lines.ToDictionary(line => line.LineId, line => line.Paying - counted.GetValueOrDefault(line.LineId), StringComparer.Ordinal)
            .Where(line => line.Value > 0).ToDictionary(StringComparer.Ordinal);
        return units.Count == 0 ? this : this with { Shortfall = new Shortfall(units, GivenFor(units, others), ShortfallState.Open, now) };
    }

    private Return Charged(OrderReturns others) =>
        Without(Shortfall!.Units, others) with { Shortfall = Shortfall with { Amount = GivenFor(Shortfall.Units, others) } };

    private Money GivenFor(IReadOnlyDictionary<string, int> units, OrderReturns others)
    {
        var given = RefundAmount - Without(units, others).RefundAmount;
        return Refund!.Amount < given ? Refund.Amount : given;
    }

    // What is given without some of its units.
    private Return Without(IReadOnlyDictionary<string, int> units, OrderReturns others) =>
        Within(Worth([.. Lines.Select(line => line with { RefundAmount = Staying(line, line.Unclaimed - units.GetValueOrDefault(line.LineId), others) })]));

    private static Money Staying(ReturnLine line, int units, OrderReturns others)
    {
        var given = new Portion(line.RefundAmount.AmountMinor, line.Unclaimed);
        var rest = new Portion(others.Refunded(line.LineId).AmountMinor, others.Paid(line.LineId));
        return line.RefundAmount with { AmountMinor = others.Order.Line(line.LineId) is { } sold ? new Portion(sold.Net.AmountMinor, sold.Quantity).Staying(units, given, rest) : given.First(units) };
    }

    private ReturnStep CloseOnceDone(DateTimeOffset now) =>
        State is ReturnState.Resolved && Refund is null or { State: RefundState.Completed } && Shortfall is null or { IsSettled: true } && Lines.All(line => line.InRepair == 0)
            ? Close(now)
            : ReturnStep.Unchanged(this);
}
