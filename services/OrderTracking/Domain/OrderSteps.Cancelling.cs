using Omnichannel.Platform.Domain;

namespace Omnichannel.OrderTracking.Domain;

/// <summary>Why units were not cancelled, or a line was not changed.</summary>
public enum LineRefusal
{
    /// <summary>Never answered.</summary>
    Unspecified,

    /// <summary>In a parcel that waits for its carrier, or ready at a store.</summary>
    InParcel,

    /// <summary>They have left.</summary>
    HandedOver,

    /// <summary>Called off before.</summary>
    AlreadyCancelled,

    /// <summary>Postage or a fee of goods that are on their way.</summary>
    GoesWithGoods,

    /// <summary>The line never had as many.</summary>
    NotOrdered,

    /// <summary>More units are another sale.</summary>
    OrderAgain,

    /// <summary>Postage, stock and promise hang on how a line is fulfilled.</summary>
    FulfilmentFixed,

    /// <summary>Other options are another thing.</summary>
    OptionsFixed,
}

/// <summary>Units for which something was not done.</summary>
public sealed record RefusedUnits(LineRefusal Reason, int Quantity);

/// <summary>What becomes of a line that was asked for.</summary>
public sealed record LineOutcome(string LineId, int Cancelled, IReadOnlyList<RefusedUnits> Refused);

/// <summary>What becomes of all of them.</summary>
public sealed record LineOutcomes(IReadOnlyList<LineOutcome> Lines)
{
    /// <summary>Units to be called off.</summary>
    public IReadOnlyList<LineUnits> Cancelled => [.. Lines.Where(line => line.Cancelled > 0).Select(line => new LineUnits(line.LineId, line.Cancelled))];
}

/// <summary>What a line is to be.</summary>
/// <param name="LineId">Which.</param>
/// <param name="Quantity">How many units are kept; null for as many as are left.</param>
public sealed record LineAmendment(string LineId, int? Quantity)
{
    /// <summary>Another way of fulfilment was asked for.</summary>
    public (FulfilmentMethod Method, string Reference)? Fulfilment { get; init; }

    /// <summary>Other options; empty when none were asked for.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();
}

/// <content>
/// What was sold can become less: units are called off as long as no parcel has them. All else would be another sale.
/// </content>
public static partial class OrderSteps
{
    /// <summary>Why something was cancelled whose consumer withdrew from the contract.</summary>
    public const string Withdrawn = "WITHDRAWN";

    /// <summary>What cancelling would do with each line that is asked for; without lines with each of which something is left.</summary>
    public static Decision<LineOutcomes> PlanCancel(Order order, IReadOnlyList<LineUnits> asked)
    {
        var lines = Fulfilments.Of(order);
        IReadOnlyList<LineUnits> wanted = asked.Count > 0
            ? Merge(asked)
            : [.. lines.Where(line => line.Ordered > line.Cancelled).Select(line => new LineUnits(line.LineId, line.Ordered - line.Cancelled))];
        return wanted.FirstOrDefault(units => lines.All(line => line.LineId != units.LineId)) is { } unknown
            ? new LineNotFound(unknown.LineId)
            : new LineOutcomes([.. wanted.Select(units => Outcome(lines.First(line => line.LineId == units.LineId), units.Quantity))]);
    }

    /// <summary>Calls off what is in no parcel of the units that are asked for; without lines of all.</summary>
    public static Decision<Change> Cancel(Order order, IReadOnlyList<LineUnits> asked, string reason, SalesChannel channel, DateTimeOffset now)
    {
        var plan = PlanCancel(order, asked);
        if (!plan.IsAccepted)
        {
            return plan.Refusal!;
        }

        var lines = plan.Value.Cancelled;
        return lines.Count > 0 ? CallOff(order, order, lines, reason, channel, now)
            : plan.Value.Lines.SelectMany(line => line.Refused).All(refused => refused.Reason is LineRefusal.AlreadyCancelled or LineRefusal.NotOrdered) ? new AlreadyCancelled()
            : new AlreadyShipped();
    }

    /// <summary>
    /// A consumer has withdrawn from the contract about units that had not left. What a parcel has meanwhile is on its way, and comes back.
    /// </summary>
    /// <param name="order">The order.</param>
    /// <param name="totals">How many of each line are cancelled in all then.</param>
    /// <param name="channel">Where it was declared.</param>
    /// <param name="now">Now.</param>
    public static Change CallOffWithdrawn(Order order, IReadOnlyList<LineUnits> totals, SalesChannel channel, DateTimeOffset now)
    {
        var wanted = Fulfilments.Of(order).Join(totals, line => line.LineId, units => units.LineId, (line, units) => new LineUnits(line.LineId, units.Quantity - line.Cancelled))
            .Where(units => units.Quantity > 0).ToArray();
        return wanted.Length > 0 && Cancel(order, wanted, Withdrawn, channel, now) is { IsAccepted: true } called ? called.Value : new Change(order, []);
    }

    /// <summary>What amending would do with each line.</summary>
    public static Decision<LineOutcomes> PlanAmend(Order order, IReadOnlyList<LineAmendment> amendments)
    {
        var lines = order.Sale.Lines.Zip(Fulfilments.Of(order)).ToDictionary(pair => pair.First.LineId, StringComparer.Ordinal);
        return amendments.FirstOrDefault(amendment => !lines.ContainsKey(amendment.LineId)) is { } unknown
            ? new LineNotFound(unknown.LineId)
            : new LineOutcomes([.. amendments.Select(amendment => Outcome(lines[amendment.LineId].First, lines[amendment.LineId].Second, amendment))]);
    }

    /// <summary>Keeps fewer units of lines; what else is asked for is not done.</summary>
    public static Decision<Change> Amend(Order order, IReadOnlyList<LineAmendment> amendments, string reason, SalesChannel channel, DateTimeOffset now)
    {
        var plan = PlanAmend(order, amendments);
        if (!plan.IsAccepted)
        {
            return plan.Refusal!;
        }

        var lines = plan.Value.Cancelled;
        return lines.Count > 0 ? CallOff(order, order, lines, reason, channel, now) : new Change(order, []);
    }

    private static LineOutcome Outcome(LineFulfilment line, int asked)
    {
        var left = asked;
        int Take(int units)
        {
            var taken = Math.Min(left, units);
            left -= taken;
            return taken;
        }

        var cancelled = Take(line.Cancellable);
        RefusedUnits[] refused =
        [
            new(LineRefusal.InParcel, Take(line.Allocated - line.Fulfilled)), new(LineRefusal.HandedOver, Take(line.Fulfilled)),
            new(LineRefusal.GoesWithGoods, Take(line.Open - line.Cancellable)), new(LineRefusal.AlreadyCancelled, Take(line.Cancelled)), new(LineRefusal.NotOrdered, left),
        ];
        return new LineOutcome(line.LineId, cancelled, [.. refused.Where(units => units.Quantity > 0)]);
    }

    private static LineOutcome Outcome(OrderLine sold, LineFulfilment line, LineAmendment amendment)
    {
        var kept = line.Ordered - line.Cancelled;
        var outcome = Outcome(line, Math.Max(0, kept - (amendment.Quantity ?? kept)));
        List<RefusedUnits> refused = [.. outcome.Refused];
        if (amendment.Quantity > kept)
        {
            refused.Add(new RefusedUnits(LineRefusal.OrderAgain, amendment.Quantity.Value - kept));
        }

        if (amendment.Fulfilment is { } other && other != (sold.Method, sold.MethodReference))
        {
            refused.Add(new RefusedUnits(LineRefusal.FulfilmentFixed, kept));
        }

        if (amendment.Options.Count > 0 && !(amendment.Options.Count == sold.Options.Count && amendment.Options.All(option => sold.Options.GetValueOrDefault(option.Key) == option.Value)))
        {
            refused.Add(new RefusedUnits(LineRefusal.OptionsFixed, kept));
        }

        return outcome with { Refused = refused };
    }

    /// <summary>Calls units off and gives back what they cost, with what else happened to the order since <paramref name="before"/>.</summary>
    private static Change CallOff(Order before, Order order, IReadOnlyList<LineUnits> lines, string reason, SalesChannel channel, DateTimeOffset now, ClaimResolved? claim = null)
    {
        List<OrderEvent> events = claim is null ? [] : [claim];
        var next = TakeFromStores(
            order,
            new Cancellation { Lines = WithPostage(order, Fulfilments.Of(order), lines), At = now, Reason = reason, ClaimId = claim?.Claim.ClaimId ?? "" },
            FormattableString.Invariant($"cancelled/{order.Cancellations.Count + 1}"),
            now,
            out var cancellation);
        return Settle(before, Cancelled(next, cancellation, channel, events, now), events, now, now);
    }

    private static IEnumerable<LineUnits> Cancellable(IEnumerable<LineFulfilment> lines) =>
        lines.Where(line => line.Cancellable > 0).Select(line => new LineUnits(line.LineId, line.Cancellable));

    // Postage and fees follow the merchandise: when the last of it is called off, so is what is left of them.
    private static IReadOnlyList<LineUnits> WithPostage(Order order, IReadOnlyList<LineFulfilment> open, IReadOnlyList<LineUnits> lines)
    {
        var sold = order.Sale.Lines.Zip(open).ToList();
        var asked = lines.ToDictionary(units => units.LineId, units => units.Quantity, StringComparer.Ordinal);
        var isLeft = sold.Any(pair => pair.First.Travels && pair.Second.Cancelled + asked.GetValueOrDefault(pair.First.LineId) < pair.First.Quantity);
        if (isLeft || !sold.Exists(pair => pair.First.Travels))
        {
            return lines;
        }

        var postage = sold.Where(pair => pair.First.NonMerchandise).Select(pair => pair.Second).ToList();
        return [.. lines.Where(units => !postage.Exists(line => line.LineId == units.LineId)), .. Cancellable(postage)];
    }
}
