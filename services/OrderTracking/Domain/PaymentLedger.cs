using Omnichannel.Platform.Domain;

namespace Omnichannel.OrderTracking.Domain;

/// <summary>What one payment brought, and what became of it. Payments of one kind and reference are one to their provider.</summary>
/// <param name="Kind">How.</param>
/// <param name="Reference">The provider's; may be empty for cash.</param>
public sealed record TenderBalance(TenderKind Kind, string Reference)
{
    /// <summary>Held, not taken.</summary>
    public long AuthorisedMinor { get; init; }

    /// <summary>Taken.</summary>
    public long CapturedMinor { get; init; }

    /// <summary>On its way back.</summary>
    public long BeingRefundedMinor { get; init; }

    /// <summary>Given back.</summary>
    public long RefundedMinor { get; init; }

    /// <summary>To be given back, but the provider would not.</summary>
    public long FailedMinor { get; init; }

    /// <summary>What can still be given back of it.</summary>
    public long LeftMinor => Math.Max(0, CapturedMinor - BeingRefundedMinor - RefundedMinor - FailedMinor);
}

/// <summary>
/// The ledger of an order, derived from its facts. One rule grants every refund: what was paid beyond what the order costs goes back, and no payment gives more than it
/// brought. So the rest of a deposit is never given back while it is due, and cancellations, returns and payments come to the same sums in any order.
/// </summary>
public sealed class PaymentLedger
{
    private readonly Sale sale;
    private readonly IReadOnlyList<Payment> payments;

    /// <summary>Of an order as it is.</summary>
    public PaymentLedger(Sale sale, OrderMoney money)
    {
        this.sale = sale;
        payments = money.Payments;
        CreditedMinor = money.Credits.Sum(credit => credit.AmountMinor);
        RoundingMinor = sale.Totals.Rounding + money.Payments.Sum(payment => payment.RoundingMinor);
        var refunds = money.Refunds.Where(refund => refund.IsOfOrder).ToList();
        RefundedRoundingMinor = refunds.Sum(refund => refund.RoundingMinor);
        Tenders = Balances(sale, money.Payments, refunds);
        CapturedMinor = Tenders.Sum(tender => tender.CapturedMinor) - RoundingMinor;
        GivenBackMinor = Tenders.Sum(tender => tender.BeingRefundedMinor + tender.RefundedMinor + tender.FailedMinor) - RefundedRoundingMinor;
    }

    /// <summary>By payment, in the order of payment.</summary>
    public IReadOnlyList<TenderBalance> Tenders { get; }

    /// <summary>What came off the price since the sale.</summary>
    public long CreditedMinor { get; }

    /// <summary>What the order costs now, exact.</summary>
    public long CostMinor => Math.Max(0, sale.Totals.Exact - CreditedMinor);

    /// <summary>Taken, without what rounding cash added.</summary>
    public long CapturedMinor { get; }

    /// <summary>Given back or on its way, without what rounding cash added.</summary>
    public long GivenBackMinor { get; }

    /// <summary>What rounding cash added to what was taken; negative: took off.</summary>
    public long RoundingMinor { get; }

    /// <summary>What rounding cash added to what is given back.</summary>
    public long RefundedRoundingMinor { get; }

    /// <summary>What is still to be paid.</summary>
    public long DueMinor => Math.Max(0, CostMinor - CapturedMinor + GivenBackMinor);

    /// <summary>
    /// When all that the order costs was paid; null while it is not. That something is given back later does not change it: what is with the customer by then stays there.
    /// </summary>
    public DateTimeOffset? PaidAt
    {
        get
        {
            var missing = CostMinor + sale.Totals.Rounding - sale.Tenders.Sum(tender => tender.AmountMinor);
            var at = sale.PlacedAt;
            foreach (var payment in payments.Where(payment => payment.CapturedMinor is not null).OrderBy(payment => payment.At))
            {
                if (missing <= 0)
                {
                    break;
                }

                missing -= payment.CapturedMinor!.Value - payment.RoundingMinor;
                at = payment.At > at ? payment.At : at;
            }

            return missing <= 0 ? at : null;
        }
    }

    /// <summary>What was paid beyond what the order costs and has not been given back.</summary>
    public long OverpaidMinor => Math.Max(0, CapturedMinor - GivenBackMinor - CostMinor);

    /// <summary>
    /// Splits a refund over what is left of the payments, in proportion; what goes back in cash is rounded (<see cref="Repayment"/>). It is less than what was asked where
    /// less was paid beyond what the order costs.
    /// </summary>
    /// <param name="refund">Without amounts and parts.</param>
    /// <param name="ask">What is asked for; its credit is in the ledger already.</param>
    public Refund Grant(Refund refund, RefundAsk ask)
    {
        PaymentLeft[] left = [.. Tenders.Select(tender => new PaymentLeft(tender.Kind, tender.CapturedMinor, tender.LeftMinor))];
        var amount = Math.Min(Math.Min(ask.AmountMinor, OverpaidMinor), Repayment.Left(left, RoundingMinor, RefundedRoundingMinor));
        if (amount <= 0)
        {
            return refund;
        }

        var credit = Math.Clamp(ask.StoreCredit?.AmountMinor ?? 0, 0, amount);
        var money = Split(amount - credit, left, RefundedRoundingMinor, CashRounding.In(sale.Market, sale.CurrencyCode));
        PaymentLeft[] rest = [.. left.Zip(money.PartsMinor, (payment, part) => payment with { LeftMinor = payment.LeftMinor - part })];
        var credited = Split(credit, rest, RefundedRoundingMinor + money.RoundingMinor, CashRounding.None);
        var rounding = money.RoundingMinor + credited.RoundingMinor;
        return refund with
        {
            AmountMinor = amount + rounding,
            RoundingMinor = rounding,
            Parts =
            [
                .. Sources(money).Select(source => Part(source, to: source, ask, refund.At)),
                .. Sources(credited).Select(source => Part(source, to: new Tender(TenderKind.StoreCredit, "", 0), ask, refund.At)),
            ],
        };
    }

    // Nothing is split to nothing: what rounding left over goes with the last that is given back.
    private Repayment Split(long amountMinor, IReadOnlyList<PaymentLeft> left, long earlierRoundingMinor, CashRounding rule) => amountMinor == 0
        ? new Repayment([.. left.Select(_ => 0L)], 0)
        : Repayment.Of(new Money(sale.CurrencyCode, amountMinor), left, RoundingMinor, earlierRoundingMinor, rule);

    private IEnumerable<Tender> Sources(Repayment repayment) => Tenders
        .Zip(repayment.PartsMinor, (tender, part) => new Tender(tender.Kind, tender.Reference, part))
        .Where(source => source.AmountMinor > 0);

    private static RefundPart Part(Tender source, Tender to, RefundAsk ask, DateTimeOffset now)
    {
        var atTill = ask.IsCashAtTill && to.Kind is TenderKind.Cash;
        return new RefundPart
        {
            Source = source,
            IsAtTill = atTill,
            Tries =
            [
                new RefundTry
                {
                    Kind = to.Kind,
                    Reference = to.Reference,
                    At = now,
                    State = atTill || ask.IsPast ? InstructionState.Succeeded : InstructionState.Requested,
                    ResultAt = atTill || ask.IsPast ? now : null,
                },
            ],
        };
    }

    private static List<TenderBalance> Balances(Sale sale, IReadOnlyList<Payment> payments, IReadOnlyList<Refund> refunds)
    {
        var parts = refunds.SelectMany(refund => refund.Parts).ToLookup(part => (part.Source.Kind, part.Source.Reference));
        return
        [
            .. sale.Tenders.Select(tender => (tender.Kind, tender.Reference, Held: 0L, Captured: tender.AmountMinor))
                .Concat(payments.Select(payment => (payment.Kind, payment.Reference, Held: payment.HeldMinor, Captured: payment.CapturedMinor ?? 0)))
                .GroupBy(taken => (taken.Kind, taken.Reference))
                .Select(same => new TenderBalance(same.Key.Kind, same.Key.Reference)
                {
                    AuthorisedMinor = same.Sum(taken => taken.Held),
                    CapturedMinor = same.Sum(taken => taken.Captured),
                    RefundedMinor = parts[same.Key].Sum(part => part.GivenMinor),
                    BeingRefundedMinor = Sum(parts[same.Key], RefundState.Requested) + Sum(parts[same.Key], RefundState.Retrying),
                    FailedMinor = Sum(parts[same.Key], RefundState.Escalated),
                }),
        ];
    }

    private static long Sum(IEnumerable<RefundPart> parts, RefundState state) => parts.Where(part => part.State == state).Sum(part => part.Source.AmountMinor);
}

/// <summary>A refund that somebody asks for.</summary>
/// <param name="RefundId">Names it: asked for once.</param>
/// <param name="Reason">Why.</param>
/// <param name="AmountMinor">How much.</param>
public sealed record RefundAsk(string RefundId, string Reason, long AmountMinor)
{
    /// <summary>Of a return.</summary>
    public string ReturnId { get; init; } = "";

    /// <summary>What the return takes off what its units are worth, the delivery cost that it gives back taken off that; the amount is without it. Negative when more is given back than the units are worth.</summary>
    public long FeesMinor { get; init; }

    /// <summary>Whether the order costs so much less; false for what was paid too much.</summary>
    public bool IsCredit { get; init; } = true;

    /// <summary>What of it is given as store credit; null for none. The rest goes back to where it came from.</summary>
    public StoreCreditAsk? StoreCredit { get; init; }

    /// <summary>A till gives back in cash what was paid in cash.</summary>
    public bool IsCashAtTill { get; init; }

    /// <summary>It was done long ago: nobody is instructed.</summary>
    public bool IsPast { get; init; }

    /// <summary>As much as units were counted to be worth: its fees are taken off each part, and what a part is not enough for off the other.</summary>
    public RefundAsk For(IReadOnlyList<ReturnedUnits> counted)
    {
        var amount = Math.Max(0, counted.Sum(units => units.WorthMinor) - FeesMinor);
        return this with { AmountMinor = amount, StoreCredit = StoreCredit?.For(counted, amount) };
    }
}

/// <summary>The part of a refund that is given as store credit, to whoever bought.</summary>
/// <param name="AmountMinor">How much.</param>
/// <param name="FeesMinor">Taken off what its units are worth; the amount is without it.</param>
/// <param name="LineIds">The lines whose units it is for.</param>
public sealed record StoreCreditAsk(long AmountMinor, long FeesMinor, IReadOnlyList<string> LineIds)
{
    /// <summary>As much as its lines' units were counted to be worth.</summary>
    /// <param name="counted">Of all lines of the return.</param>
    /// <param name="mostMinor">All that is given for them.</param>
    public StoreCreditAsk For(IReadOnlyList<ReturnedUnits> counted, long mostMinor) => this with
    {
        AmountMinor = Math.Clamp(counted.Where(units => LineIds.Contains(units.LineId)).Sum(units => units.WorthMinor) - FeesMinor, 0, mostMinor),
    };
}
