using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Returns.Domain;
using Bought = Omnichannel.Returns.Domain.Order;
using Cancelled = Omnichannel.OrderTracking.Domain.OrderCancelled;
using Placed = Omnichannel.OrderTracking.Domain.Order;
using Refund = Omnichannel.OrderTracking.Domain.Refund;
using Return = Omnichannel.Returns.Domain.Return;

namespace Omnichannel.AllInOne.Tests.Refunds;

/// <summary>
/// An order whose parcels have all arrived, in Order-tracking and in Returns, and what they have told each other that was not heard yet. What one aggregate tells is heard in its order; of different
/// ones in any.
/// </summary>
internal sealed class TwoServices
{
    private static readonly DateTimeOffset Tuesday = Purchases.Monday.AddDays(1);
    private static readonly Actor Till = new("till-1", ActorRole.Terminal, SalesChannel.Store, "store-1", "");
    private static readonly ReturnPolicy Policy = BuiltInPolicy.Document with { Version = 1 };
    private readonly Random random;
    private readonly List<Return> returns = [];
    private readonly Queue<Action> toReturns = [];
    private readonly Dictionary<string, Queue<Action>> toOrders = [];
    private Placed placed;
    private Bought bought;

    public TwoServices(IReadOnlyList<(int Units, int Net)> lines, int tax, Random random)
    {
        this.random = random;
        placed = Purchases.Place(lines, tax, Purchases.Paid(lines.Sum(line => (long)line.Net) + tax, random));
        bought = Purchases.ToReturns(placed) with { DeliveredAt = null };
        for (var line = 0; line < lines.Count; line++)
        {
            ShipAgain(line, lines[line].Units);
        }

        HearAll();
    }

    public PaymentLedger Ledger => new(placed.Sale, placed.Money);

    public long GivenBackMinor => placed.Money.Refunds.Sum(refund => refund.AmountMinor);

    /// <summary>What returns have asked for, heard or not.</summary>
    public long OwedMinor { get; private set; }

    /// <summary>What the units are worth that were called off or came back: each once, cancelled from the first on, returned from the last on.</summary>
    public long SettledMinor => bought.Lines.Sum(line =>
    {
        var (portion, cancelled) = (new Portion(line.Net.AmountMinor, line.Quantity), (int)Units(placed.Cancellations.SelectMany(each => each.Lines), line.LineId));
        return portion.First(cancelled) + portion.Last(Math.Min(line.Quantity - cancelled, returns.Sum(existing => existing.Counted(line.LineId))), 0);
    });

    /// <summary>Returns that are heard of in another order than they were decided in leave a minor unit here or there, each of them, until all of the line is back.</summary>
    public long RoundingMinor => returns.Count(existing => existing.IsResolved);

    public bool Begin(int line, int units)
    {
        var asked = new NewReturn($"r{returns.Count}", $"R-{returns.Count}", [new NewReturnLine($"{line}", units, ReturnReason.Other, "")], Resolution.Refund, ReturnMethod.Store, Till);
        var begun = Return.Create(asked, Known, Policy, Tuesday);
        if (begun.IsAccepted)
        {
            returns.Add(begun.Value.Next);
        }

        return begun.IsAccepted;
    }

    public void BeginAll(int line) => Begin(line, Math.Max(1, Known.Available(bought.Line($"{line}")!)));

    public void HandIn(int number)
    {
        var current = returns.Count == 0 ? null : returns[number % returns.Count];
        if (current?.Complete([], cashAtTill: false, Known, Policy, Till, Tuesday) is { IsAccepted: true } step)
        {
            returns[number % returns.Count] = step.Value.Next;
            Tell(current, step.Value);
        }
    }

    public void HandInAll() => Enumerable.Range(0, returns.Count).ToList().ForEach(HandIn);

    /// <summary>Staff believe the customer; false where Order-tracking knows that the units came back.</summary>
    public bool Claim(int line, int units, ClaimResolution resolution)
    {
        var id = $"c{placed.Claims.Count}";
        var claim = new Claim
        {
            ClaimId = id, ShipmentId = placed.Shipments.Last(parcel => parcel.ShipmentId.StartsWith($"p{line}.", StringComparison.Ordinal)).ShipmentId, Kind = ClaimKind.ArrivedDamaged,
            Lines = [new LineUnits($"{line}", units)], FiledAt = Tuesday, StateAt = Tuesday,
        };
        return Decide(OrderSteps.File(placed, claim, SalesChannel.Web, Tuesday)) && Decide(OrderSteps.Resolve(placed, id, resolution, "", SalesChannel.Support, Tuesday));
    }

    public void ShipAgain(int line, int units)
    {
        var id = $"p{line}.{placed.Shipments.Count}";
        var parcel = new Shipment { ShipmentId = id, CarrierCode = "dhl", TrackingNumber = id, Lines = [new LineUnits($"{line}", units)], CreatedAt = Purchases.Monday };
        Decide(OrderSteps.Ship(placed, parcel, Purchases.Monday));
        Told(OrderSteps.Track(placed, id, [new TrackingEvent { EventId = id, OccurredAt = Purchases.Monday, ReceivedAt = Purchases.Monday, Status = ShipmentStatus.Delivered }], Purchases.Monday));
    }

    public void HearSome()
    {
        foreach (var queue in toOrders.Values.Append(toReturns).OrderBy(_ => random.Next()).ToList())
        {
            for (var left = random.Next(3); left > 0 && queue.TryDequeue(out var news); left--)
            {
                news();
            }
        }
    }

    public void HearAll()
    {
        while (toOrders.Values.Append(toReturns).Any(queue => queue.Count > 0))
        {
            HearSome();
        }
    }

    public void Check()
    {
        Assert.All(Ledger.Tenders, tender => Assert.True(tender.BeingRefundedMinor <= tender.CapturedMinor, $"{tender}"));
        Assert.True(GivenBackMinor <= SettledMinor + RoundingMinor, $"{GivenBackMinor} were given back for what is worth {SettledMinor}");
    }

    private OrderReturns Known => new(bought, returns);

    private bool Decide(Decision<Change> decision)
    {
        if (decision.IsAccepted)
        {
            Told(decision.Value);
        }

        return decision.IsAccepted;
    }

    // What Returns hears of an order.
    private void Told(Change change)
    {
        placed = change.Order;
        foreach (var e in change.Events)
        {
            switch (e)
            {
                case ClaimResolved { Claim: { State: ClaimState.Accepted } claim }:
                    toReturns.Enqueue(() => Settle(Sum(claim.Lines)));
                    break;
                case Cancelled cancelled:
                    toReturns.Enqueue(() => bought = bought with { CancelledQuantities = Add(bought.CancelledQuantities, Sum(cancelled.Cancellation.Lines)) });
                    break;
                case FulfilmentChanged fulfilled:
                    toReturns.Enqueue(() => bought = bought with
                    {
                        Progress = fulfilled.Lines.ToDictionary(line => line.LineId, line => new LineProgress(line.Fulfilled, line.Cancelled, line.FulfilledAt, line.DeliveredAt)),
                    });
                    break;
                default:
                    break;
            }
        }
    }

    private void Settle(Dictionary<string, int> claimed)
    {
        foreach (var (returnId, units) in Known.SettledBy(claimed))
        {
            var at = returns.FindIndex(existing => existing.ReturnId == returnId);
            returns[at] = returns[at].Settled(units, Known, Policy).Next;
        }

        bought = bought with { ClaimedQuantities = Add(bought.ClaimedQuantities, claimed) };
    }

    // What Order-tracking hears of a return.
    private void Tell(Return before, ReturnStep step)
    {
        var after = step.Next;
        var queue = toOrders.TryGetValue(after.ReturnId, out var known) ? known : toOrders[after.ReturnId] = [];
        LineUnits[] arrived = [.. after.Lines.Zip(before.Lines, (line, earlier) => new LineUnits(line.LineId, Math.Min(line.Received, line.Unclaimed) - Math.Min(earlier.Received, line.Unclaimed)))];
        LineUnits[] counted = [.. after.Lines.Select(line => new LineUnits(line.LineId, after.Counted(line.LineId))).Where(units => units.Quantity > 0)];
        foreach (var e in step.Events)
        {
            switch (e)
            {
                case Received:
                    queue.Enqueue(() => Told(OrderSteps.Receive(placed, after.ReturnId, "till", [.. arrived.Where(units => units.Quantity > 0)], Tuesday, Tuesday)));
                    break;
                case Resolved:
                    queue.Enqueue(() => Told(OrderSteps.Resolve(placed, after.ReturnId, counted, Tuesday, Tuesday)));
                    break;
                case Owed owed:
                    OwedMinor += owed.Amount.AmountMinor;
                    for (var twice = 0; twice < 2; twice++)
                    {
                        queue.Enqueue(() => Told(OrderSteps.Repay(placed, new RefundAsk(owed.RefundId, Refund.Return, owed.Amount.AmountMinor) { ReturnId = after.ReturnId }, Tuesday, Tuesday)));
                    }

                    break;
                default:
                    break;
            }
        }
    }

    private static long Units(IEnumerable<LineUnits> lines, string lineId) => lines.Where(units => units.LineId == lineId).Sum(units => (long)units.Quantity);

    private static Dictionary<string, int> Sum(IEnumerable<LineUnits> lines) => lines.GroupBy(units => units.LineId).ToDictionary(group => group.Key, group => group.Sum(units => units.Quantity));

    private static Dictionary<string, int> Add(IReadOnlyDictionary<string, int> known, Dictionary<string, int> more) =>
        known.Keys.Union(more.Keys).ToDictionary(line => line, line => known.GetValueOrDefault(line) + more.GetValueOrDefault(line));
}
