using Omnichannel.Platform.Domain;

namespace Omnichannel.Returns.Domain;

/// <content>
/// Goods of a withdrawal from the contract. No policy is asked: no approval, no fee, no end. Beside what they are worth the delivery cost comes back (Article 13(2)); what they lost in value
/// by more than being tried is taken off (Article 14(2)).
/// </content>
public sealed partial record Return
{
    /// <summary>Code of the fee for what goods lost in value.</summary>
    public const string DiminishedValueCode = "DIMINISHED_VALUE";

    /// <summary>Whether its contract is withdrawn from.</summary>
    public bool IsWithdrawal => WithdrawalId.Length > 0;

    /// <summary>Begins the return of what a withdrawal has come back.</summary>
    /// <param name="withdrawal">In effect.</param>
    /// <param name="id">Of the return.</param>
    /// <param name="units">Of the withdrawal's lines.</param>
    /// <param name="cancelled">Units of each line that are cancelled, or soon will be.</param>
    /// <param name="order">With all of its returns.</param>
    /// <param name="by">Who confirmed it.</param>
    /// <param name="now">When.</param>
    internal static ReturnStep Withdraw(
        Withdrawal withdrawal, Guid id, IReadOnlyDictionary<string, int> units, IReadOnlyDictionary<string, int> cancelled, OrderReturns order, Actor by, DateTimeOffset now)
    {
        var begun = new Return
        {
            ReturnId = id.ToString(),
            RmaCode = Domain.RmaCode.From(id),
            WithdrawalId = withdrawal.WithdrawalId,
            OrderId = order.Order.OrderId,
            Origin = Origin.Live,
            State = ReturnState.Requested,
            Lines =
            [
                .. withdrawal.Lines.Where(line => units.GetValueOrDefault(line.LineId) > 0).Select(line => new ReturnLine(
                    line.LineId, line.Sku, line.Title, units[line.LineId], 0, ReturnReason.None, "",
                    order.Worth(order.Order.Line(line.LineId)!, units[line.LineId], includesReserved: true), [], null, null, RequiresApproval: false) { Resolution = Resolution.Refund, Measure = line.Measure }),
            ],
            Method = ReturnMethod.Carrier,
            RefundAmount = Money.Zero(order.Order.CurrencyCode),
            RequestedBy = by,
            RequestedAt = now,
        };
        begun = begun with { DeliveryRefund = order.DeliveryShare(begun, cancelled) };
        var step = Step(begun.Priced(policy: null), new Requested(RequiresApproval: false));
        return Then(step, Step(step.Next with { State = ReturnState.Approved, ApprovedAt = now }, new Approved(IsAutomatic: true)));
    }

    /// <summary>
    /// Gives money back although nobody has looked at the goods: they are here, or it is proven that they were posted, and the money is due (Article 13(3)). What comes later is still received and
    /// looked at.
    /// </summary>
    public ReturnStep Release(OrderReturns order, DateTimeOffset now)
    {
        if (!IsWithdrawal || !IsLive || !IsOnItsWay)
        {
            return ReturnStep.Unchanged(this);
        }

        var lines = Lines.Select(line => line with { Released = Math.Min(line.Unclaimed, (Parcel is null ? line.Received : line.Quantity) - line.Missing) });
        return (this with { Lines = [.. lines], ReleasedAt = now }).Resolve(order, policy: null, Actor.None(RequestedBy.Channel), cashAtTill: false, now);
    }

    /// <summary>Whether goods of it came, or it is proven that they were posted: nobody may hold its money back any longer.</summary>
    public bool IsOnItsWay => Parcel is not null || Lines.Any(line => line.Received > 0);

    // What an inspection may take off: never more than the units are worth, and nothing where the money went back before.
    private Refusal? WhyNotDiminished(ReturnLine line, Inspection inspection)
    {
        if (inspection.DiminishedMinor == 0)
        {
            return null;
        }

        if (!IsWithdrawal || ReleasedAt is not null || inspection.Disposition is Disposition.Missing)
        {
            return new DiminishedValueNotAllowed(line.LineId);
        }

        var most = new Portion(line.RefundAmount.AmountMinor, line.Quantity).First(inspection.Quantity);
        return inspection.DiminishedMinor > most ? new DiminishedValueTooHigh(line.LineId, most) : null;
    }

    // As far as the goods are worth it: the delivery cost is not lessened.
    private IReadOnlyList<FeeCharge> DiminishedValue()
    {
        var goods = Lines.Aggregate(Money.Zero(RefundAmount.CurrencyCode), (sum, line) => sum + line.RefundAmount);
        var lost = Lines.Sum(line => line.Inspections.Sum(inspection => inspection.DiminishedMinor));
        return Domain.Fees.Within(goods, [new FeeCharge(DiminishedValueCode, goods with { AmountMinor = lost }, "")]);
    }
}
