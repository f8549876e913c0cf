using Google.Protobuf.WellKnownTypes;
using Omnichannel.Loyalty;
using Omnichannel.Loyalty.V1;
using Omnichannel.Orders.V1;
using Omnichannel.OrderTracking;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Hosting;
using Omnichannel.Returns;
using Omnichannel.Returns.V1;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.AllInOne.Tests.Refunds;

/// <summary>
/// A customer takes store credit for what comes back: Returns asks, Order-tracking grants, Loyalty gives it and the bonus on it; what does not come takes its part of the bonus back. Through
/// the wire of the three, and the events between them.
/// </summary>
public sealed class StoreCreditJourneyTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly TempFolder folder = new("credit");
    private EmbeddedEventLog log = null!;
    private RunningService orders = null!;
    private RunningService returns = null!;
    private RunningService loyalty = null!;

    private ReturnsClients Ada => new(returns.As(Role.Customer, "ada"));

    private ReturnsClients Staff => new(returns.As(Role.Ops, "olga"));

    public async Task InitializeAsync()
    {
        log = new EmbeddedEventLog(new EmbeddedEventLogOptions { Path = folder["events.db"] }, TimeProvider.System);
        orders = await Start(OrderTrackingApplication.Build, "orders.db");
        returns = await Start(ReturnsApplication.Build, "returns.db");
        loyalty = await Start(LoyaltyApplication.Build, "loyalty.db");
        var policy = (await Staff.Policies.GetPolicyAsync(new GetPolicyRequest { PolicyId = "default" })).Policy;
        policy.EffectiveFrom = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddDays(-30));
        policy.Rules[0].RefundAt = RefundTrigger.Approval;
        policy.Rules[0].StoreCreditBonusPercent = "10";
        await Staff.Policies.PublishPolicyAsync(new PublishPolicyRequest { Policy = policy, Origin = Origin.Historical });
    }

    public async Task DisposeAsync()
    {
        await orders.DisposeAsync();
        await returns.DisposeAsync();
        await loyalty.DisposeAsync();
        await log.DisposeAsync();
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task StoreCredit_ComesWithItsBonus_AndWhatIsMissingTakesItsPartBack()
    {
        var order = (await new OrderClients(orders.As(Role.Service, "shop")).Orders.RecordOrderAsync(new RecordOrderRequest { Order = Sold() })).Order;
        var begun = await Eventually.Within(Limit, async () => (await Ada.Returns.CreateReturnAsync(new CreateReturnRequest
        {
            OrderId = order.OrderId, Method = ReturnMethod.Carrier,
            Lines = { new ReturnLineRequest { LineId = "1", Quantity = 3, Resolution = Resolution.StoreCredit, Reason = ReturnReason.ChangedMind } },
        })).GoodsReturn);
        Assert.Equal((1000, 100, false), (begun.StoreCreditAmount.AmountMinor, begun.StoreCreditBonus.Amount.AmountMinor, begun.StoreCreditBonus.Given));

        await Credit(1000 + 100);

        await Staff.Returns.ReceiveReturnAsync(new ReceiveReturnRequest { ReturnId = begun.ReturnId });
        await Staff.Returns.InspectReturnAsync(new InspectReturnRequest
        {
            ReturnId = begun.ReturnId,
            Inspections =
            {
                new Inspection { LineId = "1", Quantity = 2, Grade = InspectionGrade.A, Disposition = Disposition.Restocked },
                new Inspection { LineId = "1", Quantity = 1, Disposition = Disposition.Missing },
            },
        });
        var charged = (await Staff.ReverseDeliveries.SettleShortfallAsync(new SettleShortfallRequest
        {
            ReturnId = begun.ReturnId, Decision = ShortfallState.Charged, Reason = "an empty box",
        })).GoodsReturn;

        // The credit stays, and its customer is asked for the money of what did not come; the bonus on it goes.
        Assert.Equal((667, 67), (charged.StoreCreditAmount.AmountMinor, charged.StoreCreditBonus.Amount.AmountMinor));
        await Credit(1000 + 67);
        await Eventually.Within(Limit, async () => Assert.Equal(333, (await new OrderPaymentService.OrderPaymentServiceClient(orders.As(Role.Ops, "olga"))
            .GetOrderPaymentsAsync(new GetOrderPaymentsRequest { OrderId = order.OrderId })).Payments.Due.AmountMinor));
    }

    private Task Credit(long minor) => Eventually.Within(Limit, async () => Assert.Equal(
        minor, Assert.Single((await new LoyaltyClients(loyalty.As(Role.Customer, "ada")).Wallets.ListWalletsAsync(new ListWalletsRequest { CustomerId = "ada" })).Wallets).Balance.AmountMinor));

    private Task<RunningService> Start(BuildService build, string database) => RunningService.Start(
        build,
        new Dictionary<string, string?>
        {
            ["Omnichannel:Storage:Path"] = folder[database], ["Omnichannel:Grants:Keys:0:Id"] = "1", ["Omnichannel:Grants:Keys:0:Secret"] = Convert.ToBase64String(new byte[32]),
            ["Omnichannel:Services:messaging"] = "http://127.0.0.1:1",
        },
        host: new PlatformHost { EventLog = log });

    private static OrderRecord Sold() => new()
    {
        Source = "shop", ExternalId = "1", CustomerId = "ada", CurrencyCode = "EUR", Market = "IT", Channel = Channel.Web, PlacedAt = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddDays(-5)),
        DeliveredAt = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddDays(-1)),
        Lines = { new OrderRecordLine { LineId = "1", Sku = "candle", Quantity = 3, UnitPrice = "3.3333" } },
        Tenders = { new Tender { Kind = TenderKind.Card, Reference = "pay-1", Amount = new Money { CurrencyCode = "EUR", AmountMinor = 1000 } } },
    };
}
