using Omnichannel.Orders.V1;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Store;
using Omnichannel.OrderTracking.Tests.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Types.V1;
using Order = Omnichannel.OrderTracking.Domain.Order;

namespace Omnichannel.OrderTracking.Tests.Store;

public sealed class EventMappingTests
{
    [Fact]
    public void OrderClaimed_SaysWhatWasSoldAndWhen_AsOrderPlacedDid()
    {
        var receipt = OrderSteps.Place(Some.Sale() with { CustomerId = "" }, Some.Monday);
        var claimed = OrderSteps.Claim(receipt.Order, "customer-9", Some.Monday.AddDays(3)).Value;

        var placed = Assert.IsType<Orders.V1.OrderPlaced>(Told(receipt.Events[0], receipt.Order));
        var told = Assert.IsType<Orders.V1.OrderClaimed>(Told(Assert.Single(claimed.Events), claimed.Order));
        Assert.Equal(("customer-9", Some.Monday.AddDays(3).ToTimestamp()), (told.CustomerId, told.EffectiveAt));
        Assert.NotEmpty(told.Lines);
        Assert.Equal((placed.EffectiveAt, placed.Market, placed.CurrencyCode, placed.Lines), (told.PlacedAt, told.Market, told.CurrencyCode, told.Lines));
    }

    [Fact]
    public void OrderPlaced_SaysWhichReturnPolicyItsBuyerWasShown()
    {
        var receipt = OrderSteps.Place(Some.Sale() with { ReturnPolicyVersion = 7 }, Some.Monday);

        Assert.Equal(7, Assert.IsType<Orders.V1.OrderPlaced>(Told(receipt.Events[0], receipt.Order)).ReturnPolicyVersion);
    }

    [Fact]
    public void EveryEvent_SaysWhichOrder_Whose_AndHowToReachThem()
    {
        var sale = Some.Sale() with { GuestId = "guest-1", ContactId = "contact-1", OrderNumber = "O-0000000001" };
        var order = OrderSteps.Place(sale, Some.Monday).Order;
        var refund = new Omnichannel.OrderTracking.Domain.Refund { RefundId = "refund-1", Reason = "ORDER_CANCELLED", At = Some.Monday };
        OrderEvent[] events =
        [
            new Omnichannel.OrderTracking.Domain.OrderPlaced(Some.Monday), new FulfilmentChanged(Some.Monday, []), new Omnichannel.OrderTracking.Domain.OrderDeliveryCorrected(Some.Monday, "LOST"),
            new Omnichannel.OrderTracking.Domain.SecondSaleRefused(Some.Monday, "hold-1"), new Omnichannel.OrderTracking.Domain.OrderClaimed(Some.Monday),
            new Omnichannel.OrderTracking.Domain.RefundRequested(Some.Monday, refund, []),
            new Omnichannel.OrderTracking.Domain.RefundCompleted(Some.Monday, refund),
            new Omnichannel.OrderTracking.Domain.RefundFailed(Some.Monday, refund),
            new Omnichannel.OrderTracking.Domain.ChargeRequested(Some.Monday, new InstructionId("order-1", InstructionKind.Charge, 1), new Omnichannel.OrderTracking.Domain.Charge { AmountMinor = 1, At = Some.Monday }),
            new Omnichannel.OrderTracking.Domain.VoidRequested(Some.Monday, new InstructionId("order-1", InstructionKind.Void, 1), Held),
            new Omnichannel.OrderTracking.Domain.VoidFailed(Some.Monday, new InstructionId("order-1", InstructionKind.Void, 1), Held),
            new Omnichannel.OrderTracking.Domain.PaymentReceived(Some.Monday, new Payment { PaymentId = "p", Kind = Platform.Domain.TenderKind.Cash, At = Some.Monday }),
        ];

        Assert.All(events.Select(e => Told(e, order)), told => Assert.Equal(
            (order.OrderId, "O-0000000001", order.CustomerId, "guest-1", "contact-1", Origin.Live, Some.Monday.ToTimestamp(), Channel.Web),
            (told.OrderId, told.OrderNumber, told.CustomerId, told.GuestId, told.ContactId, told.Origin, told.EffectiveAt, told.Channel)));
    }

    [Fact]
    public void OrderCancelled_HappenedWhereItWasAskedFor()
    {
        var change = OrderSteps.Cancel(OrderSteps.Place(Some.Sale(), Some.Monday).Order, [], "", SalesChannel.Support, Some.Monday).Value;
        var told = Told(change.Events.OfType<Omnichannel.OrderTracking.Domain.OrderCancelled>().Single(), change.Order);
        Assert.Equal(Channel.Support, told.Channel);
    }

    private static Payment Held => new()
    {
        PaymentId = "p", Kind = Platform.Domain.TenderKind.Card, At = Some.Monday,
        Release = new Omnichannel.OrderTracking.Domain.RefundPart
        {
            Source = new Omnichannel.OrderTracking.Domain.Tender(Platform.Domain.TenderKind.Card, "hold", 100), Tries = [new RefundTry { Kind = Platform.Domain.TenderKind.Card, At = Some.Monday }],
        },
    };

    private static IOrderEvent Told(OrderEvent e, Order order) => (IOrderEvent)EventMapping.ToOutgoing(e, order).Message;
}
