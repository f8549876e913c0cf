using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Payments;
using Omnichannel.OrderTracking.Tests.Domain;

namespace Omnichannel.OrderTracking.Tests.Payments;

public sealed class PaymentProviderTests
{
    private static readonly DateTimeOffset Received = Some.Monday.AddDays(1);
    private readonly PaymentProviders providers = PaymentProviders.Embedded();

    [Theory]
    [InlineData("refund.updated", "succeeded", InstructionState.Succeeded, "")]
    [InlineData("refund.failed", "failed", InstructionState.Failed, "expired_or_canceled_card")]
    [InlineData("charge.refund.updated", "failed", InstructionState.Failed, "insufficient_funds")]
    public void Stripe_RefundsAreResults_OfTheInstructionInTheMetadata(string type, string status, InstructionState state, string reason)
    {
        var notice = Assert.Single(providers.Read("stripe", Stripe(type, status, reason), Received).Value);

        Assert.Equal(new InstructionId("c01-a.1", InstructionKind.Refund, 2, 1, 3), notice.Instruction);
        Assert.Equal((state, Some.Monday, reason, "EUR", 1005L), (notice.Result.State, notice.Result.At, notice.Result.FailureReason, notice.CurrencyCode, notice.Result.AmountMinor));
        Assert.Equal(reason == "expired_or_canceled_card", notice.Result.IsPermanent);
    }

    [Theory]
    [InlineData("refund.updated", "pending")]
    [InlineData("customer.created", "")]
    public void Stripe_WhatIsNotFinal_IsNoResult(string type, string status) =>
        Assert.Null(Assert.Single(providers.Read("stripe", Stripe(type, status, ""), Received).Value).Instruction);

    // That nothing was taken is a failure of a charge, and what is wanted of a hold that is to be given up.
    [Theory]
    [InlineData("c01-a.1~v2.1", "payment_intent.canceled", "canceled", InstructionState.Succeeded)]
    [InlineData("c01-a.1~v2.1", "payment_intent.succeeded", "succeeded", InstructionState.Failed)]
    [InlineData("c01-a.1~c2", "payment_intent.canceled", "canceled", InstructionState.Failed)]
    public void Stripe_ACancelledIntent_MeansWhatItsInstructionWanted(string instruction, string type, string status, InstructionState state)
    {
        var notice = Assert.Single(providers.Read("stripe", Stripe(type, status, "").Replace("c01-a.1~r2.1.3", instruction, StringComparison.Ordinal), Received).Value);
        Assert.Equal((instruction, state), (notice.Instruction?.Text, notice.Result.State));
    }

    [Theory]
    [InlineData("CANCELLATION", "true", InstructionState.Succeeded)]
    [InlineData("CANCELLATION", "false", InstructionState.Failed)]
    [InlineData("TECHNICAL_CANCEL", "true", InstructionState.Succeeded)]
    public void Adyen_Cancellations_AreResultsOfVoids(string code, string success, InstructionState state)
    {
        var notice = Assert.Single(providers.Read("adyen", $$"""{"notificationItems":[{{Adyen(code, success, "c01-a.1~v1.2", "")}}]}""", Received).Value);
        Assert.Equal((new InstructionId("c01-a.1", InstructionKind.Void, 1, Try: 2), state), (notice.Instruction, notice.Result.State));
    }

    [Fact]
    public void Adyen_EachNoticeOfADocument_IsReadByItself()
    {
        var document = $$"""
            {"live":"false","notificationItems":[{{Adyen("REFUND", "true", "c01-a.1~r2.1.3", "")}},{{Adyen("REFUND_FAILED", "true", "c01-a.1~r2.2.1", "Account closed")}},
            {{Adyen("AUTHORISATION", "false", "c01-a.1~c1", "Refused")}},{{Adyen("REPORT_AVAILABLE", "true", "c01-a.1~c1", "")}},{{Adyen("REFUND", "true", "order 4711", "")}}]}
            """;

        var notices = providers.Read("adyen", document, Received).Value;

        Assert.Equal(["c01-a.1~r2.1.3", "c01-a.1~r2.2.1", "c01-a.1~c1", null, null], notices.Select(notice => notice.Instruction?.Text));
        Assert.Equal(
            [InstructionState.Succeeded, InstructionState.Failed, InstructionState.Failed], notices.Take(3).Select(notice => notice.Result.State));
        Assert.All(notices, notice => Assert.Equal((Some.Monday, 1005L, "EUR"), (notice.Result.At, notice.Result.AmountMinor, notice.CurrencyCode)));
        Assert.Equal("Account closed", notices[1].Result.FailureReason);
    }

    [Theory]
    [InlineData("nobody", "{}", "PROVIDER_UNKNOWN")]
    [InlineData("stripe", "{}", "NOTICE_NOT_UNDERSTOOD")]
    [InlineData("stripe", "[]", "NOTICE_NOT_UNDERSTOOD")]
    [InlineData("stripe", "no json", "NOTICE_NOT_UNDERSTOOD")]
    [InlineData("adyen", "{\"notificationItems\":[]}", "NOTICE_NOT_UNDERSTOOD")]
    public void WhatIsNoNotice_IsRefused(string provider, string document, string reason) => Assert.Equal(reason, providers.Read(provider, document, Received).Refusal!.Reason);

    private static string Stripe(string type, string status, string reason) => $$"""
        {"id":"evt_1","object":"event","type":"{{type}}","created":{{Some.Monday.ToUnixTimeSeconds()}},
         "data":{"object":{"id":"re_1","object":"refund","amount":1005,"currency":"eur","status":"{{status}}","failure_reason":"{{reason}}","payment_intent":"pi_1",
          "metadata":{"instruction_id":"c01-a.1~r2.1.3"} } } }
        """;

    private static string Adyen(string code, string success, string reference, string reason) => $$$"""
        {"NotificationRequestItem":{"eventCode":"{{{code}}}","success":"{{{success}}}","merchantReference":"{{{reference}}}","pspReference":"8836183819713023","originalReference":"9913140798220028",
         "amount":{"currency":"EUR","value":1005},"eventDate":"2026-03-02T10:00:00+01:00","merchantAccountCode":"Shop","reason":"{{{reason}}}"}}
        """;
}
