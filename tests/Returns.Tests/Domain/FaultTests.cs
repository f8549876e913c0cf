using Omnichannel.Platform.Domain;
using Omnichannel.Returns.Domain;

namespace Omnichannel.Returns.Tests.Domain;

/// <summary>What a return costs, and what of the delivery cost comes back, by whose fault it is.</summary>
public sealed class FaultTests
{
    private static readonly ReturnFee Postage = new("RETURN_SHIPPING", [ReturnMethod.Carrier], [], Some.Eur(495), null);
    private static readonly ReturnFee Restocking = new("RESTOCKING", [], [], null, 10m);
    private readonly OrderReturns order = Some.Fresh(Some.Order([Some.Line("1", 2, 2000), Some.Line("2", 1, 1000)]) with { DeliveryMinor = 600, Total = Some.Eur(3600) });

    [Theory]
    [InlineData(ReturnReason.None, 695)]
    [InlineData(ReturnReason.ChangedMind, 695)]
    [InlineData(ReturnReason.TooLarge, 695)]
    [InlineData(ReturnReason.NotAsDescribed, 0)]
    [InlineData(ReturnReason.Defective, 0)]
    [InlineData(ReturnReason.DamagedInTransit, 0)]
    [InlineData(ReturnReason.WrongItem, 0)]
    [InlineData(ReturnReason.ArrivedTooLate, 0)]
    public void MerchantsFault_CostsNothing(ReturnReason reason, long fees)
    {
        var begun = Some.Begun(order, Asks("a", ReturnMethod.Carrier, ("1", 2, reason)), Costs());

        Assert.Equal(fees, begun.Fees.Sum(fee => fee.Amount.AmountMinor));
        Assert.Equal(2000 - fees, begun.RefundAmount.AmountMinor);
    }

    [Fact]
    public void FeeOfAReason_IsOfTheLinesThatComeBackForIt_OnceForAReturn()
    {
        var policy = Costs(Postage, Restocking with { Reasons = [ReturnReason.TooSmall] });

        var mixed = Some.Begun(order, Asks("a", ReturnMethod.Carrier, ("1", 1, ReturnReason.TooSmall), ("2", 1, ReturnReason.Defective)), policy);

        Assert.Equal(["RETURN_SHIPPING 495", "RESTOCKING 100"], mixed.Fees.Select(fee => $"{fee.Code} {fee.Amount.AmountMinor}"));
    }

    [Fact]
    public void MerchantsFault_MayComeByCarrier_WhereOthersMayNot_AndTheAnswerSaysSo()
    {
        var policy = Some.With(rule => rule with { Methods = [ReturnMethod.Store], Fees = [Restocking] });

        Assert.IsType<MethodNotAllowed>(Return.Create(Asks("a", ReturnMethod.Carrier, ("1", 1, ReturnReason.TooSmall)), order, policy, Some.Now).Refusal);
        Assert.Equal(ReturnMethod.Carrier, Some.Begun(order, Asks("a", ReturnMethod.Carrier, ("1", 1, ReturnReason.Defective)), policy).Method);
        var answer = Eligibility.Of(order, policy, Some.Now, new Told(ReturnReason.Defective, default))[0];
        Assert.Equal((2, 0), (answer.Methods.Count, answer.Fees.Count));
        Assert.Equal((1, 1), (Eligibility.Of(order, policy, Some.Now)[0].Methods.Count, Eligibility.Of(order, policy, Some.Now)[0].Fees.Count));
    }

    [Fact]
    public void Shipping_ComesBackByTheRule_InPartsThatAddUp()
    {
        var policy = Some.With(rule => rule with { ShippingRefund = ShippingRefund.Always });
        var first = Resolved(order, Asks("a", ReturnMethod.Store, ("1", 1, ReturnReason.ChangedMind)), policy);
        var second = Resolved(order.With(first), Asks("b", ReturnMethod.Store, ("1", 1, ReturnReason.ChangedMind)), policy);
        var last = Resolved(order.With(first).With(second), Asks("c", ReturnMethod.Store, ("2", 1, ReturnReason.ChangedMind)), policy);

        Assert.Equal([Some.Eur(200), Some.Eur(200), Some.Eur(200)], new[] { first, second, last }.Select(goods => goods.DeliveryRefund));
        Assert.Equal(3600, new[] { first, second, last }.Sum(goods => goods.RefundAmount.AmountMinor));
        Assert.Equal(600, order.With(first).With(second).With(last).DeliveryGiven);
    }

    [Fact]
    public void Shipping_OfTheMerchantsFaultOnly_AndOfWhatCame()
    {
        var policy = Some.With(rule => rule with { ShippingRefund = ShippingRefund.MerchantsFault });
        var begun = Some.Begun(order, Asks("a", ReturnMethod.Store, ("1", 2, ReturnReason.Defective), ("2", 1, ReturnReason.TooSmall)), policy);
        Inspection[] found = [new("1", 1, InspectionGrade.A, Disposition.Restocked, ""), new("1", 1, InspectionGrade.None, Disposition.Missing, ""), new("2", 1, InspectionGrade.A, Disposition.Restocked, "")];
        var came = begun.Receive([], order, policy, Some.Now).Value.Next.Inspect(found, order, policy, Some.Till, Some.Now).Value.Next;

        Assert.Equal(Some.Eur(400), begun.DeliveryRefund);
        Assert.Equal((Some.Eur(200), Some.Eur(2200)), (came.DeliveryRefund, came.RefundAmount));
        Assert.Null(Some.Begun(order, Asks("b", ReturnMethod.Store, ("1", 1, ReturnReason.ChangedMind)), policy).DeliveryRefund);
        Assert.Null(Some.Begun(order, Asks("b", ReturnMethod.Store, ("1", 1, ReturnReason.Defective))).DeliveryRefund);
    }

    [Fact]
    public void Shipping_ThatWasCalledOff_IsTheNextOnes()
    {
        var policy = Some.With(rule => rule with { ShippingRefund = ShippingRefund.Always });
        var cancelled = Some.Begun(order, Asks("a", ReturnMethod.Store, ("1", 2, ReturnReason.ChangedMind)), policy).Cancel().Value.Next;

        var again = Some.Begun(order.With(cancelled), Asks("b", ReturnMethod.Store, ("1", 2, ReturnReason.ChangedMind), ("2", 1, ReturnReason.ChangedMind)), policy);

        Assert.Equal(Some.Eur(600), again.DeliveryRefund);
    }

    private static ReturnPolicy Costs(params ReturnFee[] fees) => Some.With(rule => rule with { Fees = fees.Length == 0 ? [Postage, Restocking] : fees });

    private static NewReturn Asks(string id, ReturnMethod method, params (string LineId, int Quantity, ReturnReason Reason)[] lines) =>
        new(id, "R-" + id, [.. lines.Select(line => new NewReturnLine(line.LineId, line.Quantity, line.Reason, ""))], Resolution.Refund, method, Some.Shopper);

    private static Return Resolved(OrderReturns order, NewReturn asked, ReturnPolicy policy) =>
        Some.Begun(order, asked, policy).Complete([], false, order, policy, Some.Till, Some.Now).Value.Next;
}
