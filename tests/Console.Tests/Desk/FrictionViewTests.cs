using Omnichannel.Support.V1;
using Omnichannel.WebConsole.Desk;

namespace Omnichannel.WebConsole.Tests.Desk;

public sealed class FrictionViewTests
{
    [Fact]
    public void Of_Context_PutsEachRuleBehindItsFriction()
    {
        var context = new GetContextResponse
        {
            FrictionSignals = { Signal("PROMISE_BROKEN", "order-1"), Signal("PROMISE_BROKEN", "order-2"), Signal("CHECKOUT_FAILED", "cart-1") },
            SuggestedActions =
            {
                Action("EXPLAIN_ORDER", "order-1", "PROMISE_BROKEN", "promise-broken.explain"),
                Action("GIVE_GOODWILL", "order-1", "PROMISE_BROKEN", "promise-broken.goodwill"),
                Action("EXPLAIN_ORDER", "order-2", "PROMISE_BROKEN", "promise-broken.explain"),
                Action("ENROLL_MEMBER", "anna", "", "buyer-no-member.enroll"),
            },
            Orders = { new OrderSummary { OrderId = "order-1" } },
        };

        var frictions = FrictionView.Of(context);

        Assert.Equal(["promise-broken.explain", "promise-broken.goodwill"], frictions[0].Actions.Select(action => action.RuleId));
        Assert.Equal(["promise-broken.explain"], frictions[1].Actions.Select(action => action.RuleId));
        Assert.Empty(frictions[2].Actions);
        Assert.Equal([Severity.High, Severity.High, Severity.Low], frictions.Select(friction => friction.Severity));
        Assert.Equal(["order-1", null, null], frictions.Select(friction => friction.OrderId));
        Assert.Equal("buyer-no-member.enroll", Assert.Single(FrictionView.Others(context)).RuleId);
    }

    [Fact]
    public void Of_FrictionOfAReturn_LeadsToItsOrder()
    {
        var context = new GetContextResponse
        {
            FrictionSignals = { Signal("REFUND_FAILED", "return-1") }, Returns = { new ReturnSummary { ReturnId = "return-1", OrderId = "order-9" } },
        };

        Assert.Equal("order-9", Assert.Single(FrictionView.Of(context)).OrderId);
    }

    private static FrictionSignal Signal(string code, string subject) => new() { Code = code, SubjectId = subject };

    private static SuggestedAction Action(string code, string subject, string friction, string rule) =>
        new() { Code = code, SubjectId = subject, FrictionCode = friction, RuleId = rule };
}
