using FsCheck;
using FsCheck.Fluent;
using Omnichannel.Platform.Domain;
using Omnichannel.Returns.Domain;

namespace Omnichannel.Returns.Tests.Domain;

/// <summary>Whatever is done to an order, in whatever sequence: the invariants hold after every step.</summary>
public sealed class ReturnProperties
{
    private const int Steps = 40;
    private const int Seeds = 20_000;

    // FsCheck draws small numbers: few seeds, again and again.
    [Fact]
    public void AnySequence_KeepsTheInvariants() => Assert.All(Enumerable.Range(0, Seeds), Play);

    [Fact]
    public void PartialReturns_AddUpToWhatWasPaid() => Prop.ForAll(
        ArbMap.Default.ArbFor<int>(),
        seed =>
        {
            var random = new Random(seed);
            var quantity = random.Next(1, 40);
            var net = random.Next(0, 5000);
            var order = Some.Fresh(Some.Order([Some.Line("1", quantity, net)]));
            for (var left = quantity; left > 0;)
            {
                var units = random.Next(1, left + 1);
                var step = Some.Begun(order, Some.Asks($"r{left}", "1", units)).Complete([], random.Next(2) == 0, order, Some.Policy, Some.Till, Some.Now).Value;
                Assert.Equal(step.Next.RefundAmount, step.Events.OfType<Owed>().Aggregate(Some.Eur(0), (sum, owed) => sum + owed.Amount));
                order = order.With(step.Next);
                left -= units;
            }

            Assert.Equal(Some.Eur(0), order.Cost());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    private static void Play(int seed)
    {
        var random = new Random(seed);
        var lines = Enumerable.Range(1, random.Next(1, 4)).Select(i => Some.Line($"{i}", random.Next(1, 8), random.Next(0, 3000))).ToArray();
        var purchase = Some.Order(lines) with
        {
            CancelledQuantities = lines.Where(_ => random.Next(4) == 0).ToDictionary(line => line.LineId, _ => 1),
        };
        var policy = Some.With(rule => rule with
        {
            RequiresApproval = random.Next(3) == 0,
            RefundAt = (RefundTrigger)random.Next(1, 5),
            Resolutions = [.. Enum.GetValues<Resolution>().Where(resolution => resolution is not Resolution.None)],
            Keep = Some.Keep(random.Next(1, 4000)),
            StoreCreditBonusPercent = random.Next(2) * random.Next(1, 101),
            Fees = random.Next(2) == 0 ? [] : [new ReturnFee("RESTOCKING", [], [], null, random.Next(1, 101))],
        });
        policy = policy with { Processing = policy.Processing with { LateDays = random.Next(20) } };
        var returns = new List<Return>();
        var asked = new HashSet<string>();
        for (var i = 0; i < Steps; i++)
        {
            var order = new OrderReturns(purchase, returns);
            if (random.Next(10) == 0 && !returns.Exists(existing => existing.Origin is Origin.Historical) && Claim(random, order, returns) is { } claimed)
            {
                foreach (var (returnId, units) in order.SettledBy(claimed))
                {
                    var at = returns.FindIndex(existing => existing.ReturnId == returnId);
                    returns[at] = returns[at].Settled(units, order, policy).Next;
                }

                purchase = purchase with { CancelledQuantities = purchase.Lines.ToDictionary(line => line.LineId, line => purchase.Cancelled(line) + claimed.GetValueOrDefault(line.LineId)) };
                CheckInvariants(purchase, returns);
                order = new OrderReturns(purchase, returns);
            }

            var step = Act(random, order, returns, policy, i);
            if (step is null)
            {
                continue;
            }

            CheckAdvance(returns.Find(existing => existing.ReturnId == step.Next.ReturnId), step);
            CheckKept(step, order, policy);
            CheckBonus(returns.Find(existing => existing.ReturnId == step.Next.ReturnId), step, policy);
            foreach (var owed in step.Events.OfType<Owed>())
            {
                Assert.True(asked.Add(owed.RefundId), "a refund was asked for twice");
                Assert.Equal(step.Next.RefundAmount, owed.Amount);
                Assert.Equal(step.Next.StoreCredit, owed.StoreCredit);
            }

            returns.RemoveAll(existing => existing.ReturnId == step.Next.ReturnId);
            returns.Add(step.Events.OfType<Resolved>().Any() ? step.Next.CountedAs(Counted(step.Next, purchase, returns)).Next : step.Next);
            CheckInvariants(purchase, returns);
        }
    }

    // What was given stays given, until staff ask it back: then exactly what did not come is taken off.
    private static void CheckAdvance(Return? before, ReturnStep step)
    {
        if (before is not { IsAdvanceGranted: true })
        {
            return;
        }

        var after = step.Next;
        var reclaimed = step.Events.OfType<Reclaimed>().Sum(told => told.Shortfall.Amount.AmountMinor);
        Assert.Equal(before.RefundAmount.AmountMinor - reclaimed, after.RefundAmount.AmountMinor);
        Assert.False(after.State is ReturnState.Cancelled, "whoever has their money called the return off");
        Assert.True(
            after.IsLive || after.Shortfall is { State: ShortfallState.Charged } || after.Lines.All(line => after.Counted(line.LineId) + after.Withheld(line.LineId) == line.Paying),
            "money went back for units that nobody misses");
    }

    // What stays with customers was there, is worth no more than the rule says, and never comes back.
    private static void CheckKept(ReturnStep step, OrderReturns before, ReturnPolicy policy)
    {
        Assert.All(step.Next.Lines.Where(line => line.Stays), line => Assert.Equal((0, 0), (line.Received, line.Inspected)));
        if (step.Events.OfType<Requested>().Any())
        {
            var left = policy.Rules[0].Keep.MostOf("EUR") - before.Kept;
            Assert.True(step.Next.Kept.AmountMinor <= Math.Max(0, left.AmountMinor), "more was kept than the rule allows");
        }
    }

    // Given once, on store credit that was given; taken back only with money for what did not come.
    private static void CheckBonus(Return? before, ReturnStep step, ReturnPolicy policy)
    {
        var (earlier, later) = (before?.BonusGiven, step.Next.BonusGiven);
        var given = step.Events.OfType<BonusOwed>().SingleOrDefault();
        Assert.True(given is null || (earlier is null && given.Amount == later), "a bonus was given twice");
        Assert.True(earlier == later || given is not null || step.Events.OfType<Reclaimed>().Any(), "a bonus changed by itself");
        Assert.InRange(later?.AmountMinor ?? 0, 0, earlier?.AmountMinor ?? (long)Math.Ceiling(step.Next.StoreCredit.AmountMinor * policy.Rules[0].StoreCreditBonusPercent / 100) + step.Next.Lines.Count);
    }

    // Order-tracking accepts claims about units that have not come back, and for which no return got money. What was given back in the past may be more than they are worth.
    private static Dictionary<string, int>? Claim(Random random, OrderReturns order, List<Return> returns)
    {
        var line = order.Order.Lines[random.Next(order.Order.Lines.Count)];
        var most = order.Order.Fulfilled(line) - order.Returned(line.LineId) - order.Withheld(line.LineId)
            - returns.Where(existing => existing.IsAdvanceGranted).Sum(existing => existing.Reserved(line.LineId));
        return most > 0 ? new Dictionary<string, int> { [line.LineId] = random.Next(1, most + 1) } : null;
    }

    private static PastReturn Past(OrderLine line, int number, Random random) => new(
        new ExternalKey("shop", "", $"h{number}"), new ExternalKey("shop", "", "order-1"), Some.Now,
        [new PastReturnLine(line.LineId, random.Next(1, 5), random.Next(2) == 0 ? null : Some.Eur(random.Next(2000)))]);

    private static ReturnStep? Act(Random random, OrderReturns order, List<Return> returns, ReturnPolicy policy, int number)
    {
        var line = order.Order.Lines[random.Next(order.Order.Lines.Count)];
        if (returns.Count == 0 || random.Next(4) == 0)
        {
            var lines = order.Order.Lines.Where(other => other == line || random.Next(2) == 0)
                .Select(each => Some.Asked(each.LineId, random.Next(1, 6), policy.Rules[0].Resolutions[random.Next(policy.Rules[0].Resolutions.Count)])).ToArray();
            var created = random.Next(5) == 0
                ? Return.Import(new Guid(number, 0, 0, new byte[8]), Past(line, number, random), order, Some.Now)
                : Return.Create(Some.AsksAll($"r{number}", lines) with { Method = (ReturnMethod)random.Next(1, 3) }, order, policy, Some.Now);
            return created.IsAccepted ? created.Value : null;
        }

        var current = returns[random.Next(returns.Count)];
        var lineId = current.Lines[random.Next(current.Lines.Count)].LineId;
        var found = new Inspection(lineId, random.Next(1, 4), InspectionGrade.B, (Disposition)random.Next(1, 5), "");
        var reason = random.Next(2) == 0 ? "" : "stood in the post";
        Decision<ReturnStep> decision = random.Next(15) switch
        {
            14 => current.SendBack([new RepairedUnits(lineId, random.Next(1, 4), (RepairOutcome)random.Next(1, 3), "")], null, Some.Now),
            10 or 11 => current.RefundGranted($"rf-{current.ReturnId}", Counted(current, order, returns), order),
            12 => current.SettleShortfall((ShortfallState)random.Next(2, 4), "asked twice", order, Some.Till, Some.Now),
            13 => Carry(current, random, order, policy, number),
            0 => current.Approve(order, policy, Some.Till, Some.Now),
            1 => current.Cancel(),
            2 => current.Receive([(lineId, random.Next(1, 4))], order, policy, Some.Now, reason),
            3 => current.Receive([], order, policy, Some.Now, reason),
            4 => current.Inspect([found], order, policy, Some.Till, Some.Now),
            5 => Complete(current, random.Next(2) == 0 ? [] : [found], random.Next(2) == 0, order, policy, reason),
            6 => Paid(current, order, returns),
            7 => current.RefundFailed($"rf-{current.ReturnId}", "no"),
            8 => current.Posted(new ReturnParcel("dhl", $"{number}", Some.Now.AddDays(random.Next(-2, 1))), order, policy, Some.Now),
            _ => current.TimeIsUp(order, policy, Some.Now.AddDays(random.Next(40))),
        };
        if (decision.IsAccepted)
        {
            Assert.False(current.State is ReturnState.InTransit && decision.Value.Next.State is ReturnState.Expired, "what is in the post expired");
        }

        return decision.IsAccepted ? decision.Value : null;
    }

    // What goes back in advance is counted before it is given.
    private static ReturnStep Paid(Return current, OrderReturns order, List<Return> returns)
    {
        var granted = current is { IsPaidInAdvance: true, IsAdvanceGranted: false }
            ? current.RefundGranted($"rf-{current.ReturnId}", Counted(current, order, returns), order).Next
            : current;
        return granted.RefundCompleted($"rf-{current.ReturnId}", Granted(granted), Some.Now, Some.Now);
    }

    // What it counts is what it grants.
    private static GrantedRefund Counted(Return current, OrderReturns order, List<Return> returns)
    {
        var counted = Counted(current, order.Order, returns);
        return Granted(current.IsPaidInAdvance
            ? current with { Refund = current.Refund! with { Amount = Some.Eur(Math.Max(0, counted.Values.Sum(units => units.Worth.AmountMinor) - current.Fees.Sum(fee => fee.Amount.AmountMinor))) } }
            : current) with
        { Counted = counted };
    }

    // As Order-tracking counts: a line's units in the order in which they were given back, from its last on.
    private static Dictionary<string, CountedUnits> Counted(Return current, Order purchase, List<Return> returns)
    {
        var given = returns.Where(existing => existing.ReturnId != current.ReturnId && (existing.IsPaidInAdvance ? existing.IsAdvanceGranted : existing.IsResolved)).ToList();
        var (all, counted) = (new OrderReturns(purchase, given), new Dictionary<string, CountedUnits>());
        var cost = all.Cost().AmountMinor;
        foreach (var lineId in current.Lines.Select(line => line.LineId))
        {
            counted[lineId] = Counted(current, purchase.Line(lineId)!, purchase, all, Math.Max(0, cost));
            cost -= counted[lineId].Worth.AmountMinor;
        }

        return counted;
    }

    private static CountedUnits Counted(Return current, OrderLine line, Order purchase, OrderReturns given, long cost)
    {
        var before = given.Paid(line.LineId);
        var asked = current.IsPaidInAdvance ? current.Lines.Where(each => each.LineId == line.LineId).Sum(each => each.Paying) : current.Counted(line.LineId);
        var units = Math.Clamp(purchase.Fulfilled(line) - before, 0, asked);
        var portion = new Portion(line.Net.AmountMinor, line.Quantity);
        var left = Math.Max(0, portion.Whole - portion.First(purchase.Cancelled(line)) - given.Refunded(line.LineId).AmountMinor);
        left = given.HasPast ? Math.Min(left, cost) : left;
        return new CountedUnits(units, Some.Eur(Math.Min(left, portion.Last(units, before))));
    }

    private static GrantedRefund Granted(Return current)
    {
        var amount = current.Refund?.Amount ?? current.RefundAmount;
        var credit = current.StoreCredit < amount ? current.StoreCredit : amount;
        return new GrantedRefund(amount, [new Tender(TenderKind.Card, "card-1", amount - credit), new Tender(TenderKind.StoreCredit, "", credit)], Some.Eur(0), 0);
    }

    private static Decision<ReturnStep> Carry(Return current, Random random, OrderReturns order, ReturnPolicy policy, int number)
    {
        if (current.Deliveries.Count == 0)
        {
            return current.Deliver(new ReverseDelivery($"d{number}", ReverseDeliveryMethod.Label, ReverseDeliveryState.Ready, "file", $"{number}", ["Via Roma 1"], Some.Now));
        }

        var parcel = current.Deliveries[random.Next(current.Deliveries.Count)].ReverseDeliveryId;
        return random.Next(3) == 0 ? current.Void(parcel) : current.Carried(parcel, Some.Now, random.Next(2) == 0 ? Some.Now : null, order, policy, Some.Now);
    }

    // Without inspections, nothing is looked at but what is handed in.
    private static Decision<ReturnStep> Complete(
        Return current, IReadOnlyList<Inspection> found, bool cashAtTill, OrderReturns order, ReturnPolicy policy, string reason)
    {
        var decision = current.Complete(found, cashAtTill, order, policy, Some.Till, Some.Now, reason);
        if (decision.IsAccepted && found.Count == 0)
        {
            var after = decision.Value.Next;
            Assert.Equal(
                current.Lines.Zip(after.Lines, (before, line) => line.Received - before.Received),
                current.Lines.Zip(after.Lines, (before, line) => line.Inspected - before.Inspected));
        }

        return decision;
    }

    private static string Text(Return existing) =>
        $"{existing.ReturnId} {existing.Origin} {existing.State} {existing.Refund?.Trigger} {existing.Shortfall?.State} {string.Join("+", existing.Lines.Select(line => $"{line.LineId}: {line.Resolution} {line.Quantity}-{line.Claimed} for {line.RefundAmount.AmountMinor}"))}";

    private static void CheckInvariants(Order purchase, List<Return> returns)
    {
        var order = new OrderReturns(purchase, returns);
        foreach (var line in purchase.Lines)
        {
            Assert.True(returns.TrueForAll(existing => existing.State is not ReturnState.Closed || existing.InRepair(line.LineId) == 0), "a return is done, and has what is to be repaired");
            Assert.True(order.Returned(line.LineId) + order.Reserved(line.LineId) + order.Withheld(line.LineId) <= purchase.Fulfilled(line), "a unit is returned twice, or was never there");
        }

        Assert.True(order.Cost().AmountMinor >= 0, $"more was given back than was sold: {string.Join(", ", returns.Select(Text))} of {string.Join(", ", purchase.Lines.Select(line => $"{line.LineId}: {line.Quantity} for {line.Net.AmountMinor}, {purchase.Cancelled(line)} cancelled"))}");
        Assert.All(returns, existing => Assert.Equal(
            existing.RefundAmount.AmountMinor + existing.Fees.Sum(fee => fee.Amount.AmountMinor), existing.Lines.Sum(line => line.RefundAmount.AmountMinor)));
    }
}
