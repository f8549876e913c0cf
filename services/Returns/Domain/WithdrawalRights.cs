using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Time;

namespace Omnichannel.Returns.Domain;

/// <summary>Why a line cannot be withdrawn from.</summary>
public static class NoRight
{
    public const string NotInMarket = "NO_RIGHT_IN_MARKET";
    public const string NotAtADistance = "NOT_AT_A_DISTANCE";
    public const string Excepted = "EXCEPTED";
    public const string PeriodOver = "PERIOD_OVER";
    public const string NothingLeft = "NOTHING_LEFT";
}

/// <summary>The right to withdraw about one line.</summary>
/// <param name="Line">The line.</param>
/// <param name="InHand">Units that are with the customer or on the way, and would come back.</param>
/// <param name="NotSent">Units that have not left, and would be cancelled.</param>
/// <param name="Reason">One of <see cref="NoRight"/>; null when something can be withdrawn from.</param>
/// <param name="EndsAt">The first moment at which it is too late; null while the period has not begun.</param>
public sealed record LineRight(OrderLine Line, int InHand, int NotSent, string? Reason, DateTimeOffset? EndsAt)
{
    /// <summary>Units that can be withdrawn from.</summary>
    public int Quantity => Reason is null ? InHand + NotSent : 0;
}

/// <summary>An order as its consumer can withdraw from it: wholly or in part, as often as something is left (Directive 2011/83/EU, Articles 9 to 16).</summary>
/// <param name="Order">With all of its returns.</param>
/// <param name="Withdrawals">Those that took effect before.</param>
/// <param name="Told">When its consumer was told of the right, where somebody recorded that; else the market's terms say it.</param>
public sealed record WithdrawalRights(OrderReturns Order, IReadOnlyList<Withdrawal> Withdrawals, WithdrawalInformation? Told)
{
    /// <summary>The market's clock and calendar.</summary>
    public MarketDays Days { get; } = WorkingDays.BuiltIn.In(Order.Order.Market);

    /// <summary>The market's terms; null where there is no such right.</summary>
    public WithdrawalTerms? Terms { get; } = WithdrawalTerms.In(Order.Order.Market);

    /// <summary>The right about each line that is no postage or fee: those are given back with the rest.</summary>
    public IReadOnlyList<LineRight> At(DateTimeOffset now) => [.. Order.Order.Lines.Where(line => line.IsMerchandise).Select(line => Of(line, now))];

    /// <summary>The right about one line.</summary>
    public LineRight Of(OrderLine line, DateTimeOffset now)
    {
        var endsAt = Terms is { } terms && BegunAt(line) is { } begun ? WithdrawalPeriod.EndsAt(begun, terms, Information(terms), Days) : (DateTimeOffset?)null;
        var (inHand, notSent) = (Order.Available(line), NotSent(line));
        var reason = Terms is null ? NoRight.NotInMarket
            : Order.Order.Channel is Platform.Domain.SalesChannel.Store ? NoRight.NotAtADistance
            : IsExcepted(line) ? NoRight.Excepted
            : now >= endsAt ? NoRight.PeriodOver
            : inHand + notSent == 0 ? NoRight.NothingLeft
            : null;
        return new LineRight(line, inHand, notSent, reason, endsAt);
    }

    /// <summary>Units of a line that are cancelled, or soon will be: what a withdrawal wants cancelled, Order-tracking cancels in a moment, and nobody withdraws from it twice meanwhile.</summary>
    internal int Cancelled(OrderLine line) => Math.Max(
        Order.Order.Cancelled(line), Withdrawals.SelectMany(known => known.Lines).Where(known => known.LineId == line.LineId).Select(known => known.TotalCancelled).DefaultIfEmpty().Max());

    internal Dictionary<string, int> CancelledByLine() => Order.Order.Lines.ToDictionary(line => line.LineId, Cancelled, StringComparer.Ordinal);

    /// <summary>
    /// Units that withdrawals wanted cancelled and that left all the same, since a parcel had them: they are on their way, and come back by a return of their own. They go to the latest withdrawal that
    /// wanted them.
    /// </summary>
    /// <param name="newId">Of each return.</param>
    /// <param name="now">When.</param>
    public IReadOnlyList<ReturnStep> Overtaken(Func<Guid> newId, DateTimeOffset now)
    {
        var (steps, rights) = (new List<ReturnStep>(), this);
        foreach (var withdrawal in Withdrawals.Reverse())
        {
            var units = withdrawal.Lines.Where(line => line.ToCancel > 0).ToDictionary(
                line => line.LineId, line => Math.Min(line.ToCancel, rights.Overtaken(Order.Order.Line(line.LineId)!)), StringComparer.Ordinal);
            if (units.Values.Sum() > 0)
            {
                var cancelled = rights.CancelledByLine().ToDictionary(line => line.Key, line => line.Value - units.GetValueOrDefault(line.Key), StringComparer.Ordinal);
                steps.Add(Return.Withdraw(withdrawal, newId(), units, cancelled, rights.Order, withdrawal.ConfirmedBy!, now));
                rights = rights with { Order = rights.Order.With(steps[^1].Next) };
            }
        }

        return steps;
    }

    // More have left than may have, if all that was to be cancelled had been; less those that come back for it.
    private int Overtaken(OrderLine line) => Math.Max(0, Math.Min(
        Order.Available(line), Order.Order.Fulfilled(line) + Cancelled(line) - line.Quantity - Order.WithdrawnLate(line.LineId, Withdrawals.Select(known => known.ReturnId))));

    /// <summary>What opening or beginning ends can be withdrawn from until then; whether goods were opened is seen when they come back.</summary>
    private bool IsExcepted(OrderLine line) => line.Exception switch
    {
        WithdrawalException.None or WithdrawalException.SealedHygiene or WithdrawalException.SealedRecording => false,
        WithdrawalException.DigitalContent => Order.Order.Fulfilled(line) > 0,
        _ => true,
    };

    private WithdrawalInformation Information(WithdrawalTerms terms) => Told ?? new WithdrawalInformation(terms.IsInformed ? Order.Order.PlacedAt : null);

    // The period of goods begins when the last of what was ordered together has come (Article 9(2)(b)); that of what nobody carries, with the contract.
    private DateTimeOffset? BegunAt(OrderLine line)
    {
        var order = Order.Order;
        if (line.IsDigital)
        {
            return order.PlacedAt;
        }

        DateTimeOffset? last = null;
        foreach (var goods in order.Lines.Where(goods => goods.IsMerchandise && !goods.IsDigital && order.Cancelled(goods) < goods.Quantity))
        {
            if (order.Fulfilled(goods) + order.Cancelled(goods) < goods.Quantity || order.AnchoredAt(goods, WindowAnchor.Delivery) is not { } came)
            {
                return null;
            }

            last = last > came ? last : came;
        }

        return last ?? order.PlacedAt;
    }

    private int NotSent(OrderLine line) => Math.Max(0, line.Quantity - Cancelled(line) - Order.Order.Fulfilled(line));
}
