using Omnichannel.Platform.Domain;

namespace Omnichannel.OrderTracking.Domain;

/// <content>
/// Money that comes and goes after the sale. Only here are refunds granted and payments instructed, so that no two of them give back the same.
/// </content>
public static partial class OrderSteps
{
    /// <summary>
    /// A return, or staff, gives something back. Once per refund: asking for the same again changes nothing. A return that was resolved here gives what its units were counted to
    /// be worth, less its fees and with the delivery cost that it gives back.
    /// </summary>
    public static Change Repay(Order order, RefundAsk ask, DateTimeOffset at, DateTimeOffset now)
    {
        if (order.Money.Refunds.Any(earlier => earlier.RefundId == ask.RefundId))
        {
            return new Change(order, []);
        }

        var events = new List<OrderEvent>();
        var counted = ask.IsPast || ask.ReturnId.Length == 0 ? null
            : order.Returns.FirstOrDefault(known => known.ReturnId == ask.ReturnId) is { } known ? known.Advanced ?? known.Resolved : null;
        var (next, _) = Give(order, counted is null ? ask : ask.For(counted), events, at);
        return Settle(order, next, events, at, now);
    }

    /// <summary>Staff give something off the price of what was sold, or of its postage.</summary>
    public static Decision<Change> RequestRefund(Order order, RefundAsk ask, DateTimeOffset now)
    {
        var ledger = new PaymentLedger(order.Sale, order.Money);
        var left = Math.Max(0, ledger.CapturedMinor - ledger.GivenBackMinor - Math.Max(0, ledger.CostMinor - ask.AmountMinor));
        return left < ask.AmountMinor ? new RefundExceedsPaid(left) : Repay(order, ask, now, now);
    }

    /// <summary>Staff try a refund again that failed, or that waits to be tried again: as before, or by another way.</summary>
    /// <param name="order">The order.</param>
    /// <param name="refundId">The refund.</param>
    /// <param name="to">Kind and reference of the other way; null for the same one.</param>
    /// <param name="now">When.</param>
    public static Decision<Change> RetryRefund(Order order, string refundId, Tender? to, DateTimeOffset now)
    {
        if (order.Money.Refunds.FirstOrDefault(known => known.RefundId == refundId) is not { } refund)
        {
            return new RefundNotFound();
        }

        return refund.State is RefundState.Escalated or RefundState.Retrying
            ? TryAgain(order, (of, part) => of == refund && part.State is RefundState.Escalated or RefundState.Retrying, part => part.Again(now, to ?? part.To), now)
            : new RefundNotFailed();
    }

    /// <summary>Time has come to give failed instructions again.</summary>
    public static Change RetryRefunds(Order order, DateTimeOffset now) => TryAgain(order, (_, part) => part.NextTryAt <= now, part => part.Again(now), now);

    /// <summary>A payment came, was held or given up after the sale. What it brings beyond what is due goes back.</summary>
    public static Decision<Change> RecordPayment(Order order, Tender tender, string paymentId, PaymentState state, DateTimeOffset at, DateTimeOffset now)
    {
        if (ReportedTime.IsAhead(at, now))
        {
            return new OccurredInFuture("occurred_at");
        }

        var known = order.Money.Payments.FirstOrDefault(payment => payment.PaymentId == paymentId);
        if (tender.Kind is not TenderKind.Cash && IsKnown(order, tender, known))
        {
            return new PaymentKnown();
        }

        var before = known ?? new Payment { PaymentId = paymentId, Kind = tender.Kind, Reference = tender.Reference, At = at };
        var amountBefore = state is PaymentState.Captured ? before.CapturedMinor : before.AuthorisedMinor;
        if (before.Kind != tender.Kind || before.Reference != tender.Reference || (amountBefore is { } told && told != tender.AmountMinor && state is not PaymentState.Voided))
        {
            return new PaymentIdTaken();
        }

        return Taken(order, order, state switch
        {
            PaymentState.Captured => before with { CapturedMinor = tender.AmountMinor, RoundingMinor = known?.CapturedMinor is null ? RoundingOf(order, tender) : known.RoundingMinor, At = at },
            PaymentState.Authorised => before with { AuthorisedMinor = tender.AmountMinor },
            _ => before with { IsVoided = true },
        }, now);
    }

    /// <summary>Asks the customer's means of payment for what is due, or a part of it.</summary>
    /// <param name="order">The order.</param>
    /// <param name="amountMinor">How much; null for all that is due and not asked for yet.</param>
    /// <param name="tender">Kind and reference; null lets the customer choose.</param>
    /// <param name="now">When.</param>
    public static Decision<Change> RequestCharge(Order order, long? amountMinor, Tender? tender, DateTimeOffset now)
    {
        var asked = order.Money.Charges.Where(charge => charge.State is InstructionState.Requested).Sum(charge => charge.AmountMinor);
        var due = Math.Max(0, new PaymentLedger(order.Sale, order.Money).DueMinor - asked);
        if (due == 0 || amountMinor > due)
        {
            return new ChargeExceedsDue(due);
        }

        var charge = new Charge { AmountMinor = amountMinor ?? due, Kind = tender?.Kind ?? TenderKind.None, Reference = tender?.Reference ?? "", At = now };
        var money = order.Money with { Charges = [.. order.Money.Charges, charge] };
        var id = new InstructionId(order.OrderId, InstructionKind.Charge, money.Charges.Count);
        return Settle(order, order with { Money = money }, [new ChargeRequested(now, id, charge)], now, now);
    }

    /// <summary>A payment provider tells what became of an instruction. The same again, and what later news overtook, changes nothing.</summary>
    public static Decision<Change> Report(Order order, InstructionId id, PaymentResult result, DateTimeOffset now)
    {
        if (ReportedTime.IsAhead(result.At, now))
        {
            return new OccurredInFuture("occurred_at");
        }

        if (id.Kind is InstructionKind.Charge)
        {
            return id.Number <= order.Money.Charges.Count ? ReportCharge(order, id, order.Money.Charges[id.Number - 1], result, now) : new InstructionNotFound();
        }

        if (id.Kind is InstructionKind.Void)
        {
            return ReportVoid(order, id, result, now);
        }

        if (id.Number > order.Money.Refunds.Count || order.Money.Refunds[id.Number - 1] is not { } refund
            || id.Part > refund.Parts.Count || refund.Parts[id.Part - 1] is not { IsAtTill: false } part || id.Try > part.Tries.Count)
        {
            return new InstructionNotFound();
        }

        var next = part.With(id.Try - 1, result, now);
        return result.AmountMinor is { } amount && amount != part.Source.AmountMinor ? new AmountDiffers(part.Source.AmountMinor)
            : ReferenceEquals(next, part) ? new Change(order, [])
            : Changed(order, refund, refund with { Parts = [.. refund.Parts.Select(other => ReferenceEquals(other, part) ? next : other)] }, result, now);
    }

    private static Change Changed(Order order, Refund before, Refund after, PaymentResult result, DateTimeOffset now)
    {
        var events = new List<OrderEvent>();
        if (after.State is RefundState.Completed && before.State is not RefundState.Completed)
        {
            events.Add(new RefundCompleted(result.At, after));
        }
        else if (after.State is RefundState.Escalated && before.State is not RefundState.Escalated)
        {
            events.Add(new RefundFailed(result.At, after));
        }

        return Settle(order, Replace(order, before, after), events, result.At, now);
    }

    private static Decision<Change> ReportCharge(Order order, InstructionId id, Charge charge, PaymentResult result, DateTimeOffset now)
    {
        if (result.AmountMinor is { } amount && amount != charge.AmountMinor)
        {
            return new AmountDiffers(charge.AmountMinor);
        }

        if (charge.State is InstructionState.Succeeded || charge.State == result.State)
        {
            return new Change(order, []);
        }

        var next = charge with { State = result.State, FailureReason = result.FailureReason };
        var after = order with { Money = order.Money with { Charges = [.. order.Money.Charges.Select(other => ReferenceEquals(other, charge) ? next : other)] } };
        return result.State is InstructionState.Failed
            ? Settle(order, after, [], result.At, now)
            : Taken(order, after, new Payment
            {
                PaymentId = id.Text,
                Kind = result.Kind is TenderKind.None ? (charge.Kind is TenderKind.None ? TenderKind.Other : charge.Kind) : result.Kind,
                Reference = result.Reference.Length > 0 ? result.Reference : id.Text,
                CapturedMinor = charge.AmountMinor,
                At = result.At,
            }, now);
    }

    // What a payment brings beyond what the order costs goes back at once.
    private static Change Taken(Order before, Order order, Payment payment, DateTimeOffset now)
    {
        var known = order.Money.Payments.FirstOrDefault(other => other.PaymentId == payment.PaymentId);
        if (known is not null && payment == known with { At = payment.At })
        {
            return new Change(before, []);
        }

        IReadOnlyList<Payment> payments = known is null ? [.. order.Money.Payments, payment] : [.. order.Money.Payments.Select(other => other == known ? payment : other)];
        var next = order with { Money = order.Money with { Payments = payments } };
        var events = new List<OrderEvent>();
        if (payment.CapturedMinor is not null && known?.CapturedMinor is null)
        {
            events.Add(new PaymentReceived(payment.At, payment));
            if (new PaymentLedger(next.Sale, next.Money).OverpaidMinor is > 0 and var beyond)
            {
                (next, _) = Give(next, new RefundAsk($"{order.OrderId}/overpaid/{next.Money.Refunds.Count + 1}", Refund.Overpaid, beyond) { IsCredit = false }, events, now);
            }
        }

        return Settle(before, next, events, payment.At, now);
    }

    // Grants a refund and tells of it. A cancellation of what nobody has paid for is no refund; a return is told that there is nothing.
    private static (Order Order, Refund Refund) Give(Order order, RefundAsk ask, List<OrderEvent> events, DateTimeOffset at)
    {
        var money = ask.IsCredit ? order.Money with { Credits = [.. order.Money.Credits, new Credit(ask.RefundId, ask.AmountMinor)] } : order.Money;
        var refund = new PaymentLedger(order.Sale, money).Grant(
            new Refund { RefundId = ask.RefundId, Reason = ask.Reason, ReturnId = ask.ReturnId, At = at }, ask);
        if (refund.Parts.Count > 0 || ask.ReturnId.Length > 0)
        {
            money = money with { Refunds = [.. money.Refunds, refund] };
            if (!ask.IsPast)
            {
                events.Add(refund.State is RefundState.Completed
                    ? new RefundCompleted(at, refund)
                    : new RefundRequested(at, refund, Instructions(order.OrderId, money.Refunds.Count, refund, part => part.State is RefundState.Requested)));
            }
        }

        return (order with { Money = money }, refund);
    }

    private static Change TryAgain(Order order, Func<Refund, RefundPart, bool> whether, Func<RefundPart, RefundPart> again, DateTimeOffset now)
    {
        var events = new List<OrderEvent>();
        var next = order;
        for (var i = 0; i < order.Money.Refunds.Count; i++)
        {
            var refund = order.Money.Refunds[i];
            var after = refund with { Parts = [.. refund.Parts.Select(part => whether(refund, part) ? again(part) : part)] };
            var instructions = Instructions(order.OrderId, i + 1, after, part => !refund.Parts.Contains(part));
            if (instructions.Count > 0)
            {
                next = Replace(next, refund, after);
                events.Add(new RefundRequested(now, after, instructions) { IsRetry = true });
            }
        }

        return Settle(order, next, events, now, now);
    }

    private static List<RefundInstruction> Instructions(string orderId, int number, Refund refund, Func<RefundPart, bool> whether) =>
    [
        .. refund.Parts.Select((part, i) => (Part: part, Index: i)).Where(indexed => whether(indexed.Part))
            .Select(indexed => new RefundInstruction(new InstructionId(orderId, InstructionKind.Refund, number, indexed.Index + 1, indexed.Part.Tries.Count), indexed.Part.To, indexed.Part.Source)),
    ];

    private static Order Replace(Order order, Refund before, Refund after) =>
        order with { Money = order.Money with { Refunds = [.. order.Money.Refunds.Select(other => ReferenceEquals(other, before) ? after : other)] } };

    private static bool IsKnown(Order order, Tender tender, Payment? self) =>
        tender.Reference.Length > 0
        && (order.Sale.Tenders.Any(paid => paid.Kind == tender.Kind && paid.Reference == tender.Reference)
            || order.Money.Payments.Any(payment => payment != self && payment.Kind == tender.Kind && payment.Reference == tender.Reference));

    // Cash pays what is due as its country rounds it.
    private static long RoundingOf(Order order, Tender tender)
    {
        var due = new PaymentLedger(order.Sale, order.Money).DueMinor;
        return tender.Kind is TenderKind.Cash && tender.AmountMinor == CashRounding.In(order.Sale.Market, order.Sale.CurrencyCode).Round(due) ? tender.AmountMinor - due : 0;
    }
}
