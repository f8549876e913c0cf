using FsCheck;
using FsCheck.Fluent;
using Omnichannel.Platform.Domain;
using Omnichannel.Returns.Domain;

namespace Omnichannel.Returns.Tests.Domain;

public sealed class ReturnTests
{
    private readonly OrderReturns order = Some.Fresh(Some.Order(
        [Some.Line("1", 3, 1000), Some.Line("2", 1, 505)], TenderKind.Card, TenderKind.Cash));

    [Fact]
    public void BegunOnAPhone_CompletedAtATill_ResolvesOnce()
    {
        var begun = Some.Begun(order, Some.Asks("a", "1", 2));

        var step = begun.Complete([], cashAtTill: false, order, Some.Policy, Some.Till, Some.Now).Value;

        Assert.Equal(ReturnState.Approved, begun.State);
        Assert.Equal(Some.Now.AddDays(30), begun.ReceiveUntil);
        Assert.Equal(ReturnState.Resolved, step.Next.State);
        Assert.Equal(["Received", "Inspected", "Resolved", "Owed"], step.Events.Select(happened => happened.GetType().Name));
        Assert.Equal(Some.Eur(667), step.Next.RefundAmount);
        Assert.Equal((Some.Eur(667), false), (step.Next.Refund!.Amount, step.Next.Refund.IsGranted));
        Assert.Equal(begun.Version + 4, step.Next.Version);
        Assert.IsType<WrongState>(step.Next.Complete([], false, order.With(step.Next), Some.Policy, Some.Till, Some.Now).Refusal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Refund_IsAskedOfOrderTracking_AndFollowsWhatItGrants(bool cashAtTill)
    {
        var step = Some.Begun(order, Some.Asks("a", "1", 3)).Complete([], cashAtTill, order, Some.Policy, Some.Till, Some.Now).Value;
        Assert.Equal(new Owed("rf-a", Some.Eur(1000), Some.Eur(0), Some.Eur(0), cashAtTill), Assert.Single(step.Events.OfType<Owed>()));

        var granted = step.Next.RefundGranted("rf-a", Granted, order).Next;
        Assert.Equal((Some.Eur(998), Some.Eur(330), -2, 2), (granted.Refund!.Amount, granted.Refund.CashAtTill, granted.Refund.RoundingMinor, granted.Refund.Tenders.Count));
        Assert.Same(granted, granted.RefundGranted("rf-a", Granted with { Amount = Some.Eur(1) }, order).Next);
        Assert.Same(step.Next, step.Next.RefundGranted("rf-b", Granted, order).Next);
    }

    /// <summary>Order-tracking may count the cent of a line for these units; nobody else would ask for it. What was free has none.</summary>
    [Theory]
    [InlineData(1, true)]
    [InlineData(0, false)]
    public void UnitsThatAreWorthNothing_AreAskedFor_WhereTheirLineCostSomething(int net, bool isAsked)
    {
        var cheap = Some.Fresh(Some.Order([Some.Line("1", 3, net)]));
        var step = Some.Begun(cheap, Some.Asks("a", "1", 1)).Complete([], cashAtTill: false, cheap, Some.Policy, Some.Till, Some.Now).Value;

        Assert.Equal(Some.Eur(0), step.Next.RefundAmount);
        Assert.Equal(isAsked, step.Events.OfType<Owed>().Any());
        Assert.Equal(isAsked ? ReturnState.Resolved : ReturnState.Closed, step.Next.State);
    }

    [Fact]
    public void Refund_OfNothing_AsNothingWasPaid_ClosesTheReturn()
    {
        var resolved = Some.Begun(order, Some.Asks("a", "1", 1)).Complete([], false, order, Some.Policy, Some.Till, Some.Now).Value.Next;

        var closed = resolved.RefundCompleted("rf-a", new GrantedRefund(Some.Eur(0), [], Some.Eur(0), 0), Some.Now, Some.Now).Next;

        Assert.Equal((ReturnState.Closed, Some.Eur(0), Some.Eur(333)), (closed.State, closed.Refund!.Amount, closed.RefundAmount));
    }

    [Fact]
    public void PartialReceipts_WaitForTheRest_MissingUnitsAreNotPaid()
    {
        var begun = Some.Begun(order, Some.Asks("a", "1", 3));
        var some = begun.Receive([("1", 1)], order, Some.Policy, Some.Now).Value.Next;
        var looked = some.Inspect([Found("1", 1, Disposition.Restocked)], order, Some.Policy, Some.Till, Some.Now).Value.Next;
        var rest = looked.Receive([], order, Some.Policy, Some.Now).Value.Next;

        var step = rest.Inspect([Found("1", 1, Disposition.NotRestocked), Found("1", 1, Disposition.Missing)], order, Some.Policy, Some.Till, Some.Now).Value;

        Assert.Equal(ReturnState.PartiallyReceived, looked.State);
        Assert.Equal(ReturnState.Received, rest.State);
        Assert.Equal(ReturnState.Resolved, step.Next.State);
        Assert.Equal(2, step.Next.Counted("1"));
        Assert.Equal(Some.Eur(667), step.Next.RefundAmount);
    }

    [Fact]
    public void Inspect_MoreThanIsHere_IsRefused()
    {
        var some = Some.Begun(order, Some.Asks("a", "1", 3)).Receive([("1", 1)], order, Some.Policy, Some.Now).Value.Next;

        Assert.IsType<QuantityExceedsReceived>(some.Inspect([Found("1", 2, Disposition.Restocked)], order, Some.Policy, Some.Till, Some.Now).Refusal);
        Assert.IsType<QuantityExceedsRequested>(some.Receive([("1", 3)], order, Some.Policy, Some.Now).Refusal);
        Assert.IsType<LineNotFound>(some.Receive([("9", 1)], order, Some.Policy, Some.Now).Refusal);
    }

    [Fact]
    public void HandedInInPart_TheRestIsTheOrdersAgain()
    {
        var begun = Some.Begun(order, Some.Asks("a", "1", 3));

        var step = begun.Complete([Found("1", 1, Disposition.Restocked)], false, order, Some.Policy, Some.Till, Some.Now).Value;

        Assert.Equal(Some.Eur(333), step.Next.RefundAmount);
        Assert.Equal(2, order.With(step.Next).Available(order.Order.Lines[0]));
    }

    [Fact]
    public void TimeIsUp_NothingCame_Expires_SomeCame_GoesOnWithThose()
    {
        var begun = Some.Begun(order, Some.Asks("a", "1", 3));
        var late = Some.Now.AddDays(31);
        var some = begun.Receive([("1", 1)], order, Some.Policy, Some.Now).Value.Next;
        var looked = some.Inspect([Found("1", 1, Disposition.Restocked)], order, Some.Policy, Some.Till, Some.Now).Value.Next;

        Assert.Same(begun, begun.TimeIsUp(order, Some.Policy, Some.Now).Next);
        Assert.Equal(ReturnState.Expired, begun.TimeIsUp(order, Some.Policy, late).Next.State);
        Assert.Equal(ReturnState.Resolved, looked.TimeIsUp(order, Some.Policy, late).Next.State);
        var given = some.TimeIsUp(order, Some.Policy, late);
        var waiting = given.Next;
        Assert.Equal([new RestGivenUp()], given.Events);
        Assert.Equal(some.Version + 1, waiting.Version);
        Assert.Equal(ReturnState.Received, waiting.State);
        Assert.Equal(
            ReturnState.Resolved, waiting.Inspect([Found("1", 1, Disposition.Restocked)], order, Some.Policy, Some.Till, late).Value.Next.State);
    }

    [Fact]
    public void Posted_DoesNotExpire_HoweverLateItComes()
    {
        var begun = Some.Begun(order, Some.Asks("a", "1", 3, method: ReturnMethod.Carrier));
        var late = Some.Now.AddDays(200);

        var posted = begun.Posted(Parcel(Some.Now.AddDays(29)), order, Some.Policy, Some.Now.AddDays(29)).Value;

        Assert.Equal((ReturnState.InTransit, null), (posted.Next.State, posted.Next.ReceiveUntil));
        Assert.Equal([new Posted(Parcel(Some.Now.AddDays(29)))], posted.Events);
        Assert.Empty(posted.Next.Posted(Parcel(Some.Now.AddDays(29)), order, Some.Policy, late).Value.Events);
        Assert.Same(posted.Next, posted.Next.TimeIsUp(order, Some.Policy, late).Next);
        var some = posted.Next.Receive([("1", 1)], order, Some.Policy, late).Value.Next;
        Assert.Equal((ReturnState.PartiallyReceived, late.AddDays(30)), (some.State, some.ReceiveUntil));
        Assert.Null(some.Posted(Parcel(late), order, Some.Policy, late).Value.Next.ReceiveUntil);
        Assert.Equal(ReturnState.Received, posted.Next.Receive([], order, Some.Policy, late).Value.Next.State);
    }

    [Fact]
    public void Posted_InTime_ToldAfterItExpired_GoesOn()
    {
        var expired = Expired(3);
        var told = Some.Now.AddDays(40);

        Assert.Equal(ReturnState.InTransit, expired.Posted(Parcel(Some.Now.AddDays(29)), order, Some.Policy, told).Value.Next.State);
        Assert.IsType<WrongState>(expired.Posted(Parcel(Some.Now.AddDays(31)), order, Some.Policy, told).Refusal);
        Assert.IsType<TimeInFuture>(expired.Posted(Parcel(told.AddDays(1)), order, Some.Policy, told).Refusal);
        Assert.IsType<BeforeOrder>(expired.Posted(Parcel(Some.Placed.AddDays(-1)), order, Some.Policy, told).Refusal);
        var others = order.With(expired).With(Some.Begun(order, Some.Asks("b", "1", 1)));
        Assert.Equal("2", expired.Posted(Parcel(Some.Now.AddDays(29)), others, Some.Policy, told).Refusal!.Facts["returnable"]);
    }

    [Fact]
    public void ComesAfterItEnded_IsTakenByStaffWithAReason_UnlessAnotherReturnHasItsUnits()
    {
        var begun = Some.Begun(order, Some.Asks("a", "1", 3));
        var approval = Some.With(rule => rule with { RequiresApproval = true });
        var late = Some.Now.AddDays(40);
        var others = order.With(Some.Begun(order, Some.Asks("b", "1", 1)));
        foreach (var ended in new[] { Expired(3), begun.Cancel().Value.Next, Some.Begun(order, Some.Asks("a", "1", 3), approval).Decline("worn").Value.Next })
        {
            Assert.IsType<WrongState>(ended.Receive([], order, Some.Policy, late).Refusal);
            Assert.IsType<WrongState>(ended.Complete([], false, order, Some.Policy, Some.Till, late, " ").Refusal);
            Assert.IsType<QuantityExceedsReturnable>(ended.Receive([], others, Some.Policy, late, "found it").Refusal);

            var some = ended.Receive([("1", 2)], order, Some.Policy, late, "stood in the post").Value.Next;
            Assert.Equal((ReturnState.PartiallyReceived, "stood in the post", late.AddDays(30)), (some.State, some.LateReason, some.ReceiveUntil));
            Assert.Equal(3, some.Reserved("1"));
            Assert.Equal(Some.Eur(1000), ended.Complete([], false, order, Some.Policy, Some.Till, late, "stood in the post").Value.Next.RefundAmount);
        }
    }

    [Fact]
    public void RestThatComesAfterItsTime_IsTaken_WhileNothingIsSettled()
    {
        var late = Some.Now.AddDays(31);
        var given = Some.Begun(order, Some.Asks("a", "1", 3)).Receive([("1", 1)], order, Some.Policy, Some.Now).Value.Next.TimeIsUp(order, Some.Policy, late).Next;

        var complete = given.Receive([], order, Some.Policy, late).Value.Next;

        Assert.Equal(ReturnState.Received, given.State);
        Assert.Equal((ReturnState.Received, 3), (complete.State, complete.Lines[0].Received));
        Assert.IsType<WrongState>(complete.Receive([], order, Some.Policy, late).Refusal);
        Assert.Equal(ReturnState.PartiallyReceived, given.Posted(Parcel(late), order, Some.Policy, late).Value.Next.State);
    }

    [Fact]
    public void WindowClosed_StaffBeginItWithAReason_ButNotForMoreThanThereIs()
    {
        var late = Some.Delivered.AddDays(60);
        var asked = Some.Asks("a", "1", 3);

        Assert.Equal("WINDOW_EXPIRED", Return.Create(asked, order, Some.Policy, late).Refusal!.Reason);
        var begun = Return.Create(asked with { By = Some.Till, Exception = new AskedException("came after the rest was settled", false) }, order, Some.Policy, late).Value.Next;
        Assert.Equal((ReturnState.Approved, "came after the rest was settled"), (begun.State, begun.Exception!.Reason));
        Assert.Equal([ExceptionKind.WindowClosed], begun.Exception.Kinds);
        Assert.IsType<QuantityExceedsReturnable>(
            Return.Create(Some.Asks("b", "1", 4) with { By = Some.Till, Exception = new AskedException("why not", false) }, order, Some.Policy, late).Refusal);
        var final = Some.With(rule => rule with { ExcludedReason = Ineligible.FinalSale });
        Assert.Equal("EXCEPTION_NOT_ALLOWED", Return.Create(asked with { By = Some.Till, Exception = new AskedException("why not", false) }, order, final, late).Refusal!.Reason);
    }

    [Fact]
    public void CompletedAtATill_BooksOnlyWhatIsHandedInHere_TheRestWaitsForTheWarehouse()
    {
        var inWarehouse = Some.Begun(order, Some.Asks("a", "1", 3)).Receive([("1", 1)], order, Some.Policy, Some.Now).Value.Next;

        var step = inWarehouse.Complete([], true, order, Some.Policy, Some.Till, Some.Now).Value;

        Assert.Equal(["Received", "Inspected"], step.Events.Select(happened => happened.GetType().Name));
        Assert.Equal(2, Assert.Single(step.Next.Lines[0].Inspections).Quantity);
        Assert.Equal((ReturnState.Received, 3), (step.Next.State, step.Next.Lines[0].Received));
        Assert.IsType<NothingHandedIn>(step.Next.Complete([], true, order, Some.Policy, Some.Till, Some.Now).Refusal);
        var settled = step.Next.Inspect([Found("1", 1, Disposition.Missing)], order, Some.Policy, Some.Till, Some.Now).Value.Next;
        Assert.Equal(Some.Eur(667), settled.RefundAmount);
    }

    [Fact]
    public void NoMoreIsGiven_ThanTheOrderCosts_WhenHistoryGaveMoreForALineThanItWasWorth()
    {
        var fresh = Some.Fresh(Some.Order([Some.Line("1", 1, 1000), Some.Line("2", 1, 1000)]));
        var past = Return.Import(Guid.Empty, new PastReturn(
            new ExternalKey("shop", "", "h1"), new ExternalKey("shop", "", "order-1"), Some.Now, [new PastReturnLine("2", 1, Some.Eur(1400))]), fresh, Some.Now).Value.Next;
        var paid = fresh.With(past);

        var done = Some.Begun(paid, Some.Asks("r1", "1", 1)).Complete([], cashAtTill: false, paid, Some.Policy, Some.Till, Some.Now).Value.Next;

        Assert.Equal((Some.Eur(600), Some.Eur(600)), (done.RefundAmount, done.Refund!.Amount));
        Assert.Equal(Some.Eur(0), paid.With(done).Cost());
    }

    [Fact]
    public void CompletedAtATill_TheRestWhoseTimeWasUp_IsNotTakenForWhatIsInTheWarehouse()
    {
        var late = Some.Now.AddDays(31);
        var waiting = Some.Begun(order, Some.Asks("a", "1", 3)).Receive([("1", 2)], order, Some.Policy, Some.Now).Value.Next.TimeIsUp(order, Some.Policy, late).Next;

        var handed = waiting.Complete([], false, order, Some.Policy, Some.Till, late).Value.Next;

        Assert.Equal((ReturnState.Received, 3, 1), (handed.State, handed.Lines[0].Received, handed.Lines[0].Inspected));
    }

    [Fact]
    public void CompletedAtATill_OneOfSeveralOutstanding_GivesUpTheOthers_NotThoseInTheWarehouse()
    {
        var inWarehouse = Some.Begun(order, Some.Asks("a", "1", 3)).Receive([("1", 1)], order, Some.Policy, Some.Now).Value.Next;

        var waiting = inWarehouse.Complete([Found("1", 1, Disposition.Restocked)], false, order, Some.Policy, Some.Till, Some.Now).Value.Next;
        var settled = waiting.Inspect([Found("1", 1, Disposition.Restocked)], order, Some.Policy, Some.Till, Some.Now).Value.Next;

        Assert.Equal((ReturnState.Received, 2), (waiting.State, waiting.Lines[0].Received));
        Assert.Equal((ReturnState.Resolved, 2), (settled.State, settled.Counted("1")));
        Assert.Equal(1, order.With(settled).Available(order.Order.Lines[0]));
    }

    [Fact]
    public void Approval_ByRule_WaitsForStaff()
    {
        var policy = Some.With(rule => rule with { RequiresApproval = true });
        var begun = Some.Begun(order, Some.Asks("a", "1", 1), policy);

        Assert.Equal(ReturnState.Requested, begun.State);
        Assert.Null(begun.ReceiveUntil);
        Assert.IsType<ApprovalPending>(begun.Complete([], false, order, policy, Some.Till, Some.Now).Refusal);
        Assert.IsType<WrongState>(begun.Receive([], order, Some.Policy, Some.Now).Refusal);
        Assert.IsType<ReasonRequired>(begun.Decline(" ").Refusal);
        Assert.Equal(ReturnState.Declined, begun.Decline("worn").Value.Next.State);
        Assert.Equal(ReturnState.Approved, begun.Approve(order, policy, Some.Till, Some.Now).Value.Next.State);
        Assert.Equal(ReturnState.Cancelled, begun.Cancel().Value.Next.State);
    }

    [Fact]
    public void Exchange_PaysNothing_AndTheNewUnitCanComeBackAgain()
    {
        var begun = Some.Begun(order, Some.Asks("a", "1", 1, Resolution.Exchange));

        var step = begun.Complete([], false, order, Some.Policy, Some.Till, Some.Now).Value;

        Assert.Equal(ReturnState.Closed, step.Next.State);
        Assert.Empty(Assert.Single(step.Events.OfType<Resolved>()).TotalReturned);
        Assert.Equal(3, order.With(step.Next).Available(order.Order.Lines[0]));
        Assert.Equal(0, step.Next.RefundAmount.AmountMinor);
    }

    [Fact]
    public void Keep_ResolvesOnApproval()
    {
        var policy = Some.With(rule => rule with { Resolutions = [Resolution.Keep], Keep = Some.Keep(10_000) });

        var step = Return.Create(Some.Asks("a", "1", 1, Resolution.Keep), order, policy, Some.Now).Value;

        Assert.Equal(ReturnState.Resolved, step.Next.State);
        Assert.Equal(["Requested", "Approved", "Resolved", "Owed"], step.Events.Select(happened => happened.GetType().Name));
        Assert.Equal(1, step.Next.Counted("1"));
    }

    [Fact]
    public void StoreCredit_GoesBackAsCredit()
    {
        var step = Some.Begun(order, Some.Asks("a", "1", 3, Resolution.StoreCredit)).Complete([], false, order, Some.Policy, Some.Till, Some.Now).Value;

        var owed = Assert.Single(step.Events.OfType<Owed>());
        Assert.Equal(owed.Amount, owed.StoreCredit);
        Assert.Equal(Some.Eur(505), order.With(step.Next).Cost());
    }

    [Fact]
    public void Fees_AmountOncePerReturn_PercentOfLines_NeverMoreThanComesBack()
    {
        var policy = Some.With(rule => rule with
        {
            Fees =
            [
                new ReturnFee("RETURN_SHIPPING", [ReturnMethod.Carrier], [], Some.Eur(350), null),
                new ReturnFee("RESTOCKING", [], [Resolution.Refund], null, 12.5m),
            ],
        });
        var both = new NewReturn("a", "R-a", [Some.Asked("1", 3), Some.Asked("2", 1)], ReturnMethod.Carrier, Some.Shopper);
        var greedy = Some.With(rule => rule with { Fees = [new ReturnFee("ALL", [], [], Some.Eur(100_000), null)] });

        var charged = Some.Begun(order, both, policy);

        Assert.Equal([("RETURN_SHIPPING", 350L), ("RESTOCKING", 188L)], charged.Fees.Select(fee => (fee.Code, fee.Amount.AmountMinor)));
        Assert.Equal(Some.Eur(1505 - 350 - 188), charged.RefundAmount);
        Assert.Equal(Some.Eur(0), Some.Begun(order, Some.Asks("a", "1", 1), greedy).RefundAmount);
    }

    [Fact]
    public void Fees_PerReturn_OfSeveralRules_AreChargedOnce_TheGreatest()
    {
        var policy = Some.With(
            rule => rule with { Fees = [new ReturnFee("RETURN_SHIPPING", [], [], Some.Eur(495), null), new ReturnFee("RESTOCKING", [], [], null, 10m)] },
            Some.Rule("shoes", PolicyScope.Everything with { Skus = ["sku-2"] }, 30) with
            {
                Fees = [new ReturnFee("RETURN_SHIPPING", [], [], Some.Eur(595), null), new ReturnFee("RESTOCKING", [], [], null, 20m)],
            });
        var both = new NewReturn("a", "R-a", [Some.Asked("1", 3), Some.Asked("2", 1)], ReturnMethod.Carrier, Some.Shopper);

        Assert.Equal(
            [new FeeCharge("RETURN_SHIPPING", Some.Eur(595), "shoes"), new FeeCharge("RESTOCKING", Some.Eur(100), "standard"), new FeeCharge("RESTOCKING", Some.Eur(101), "shoes")],
            Some.Begun(order, both, policy).Fees);
    }

    [Fact]
    public void Fees_AnyRulesAndLines_OncePerCode_TheGreatestThatAnyLineMeets() => Prop.ForAll(
        ArbMap.Default.ArbFor<int>(),
        seed =>
        {
            var random = new Random(seed);
            string[] codes = ["RETURN_SHIPPING", "HANDLING"];
            var rules = Enumerable.Range(0, 4).Select(i => Some.Rule($"rule-{i}", PolicyScope.Everything with { Skus = [$"sku-{i}"] }, 30) with
            {
                Fees = [.. codes.Where(_ => random.Next(3) > 0).Select(code => new ReturnFee(code, [], [], new Money(random.Next(4) == 0 ? "USD" : "EUR", random.Next(1, 900)), null))],
            }).ToArray();
            var sold = Enumerable.Range(0, 4).Select(i => Some.Line($"{i}", 2, random.Next(0, 4) == 0 ? 0 : random.Next(1, 2000))).ToArray();
            var bought = Some.Fresh(Some.Order(sold));
            var asked = new NewReturn(
                "a", "R-a", [.. sold.Where(_ => random.Next(3) > 0).Select(line => Some.Asked(line.LineId, 2))], ReturnMethod.Store, Some.Shopper);

            var begun = Some.Begun(bought, asked, Some.With(rule => rule with { Fees = [] }, rules));

            foreach (var code in codes)
            {
                var met = begun.Lines.Where(line => line.RefundAmount.AmountMinor > 0)
                    .SelectMany(line => rules[int.Parse(line.LineId, System.Globalization.CultureInfo.InvariantCulture)].Fees)
                    .Where(fee => fee.Code == code && fee.Amount!.Value.CurrencyCode == "EUR").Select(fee => fee.Amount!.Value.AmountMinor).DefaultIfEmpty().Max();
                var charged = begun.Fees.Where(fee => fee.Code == code).Select(fee => fee.Amount.AmountMinor).ToList();
                Assert.True(charged.Count <= 1, "charged twice");
                Assert.True(charged.DefaultIfEmpty().Max() == met || begun.RefundAmount.AmountMinor == 0, $"{code}: {charged.DefaultIfEmpty().Max()} of {met}");
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void RefundResults_AreTakenOnce_AndTheLatestCounts()
    {
        var resolved = Some.Begun(order, Some.Asks("a", "1", 1)).Complete([], false, order, Some.Policy, Some.Till, Some.Now).Value.Next.RefundGranted("rf-a", Granted, order).Next;
        var failed = resolved.RefundFailed("rf-a", "card closed").Next;
        var again = failed.RefundRetried("rf-a").Next;
        var done = again.RefundCompleted("rf-a", Granted, Some.Now, Some.Now);

        Assert.Equal((RefundState.Failed, "card closed", ReturnState.Resolved), (failed.Refund!.State, failed.Refund.FailureReason, failed.State));
        Assert.Same(failed, failed.RefundFailed("rf-a", "card closed").Next);
        Assert.Equal((RefundState.Requested, ""), (again.Refund!.State, again.Refund.FailureReason));
        Assert.Same(again, again.RefundRetried("rf-a").Next);
        Assert.Equal(["Closed"], done.Events.Select(happened => happened.GetType().Name));
        Assert.Equal((ReturnState.Closed, Some.Now), (done.Next.State, done.Next.Refund!.CompletedAt));
        Assert.Same(done.Next, done.Next.RefundCompleted("rf-a", Granted, Some.Now, Some.Now).Next);

        // A provider takes back what it said, then gives the money back after all: the return is closed once.
        var taken = done.Next.RefundFailed("rf-a", "account closed").Next;
        Assert.Equal((RefundState.Failed, ReturnState.Closed), (taken.Refund!.State, taken.State));
        var good = taken.RefundCompleted("rf-a", Granted, Some.Now, Some.Now);
        Assert.Equal(RefundState.Completed, good.Next.Refund!.State);
        Assert.Empty(good.Events);
    }

    [Fact]
    public void Create_RefusesWhatThePolicyDoesNotOffer()
    {
        var policy = Some.With(rule => rule with { Resolutions = [Resolution.Refund], Methods = [ReturnMethod.Store] });

        Refused<LineNotFound>(Some.Asks("a", "9", 1));
        Refused<QuantityExceedsReturnable>(Some.Asks("a", "1", 4));
        Refused<ResolutionNotAllowed>(Some.Asks("a", "1", 1, Resolution.Exchange));
        Refused<MethodNotAllowed>(Some.Asks("a", "1", 1, method: ReturnMethod.Carrier));

        void Refused<T>(NewReturn asked) => Assert.IsType<T>(Return.Create(asked, order, policy, Some.Now).Refusal);
    }

    [Fact]
    public void Import_HoldsTheInvariants_ButAsksNoPolicy()
    {
        var late = Some.Delivered.AddDays(400);
        var first = Return.Import(Guid.NewGuid(), Past("x", late, new PastReturnLine("1", 2, null)), order, late);
        var after = order.With(first.Value.Next);

        Assert.Equal(ReturnState.Closed, first.Value.Next.State);
        Assert.Equal(Some.Eur(667), first.Value.Next.RefundAmount);
        Assert.Equal(Some.Eur(333), Return.Import(Guid.NewGuid(), Past("y", late, new PastReturnLine("1", 1, null)), after, late).Value.Next.RefundAmount);
        Assert.Equal("1", Return.Import(Guid.NewGuid(), Past("y", late, new PastReturnLine("1", 2, null)), after, late).Refusal!.Facts["returnable"]);
        Assert.IsType<BeforeOrder>(Return.Import(Guid.NewGuid(), Past("y", Some.Placed.AddMinutes(-1), new PastReturnLine("1", 1, null)), order, late).Refusal);
        Assert.IsType<QuantityOutOfRange>(Return.Import(Guid.NewGuid(), Past("y", late, new PastReturnLine("1", 0, null)), order, late).Refusal);
        Assert.IsType<RefundExceedsPaid>(Return.Import(Guid.NewGuid(), Past("y", late, new PastReturnLine("1", 1, Some.Eur(1506))), order, late).Refusal);
        Assert.IsType<ImportFieldInvalid>(
            Return.Import(Guid.NewGuid(), Past("y", late, new PastReturnLine("1", 1, null), new PastReturnLine("1", 1, null)), order, late).Refusal);
    }

    private Return Expired(int units) => Some.Begun(order, Some.Asks("a", "1", units)).TimeIsUp(order, Some.Policy, Some.Now.AddDays(30)).Next;

    private static ReturnParcel Parcel(DateTimeOffset postedAt) => new("dhl", "4711", postedAt);

    private static Inspection Found(string lineId, int quantity, Disposition disposition) => new(lineId, quantity, InspectionGrade.A, disposition, "");

    private static PastReturn Past(string id, DateTimeOffset at, params PastReturnLine[] lines) => new(new ExternalKey("shop", "", id), new ExternalKey("shop", "", "order-1"), at, lines);

    private static readonly GrantedRefund Granted = new(
        Some.Eur(998), [new Tender(TenderKind.Card, "card-1", Some.Eur(668)), new Tender(TenderKind.Cash, "", Some.Eur(330))], Some.Eur(330), -2);
}
