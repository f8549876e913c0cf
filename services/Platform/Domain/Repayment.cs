namespace Omnichannel.Platform.Domain;

/// <summary>A payment, and what has not been given back of it.</summary>
/// <param name="Kind">How it was paid.</param>
/// <param name="PaidMinor">What it brought.</param>
/// <param name="LeftMinor">What is left of that.</param>
public readonly record struct PaymentLeft(TenderKind Kind, long PaidMinor, long LeftMinor);

/// <summary>What goes back on which payment.</summary>
/// <param name="PartsMinor">To each payment, what it gives back.</param>
/// <param name="RoundingMinor">What rounding cash added to the amount; negative: took off. The parts add up to the amount with it.</param>
public sealed record Repayment(IReadOnlyList<long> PartsMinor, long RoundingMinor)
{
    /// <summary>
    /// Splits an amount over what is left of the payments, in proportion. What goes back in cash is rounded like what was paid in cash, and whatever the parts of a sale that
    /// are given back, all of them together are what was paid: no payment gives back more than it brought.
    /// </summary>
    /// <param name="amount">Exact; at most <see cref="Left"/>.</param>
    /// <param name="payments">In the order of payment.</param>
    /// <param name="saleRoundingMinor">What rounding added to the sale.</param>
    /// <param name="earlierRoundingMinor">What rounding added to earlier repayments, together.</param>
    /// <param name="rule">Of the sale's market and currency.</param>
    public static Repayment Of(Money amount, IReadOnlyList<PaymentLeft> payments, long saleRoundingMinor, long earlierRoundingMinor, CashRounding rule)
    {
        var left = payments.Select(payment => payment.LeftMinor).ToArray();
        var cash = Cash(payments);
        if (cash >= 0)
        {
            left[cash] = Math.Max(0, left[cash] - saleRoundingMinor + earlierRoundingMinor);
        }

        var parts = left.Length == 0 ? [] : amount.Split(left).Select(part => part.AmountMinor).ToArray();
        if (cash < 0)
        {
            return new Repayment(parts, 0);
        }

        var exact = parts[cash];
        var before = Math.Max(0, payments[cash].PaidMinor - payments[cash].LeftMinor - earlierRoundingMinor);
        parts[cash] = exact == left[cash] ? payments[cash].LeftMinor : Math.Min(payments[cash].LeftMinor, rule.RoundPart(exact, before));
        return new Repayment(parts, parts[cash] - exact);
    }

    /// <summary>What can still be given back, exact.</summary>
    public static long Left(IReadOnlyList<PaymentLeft> payments, long saleRoundingMinor, long earlierRoundingMinor) =>
        Math.Max(0, payments.Sum(payment => payment.LeftMinor) - (Cash(payments) < 0 ? 0 : saleRoundingMinor - earlierRoundingMinor));

    // A sale is rounded in one cash payment.
    private static int Cash(IReadOnlyList<PaymentLeft> payments)
    {
        for (var i = 0; i < payments.Count; i++)
        {
            if (payments[i].Kind is TenderKind.Cash)
            {
                return i;
            }
        }

        return -1;
    }
}
