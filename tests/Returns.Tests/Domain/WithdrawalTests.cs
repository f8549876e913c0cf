using System.Text.RegularExpressions;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Time;
using Omnichannel.Returns.Domain;

namespace Omnichannel.Returns.Tests.Domain;

/// <summary>What a consumer can withdraw from, until when, and what follows.</summary>
public sealed class WithdrawalTests
{
    [Theory]
    [InlineData("IT", "2026-03-05T10:00:00Z", "2026-03-20T00:00:00+01:00")] // A Thursday, to the end of the fourteenth day.
    [InlineData("IT", "2026-03-06T23:30:00Z", "2026-03-24T00:00:00+01:00")] // By the clock there it is the 7th: the 21st is a Saturday, the next working day Monday.
    [InlineData("IT", "2026-12-11T10:00:00Z", "2026-12-29T00:00:00+01:00")] // Christmas, Santo Stefano and a Sunday.
    [InlineData("RO", "2026-03-27T10:00:00Z", "2026-04-15T00:00:00+03:00")] // Orthodox Good Friday to Easter Monday.
    [InlineData("DE", "2026-04-17T10:00:00Z", "2026-05-05T00:00:00+02:00")] // The first of May, a Friday.
    public void Period_EndsWithTheLastDay_OrTheNextWorkingDay(string market, string deliveredAt, string endsAt)
    {
        var rights = Rights(Order() with { Market = market, DeliveredAt = At(deliveredAt) });

        Assert.Equal(At(endsAt), rights.At(At(deliveredAt))[0].EndsAt);
        Assert.Null(rights.At(At(endsAt).AddTicks(-1))[0].Reason);
        Assert.Equal(NoRight.PeriodOver, rights.At(At(endsAt))[0].Reason);
    }

    [Fact]
    public void Period_BeginsWhenTheLastOfTheGoodsCame()
    {
        var waiting = Order() with { DeliveredAt = null, Progress = Came(("1", 3, Some.Delivered), ("2", 0, null)) };
        var whole = Order() with { DeliveredAt = null, Progress = Came(("1", 3, Some.Delivered), ("2", 1, Some.Delivered.AddDays(9))) };

        Assert.All(Rights(waiting).At(Some.Delivered.AddDays(60)), right => Assert.Equal((null, null), (right.EndsAt, right.Reason)));
        Assert.All(Rights(whole).At(Some.Now), right => Assert.Equal(WithdrawalPeriod.EndsAt(Some.Delivered.AddDays(9), WithdrawalTerms.In("IT")!, new(Some.Placed), WorkingDays.BuiltIn.In("IT")), right.EndsAt));
    }

    [Fact]
    public void Period_OfWhoWasNotTold_IsTwelveMonthsLonger_AndFourteenDaysFromWhenTheyAre()
    {
        var first = new DateOnly(2026, 3, 19);
        DateOnly LastDay(DateTimeOffset? told) =>
            LocalDays.In("Europe/Rome").DayOf(WithdrawalPeriod.EndsAt(Some.Delivered, WithdrawalTerms.In("IT")!, new WithdrawalInformation(told), WorkingDays.BuiltIn.In("IT")).AddTicks(-1));

        Assert.Equal(first, LastDay(Some.Placed));
        Assert.Equal(first.AddYears(1), LastDay(null));
        Assert.Equal(new DateOnly(2026, 6, 15), LastDay(new DateTimeOffset(2026, 6, 1, 9, 0, 0, TimeSpan.Zero)));
        Assert.Equal(first.AddYears(1), LastDay(new DateTimeOffset(2027, 5, 1, 9, 0, 0, TimeSpan.Zero)));
    }

    [Theory]
    [InlineData(WithdrawalException.MadeToOrder, false, NoRight.Excepted)]
    [InlineData(WithdrawalException.Perishable, false, NoRight.Excepted)]
    [InlineData(WithdrawalException.Periodical, false, NoRight.Excepted)]
    [InlineData(WithdrawalException.SealedHygiene, false, null)]
    [InlineData(WithdrawalException.SealedRecording, false, null)]
    [InlineData(WithdrawalException.DigitalContent, true, NoRight.Excepted)]
    [InlineData(WithdrawalException.None, true, null)]
    public void Exceptions_HoldAsTheCustomerWasTold(WithdrawalException exception, bool isDigital, string? reason)
    {
        var order = Order() with { Lines = [Some.Line("1", 3, 1000) with { Exception = exception, IsDigital = isDigital }] };
        var right = Rights(order).At(Some.Now)[0];

        Assert.Equal(reason, right.Reason);
        Assert.All(Platform.Text.Phrases.Spoken, language => Assert.NotEmpty(WithdrawalWords.Explain(right, WorkingDays.BuiltIn.In("IT"), language)));
    }

    [Fact]
    public void DigitalContent_ThatHasNotBegun_CanBeWithdrawnFrom() => Assert.Null(
        Rights(Order() with { DeliveredAt = null, Lines = [Some.Line("1", 1, 500) with { Exception = WithdrawalException.DigitalContent, IsDigital = true }] }).At(Some.Now)[0].Reason);

    [Fact]
    public void BoughtInAStore_OrWhereTheLawGivesNone_ThereIsNoRight()
    {
        Assert.Equal(NoRight.NotAtADistance, Rights(Order() with { Channel = SalesChannel.Store }).At(Some.Now)[0].Reason);
        Assert.Equal(NoRight.NotInMarket, Rights(Order() with { Market = "US" }).At(Some.Now)[0].Reason);
    }

    [Fact]
    public void Declaration_HasNoEffect_AndIsConfirmedAsItWasRead()
    {
        var rights = Rights(Order());
        var declared = Declare(rights, ("1", 2)).Value;

        Assert.Null(declared.ConfirmedAt);
        Assert.Contains("2 × Title 1", declared.Statement, StringComparison.Ordinal);
        Assert.Contains("O-0000000001", declared.Statement, StringComparison.Ordinal);
        Assert.IsType<StatementChanged>(declared.Confirm("another", rights, Guid.NewGuid(), Some.Shopper, Some.Now).Refusal);
        var confirmed = Confirm(rights, declared, Some.Now);
        Assert.Equal((Some.Now, 2), (confirmed.Next.ConfirmedAt, confirmed.Goods!.Next.Lines.Single().Quantity));
        Assert.Equal(declared.Statement, confirmed.Next.Statement);
    }

    [Fact]
    public void Declaration_BeyondTheRight_IsRefused()
    {
        var rights = Rights(Order());

        Assert.IsType<QuantityExceedsRight>(Declare(rights, ("1", 4)).Refusal);
        Assert.IsType<LineNotFound>(Declare(rights, ("9", 1)).Refusal);
        Assert.IsType<EmailRequired>(Withdrawal.Declare(new NewWithdrawal("w", "Ada", "", [], "en"), Rights(Order() with { ContactId = "" }), Some.Now).Refusal);
        Assert.Equal(NoRight.PeriodOver, Withdrawal.Declare(new NewWithdrawal("w", "Ada", "", [], "en"), rights, Some.Now.AddDays(40)).Refusal!.Reason);
    }

    [Fact]
    public void NoPolicy_DeclinesIt_ChargesForIt_OrLetsItEnd()
    {
        var goods = Confirm(Rights(Order()), Declare(Rights(Order()), ("1", 3)).Value, Some.Now).Goods!.Next;
        var policy = Some.With(rule => rule with { RequiresApproval = true, Fees = [new ReturnFee("RETURN_SHIPPING", [], [], Some.Eur(495), null)] });
        var done = goods.Receive([], Some.Fresh(Order()), policy, Some.Now).Value.Next.Inspect([new Inspection("1", 3, InspectionGrade.A, Disposition.Restocked, "")], Some.Fresh(Order()), policy, Some.Till, Some.Now).Value.Next;

        Assert.Equal(ReturnState.Approved, goods.State);
        Assert.Null(goods.ReceiveUntil);
        Assert.IsType<WithdrawalStands>(goods.Cancel().Refusal);
        Assert.Empty(done.Fees);
    }

    [Fact]
    public void WhatHasNotLeft_IsCancelled_AndNotWithdrawnFromTwice()
    {
        var order = Order() with { DeliveredAt = null, Progress = Came(("1", 1, Some.Delivered), ("2", 0, null)) };
        var rights = Rights(order);
        var withdrawn = Confirm(rights, Declare(rights, ("1", 3)).Value, Some.Now).Next;

        Assert.Equal((1, 2), (withdrawn.Lines[0].ToReturn, withdrawn.Lines[0].ToCancel));
        var rest = new WithdrawalRights(Some.Fresh(order), [withdrawn], null).At(Some.Now)[0];
        Assert.Equal((1, 0), (rest.InHand, rest.NotSent));
        Assert.Equal(0, new WithdrawalRights(Some.Fresh(order with { CancelledQuantities = new Dictionary<string, int> { ["1"] = 2 } }), [withdrawn], null).At(Some.Now)[0].NotSent);
    }

    /// <summary>A parcel had them already: nobody could cancel them, so they come back, once.</summary>
    [Fact]
    public void WhatLeavesAllTheSame_ComesBack_Once_AndTheDeliveryWithIt()
    {
        var order = Order() with { Lines = [Some.Line("1", 3, 1000)], Total = Some.Eur(1495), DeliveredAt = null };
        var rights = Rights(order);
        var withdrawn = Confirm(rights, Declare(rights, ("1", 3)).Value, Some.Now);
        Assert.Null(withdrawn.Goods);

        var left = new WithdrawalRights(Some.Fresh(order with { CancelledQuantities = new Dictionary<string, int> { ["1"] = 1 }, Progress = Came(("1", 2, Some.Delivered)) }), [withdrawn.Next], null);
        var late = Assert.Single(left.Overtaken(Guid.NewGuid, Some.Now)).Next;
        Assert.Equal((2, withdrawn.Next.WithdrawalId, 667 + 495), (late.Lines.Single().Quantity, late.WithdrawalId, late.RefundAmount.AmountMinor));
        Assert.Empty((left with { Order = left.Order.With(late) }).Overtaken(Guid.NewGuid, Some.Now));
        Assert.Empty(new WithdrawalRights(Some.Fresh(order with { CancelledQuantities = new Dictionary<string, int> { ["1"] = 3 } }), [withdrawn.Next], null).Overtaken(Guid.NewGuid, Some.Now));
    }

    [Fact]
    public void DiminishedValue_IsTakenOff_NeverMoreThanTheUnitsAreWorth_AndNeverOfTheDelivery()
    {
        var order = Some.Fresh(Order());
        var goods = Confirm(Rights(Order()), Declare(Rights(Order()), ("1", 3)).Value, Some.Now).Goods!.Next.Receive([], order, Some.Policy, Some.Now).Value.Next;
        Inspection Found(int units, long lost) => new("1", units, InspectionGrade.C, Disposition.Restocked, "worn") { DiminishedMinor = lost };

        Assert.IsType<DiminishedValueTooHigh>(goods.Inspect([Found(1, 334)], order, Some.Policy, Some.Till, Some.Now).Refusal);
        var done = goods.Inspect([Found(3, 1000)], order, Some.Policy, Some.Till, Some.Now).Value.Next;
        Assert.Equal(goods.DeliveryRefund, done.RefundAmount);
        var other = Some.Begun(order, Some.Asks("r1", "1", 1)).Receive([], order, Some.Policy, Some.Now).Value.Next;
        Assert.IsType<DiminishedValueNotAllowed>(other.Inspect([Found(1, 1)], order, Some.Policy, Some.Till, Some.Now).Refusal);
    }

    [Theory]
    [InlineData(RefundTrigger.Approval)]
    [InlineData(RefundTrigger.FirstScan)]
    [InlineData(RefundTrigger.Receipt)]
    public void Money_FollowsTheDuty_WhateverThePolicySaysOfOtherReturns(RefundTrigger trigger)
    {
        var order = Some.Fresh(Order());
        var policy = Some.With(rule => rule with { RefundAt = trigger });
        var begun = Confirm(Rights(Order()), Declare(Rights(Order()), ("1", 2)).Value, Some.Now).Goods!.Next;
        var posted = begun.Posted(new ReturnParcel("dhl", "1", Some.Now), order, policy, Some.Now).Value;
        var came = posted.Next.Receive([], order, policy, Some.Now).Value;
        Assert.Empty(posted.Events.Concat(came.Events).OfType<Owed>());
        Assert.False(came.Next.IsPaidInAdvance);
    }

    [Fact]
    public void Money_IsHeldBackUntilGoodsCameOrWerePosted_AndThenGoesBackInTime()
    {
        var order = Some.Fresh(Order());
        var (withdrawal, begun) = (Confirm(Rights(Order()), Declare(Rights(Order()), ("1", 2)).Value, Some.Now) is var done ? (done.Next, done.Goods!.Next) : default);
        var due = withdrawal.RefundDueAt!.Value;
        Assert.False(WithdrawalDuties.MustRelease(withdrawal, begun, due.AddDays(30)));
        Assert.Empty(WithdrawalDuties.Threatened(withdrawal, [begun], isAcknowledged: true, due.AddDays(30)));

        var posted = begun.Posted(new ReturnParcel("dhl", "1", Some.Now), order, Some.Policy, Some.Now).Value.Next;
        Assert.False(WithdrawalDuties.MustRelease(withdrawal, posted, Some.Now.AddDays(1)));
        var release = WithdrawalDuties.NextLook(withdrawal, [posted], isAcknowledged: true, Some.Now)!.Value;
        Assert.True(WithdrawalDuties.MustRelease(withdrawal, posted, release));
        Assert.Equal([WithdrawalDuties.RefundDue], WithdrawalDuties.Threatened(withdrawal, [posted], true, due - WithdrawalDuties.WarnBefore).Select(breach => breach.Invariant));

        var released = posted.Release(order, release);
        Assert.Equal((ReturnState.Resolved, 667 + posted.DeliveryRefund!.Value.AmountMinor), (released.Next.State, released.Events.OfType<Owed>().Single().Amount.AmountMinor));
        var came = released.Next.Receive([], order, Some.Policy, due).Value.Next;
        var looked = came.Inspect([new Inspection("1", 2, InspectionGrade.A, Disposition.Restocked, "")], order, Some.Policy, Some.Till, due).Value;
        Assert.Equal((ReturnState.Resolved, released.Next.RefundAmount), (looked.Next.State, looked.Next.RefundAmount));
        Assert.Empty(looked.Events.OfType<Owed>());
        Assert.Empty(WithdrawalDuties.Threatened(withdrawal, [released.Next with { State = ReturnState.Closed }], true, due));
    }

    [Fact]
    public void Acknowledgement_ThatDoesNotLeave_IsTold()
    {
        var withdrawal = Confirm(Rights(Order()), Declare(Rights(Order()), ("1", 1)).Value, Some.Now).Next;

        Assert.Empty(WithdrawalDuties.Threatened(withdrawal, [], isAcknowledged: false, Some.Now));
        Assert.Equal([WithdrawalDuties.NotAcknowledged], WithdrawalDuties.Threatened(withdrawal, [], false, Some.Now + WithdrawalDuties.AtOnce).Select(breach => breach.Invariant));
        Assert.Empty(WithdrawalDuties.Threatened(withdrawal, [], true, Some.Now + WithdrawalDuties.AtOnce));
    }

    /// <summary>The law's own words of Annex I(B), and no placeholder left.</summary>
    [Theory]
    [InlineData("en", "withdraw from my contract of sale")]
    [InlineData("it", "recesso dal mio contratto di vendita")]
    [InlineData("ro", "retragerea mea din contractul referitor la vânzarea")]
    [InlineData("zh", "撤销本人购买下列商品的合同")]
    public void Statement_IsInTheConsumersLanguage(string language, string words)
    {
        var statement = Withdrawal.Declare(new NewWithdrawal("w", "Ada Lovelace", "ada@example.com", [], language), Rights(Order()), Some.Now).Value.Statement;

        Assert.Contains(words, statement, StringComparison.Ordinal);
        Assert.Contains("Ada Lovelace", statement, StringComparison.Ordinal);
        Assert.DoesNotMatch(new Regex(@"[{}\[\]]"), statement);
    }

    internal static Order Order() => Some.Order([Some.Line("1", 3, 1000), Some.Line("2", 1, 505)]) with { DeliveryMinor = 495, Total = Some.Eur(2000) };

    internal static WithdrawalRights Rights(Order order) => new(Some.Fresh(order), [], null);

    internal static Decision<Withdrawal> Declare(WithdrawalRights rights, params (string, int)[] lines) =>
        Withdrawal.Declare(new NewWithdrawal("w-1", "Ada", "ada@example.com", lines, "en"), rights, Some.Now);

    internal static ConfirmedWithdrawal Confirm(WithdrawalRights rights, Withdrawal declared, DateTimeOffset now) =>
        declared.Confirm(declared.StatementHash, rights, Guid.NewGuid(), Some.Shopper, now).Value;

    private static Dictionary<string, LineProgress> Came(params (string Line, int Units, DateTimeOffset? At)[] lines) =>
        lines.ToDictionary(line => line.Line, line => new LineProgress(line.Units, 0, line.At, line.At));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
