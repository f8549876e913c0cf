using Omnichannel.Platform.Domain;
using Omnichannel.Returns.Domain;

namespace Omnichannel.Returns.Tests.Domain;

/// <summary>What customers get for each line of a return, mixed.</summary>
public sealed class ResolutionTests
{
    private static readonly Resolution[] Every = [.. Enum.GetValues<Resolution>().Where(resolution => resolution is not Resolution.None)];
    private static readonly ReturnPolicy Policy = Some.With(rule => rule with { Resolutions = Every, Keep = Some.Keep(1500) });
    private readonly OrderReturns order = Some.Fresh(Some.Order([Some.Line("1", 3, 900), Some.Line("2", 2, 1000), Some.Line("3", 1, 500)]));

    [Fact]
    public void Lines_HaveTheirOwnResolutions_OneRefundTellsMoneyAndCreditApart()
    {
        var begun = Some.Begun(order, Some.AsksAll("a", Some.Asked("1", 2), Some.Asked("2", 1, Resolution.StoreCredit), Some.Asked("3", 1, Resolution.Exchange)), Policy);

        var step = begun.Complete([], false, order, Policy, Some.Till, Some.Now).Value;

        var owed = Assert.Single(step.Events.OfType<Owed>());
        Assert.Equal((Some.Eur(1100), Some.Eur(500)), (owed.Amount, owed.StoreCredit));
        Assert.Equal(["1", "2"], step.Events.OfType<Resolved>().Single().TotalReturned.Keys.Order());
        var after = order.With(step.Next);
        Assert.Equal((2, 1, 0), (after.Returned("1"), after.Returned("2"), after.Returned("3")));
    }

    [Fact]
    public void Fees_AreTakenOffWhatTheirLinesGive()
    {
        var policy = Some.With(rule => rule with
        {
            Resolutions = Every,
            Fees = [new ReturnFee("RESTOCKING", [], [Resolution.Refund], null, 10m), new ReturnFee("RETURN_SHIPPING", [], [], Some.Eur(300), null)],
        });

        var begun = Some.Begun(order, Some.AsksAll("a", Some.Asked("1", 3), Some.Asked("2", 1, Resolution.StoreCredit)), policy);

        // 90 of the refunded line; the postage of both, as 900 to 500.
        Assert.Equal([("RESTOCKING", 90L, 0L), ("RETURN_SHIPPING", 300L, 107L)], begun.Fees.Select(fee => (fee.Code, fee.Amount.AmountMinor, fee.CreditMinor)));
        Assert.Equal((Some.Eur(1010), Some.Eur(393)), (begun.RefundAmount, begun.StoreCredit));
    }

    [Fact]
    public void WhatIsKeptOrDonated_IsSettledWithTheRest_AndNobodyWaitsForIt()
    {
        var begun = Some.Begun(order, Some.AsksAll("a", Some.Asked("1", 2), Some.Asked("2", 1, Resolution.Keep), Some.Asked("3", 1, Resolution.Donate)), Policy);

        Assert.Equal((ReturnState.Approved, "hospice"), (begun.State, begun.Lines[2].DonationPurpose));
        Assert.IsType<QuantityExceedsRequested>(begun.Receive([("2", 1)], order, Policy, Some.Now).Refusal);
        var here = begun.Receive([], order, Policy, Some.Now).Value.Next;
        Assert.Equal((ReturnState.Received, 0), (here.State, here.Lines[1].Received));
        var step = here.Inspect([new Inspection("1", 2, InspectionGrade.A, Disposition.Restocked, "")], order, Policy, Some.Till, Some.Now).Value;

        Assert.Equal(Some.Eur(600 + 500 + 500), Assert.Single(step.Events.OfType<Owed>()).Amount);
        Assert.Equal((2, 1, 1), (step.Next.Counted("1"), step.Next.Counted("2"), step.Next.Counted("3")));
    }

    [Fact]
    public void WhatIsKept_IsPaid_AlsoWhenTheRestNeverComes()
    {
        var begun = Some.Begun(order, Some.AsksAll("a", Some.Asked("1", 2), Some.Asked("2", 1, Resolution.Keep)), Policy);

        var step = begun.TimeIsUp(order, Policy, Some.Now.AddDays(31));

        Assert.Equal((ReturnState.Resolved, Some.Eur(500)), (step.Next.State, Assert.Single(step.Events.OfType<Owed>()).Amount));
        Assert.Equal(3, order.With(step.Next).Available(order.Order.Lines[0]));
    }

    [Fact]
    public void Keep_IsCappedByValue_OverAllReturnsOfTheOrder()
    {
        var first = Return.Create(Some.AsksAll("a", Some.Asked("2", 2, Resolution.Keep)), order, Policy, Some.Now).Value.Next;
        var after = order.With(first);

        Assert.Equal(ReturnState.Resolved, first.State);
        Assert.Equal(500, Refused<KeepLimitReached>(after, Some.Asked("1", 2, Resolution.Keep)).LeftMinor);
        Refused<KeepLimitReached>(after, Some.Asked("1", 1, Resolution.Keep), Some.Asked("3", 1, Resolution.Donate));
        Assert.True(Return.Create(Some.AsksAll("b", Some.Asked("3", 1, Resolution.Donate)), after, Policy, Some.Now).IsAccepted);
        Assert.Equal(Some.Eur(500), Offered(after).Keepable.Left);

        // Of a purchase in another currency nothing may be kept.
        var yen = Some.With(rule => rule with { Resolutions = Every, Keep = Some.Keep(1500) with { AtMost = [new Money("JPY", 1500)] } });
        Assert.Equal([Resolution.Keep, Resolution.Donate], Every.Except(Eligibility.Of(order, yen, Some.Now)[0].Resolutions));
    }

    [Fact]
    public void Keep_IsRefused_WhileTheParcelIsUnderWay()
    {
        var underWay = Some.Fresh(order.Order with
        {
            DeliveredAt = null,
            Progress = new Dictionary<string, LineProgress> { ["1"] = new(3, 0, Some.Placed, Some.Delivered) { Delivered = 1 } },
        });

        Assert.Equal(1, Refused<KeepUnderWay>(underWay, Some.Asked("1", 2, Resolution.Keep)).Most);
        Refused<KeepUnderWay>(underWay, Some.Asked("1", 2, Resolution.Donate));
        Assert.True(Return.Create(Some.AsksAll("a", Some.Asked("1", 1, Resolution.Keep)), underWay, Policy, Some.Now).IsAccepted);
        Assert.True(Return.Create(Some.AsksAll("a", Some.Asked("1", 2)), underWay, Policy, Some.Now).IsAccepted);
        Assert.Equal(1, Offered(underWay).Keepable.Units);

        var nothing = Some.Fresh(underWay.Order with { Progress = new Dictionary<string, LineProgress> { ["1"] = new(3, 0, Some.Placed, null) } });
        var only = Some.With(rule => rule with { Resolutions = [Resolution.Keep], Keep = Some.Keep(1500) });
        Assert.DoesNotContain(Resolution.Keep, Offered(nothing).Resolutions);
        Assert.Equal(Ineligible.KeepUnderWay, Eligibility.Of(nothing, only, Some.Now)[0].Reason);
        Assert.IsType<KeepUnderWay>(Return.Create(Some.AsksAll("a", Some.Asked("1", 1, Resolution.Keep)), nothing, only, Some.Now).Refusal);
    }

    [Fact]
    public void Donations_GoToAPurposeOfTheRule() =>
        Refused<DonationPurposeUnknown>(order, Some.Asked("1", 1, Resolution.Donate) with { DonationPurpose = "the cellar" });

    [Fact]
    public void Rules_SayUpToWhichValueTheyLetGoodsStay()
    {
        Assert.Equal(["policy.rules[0].keep.at_most", "policy.rules[0].keep.donation_purposes"], Faults(KeepTerms.None));
        Assert.Equal(["policy.rules[0].keep.at_most", "policy.rules[0].keep.at_most"], Faults(Some.Keep(0) with { AtMost = [Some.Eur(0), Some.Eur(5)] }));
        Assert.Equal(["policy.rules[0].keep.donation_purposes"], Faults(new KeepTerms([Some.Eur(1)], [new DonationPurpose("a", Words.None)])));
        Assert.Contains("JPY", Assert.Single(PolicyCheck.Find(Policy, [new MarketCurrency("JP", "JPY")])).Description, StringComparison.Ordinal);
        Assert.Empty(PolicyCheck.Find(Policy, [new MarketCurrency("IT", "EUR")]));

        static IEnumerable<string> Faults(KeepTerms keep) => PolicyCheck.Find(Some.With(rule => rule with { Resolutions = Every, Keep = keep }), []).Select(fault => fault.Path);
    }

    [Fact]
    public void WhatIsToBeRepaired_IsNotSoldAgain()
    {
        var begun = Some.Begun(order, Some.AsksAll("a", Some.Asked("1", 1), Some.Asked("2", 1, Resolution.Repair)), Policy);
        var here = begun.Receive([], order, Policy, Some.Now).Value.Next;

        Assert.IsType<NotForStock>(here.Inspect([new Inspection("2", 1, InspectionGrade.A, Disposition.Restocked, "")], order, Policy, Some.Till, Some.Now).Refusal);
        var handedIn = begun.Complete([], false, order, Policy, Some.Till, Some.Now).Value.Next;
        Assert.Equal([Disposition.Restocked, Disposition.ProcessingRequired], handedIn.Lines.Select(line => line.Inspections.Single().Disposition));
    }

    [Fact]
    public void Repair_GoesOutAndBack_WithoutMoney_AndIsInNoOtherReturnMeanwhile()
    {
        var begun = Some.Begun(order, Some.AsksAll("a", Some.Asked("1", 2, Resolution.Repair)), Policy);
        Assert.Equal(0, Assert.IsType<QuantityExceedsRepair>(begun.SendBack([Fixed(1)], null, Some.Now).Refusal).InRepair);
        var here = begun.Complete([], false, order, Policy, Some.Till, Some.Now).Value.Next;

        Assert.Equal((ReturnState.Resolved, 2, 1), (here.State, here.InRepair("1"), order.With(here).Available(order.Order.Lines[0])));
        Assert.Equal(Ineligible.InAnotherReturn, Eligibility.Of(order.With(here).With(Kept("b", 1)), Policy, Some.Now)[0].Reason);
        Assert.IsType<LineNotFound>(here.SendBack([Fixed(1) with { LineId = "2" }], null, Some.Now).Refusal);
        Assert.IsType<QuantityExceedsRepair>(here.SendBack([Fixed(1), Fixed(2)], null, Some.Now).Refusal);

        var parcel = new ReturnParcel("dhl", "00340", Some.Now);
        var first = here.SendBack([Fixed(1)], parcel, Some.Now).Value;
        Assert.Equal((ReturnState.Resolved, 1), (first.Next.State, first.Next.InRepair("1")));
        Assert.Equal(parcel, Assert.Single(first.Events.OfType<SentBack>()).Parcel);
        var last = first.Next.SendBack([Fixed(1) with { Outcome = RepairOutcome.NotRepairable, Note = "no parts" }], null, Some.Now).Value;

        Assert.Equal(["SentBack", "Closed"], last.Events.Select(happened => happened.GetType().Name));
        Assert.Equal((3, Some.Eur(0)), (order.With(last.Next).Available(order.Order.Lines[0]), last.Next.RefundAmount));
        Assert.IsType<QuantityExceedsRepair>(last.Next.SendBack([Fixed(1)], null, Some.Now).Refusal);
    }

    [Fact]
    public void Repair_WithARefund_IsDoneWhenBothAre()
    {
        var resolved = Some.Begun(order, Some.AsksAll("a", Some.Asked("1", 1, Resolution.Repair), Some.Asked("2", 1)), Policy).Complete([], false, order, Policy, Some.Till, Some.Now).Value.Next;

        var paid = resolved.RefundCompleted("rf-a", Given(500, 0), Some.Now, Some.Now).Next;
        Assert.Equal(ReturnState.Resolved, paid.State);
        Assert.Equal(ReturnState.Closed, paid.SendBack([Fixed(1)], null, Some.Now).Value.Next.State);
        var sent = resolved.SendBack([Fixed(1)], null, Some.Now).Value.Next;
        Assert.Equal((ReturnState.Resolved, ReturnState.Closed), (sent.State, sent.RefundCompleted("rf-a", Given(500, 0), Some.Now, Some.Now).Next.State));
    }

    private static RepairedUnits Fixed(int units) => new("1", units, RepairOutcome.Repaired, "");

    private Return Kept(string id, int units) => Return.Create(Some.AsksAll(id, Some.Asked("1", units, Resolution.Keep)), order, Policy, Some.Now).Value.Next;

    [Fact]
    public void StoreCredit_HasItsRulesBonus_OnWhatIsGiven_Once()
    {
        var policy = Bonus(RefundTrigger.Inspection);
        var done = Some.Begun(order, Some.AsksAll("a", Some.Asked("1", 3), Some.Asked("2", 1, Resolution.StoreCredit), Some.Asked("3", 1, Resolution.StoreCredit)), policy)
            .Complete([], false, order, policy, Some.Till, Some.Now).Value.Next;
        Assert.Equal((Some.Eur(1000), Some.Eur(50 + 100)), (done.StoreCredit, done.Bonus));

        // Half of it went another way: the half that is credit has its half.
        var step = done.RefundCompleted("rf-a", Given(900 + 500, 500), Some.Now, Some.Now);
        Assert.Equal(new BonusOwed("bonus-a", Some.Eur(75)), Assert.Single(step.Events.OfType<BonusOwed>()));
        Assert.Empty(step.Next.RefundFailed("rf-a", "taken back").Next.RefundCompleted("rf-a", Given(900, 1000), Some.Now, Some.Now).Events.OfType<BonusOwed>());

        // What a store credit had paid is no credit of the return.
        Assert.Empty(done.RefundCompleted("rf-a", Given(0, 1900, "hold-1"), Some.Now, Some.Now).Events.OfType<BonusOwed>());
    }

    [Fact]
    public void Bonus_IsTakenBack_WithMoneyForWhatDidNotCome()
    {
        var policy = Bonus(RefundTrigger.Approval);
        var asked = Some.AsksAll("a", Some.Asked("1", 1), Some.Asked("2", 2, Resolution.StoreCredit)) with { Method = ReturnMethod.Carrier };
        var paid = Some.Begun(order, asked, policy).RefundCompleted("rf-a", Given(300, 1000), Some.Now, Some.Now).Next;
        Assert.Equal(Some.Eur(100), paid.BonusGiven);
        var here = paid.Receive([("1", 1), ("2", 1)], order, policy, Some.Now).Value.Next;
        var rest = here.TimeIsUp(order, policy, here.ReceiveUntil!.Value).Next
            .Inspect([.. here.Lines.Select(line => new Inspection(line.LineId, 1, InspectionGrade.A, Disposition.Restocked, ""))], order, policy, Some.Till, Some.Now).Value.Next;

        var charged = rest.SettleShortfall(ShortfallState.Charged, "an empty box", order, Some.Till, Some.Now).Value.Next;
        Assert.Equal((Some.Eur(500), Some.Eur(500), Some.Eur(50)), (charged.Shortfall!.Amount, charged.StoreCredit, charged.BonusGiven));
        Assert.Equal(Some.Eur(100), rest.SettleShortfall(ShortfallState.WrittenOff, "a good customer", order, Some.Till, Some.Now).Value.Next.BonusGiven);
    }

    private static ReturnPolicy Bonus(RefundTrigger at) => Some.With(
        rule => rule with { StoreCreditBonusPercent = 10, RefundAt = at },
        Some.Rule("lamps", PolicyScope.Everything with { Skus = ["sku-3"] }, 30) with { StoreCreditBonusPercent = 20, RefundAt = at });

    private static GrantedRefund Given(long money, long credit, string reference = "") => new(
        Some.Eur(money + credit), [new Tender(TenderKind.Card, "card-1", Some.Eur(money)), new Tender(TenderKind.StoreCredit, reference, Some.Eur(credit))], Some.Eur(0), 0);

    private static LineEligibility Offered(OrderReturns order) => Eligibility.Of(order, Policy, Some.Now)[0];

    private static T Refused<T>(OrderReturns order, params IReadOnlyList<NewReturnLine> lines)
        where T : Refusal => Assert.IsType<T>(Return.Create(Some.AsksAll("b", lines), order, Policy, Some.Now).Refusal);
}
