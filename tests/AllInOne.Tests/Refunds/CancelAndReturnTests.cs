using FsCheck;
using FsCheck.Fluent;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Returns.Domain;
using Bought = Omnichannel.Returns.Domain.Order;
using Placed = Omnichannel.OrderTracking.Domain.Order;
using Refund = Omnichannel.OrderTracking.Domain.Refund;
using Return = Omnichannel.Returns.Domain.Return;
using Tender = Omnichannel.OrderTracking.Domain.Tender;

namespace Omnichannel.AllInOne.Tests.Refunds;

/// <summary>
/// One order in two services that hear of each other late, twice and in any order: Order-tracking cancels, and accepts claims that parcels did not come; Returns takes back and asks
/// Order-tracking for the money. Together
/// they give back what was paid, and no payment gives more than it brought.
/// </summary>
public sealed class CancelAndReturnTests
{
    // Lines as (units, net of all of them), tax on top, and which units go in which order: by line, by which way.
    private static readonly Arbitrary<Story> Stories = (
        from lines in Gen.Zip(Gen.Choose(1, 20), Gen.Choose(0, 20_000)).NonEmptyListOf()
        from tax in Gen.Frequency((2, Gen.Constant(0)), (1, Gen.Choose(1, 5_000)))
        from steps in Gen.ListOf(Gen.Choose(0, 9).SelectMany(line => Gen.Choose(1, 4).SelectMany(units => Gen.Elements(true, false).Select(cancel => new Step(line, units, cancel)))), 60)
        from seed in Gen.Choose(0, int.MaxValue)
        select new Story([.. lines.Take(4)], tax, steps, seed)).ToArbitrary();

    [Fact]
    public void CancelAndReturn_InAnyOrderAndParts_GiveBackExactlyWhatWasPaid() =>
        Prop.ForAll(Stories, story => new Shop(story).Play()).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TenForThree_OneCancelledTwoReturned_LosesNothing(bool cancelFirst)
    {
        Step cancel = new(0, 1, true), back = new(0, 2, false);
        var shop = new Shop(new Story([(3, 1000)], 0, cancelFirst ? [cancel, back] : [back, cancel], 0));
        shop.Play();

        Assert.Equal([333L, 667L], shop.Refunds.Select(refund => refund.AmountMinor).Order());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TenForThree_OneClaimedOneCancelledOneReturned_LosesNothing(bool claimFirst)
    {
        var shop = new Shop(new Story([(3, 1000)], 0, [], 0));
        foreach (var step in claimFirst ? [shop.Claim, shop.Cancel, shop.Back] : (Action<int, int>[])[shop.Back, shop.Cancel, shop.Claim])
        {
            step(0, 1);
            shop.Deliver();
        }

        Assert.Equal([333L, 333L, 334L], shop.Refunds.Select(refund => refund.AmountMinor).Order());
    }

    /// <summary>Neither of them hears of the other until both have decided.</summary>
    [Fact]
    public void TenForThree_OneCancelledAndOneReturnedAtOnce_AddUpToTwoThirds()
    {
        var shop = new Shop(new Story([(3, 1000)], 0, [], 0));
        shop.Cancel(0, 1);
        shop.Back(0, 1);
        shop.Deliver();
        shop.Back(0, 1);
        shop.Deliver();

        Assert.Equal(1000, shop.Refunds.Sum(refund => refund.AmountMinor));
    }

    /// <summary>Two lines of a cent, paid with two payments of a cent: whoever is first, each payment gives its cent.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TwoCents_OneReturnedOneCancelled_TakeOneCentOfEachPayment(bool cancelFirst)
    {
        var shop = new Shop(new Story([(1, 1), (1, 1)], 0, [], 0), [new Tender(TenderKind.Card, "a", 1), new Tender(TenderKind.GiftCard, "b", 1)]);
        if (cancelFirst)
        {
            shop.Cancel(0, 1);
            shop.Back(1, 1);
        }
        else
        {
            shop.Back(1, 1);
            shop.Deliver();
            shop.Cancel(0, 1);
        }

        shop.Deliver();

        Assert.Equal(["a", "b"], shop.Refunds.SelectMany(refund => refund.Parts).Select(part => part.Source.Reference).Order());
        Assert.All(shop.Ledger.Tenders, tender => Assert.Equal((1L, 0L), (tender.BeingRefundedMinor, tender.LeftMinor)));
    }

    private sealed record Step(int Line, int Units, bool Cancel);

    private sealed record Story(IReadOnlyList<(int, int)> Lines, int Tax, IReadOnlyList<Step> Steps, int Seed);

    /// <summary>Both services, and what they have told each other that has not arrived.</summary>
    private sealed class Shop
    {
        private static readonly DateTimeOffset Monday = Purchases.Monday;
        private static readonly Actor Till = new("till-1", ActorRole.Terminal, SalesChannel.Store, "store-1", "");
        private static readonly ReturnPolicy Policy = BuiltInPolicy.Document with { Version = 1 };
        private static readonly ReturnPolicy Early = Policy with { Rules = [Policy.Rules[0] with { RefundAt = RefundTrigger.Approval }] };
        private readonly Story story;
        private readonly Random random;
        private readonly List<Return> returns = [];
        private readonly List<(Return Return, Owed Owed)> owed = [];
        private readonly List<Cancellation> cancelled = [];
        private readonly HashSet<Cancellation> heard = [];
        private Placed placed;

        public Shop(Story story, IReadOnlyList<Tender>? tenders = null)
        {
            this.story = story;
            random = new Random(story.Seed);
            var net = story.Lines.Sum(line => (long)line.Item2) + story.Tax;
            placed = Purchases.Place(story.Lines, story.Tax, tenders ?? Purchases.Paid(net, random));
        }

        public PaymentLedger Ledger => new(placed.Sale, placed.Money);

        public IEnumerable<Refund> Refunds => placed.Money.Refunds.Where(refund => refund.AmountMinor > 0);

        /// <summary>In the end everything that is left comes back, too.</summary>
        public void Play()
        {
            var left = story.Lines.Select(line => line.Item1).ToArray();
            foreach (var step in story.Steps.Concat(story.Lines.Select((line, i) => new Step(i, line.Item1, false))))
            {
                var line = step.Line % story.Lines.Count;
                var units = Math.Min(step.Units, left[line]);
                if (units > 0)
                {
                    left[line] -= units;
                    (!step.Cancel ? random.Next(3) == 0 ? (Action<int, int>)Advance : Back : random.Next(3) == 0 ? (Action<int, int>)Claim : Cancel)(line, units);
                }

                if (random.Next(3) == 0)
                {
                    Deliver(some: true);
                }

                Check();
            }

            Deliver();
            Check();
            Assert.Equal(placed.Sale.Totals.Due, Refunds.Sum(refund => refund.AmountMinor));
            Assert.All(Ledger.Tenders, tender => Assert.Equal((tender.CapturedMinor, 0L), (tender.BeingRefundedMinor, tender.LeftMinor)));
        }

        public void Cancel(int line, int units)
        {
            placed = OrderSteps.Cancel(placed, [new LineUnits($"{line}", units)], "", SalesChannel.Web, Monday).Value.Order;
            cancelled.Add(placed.Cancellations[^1]);
        }

        /// <summary>A parcel is told to be delivered, its customer says that it did not come, and is believed.</summary>
        public void Claim(int line, int units)
        {
            var id = Ship(line, units);
            var claim = new Claim { ClaimId = id, ShipmentId = id, Kind = ClaimKind.DeliveredNotReceived, Lines = [], FiledAt = Monday, StateAt = Monday };
            placed = OrderSteps.File(placed, claim, SalesChannel.Web, Monday).Value.Order;
            placed = OrderSteps.Resolve(placed, id, ClaimResolution.Refund, "", SalesChannel.Support, Monday).Value.Order;
            cancelled.Add(placed.Cancellations[^1]);
        }

        public void Back(int line, int units)
        {
            Ship(line, units);
            Bring(line, units);
        }

        private void Bring(int line, int units)
        {
            var order = new OrderReturns(ToReturns(), returns);
            var asked = new NewReturn($"r{returns.Count}", $"R-{returns.Count}", [new NewReturnLine($"{line}", units, ReturnReason.Other, "", Resolution.Refund)], ReturnMethod.Store, Till);
            var begun = Return.Create(asked, order, Policy, Monday.AddDays(1)).Value.Next;
            var step = begun.Complete([], cashAtTill: false, order, Policy, Till, Monday.AddDays(1)).Value;
            returns.Add(step.Next);
            owed.AddRange(step.Events.OfType<Owed>().Select(e => (step.Next, e)));
        }

        /// <summary>Money goes back before its goods. What does not come is asked back, and comes later after all; or its money stays given.</summary>
        public void Advance(int line, int units)
        {
            Ship(line, units);
            var order = new OrderReturns(ToReturns(), returns);
            var asked = new NewReturn($"r{returns.Count}", $"R-{returns.Count}", [new NewReturnLine($"{line}", units, ReturnReason.Other, "", Resolution.Refund)], ReturnMethod.Carrier, Till);
            var begun = Return.Create(asked, order, Early, Monday.AddDays(1)).Value;
            var back = begun.Next;
            if (begun.Events.OfType<Owed>().FirstOrDefault() is { } e)
            {
                var ask = new RefundAsk(e.RefundId, Refund.Return, e.Amount.AmountMinor) { ReturnId = back.ReturnId };
                placed = OrderSteps.Advance(placed, back.ReturnId, [new ReturnedUnits($"{line}", units, 0)], Monday, Monday).Order;
                placed = OrderSteps.Repay(placed, ask, Monday, Monday).Order;
                back = back.RefundCompleted(e.RefundId, new GrantedRefund(e.Amount, [], Money.Zero("EUR"), 0), Monday, Monday).Next;
            }

            var missing = back.IsPaidInAdvance ? random.Next(units + 1) : 0;
            Inspection[] found = [new($"{line}", units - missing, InspectionGrade.A, Disposition.Restocked, ""), new($"{line}", missing, InspectionGrade.None, Disposition.Missing, "")];
            var looked = back.Receive([], order, Early, Monday.AddDays(2)).Value.Next.Inspect([.. found.Where(each => each.Quantity > 0)], order, Early, Till, Monday.AddDays(2)).Value;
            back = looked.Next;
            owed.AddRange(looked.Events.OfType<Owed>().Select(asked => (back, asked)));
            placed = OrderSteps.Resolve(placed, new ResolvedReturn(back.ReturnId, SalesChannel.Web, IsPast: false), [new ReturnedUnits($"{line}", units - missing, 0)], Monday, Monday).Order;
            returns.Add(back);
            if (missing > 0)
            {
                Settle(back, line, missing, random.Next(2) == 0);
            }
        }

        private void Settle(Return back, int line, int missing, bool charged)
        {
            returns[^1] = back.SettleShortfall(charged ? ShortfallState.Charged : ShortfallState.WrittenOff, "an empty box", new OrderReturns(ToReturns(), returns), Till, Monday.AddDays(3)).Value.Next;
            if (charged)
            {
                var reclaim = new RefundAsk(back.Refund!.RefundId, Refund.Return, back.Shortfall!.Amount.AmountMinor) { ReturnId = back.ReturnId };
                placed = OrderSteps.Reclaim(placed, reclaim, [new ReturnedUnits($"{line}", missing, 0)], Monday, Monday).Order;
                Bring(line, missing);
            }
        }

        private string Ship(int line, int units)
        {
            var id = $"p{placed.Shipments.Count}";
            var parcel = new Shipment { ShipmentId = id, CarrierCode = "dhl", TrackingNumber = id, Lines = [new LineUnits($"{line}", units)], CreatedAt = Monday };
            placed = OrderSteps.Ship(placed, parcel, Monday).Value.Order;
            placed = OrderSteps.Track(placed, id, [new TrackingEvent { EventId = id, OccurredAt = Monday, ReceivedAt = Monday, Status = ShipmentStatus.Delivered }], Monday).Order;
            return id;
        }

        /// <summary>What was told arrives, some of it or all, in any order, and some of it twice.</summary>
        public void Deliver(bool some = false)
        {
            foreach (var told in owed.OrderBy(_ => random.Next()).ToList().Where(_ => !some || random.Next(2) == 0))
            {
                var (back, e) = told;
                var counted = back.Lines.Select(line => new ReturnedUnits(line.LineId, back.Counted(line.LineId), 0)).ToList();
                placed = OrderSteps.Resolve(placed, new ResolvedReturn(back.ReturnId, SalesChannel.Store, IsPast: false), counted, Monday, Monday).Order;
                placed = OrderSteps.Repay(placed, Purchases.Ask(back, e), Monday, Monday).Order;
                if (!some || random.Next(2) == 0)
                {
                    owed.Remove(told);
                }
            }

            heard.UnionWith(cancelled.Where(_ => !some || random.Next(2) == 0));
        }

        private void Check()
        {
            Assert.All(Ledger.Tenders, tender => Assert.True(tender.BeingRefundedMinor <= tender.CapturedMinor, $"{tender}"));
            Assert.All(Refunds, refund => Assert.Equal(refund.AmountMinor, refund.Parts.Sum(part => part.Source.AmountMinor)));
        }

        // The purchase as Returns knows it from the events that have arrived.
        private Bought ToReturns() => Purchases.ToReturns(placed) with
        {
            CancelledQuantities = heard.SelectMany(cancellation => cancellation.Lines).GroupBy(units => units.LineId).ToDictionary(group => group.Key, group => group.Sum(units => units.Quantity)),
        };
    }
}
