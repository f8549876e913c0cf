using Omnichannel.Platform.Domain;

namespace Omnichannel.Returns.Domain;

/// <summary>
/// An order with all of its returns: where the invariants live. Returned units never exceed fulfilled ones, a unit is in one live return at most, and
/// refunds never exceed what was captured.
/// </summary>
public sealed class OrderReturns(Order order, IReadOnlyList<Return> returns)
{
    /// <summary>The purchase.</summary>
    public Order Order => order;

    /// <summary>Units that count as returned.</summary>
    public int Returned(string lineId) => returns.Sum(existing => existing.Counted(lineId));

    /// <summary>Units spoken for by live returns.</summary>
    public int Reserved(string lineId) => returns.Sum(existing => existing.Reserved(lineId));

    /// <summary>Units that can still come back.</summary>
    public int Available(OrderLine line) => Math.Max(0, order.Fulfilled(line) - Returned(line.LineId) - Reserved(line.LineId));

    /// <summary>This order as it is without one of its returns.</summary>
    public OrderReturns Without(string returnId) => new(order, [.. returns.Where(existing => existing.ReturnId != returnId)]);

    /// <summary>This order with one return more.</summary>
    public OrderReturns With(Return added) => new(order, [.. returns, added]);

    /// <summary>
    /// What some more units of a line are worth: their part of what was paid for it (<see cref="Portion"/>). Cancelled units went before, so that cancellations and
    /// returns, in whatever parts, add up to exactly what was paid.
    /// </summary>
    /// <param name="line">The line.</param>
    /// <param name="units">How many more.</param>
    /// <param name="includesReserved">Whether units of live returns come first: for an estimate.</param>
    public Money Worth(OrderLine line, int units, bool includesReserved = false)
    {
        var before = order.Cancelled(line) + Returned(line.LineId) + (includesReserved ? Reserved(line.LineId) : 0);
        var share = line.Net with { AmountMinor = new Portion(line.Net.AmountMinor, line.Quantity).Next(units, before) };
        var refunded = returns.Aggregate(Money.Zero(order.CurrencyCode), (sum, existing) => sum + existing.RefundedFor(line.LineId, order.CurrencyCode));
        var left = line.Net - refunded;
        return left.AmountMinor <= 0 ? Money.Zero(order.CurrencyCode) : share < left ? share : left;
    }

    /// <summary>What was captured and has not been given back, without what rounding cash added.</summary>
    public Money LeftOfPayments() => new(order.CurrencyCode, Repayment.Left(Left(RemainingTenders()), order.RoundingMinor, EarlierRoundingMinor));

    /// <summary>What is left of each payment, in the order of payment.</summary>
    public IReadOnlyList<Tender> RemainingTenders()
    {
        var remaining = order.Tenders.ToArray();
        foreach (var gone in order.RefundedByOrders.Concat(returns.Where(existing => existing.IsResolved).SelectMany(GivenBack)))
        {
            Take(remaining, gone);
        }

        return remaining;
    }

    /// <summary>Splits a refund over what is left of the payments, in proportion; what goes back in cash is rounded (<see cref="Repayment"/>).</summary>
    /// <param name="amount">At most <see cref="LeftOfPayments"/>.</param>
    /// <returns>What goes back on which payment, and what rounding added to it.</returns>
    public (IReadOnlyList<Tender> Tenders, long RoundingMinor) Split(Money amount)
    {
        var remaining = RemainingTenders();
        if (remaining.Count == 0 || amount.AmountMinor == 0)
        {
            return ([], 0);
        }

        var repayment = Repayment.Of(amount, Left(remaining), order.RoundingMinor, EarlierRoundingMinor, CashRounding.In(order.Market, order.CurrencyCode));
        return (
            [.. remaining.Zip(repayment.PartsMinor, (tender, part) => tender with { Amount = tender.Amount with { AmountMinor = part } }).Where(tender => tender.Amount.AmountMinor > 0)],
            repayment.RoundingMinor);
    }

    private long EarlierRoundingMinor => order.RefundedRoundingMinor + returns.Where(existing => existing.IsResolved).Sum(existing => existing.Refund?.RoundingMinor ?? 0);

    private PaymentLeft[] Left(IReadOnlyList<Tender> remaining) =>
        [.. order.Tenders.Zip(remaining, (paid, left) => new PaymentLeft(paid.Kind, paid.Amount.AmountMinor, left.Amount.AmountMinor))];

    // History and store credit name no payment: they use up all of them in proportion.
    private static IEnumerable<Tender> GivenBack(Return resolved) => resolved switch
    {
        { Resolution: Resolution.StoreCredit } or { Refund: null } or { Refund: { Tenders.Count: 0, RoundingMinor: 0 } } => [new Tender(TenderKind.None, "", resolved.RefundAmount)],
        _ => resolved.Refund.Tenders,
    };

    private static void Take(Tender[] remaining, Tender gone)
    {
        var at = Array.FindIndex(remaining, tender => tender.Kind == gone.Kind && tender.Reference == gone.Reference);
        if (at >= 0 && remaining[at].Amount >= gone.Amount)
        {
            remaining[at] = remaining[at] with { Amount = remaining[at].Amount - gone.Amount };
            return;
        }

        var left = Sum(remaining, gone.Amount.CurrencyCode);
        var amount = left < gone.Amount ? left : gone.Amount;
        if (remaining.Length == 0 || amount.AmountMinor <= 0)
        {
            return;
        }

        var parts = amount.Split([.. remaining.Select(tender => tender.Amount.AmountMinor)]);
        for (var i = 0; i < remaining.Length; i++)
        {
            remaining[i] = remaining[i] with { Amount = remaining[i].Amount - parts[i] };
        }
    }

    private static Money Sum(IEnumerable<Tender> tenders, string currencyCode) =>
        tenders.Aggregate(Money.Zero(currencyCode), (sum, tender) => sum + tender.Amount);
}
