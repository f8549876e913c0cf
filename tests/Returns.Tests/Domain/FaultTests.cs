using FsCheck;
using FsCheck.Fluent;
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

    /// <summary>In whatever parts goods come back, are called off or do not arrive: the delivery cost is given back once, and all of it with the last goods.</summary>
    [Fact]
    public void Shipping_InWhateverPartsAndOrder_IsGivenBackOnce()
    {
        var policy = Some.With(rule => rule with { ShippingRefund = ShippingRefund.Always });
        var steps = Gen.ListOf(from line in Gen.Elements("1", "2") from quantity in Gen.Choose(1, 3) from fate in Gen.Choose(0, 3) select (line, quantity, fate), 12);

        Prop.ForAll(steps.ToArbitrary(), asked =>
        {
            var sold = Some.Order([Some.Line("1", 4, 1999), Some.Line("2", 3, 1001)]) with { DeliveryMinor = 595, Total = Some.Eur(3595) };
            var returns = new List<Return>();
            foreach (var (line, quantity, fate) in asked)
            {
                Take(sold, returns, Asks($"{returns.Count}", ReturnMethod.Store, (line, quantity, ReturnReason.ChangedMind)), policy, fate);
                Assert.InRange(new OrderReturns(sold, returns).DeliveryGiven, 0, 595);
            }

            foreach (var line in sold.Lines.Where(line => new OrderReturns(sold, returns).Available(line) > 0))
            {
                Take(sold, returns, Asks($"{returns.Count}", ReturnMethod.Store, (line.LineId, new OrderReturns(sold, returns).Available(line), ReturnReason.ChangedMind)), policy, fate: 0);
            }

            Assert.Equal(595, new OrderReturns(sold, returns).DeliveryGiven);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    // Live for now, called off, come, or come but for one.
    private static void Take(Order sold, List<Return> returns, NewReturn asked, ReturnPolicy policy, int fate)
    {
        var before = new OrderReturns(sold, [.. returns]);
        if (Return.Create(asked, before, policy, Some.Now) is not { IsAccepted: true, Value.Next: { } begun })
        {
            return;
        }

        var (line, units) = (begun.Lines[0].LineId, begun.Lines[0].Quantity);
        Inspection[] found = [new(line, 1, InspectionGrade.None, Disposition.Missing, ""), .. units > 1 ? [new Inspection(line, units - 1, InspectionGrade.A, Disposition.Restocked, "")] : (Inspection[])[]];
        returns.Add(fate switch
        {
            1 => begun.Cancel().Value.Next,
            2 => begun.Complete([], false, before.With(begun), policy, Some.Till, Some.Now).Value.Next,
            3 => begun.Receive([], before.With(begun), policy, Some.Now).Value.Next.Inspect(found, before.With(begun), policy, Some.Till, Some.Now).Value.Next,
            _ => begun,
        });
    }

    private static ReturnPolicy Costs(params ReturnFee[] fees) => Some.With(rule => rule with { Fees = fees.Length == 0 ? [Postage, Restocking] : fees });

    private static NewReturn Asks(string id, ReturnMethod method, params (string LineId, int Quantity, ReturnReason Reason)[] lines) =>
        new(id, "R-" + id, [.. lines.Select(line => new NewReturnLine(line.LineId, line.Quantity, line.Reason, "", Resolution.Refund))], method, Some.Shopper);

    private static Return Resolved(OrderReturns order, NewReturn asked, ReturnPolicy policy) =>
        Some.Begun(order, asked, policy).Complete([], false, order, policy, Some.Till, Some.Now).Value.Next;
}
