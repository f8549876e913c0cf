using Omnichannel.Platform.Domain;
using Omnichannel.Returns.Domain;
using Omnichannel.Values;

namespace Omnichannel.Returns.Tests.Domain;

public sealed class EligibilityTests
{
    [Fact]
    public void DeliveredLine_SaysQuantityDeadlineClockAndRule()
    {
        var answer = Answer(Some.Fresh(Some.Order([Some.Line("1", 3, 1000)])));

        Assert.Equal(3, answer.Returnable);
        Assert.Equal(Some.Delivered, answer.AnchoredAt);
        Assert.Equal(DateTimeOffset.Parse("2026-04-05T00:00:00Z", null), answer.DeadlineAt);
        Assert.Equal(new PolicyDecision("default", 1, "standard"), answer.Decision);
        Assert.Equal(Some.Eur(1000), answer.RefundAmount);
        Assert.Equal("3 of 3 can be returned until 4 April 2026 for a refund, store credit, an exchange or a replacement.", PolicyWords.Explain(answer, Some.Policy, "en"));
    }

    [Theory]
    [InlineData("en", "455 g of 455 g can be returned until")]
    [InlineData("zh", "455克")]
    public void GoodsByMeasure_AreToldByWeight(string language, string said)
    {
        var answer = Answer(Some.Fresh(Some.Order([Some.Line("1", 455, 905) with { Measure = Measure.Gram }])));
        Assert.Equal((455, Some.Eur(905)), (answer.Returnable, answer.RefundAmount));
        Assert.Contains(said, PolicyWords.Explain(answer, Some.Policy, language), StringComparison.Ordinal);
    }

    [Fact]
    public void EveryReasonWhyNot()
    {
        var order = Some.Order([Some.Line("1", 1, 1000), Some.Line("postage", 1, 500, "", isMerchandise: false)]);
        var fresh = Some.Fresh(order);
        var final = Some.With(rule => rule, Some.Rule("final", PolicyScope.Everything with { Categories = ["home"] }, 0) with { ExcludedReason = Ineligible.FinalSale });
        var begun = fresh.With(Some.Begun(fresh, Some.Asks("a", "1", 1)));
        var done = fresh.With(Some.Begun(fresh, Some.Asks("a", "1", 1)).Complete([], false, fresh, Some.Policy, Some.Till, Some.Now).Value.Next);

        Assert.Equal(Ineligible.NotFulfilled, Answer(Some.Fresh(order with { DeliveredAt = null })).Reason);
        Assert.Equal(Ineligible.WindowExpired, Answer(fresh, now: Some.Delivered.AddDays(40)).Reason);
        Assert.Equal(Ineligible.FinalSale, Answer(fresh, final).Reason);
        Assert.Equal(Ineligible.InAnotherReturn, Answer(begun).Reason);
        Assert.Equal(Ineligible.AlreadyReturned, Answer(done).Reason);
        Assert.Equal(Ineligible.NotMerchandise, Eligibility.Of(fresh, Some.Policy, Some.Now)[1].Reason);
    }

    [Fact]
    public void NotMerchandise_IsReturnableWhenARuleNamesItsCategory()
    {
        var order = Some.Order([Some.Line("1", 1, 1000, "services/engraving", isMerchandise: false)]);
        var policy = Some.With(rule => rule, Some.Rule("engraving", PolicyScope.Everything with { Categories = ["services/engraving"] }, 5));

        Assert.Equal(1, Answer(Some.Fresh(order), policy).Returnable);
    }

    [Fact]
    public void SentButNotDelivered_IsReturnableWithoutADeadline()
    {
        var order = Some.Order([Some.Line("1", 3, 900)]) with
        {
            DeliveredAt = null,
            Progress = new Dictionary<string, LineProgress> { ["1"] = new(2, 1, Some.Placed.AddDays(1), null) },
        };

        var answer = Answer(Some.Fresh(order));

        Assert.Equal(2, answer.Returnable);
        Assert.Null(answer.DeadlineAt);
        Assert.Equal("2 of 3 can be returned, within 30 days of delivery, for a refund, store credit, an exchange or a replacement.", PolicyWords.Explain(answer, Some.Policy, "en"));
    }

    [Fact]
    public void CancelledUnits_AreNotReturnable_HoweverTheNewsCame()
    {
        var order = Some.Order([Some.Line("1", 3, 900)]) with { CancelledQuantities = new Dictionary<string, int> { ["1"] = 1 } };

        Assert.Equal(2, Answer(Some.Fresh(order)).Returnable);
    }

    private static LineEligibility Answer(OrderReturns order, ReturnPolicy? policy = null, DateTimeOffset? now = null) =>
        Eligibility.Of(order, policy ?? Some.Policy, now ?? Some.Now)[0];
}
