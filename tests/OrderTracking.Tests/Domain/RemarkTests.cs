using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Text;
using Omnichannel.Platform.Time;
using static Omnichannel.OrderTracking.Tests.Domain.Some;

namespace Omnichannel.OrderTracking.Tests.Domain;

/// <summary>What is said beside where an order is.</summary>
public sealed class RemarkTests
{
    private static readonly DateTimeOffset Filed = Monday.AddDays(2);

    [Theory]
    [InlineData("en", "1 of 3 parcels has arrived: DHL number-p1. 2 of 3 parcels have not left yet: DHL number-p2, DHL number-p3.")]
    [InlineData("it", "1 di 3 pacchi è arrivato: DHL number-p1. 2 di 3 pacchi non sono ancora partiti: DHL number-p2, DHL number-p3.")]
    [InlineData("ro", "1 din 3 colete a ajuns: DHL number-p1. 2 din 3 colete nu au plecat încă: DHL number-p2, DHL number-p3.")]
    [InlineData("zh", "共 3 个包裹，1 个已送达：DHL number-p1。共 3 个包裹，2 个尚未发出：DHL number-p2、DHL number-p3。")]
    public void SeveralParcels_SayWhichArrived_AndWhichDidNot(string language, string expected) =>
        Assert.EndsWith(expected, Said(Tracked(InThree(), "p1", ShipmentStatus.Delivered), language), StringComparison.Ordinal);

    [Fact]
    public void SeveralParcels_FollowEachOfThem()
    {
        var order = Tracked(Tracked(InThree(), "p1", ShipmentStatus.InTransit), "p2", ShipmentStatus.ReadyForPickup);
        Assert.Equal(["PARCELS_TO_COLLECT", "PARCELS_ON_THE_WAY", "PARCELS_NOT_LEFT"], Codes(order));
        Assert.Equal(["PARCELS_ON_THE_WAY", "PARCELS_NOT_LEFT", "PARCELS_HELD_UP"], Codes(Tracked(order, "p2", ShipmentStatus.DeliveryFailed, 30)));

        var all = new[] { "p1", "p2", "p3" }.Aggregate(order, (known, parcel) => Tracked(known, parcel, ShipmentStatus.Delivered, 40));
        Assert.Equal(("DELIVERED", 0), (Explanation.Of(all).Code, Codes(all).Count));
        Assert.Empty(Codes(Shipped(Order())));
    }

    // The rest is in no parcel, or its parcel waits: nobody says that it travels.
    [Fact]
    public void PartlyDelivered_TheRestIsOnItsWay_OnlyWhenItLeft()
    {
        var part = Tracked(Shipped(Order(), "p1", new LineUnits("1", 1)), "p1", ShipmentStatus.Delivered);
        Assert.Equal("PARTLY_DELIVERED_PREPARING", Explanation.Of(part).Code);
        var announced = Shipped(part, "p2");
        Assert.Equal("PARTLY_DELIVERED_PREPARING", Explanation.Of(announced).Code);
        Assert.Equal("PARTLY_DELIVERED", Explanation.Of(Tracked(announced, "p2", ShipmentStatus.InTransit)).Code);
    }

    [Fact]
    public void AParcelInThePlaceOfAnother_IsAnnounced_AndDoesNotCountTwice()
    {
        var order = OrderSteps.File(Tracked(Shipped(Order()), "p1", ShipmentStatus.Delivered), new Claim
        {
            ClaimId = "c1", ShipmentId = "p1", Kind = ClaimKind.DeliveredNotReceived, Lines = [], FiledAt = Filed, StateAt = Filed,
        }, SalesChannel.Web, Filed).Value.Order;
        order = OrderSteps.Resolve(order, "c1", ClaimResolution.Replacement, "", SalesChannel.Support, Filed).Value.Order;
        Assert.Equal(["REPLACEMENT_PREPARED"], Codes(order));

        order = OrderSteps.Ship(order, Parcel("p2") with { CreatedAt = Filed }, Filed).Value.Order;
        Assert.Equal(["REPLACEMENT_PREPARED"], Codes(order));
        order = Tracked(order, "p2", ShipmentStatus.InTransit, 60);
        Assert.Equal(["REPLACEMENTS_ON_THE_WAY"], Codes(order));
        Assert.EndsWith("A new parcel is on its way in place of what did not reach you as it should: DHL number-p2.", Said(order, "en"), StringComparison.Ordinal);
        Assert.Empty(Codes(Tracked(order, "p2", ShipmentStatus.Delivered, 70)));
    }

    [Fact]
    public void AParcelThatCameBackToUs_IsReplaced_AndDoesNotCountTwice()
    {
        var order = Tracked(Tracked(Shipped(Order()), "p1", ShipmentStatus.InTransit, 2), "p1", ShipmentStatus.ReturnToSender, 20);
        Assert.Empty(Codes(order));

        order = OrderSteps.Ship(order, Parcel("p2") with { CreatedAt = Filed }, Filed).Value.Order;
        Assert.Equal(["REPLACEMENTS_ON_THE_WAY"], Codes(Tracked(order, "p2", ShipmentStatus.InTransit, 60)));
    }

    [Theory]
    [InlineData("en", 1, "1 returned item has reached us, and we are checking it.")]
    [InlineData("en", 2, "2 returned items have reached us, and we are checking them.")]
    [InlineData("it", 1, "1 articolo restituito è arrivato da noi e lo stiamo controllando.")]
    [InlineData("it", 2, "2 articoli restituiti sono arrivati da noi e li stiamo controllando.")]
    [InlineData("ro", 1, "1 articol returnat a ajuns la noi și îl verificăm.")]
    [InlineData("ro", 20, "20 de articole returnate au ajuns la noi și le verificăm.")]
    [InlineData("zh", 2, "我们已收到 2 件退货，正在检查。")]
    public void WhatCameBack_IsSaid_InOneAndInMany(string language, int units, string expected)
    {
        var order = Tracked(Shipped(Order(Sale(quantity: 30))), "p1", ShipmentStatus.Delivered);
        order = OrderSteps.Receive(order, "r1", "receipt-1", [new LineUnits("1", units)], Filed, Filed).Order;
        Assert.EndsWith(expected, Said(order, language), StringComparison.Ordinal);
        Assert.Equal(["RETURN_CAME"], Codes(order));

        var settled = Returned(order, "r1", Filed, new LineUnits("1", units));
        Assert.Equal(["RETURN_SETTLED"], Codes(settled));
        Assert.Equal(["RETURN_SETTLED", "RETURN_CAME"], Codes(OrderSteps.Receive(settled, "r2", "receipt-1", [new LineUnits("2", 1)], Filed, Filed).Order));
    }

    [Theory]
    [InlineData("en", "Still on its way back to you: €12.50 to your card, €12.50 to your gift card.")]
    [InlineData("it", "Ancora in arrivo per te: 12,50 € sulla tua carta, 12,50 € sulla tua carta regalo.")]
    [InlineData("ro", "Încă pe drum înapoi la tine: 12,50 € pe cardul tău, 12,50 € pe cardul tău cadou.")]
    [InlineData("zh", "退款正在途中：€12.50 至您的银行卡、€12.50 至您的礼品卡。")]
    public void Refund_SaysWhatGoesBack_AndTo_What(string language, string expected)
    {
        var order = Cancelled();
        var said = Explanation.Of(order).WithRefunds(order).Say(language, LocalDays.Utc).Text.Replace('\u00a0', ' ');
        Assert.EndsWith(expected, said, StringComparison.Ordinal);
        Assert.Empty(Codes(order));
    }

    [Fact]
    public void Refund_SaysWhatIsTriedAgain_WhatFailed_AndWhatWentAnotherWay()
    {
        var order = Answered(Cancelled(), 1, InstructionState.Succeeded);
        Assert.Equal(["REFUNDED", "REFUND_ON_ITS_WAY"], RefundCodes(order));
        Assert.Equal(["REFUNDED", "REFUND_TRIED_AGAIN"], RefundCodes(Answered(order, 2, InstructionState.Failed)));
        order = Answered(order, 2, InstructionState.Failed, isPermanent: true);
        Assert.Equal(["REFUNDED", "REFUND_FAILED"], RefundCodes(order));

        order = OrderSteps.RetryRefund(order, order.Money.Refunds[0].RefundId, new Tender(TenderKind.StoreCredit, "credit-1", 0), Filed).Value.Order;
        order = OrderSteps.Report(order, new InstructionId(order.OrderId, InstructionKind.Refund, 1, 2, 2), new PaymentResult(InstructionState.Succeeded, Filed), Filed).Value.Order;
        Assert.EndsWith("We gave back €12.50 to your card, €12.50 as store credit.", Explanation.Of(order).WithRefunds(order).Say("en", LocalDays.Utc).Text, StringComparison.Ordinal);
    }

    private static Order Cancelled() => OrderSteps.Cancel(Order(), [new LineUnits("2", 1)], "", SalesChannel.Web, Monday).Value.Order;

    private static Order Answered(Order order, int part, InstructionState state, bool isPermanent = false) => OrderSteps.Report(
        order, new InstructionId(order.OrderId, InstructionKind.Refund, 1, part), new PaymentResult(state, Monday.AddHours(1)) { IsPermanent = isPermanent }, Monday.AddHours(1)).Value.Order;

    private static Order InThree() => Shipped(Shipped(Shipped(Order(), "p1", new LineUnits("1", 1)), "p2", new LineUnits("1", 1)), "p3");

    private static Order Tracked(Order order, string parcel, ShipmentStatus status, double hours = 25) =>
        OrderSteps.Track(order, parcel, [Event(status, hours, $"{parcel}/{status}@{hours}")], Monday.AddHours(hours)).Order;

    // What is said of any of these orders has no hole in any language.
    private static List<string> Codes(Order order)
    {
        var explanation = Explanation.Of(order).WithRefunds(order);
        Assert.All(Phrases.Spoken, language => Assert.DoesNotMatch(@"[{}\[\]|]|  | [.,;:。，：]", explanation.Say(language, LocalDays.Utc).Text));
        return [.. Explanation.Of(order).More.Select(remark => remark.Code)];
    }

    private static IEnumerable<string> RefundCodes(Order order) => Explanation.Of(order).WithRefunds(order).More.Select(remark => remark.Code);

    private static string Said(Order order, string language) => Explanation.Of(order).Say(language, LocalDays.Utc).Text;
}
