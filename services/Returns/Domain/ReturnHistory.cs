using System.Globalization;
using Omnichannel.Platform.Domain;
using Omnichannel.Values;

namespace Omnichannel.Returns.Domain;

/// <summary>A return that was made long ago, as another system tells it.</summary>
/// <param name="Key">By which that system knows it.</param>
/// <param name="Order">Likewise, its order.</param>
/// <param name="ReturnedAt">When everything came back.</param>
/// <param name="Lines">What came back.</param>
public sealed record PastReturn(ExternalKey Key, ExternalKey Order, DateTimeOffset ReturnedAt, IReadOnlyList<PastReturnLine> Lines);

/// <summary>Units of a line that came back.</summary>
/// <param name="Refund">What was given back for them; null for their share of what was paid.</param>
public sealed record PastReturnLine(string LineId, int Quantity, Money? Refund);

/// <content>History: facts that no policy is asked about, but the invariants hold for them too.</content>
public sealed partial record Return
{
    /// <summary>Takes a past return in as closed and refunded.</summary>
    public static Decision<ReturnStep> Import(Guid id, PastReturn past, OrderReturns order, DateTimeOffset now)
    {
        if (ReportedTime.IsAhead(past.ReturnedAt, now))
        {
            return new TimeInFuture("returned_at");
        }

        if (past.ReturnedAt < order.Order.PlacedAt)
        {
            return new BeforeOrder();
        }

        var lines = new List<ReturnLine>(past.Lines.Count);
        for (var i = 0; i < past.Lines.Count; i++)
        {
            if (lines.Any(earlier => earlier.LineId == past.Lines[i].LineId))
            {
                return new ImportFieldInvalid(FormattableString.Invariant($"lines[{i}].line_id"), "is in the return twice");
            }

            var line = ImportLine(past.Lines[i], i, order);
            if (!line.IsAccepted)
            {
                return line.Refusal!;
            }

            lines.Add(line.Value);
        }

        var amount = lines.Aggregate(Money.Zero(order.Order.CurrencyCode), (sum, line) => sum + line.RefundAmount);
        var left = order.Cost(includesAsked: true);
        return amount > left
            ? new RefundExceedsPaid(left.AmountMinor.ToString(CultureInfo.InvariantCulture))
            : Step(Past(id, past, order, lines, amount), new Resolved(lines.ToDictionary(
                line => line.LineId, line => line.Quantity + order.Returned(line.LineId), StringComparer.Ordinal)));
    }

    private static Decision<ReturnLine> ImportLine(PastReturnLine past, int index, OrderReturns order)
    {
        if (order.Order.Line(past.LineId) is not { } line)
        {
            return new LineNotFound(past.LineId, FormattableString.Invariant($"lines[{index}].line_id"));
        }

        if (past.Quantity < 1 || past.Quantity > line.Measure.MostOf())
        {
            return new QuantityOutOfRange(past.LineId, line.Measure);
        }

        if (order.Available(line) is var available && past.Quantity > available)
        {
            return new QuantityExceedsFulfilled(past.LineId, available);
        }

        if (past.Refund is { } refund && (refund.CurrencyCode != order.Order.CurrencyCode || refund.AmountMinor < 0))
        {
            return new ImportFieldInvalid(FormattableString.Invariant($"lines[{index}].refund_amount"), "must be 0 or more in the order's currency");
        }

        return new ReturnLine(
            line.LineId, line.Sku, line.Title, past.Quantity, past.Quantity, ReturnReason.None, "", past.Refund ?? order.Worth(line, past.Quantity), [], null, null, false)
        { Resolution = Resolution.Refund, Measure = line.Measure };
    }

    private static Return Past(Guid id, PastReturn past, OrderReturns order, List<ReturnLine> lines, Money amount) => new()
    {
        ReturnId = id.ToString(),
        RmaCode = Domain.RmaCode.From(id),
        Source = past.Key.Source,
        ExternalId = past.Key.ExternalId,
        OrderId = order.Order.OrderId,
        Origin = Origin.Historical,
        State = ReturnState.Closed,
        Lines = lines,
        Method = ReturnMethod.None,
        RefundAmount = amount,
        RequestedBy = Actor.None(order.Order.Channel, past.Key.StoreId),
        ResolvedBy = Actor.None(order.Order.Channel, past.Key.StoreId),
        RequestedAt = past.ReturnedAt,
        ReceivedAt = past.ReturnedAt,
        ResolvedAt = past.ReturnedAt,
        ClosedAt = past.ReturnedAt,
    };
}
