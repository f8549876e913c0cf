using Omnichannel.Loyalty.Domain;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Returns.Domain;
using Actor = Omnichannel.Returns.Domain.Actor;
using Bought = Omnichannel.Returns.Domain.Order;
using Cancelled = Omnichannel.OrderTracking.Domain.OrderCancelled;
using CreditedOrder = Omnichannel.Loyalty.Domain.CreditedOrder;
using Earning = Omnichannel.Loyalty.Domain.OrderSteps;
using OrderSteps = Omnichannel.OrderTracking.Domain.OrderSteps;
using Placed = Omnichannel.OrderTracking.Domain.Order;
using Refund = Omnichannel.OrderTracking.Domain.Refund;
using Return = Omnichannel.Returns.Domain.Return;
using ReturnedUnits = Omnichannel.OrderTracking.Domain.ReturnedUnits;

namespace Omnichannel.AllInOne.Tests.Refunds;

/// <summary>
/// An order in Order-tracking and in Returns, what Loyalty makes of it, and what they have told each other that was not heard yet. What one aggregate tells is heard in its order; of different
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
    private readonly Queue<Action> toLoyalty = [];
    private readonly Dictionary<string, Queue<Action>> toOrders = [];
    private readonly Dictionary<string, Claim> claims = [];
    private Placed placed;
    private Bought bought;
    private CreditedOrder credited;
    private long pointsBack;
    private long offMinor;

    public TwoServices(IReadOnlyList<(int Units, int Net)> lines, int tax, Random random, int postage = 0, bool isShipped = true)
    {
        this.random = random;
        placed = Purchases.Place(lines, tax, Purchases.Paid(lines.Sum(line => (long)line.Net) + tax + postage, random), postage);
        bought = Purchases.ToReturns(placed) with { DeliveredAt = null };
        credited = new CreditedOrder
        {
            OrderId = "o", PlacedAt = Purchases.Monday, HoldId = "h",
            Lines = [.. placed.Sale.Lines.Select(line => new BoughtLine(line.LineId, line.Quantity))],
            Redemptions = [.. placed.Sale.Lines.Select(line => new RedeemedLine(line.LineId, line.Quantity, (line.NetTotalMinor % 100) + 7))],
        };
        for (var line = 0; line < lines.Count && isShipped; line++)
        {
            Ship(line, lines[line].Units);
        }

        HearAll();
    }

    public PaymentLedger Ledger => new(placed.Sale, placed.Money);

    public long GivenBackMinor => placed.Money.Refunds.Sum(refund => refund.AmountMinor);

    /// <summary>What returns have asked for, heard or not.</summary>
    public long OwedMinor { get; private set; }

    /// <summary>Points that came back to whoever paid with them.</summary>
    public long PointsBack => pointsBack;

    public string? Refusal { get; private set; }

    public int Kept(int line) => (int)credited.Lines.Single(bought => bought.LineId == $"{line}").Kept;

    public bool Begin(int line, int units)
    {
        var asked = new NewReturn($"r{returns.Count}", $"R-{returns.Count}", [new NewReturnLine($"{line}", units, ReturnReason.Other, "", returns.Count % 2 == 0 ? Resolution.Refund : Resolution.StoreCredit)], ReturnMethod.Store, Till);
        var begun = Return.Create(asked, Known, Policy, Tuesday);
        Refusal = begun.Refusal?.Reason;
        if (begun.IsAccepted)
        {
            returns.Add(begun.Value.Next);
            Tell(begun.Value.Next, begun.Value);
        }

        return begun.IsAccepted;
    }

    public void BeginAll(int line) => Begin(line, Math.Max(1, Known.Available(bought.Line($"{line}")!)));

    public void HandIn(int number) => Act(number, current => current.Complete([], cashAtTill: false, Known, Policy, Till, Tuesday));

    public void Drop(int number) => Act(number, current => current.Cancel());

    public void HandInAll() => Enumerable.Range(0, returns.Count).ToList().ForEach(HandIn);

    /// <summary>Staff believe the customer; false where Order-tracking knows that the units came back, or are to.</summary>
    public bool Claim(int line, int units, ClaimResolution resolution) => File(line, units) && DecideAll(resolution);

    public bool File(int line, int units)
    {
        var parcels = placed.Shipments.Where(parcel => Units(parcel.Lines, $"{line}") > 0).ToList();
        if (parcels.Count == 0)
        {
            return false;
        }

        var id = $"c{placed.Claims.Count}";
        return Decide(OrderSteps.File(
            placed,
            new Claim
            {
                ClaimId = id, ShipmentId = parcels[random.Next(parcels.Count)].ShipmentId, Kind = ClaimKind.ArrivedDamaged, Lines = [new LineUnits($"{line}", units)], FiledAt = Tuesday, StateAt = Tuesday,
            },
            SalesChannel.Web,
            Tuesday));
    }

    public bool DecideAll(ClaimResolution resolution) => placed.Claims.Where(claim => claim.IsUndecided).ToList()
        .Select(claim => Decide(OrderSteps.Resolve(placed, claim.ClaimId, resolution, "as staff found", SalesChannel.Support, Tuesday))).ToList().TrueForAll(isAccepted => isAccepted);

    public void Cancel(int line, int units) => Decide(OrderSteps.Cancel(placed, [new LineUnits($"{line}", units)], "", SalesChannel.Web, Tuesday));

    /// <summary>Staff give something off the price.</summary>
    public void GiveOff(int amountMinor)
    {
        if (Decide(OrderSteps.RequestRefund(placed, new RefundAsk($"off-{placed.Money.Refunds.Count}", "GOODWILL", amountMinor), Tuesday)))
        {
            offMinor += amountMinor;
        }
    }

    public void Ship(int line, int units)
    {
        var id = $"p{line}.{placed.Shipments.Count}";
        var parcel = new Shipment { ShipmentId = id, CarrierCode = "dhl", TrackingNumber = id, Lines = [new LineUnits($"{line}", units)], CreatedAt = Purchases.Monday };
        if (Decide(OrderSteps.Ship(placed, parcel, Purchases.Monday)))
        {
            Told(OrderSteps.Track(placed, id, [new TrackingEvent { EventId = id, OccurredAt = Purchases.Monday, ReceivedAt = Purchases.Monday, Status = ShipmentStatus.Delivered }], Purchases.Monday));
        }
    }

    public void ShipAll(int line)
    {
        if (Fulfilments.Of(placed).First(each => each.LineId == $"{line}").Shippable is > 0 and var open)
        {
            Ship(line, open);
        }
    }

    public void HearSome()
    {
        foreach (var queue in toOrders.Values.Append(toReturns).Append(toLoyalty).OrderBy(_ => random.Next()).ToList())
        {
            for (var left = random.Next(3); left > 0 && queue.TryDequeue(out var news); left--)
            {
                news();
            }
        }
    }

    public void HearAll()
    {
        while (toOrders.Values.Append(toReturns).Append(toLoyalty).Any(queue => queue.Count > 0))
        {
            HearSome();
        }
    }

    /// <summary>Never more cents than were paid or the units that are gone are worth, never more units than were bought.</summary>
    public void Check()
    {
        Assert.All(Ledger.Tenders, tender => Assert.True(tender.BeingRefundedMinor <= tender.CapturedMinor, $"{tender}"));
        Assert.True(GivenBackMinor <= WorthMinor, $"{GivenBackMinor} were given back for what is worth {WorthMinor}");
        Assert.All(bought.Lines, line => Assert.InRange(Gone(line.LineId), 0, line.Quantity));
        Assert.All(credited.Lines, line => Assert.True(line.Quantity - line.Kept <= Gone(line.LineId), "points of units are taken back that are still the customer's"));
    }

    /// <summary>Everybody has heard everything: they agree, to the cent, the unit and the point.</summary>
    public void CheckAll()
    {
        Check();
        Assert.Equal(WorthMinor, GivenBackMinor);
        Assert.All(credited.Lines, line => Assert.Equal(line.Quantity - Gone(line.LineId), line.Kept));
        Assert.Equal(credited.Redemptions.Sum(line => new Portion(line.Points, line.Quantity).First(Gone(line.LineId))), pointsBack);
        foreach (var line in placed.Sale.Lines)
        {
            Assert.Equal(Returned(line.LineId).Sum(units => (long)units.Quantity), Known.Returned(line.LineId));
            Assert.Equal(Returned(line.LineId).Sum(units => units.WorthMinor), returns.Sum(existing => existing.RefundedFor(line.LineId, "EUR").AmountMinor));
        }
    }

    public void CheckNothingIsLeft() => Assert.All(placed.Sale.Lines.Where(line => !line.NonMerchandise), line => Assert.Equal(line.Quantity, Gone(line.LineId)));

    private OrderReturns Known => new(bought, returns);

    // What was given off, and what the units that are gone are worth: each once, cancelled from the first on, returned from the last on. Never more than was paid.
    private long WorthMinor => Math.Min(Ledger.CapturedMinor, offMinor + bought.Lines.Sum(line =>
    {
        var portion = new Portion(line.Net.AmountMinor, line.Quantity);
        return portion.First(CalledOff(line.LineId)) + portion.Last(Returned(line.LineId).Sum(units => (long)units.Quantity), 0);
    }));

    private long Gone(string lineId) => CalledOff(lineId) + Returned(lineId).Sum(units => (long)units.Quantity);

    private long CalledOff(string lineId) => Units(placed.Cancellations.SelectMany(each => each.Lines), lineId);

    private IEnumerable<ReturnedUnits> Returned(string lineId) => placed.Returns.SelectMany(known => known.Resolved ?? []).Where(units => units.LineId == lineId);

    private bool Decide(Decision<Change> decision)
    {
        Refusal = decision.Refusal?.Reason;
        if (decision.IsAccepted)
        {
            Told(decision.Value);
        }

        return decision.IsAccepted;
    }

    // What Returns and Loyalty hear of an order.
    private void Told(Change change)
    {
        placed = change.Order;
        foreach (var e in change.Events)
        {
            switch (e)
            {
                case ClaimFiled { Claim: var filed }:
                    toReturns.Enqueue(() => Hear(filed));
                    break;
                case ClaimResolved { Claim: var decided }:
                    toReturns.Enqueue(() => Hear(decided));
                    break;
                case Cancelled cancelled:
                    toReturns.Enqueue(() => bought = bought with { CancelledQuantities = Add(bought.CancelledQuantities, Sum(cancelled.Cancellation.Lines)) });
                    toLoyalty.Enqueue(() => TakeBack(cancelled.Cancellation.Lines));
                    break;
                case ReturnCounted counted:
                    toReturns.Enqueue(() => Count(counted));
                    toLoyalty.Enqueue(() => TakeBack(counted.Lines.Select(units => new LineUnits(units.LineId, units.Quantity))));
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

    private void Hear(Claim claim)
    {
        if (claim.State is ClaimState.Accepted)
        {
            foreach (var (returnId, units) in Known.SettledBy(Sum(claim.Lines)))
            {
                var at = returns.FindIndex(existing => existing.ReturnId == returnId);
                returns[at] = returns[at].Settled(units, Known, Policy).Next;
            }
        }

        claims[claim.ClaimId] = claim;
        bought = bought with
        {
            ClaimedQuantities = Sum(claims.Values.Where(known => known.State is ClaimState.Accepted).SelectMany(known => known.Lines)),
            InClaims = Sum(claims.Values.Where(known => known.IsUndecided).SelectMany(known => known.Lines)),
        };
    }

    private void Count(ReturnCounted counted)
    {
        var at = returns.FindIndex(existing => existing.ReturnId == counted.Return.ReturnId);
        returns[at] = returns[at].CountedAs(counted.Lines.ToDictionary(units => units.LineId, units => new CountedUnits(units.Quantity, new Money("EUR", units.WorthMinor)))).Next;
    }

    private void TakeBack(IEnumerable<LineUnits> lines)
    {
        var units = new Loyalty.Domain.ReturnedUnits("o", null, Tuesday, false, SalesChannel.Web, [.. lines.Select(line => new ReturnedLine(line.LineId, line.Quantity))]) { NewsId = "n" };
        var change = Earning.Return(credited, units, earner: null, Tuesday);
        (credited, pointsBack) = (change.Order, pointsBack + change.PointsBack);
    }

    private void Act(int number, Func<Return, Decision<ReturnStep>> act)
    {
        var current = returns.Count == 0 ? null : returns[number % returns.Count];
        if (current is not null && act(current) is { IsAccepted: true } step)
        {
            returns[number % returns.Count] = step.Value.Next;
            Tell(current, step.Value);
        }
    }

    // What Order-tracking hears of a return.
    private void Tell(Return before, ReturnStep step)
    {
        var after = step.Next;
        var queue = toOrders.TryGetValue(after.ReturnId, out var known) ? known : toOrders[after.ReturnId] = [];
        LineUnits[] arrived = [.. after.Lines.Zip(before.Lines, (line, earlier) => new LineUnits(line.LineId, Math.Min(line.Received, line.Unclaimed) - Math.Min(earlier.Received, line.Unclaimed)))];
        ReturnedUnits[] counted = [.. after.Lines.Select(line => new ReturnedUnits(line.LineId, after.Counted(line.LineId), line.RefundAmount.AmountMinor)).Where(units => units.Quantity > 0)];
        foreach (var e in step.Events)
        {
            switch (e)
            {
                case Requested:
                    queue.Enqueue(() => Told(OrderSteps.BeginReturn(placed, after.ReturnId, [.. after.Lines.Select(line => new LineUnits(line.LineId, line.Quantity))], Tuesday, Tuesday)));
                    break;
                case Returns.Domain.Cancelled:
                    queue.Enqueue(() => Told(OrderSteps.EndReturn(placed, after.ReturnId, hasEnded: true, Tuesday, Tuesday)));
                    break;
                case Received:
                    queue.Enqueue(() => Told(OrderSteps.Receive(placed, after.ReturnId, "till", [.. arrived.Where(units => units.Quantity > 0)], Tuesday, Tuesday)));
                    break;
                case Resolved:
                    queue.Enqueue(() => Told(OrderSteps.Resolve(placed, new ResolvedReturn(after.ReturnId, SalesChannel.Store, IsPast: false), counted, Tuesday, Tuesday)));
                    break;
                case Owed owed:
                    OwedMinor += owed.Amount.AmountMinor;
                    var ask = Purchases.Ask(after, owed);
                    for (var twice = 0; twice < 2; twice++)
                    {
                        queue.Enqueue(() => Told(OrderSteps.Repay(placed, ask, Tuesday, Tuesday)));
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
