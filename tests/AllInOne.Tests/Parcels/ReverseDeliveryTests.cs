using Google.Protobuf.WellKnownTypes;
using Omnichannel.Orders.V1;
using Omnichannel.OrderTracking;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Hosting;
using Omnichannel.Returns;
using Omnichannel.Returns.V1;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;
using RefundState = Omnichannel.Returns.V1.RefundState;

namespace Omnichannel.AllInOne.Tests.Parcels;

/// <summary>
/// A customer sends goods back: the label is printed and scanned, a scan file plays the carrier, the return is in transit and its money goes back, and what was not in the parcel is asked back.
/// Through the wire of Returns and Order-tracking, and the events between them.
/// </summary>
public sealed class ReverseDeliveryTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly TempFolder folder = new("reverse");
    private EmbeddedEventLog log = null!;
    private RunningService orders = null!;
    private RunningService returns = null!;

    private OrderClients Shop => new(orders.As(Role.Service, "shop"));

    private OrderClients Ops => new(orders.As(Role.Ops, "olga"));

    private OrderPaymentService.OrderPaymentServiceClient Money(Role role, string subject) => new(orders.As(role, subject));

    private ReturnsClients Ada => new(returns.As(Role.Customer, "ada"));

    private ReturnsClients Staff => new(returns.As(Role.Ops, "olga"));

    public async Task InitializeAsync()
    {
        log = new EmbeddedEventLog(new EmbeddedEventLogOptions { Path = folder["events.db"] }, TimeProvider.System);
        orders = await RunningService.Start(
            OrderTrackingApplication.Build,
            new Dictionary<string, string?>
            {
                ["Omnichannel:Storage:Path"] = folder["orders.db"], ["Omnichannel:Grants:Keys:0:Id"] = "1", ["Omnichannel:Grants:Keys:0:Secret"] = Convert.ToBase64String(new byte[32]),
            },
            host: new PlatformHost { EventLog = log });
        returns = await RunningService.Start(
            ReturnsApplication.Build,
            new Dictionary<string, string?>
            {
                ["Omnichannel:Storage:Path"] = folder["returns.db"], ["Omnichannel:Grants:Keys:0:Id"] = "1", ["Omnichannel:Grants:Keys:0:Secret"] = Convert.ToBase64String(new byte[32]),
                ["Omnichannel:Services:messaging"] = "http://127.0.0.1:1", ["Omnichannel:Returns:Labels:CompanyPrefix"] = "9521234",
                ["Omnichannel:Returns:Labels:Addresses:default:Lines:0"] = "Resi, Via Roma 1", ["Omnichannel:Returns:Labels:Addresses:default:Lines:1"] = "20121 Milano",
            },
            host: new PlatformHost { EventLog = log });
        var policy = (await Staff.Policies.GetPolicyAsync(new GetPolicyRequest { PolicyId = "default" })).Policy;
        policy.EffectiveFrom = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddDays(-30));
        policy.Rules[0].RefundAt = RefundTrigger.FirstScan;
        await Staff.Policies.PublishPolicyAsync(new PublishPolicyRequest { Policy = policy, Origin = Origin.Historical });
    }

    public async Task DisposeAsync()
    {
        await orders.DisposeAsync();
        await returns.DisposeAsync();
        await log.DisposeAsync();
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Label_IsPrinted_Scanned_AndSetsTheReturnInTransit_WithItsRefund_AndWhatIsMissingIsAskedBack()
    {
        var order = (await Shop.Orders.RecordOrderAsync(new RecordOrderRequest { Order = Sold() })).Order;
        var begun = await Eventually.Within(Limit, async () => (await Ada.Returns.CreateReturnAsync(new CreateReturnRequest
        {
            OrderId = order.OrderId, Method = ReturnMethod.Carrier,
            Lines = { new ReturnLineRequest { LineId = "1", Quantity = 3, Resolution = Resolution.Refund, Reason = ReturnReason.ChangedMind } },
        })).GoodsReturn);
        var made = (await Ada.ReverseDeliveries.CreateReverseDeliveryAsync(new CreateReverseDeliveryRequest { ReturnId = begun.ReturnId })).ReverseDelivery;
        var page = (await Ada.ReverseDeliveries.GetReverseDeliveryDocumentAsync(new GetReverseDeliveryDocumentRequest
        {
            ReturnId = begun.ReturnId, ReverseDeliveryId = made.ReverseDeliveryId,
        })).Content.ToByteArray();
        Assert.Contains(begun.RmaCode, await PrintedPage.ReadText(page), StringComparison.Ordinal);

        // The carrier scans what is on the parcel, perhaps before anybody has announced it.
        var scanned = (await PrintedPage.ReadCode(page))["CODE-128:00".Length..];
        Assert.Equal(made.TrackingNumber, scanned);
        await Scans($$"""{"scans":[{"parcel":"{{scanned}}","code":"PICKED_UP","at":"{{DateTimeOffset.UtcNow:O}}","place":"Roma"}]}""");
        var moving = await Until(begun.ReturnId, found => found.Refund is not null);
        Assert.Equal((ReturnState.InTransit, RefundTrigger.FirstScan, 1000), (moving.State, moving.Refund.Trigger, moving.Refund.Amount.AmountMinor));
        await Pay(order.OrderId);
        await Until(begun.ReturnId, found => found.Refund.State is RefundState.Completed);
        var parcel = Assert.Single((await Ops.Orders.GetOrderAsync(new GetOrderRequest { OrderId = order.OrderId })).Order.ReturnShipments);
        Assert.Equal((made.ReverseDeliveryId, begun.ReturnId, ShipmentStatus.PickedUp, "Roma"), (parcel.ShipmentId, parcel.ReturnId, parcel.Status, parcel.Events[0].Place));

        await Scans($$"""{"scans":[{"parcel":"{{scanned}}","code":"DELIVERED","at":"{{DateTimeOffset.UtcNow:O}}"}]}""");
        await Until(begun.ReturnId, found => found.ReverseDeliveries[0].State is ReverseDeliveryState.Delivered);
        await Staff.Returns.ReceiveReturnAsync(new ReceiveReturnRequest { ReturnId = begun.ReturnId });
        var looked = (await Staff.Returns.InspectReturnAsync(new InspectReturnRequest
        {
            ReturnId = begun.ReturnId,
            Inspections =
            {
                new Inspection { LineId = "1", Quantity = 2, Grade = InspectionGrade.A, Disposition = Disposition.Restocked },
                new Inspection { LineId = "1", Quantity = 1, Disposition = Disposition.Missing },
            },
        })).GoodsReturn;
        Assert.Equal((ReturnState.Resolved, 333), (looked.State, looked.Shortfall.Amount.AmountMinor));
        var charged = (await Staff.ReverseDeliveries.SettleShortfallAsync(new SettleShortfallRequest
        {
            ReturnId = begun.ReturnId, Decision = ShortfallState.Charged, Reason = "an empty box",
        })).GoodsReturn;
        Assert.Equal((ReturnState.Closed, 667), (charged.State, charged.RefundAmount.AmountMinor));
        await Eventually.Within(Limit, async () =>
        {
            var money = (await Money(Role.Ops, "olga").GetOrderPaymentsAsync(new GetOrderPaymentsRequest { OrderId = order.OrderId })).Payments;
            Assert.Equal((333, 333), (money.Due.AmountMinor, Assert.Single(money.Charges).Amount.AmountMinor));
        });
        Assert.Equal(2, (await Ops.Orders.GetOrderAsync(new GetOrderRequest { OrderId = order.OrderId })).Order.Lines[0].ReturnedQuantity);
    }

    private Task Scans(string file) => Ops.Shipments.IngestTrackingEventsAsync(
        new IngestTrackingEventsRequest { Reports = { new TrackingReport { CarrierCode = "file", RawPayload = file } } }).ResponseAsync;

    // The provider does what it was instructed to.
    private async Task Pay(string orderId)
    {
        var instruction = await Eventually.Within(Limit, async () => Assert.Single(
            (await Money(Role.Ops, "olga").GetOrderPaymentsAsync(new GetOrderPaymentsRequest { OrderId = orderId })).Payments.Refunds).Parts[0].InstructionId);
        await Money(Role.Service, "payments").ReportPaymentResultAsync(new ReportPaymentResultRequest
        {
            InstructionId = instruction, State = InstructionState.Succeeded, OccurredAt = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow),
        });
    }

    private Task<Return> Until(string returnId, Func<Return, bool> whether) => Eventually.Within(Limit, async () =>
    {
        var found = (await Ada.Returns.GetReturnAsync(new GetReturnRequest { ReturnId = returnId })).GoodsReturn;
        Assert.True(whether(found));
        return found;
    });

    private static OrderRecord Sold() => new()
    {
        Source = "shop", ExternalId = "1", CustomerId = "ada", CurrencyCode = "EUR", Market = "IT", Channel = Channel.Web, PlacedAt = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddDays(-5)),
        DeliveredAt = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddDays(-1)),
        Lines = { new OrderRecordLine { LineId = "1", Sku = "candle", Quantity = 3, UnitPrice = "3.3333" } },
        Tenders = { new Tender { Kind = TenderKind.Card, Reference = "pay-1", Amount = new Money { CurrencyCode = "EUR", AmountMinor = 1000 } } },
    };
}
