using Omnichannel.Platform.Domain;
using Omnichannel.Returns.Domain;
using Omnichannel.Returns.Store;

namespace Omnichannel.Returns.Tests.Domain;

/// <summary>What staff set aside, within limits, and what waits for their approval.</summary>
public sealed class StaffExceptionTests
{
    private static readonly Actor Agent = new("agent-1", ActorRole.Agent, SalesChannel.Support, "", "");
    private static readonly ReturnPolicy Limited = Some.With(rule => rule with { Resolutions = [Resolution.StoreCredit], Methods = [ReturnMethod.Store], Fees = [new ReturnFee("RESTOCKING", [], [], null, 10m)] }) with
    {
        StaffExceptions =
        [
            new ExceptionLimit(ActorRole.Terminal, [ExceptionKind.WindowClosed], 7, []),
            new ExceptionLimit(ActorRole.Agent, [.. Enum.GetValues<ExceptionKind>().Where(kind => kind is not ExceptionKind.None)], null, [Some.Eur(500)]),
        ],
    };

    private readonly OrderReturns order = Some.Fresh(Some.Order([Some.Line("1", 3, 1000)]));

    [Fact]
    public void WhatIsInTheWay_IsSetAside_AndStaysWithTheReturn()
    {
        var asked = Some.Asks("a", "1", 1, Resolution.Refund, ReturnMethod.Carrier) with { By = Agent, Exception = new AskedException("a good customer", WaivesFees: true) };

        var begun = Return.Create(asked, order, Limited, Some.Delivered.AddDays(99)).Value.Next;

        Assert.Equal(("a good customer", Agent), (begun.Exception!.Reason, begun.Exception.By));
        Assert.Equal([ExceptionKind.WindowClosed, ExceptionKind.Resolution, ExceptionKind.Method, ExceptionKind.Fees], begun.Exception.Kinds);
        Assert.Equal((Some.Eur(333), 0), (begun.RefundAmount, begun.Fees.Count));
        Assert.Equal(begun.ToProto(), begun.ToProto().ToDomain().ToProto());
        Assert.Empty(PolicyCheck.Find(Limited, []));
        Assert.Equal(Limited.ToProto(), Limited.ToProto().ToDomain().ToProto());
    }

    [Fact]
    public void FinalSale_IsSetAside_ForWhatIsThere()
    {
        var final = Limited with { Rules = [Limited.Rules[0] with { ExcludedReason = Ineligible.FinalSale, Resolutions = [], Methods = [] }] };
        var asked = Some.Asks("a", "1", 1) with { By = Agent, Exception = new AskedException("misled by us", false) };

        Assert.Equal([ExceptionKind.Excluded], Return.Create(asked, order, final, Some.Now).Value.Next.Exception!.Kinds);
        var sent = Some.Fresh(order.Order with { DeliveredAt = null });
        Assert.IsType<QuantityExceedsReturnable>(Return.Create(asked, sent, final, Some.Now).Refusal);
    }

    [Fact]
    public void Limits_OfRoleDaysAndAmount_Hold()
    {
        var closed = order.Order.DeliveredAt!.Value.AddDays(31);
        Refusal? Refused(Actor by, int quantity, DateTimeOffset at, bool waives = false, Resolution resolution = Resolution.StoreCredit) => Return.Create(
            Some.Asks("a", "1", quantity, resolution) with { By = by, Exception = new AskedException("why not", waives) }, order, Limited, at).Refusal;

        Assert.Null(Refused(Some.Till, 3, closed));
        Assert.Equal("7", Assert.IsType<ExceptionTooLate>(Refused(Some.Till, 1, closed.AddDays(8))).Facts["most_days"]);
        Assert.Equal("FEES", Assert.IsType<ExceptionNotAllowed>(Refused(Some.Till, 1, Some.Now, waives: true)).Facts["exception"]);
        Assert.Equal("RESOLUTION", Assert.IsType<ExceptionNotAllowed>(Refused(Some.Till, 1, Some.Now, resolution: Resolution.Refund)).Facts["exception"]);
        Assert.Null(Refused(Agent, 1, closed.AddDays(300)));
        Assert.Equal("500", Assert.IsType<ExceptionTooDear>(Refused(Agent, 3, closed)).Facts["most_minor"]);
        Assert.Equal("EXCEPTION_NOT_ALLOWED", Refused(Agent with { Role = ActorRole.Associate }, 1, closed)!.Reason);
        Assert.IsType<QuantityExceedsReturnable>(Refused(Agent, 1_000_000, closed));
    }

    [Fact]
    public void NothingInTheWay_IsNoException() =>
        Assert.Null(Return.Create(Some.Asks("a", "1", 3) with { By = Agent, Exception = new AskedException("just in case", false) }, order, Some.Policy, Some.Now).Value.Next.Exception);

    [Fact]
    public void Limits_ThatContradictThemselves_AreAuthoringErrors()
    {
        var policy = Some.Policy with
        {
            StaffExceptions =
            [
                new ExceptionLimit(ActorRole.Agent, [ExceptionKind.Fees, ExceptionKind.Fees], -1, []), new ExceptionLimit(ActorRole.Agent, [], null, [Some.Eur(1), Some.Eur(2)]),
                new ExceptionLimit(ActorRole.Customer, [], null, [Some.Eur(0)]),
            ],
            Processing = Some.Policy.Processing with { ApprovalHours = 9000 },
        };

        Assert.Equal(
            [
                "policy.staff_exceptions[0].kinds", "policy.staff_exceptions[0].most_days_late", "policy.staff_exceptions[1].role", "policy.staff_exceptions[1].most_amounts",
                "policy.staff_exceptions[2].role", "policy.staff_exceptions[2].most_amounts", "policy.processing.approval_hours",
            ],
            PolicyCheck.Find(policy, []).Select(fault => fault.Path));
    }

    [Fact]
    public void NobodyDecided_InTheTimeThatWasTold_ItIsApproved()
    {
        var policy = Some.With(rule => rule with { RequiresApproval = true }) with { Processing = Some.Policy.Processing with { ApprovalHours = 48 } };
        var asked = Some.Begun(order, Some.Asks("a", "1", 1), policy);
        var by = Some.Now.AddHours(48);

        Assert.Equal((ReturnState.Requested, by), (asked.State, asked.ApproveBy));
        Assert.Same(asked, asked.TimeIsUp(order, policy, by.AddTicks(-1)).Next);
        var step = asked.TimeIsUp(order, policy, by);
        Assert.Equal((ReturnState.Approved, null, by.AddDays(30)), (step.Next.State, step.Next.ApproveBy, step.Next.ReceiveUntil));
        Assert.Equal([new Approved(IsAutomatic: true)], step.Events);
        Assert.Null(asked.Decline("worn").Value.Next.ApproveBy);
        Assert.Null(asked.Approve(order, policy, Some.Till, Some.Now).Value.Next.ApproveBy);
        Assert.Null(Some.Begun(order, Some.Asks("a", "1", 1), Some.With(rule => rule with { RequiresApproval = true })).ApproveBy);
        Assert.Contains("within 48 hours", PolicyWords.Explain(policy, policy.Rules[0], "en").CategoryWindowActions, StringComparison.Ordinal);
    }
}
