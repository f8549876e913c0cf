using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Omnichannel.Loyalty;
using Omnichannel.Loyalty.V1;
using Omnichannel.Orders.V1;
using Omnichannel.OrderTracking;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Hosting;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.AllInOne.Tests.Goodwill;

/// <summary>A promise that Order-tracking breaks gives points in Loyalty, where the merchant's program says so: through the wire of both, and the events between them.</summary>
public sealed class BrokenPromiseTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly TempFolder folder = new("goodwill");
    private EmbeddedEventLog log = null!;
    private RunningService orders = null!;
    private RunningService loyalty = null!;

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
        loyalty = await RunningService.Start(
            LoyaltyApplication.Build, new Dictionary<string, string?> { ["Omnichannel:Storage:Path"] = folder["loyalty.db"] }, host: new PlatformHost { EventLog = log });
    }

    public async Task DisposeAsync()
    {
        await orders.DisposeAsync();
        await loyalty.DisposeAsync();
        await log.DisposeAsync();
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Broken_GivesPointsOnce_AndStaysGivenWhenLateNewsSaysThatItWasKept()
    {
        var programs = new LoyaltyClients(loyalty.As(Role.Ops, "olga")).Programs;
        var document = (await programs.GetProgramAsync(new GetProgramRequest { ProgramId = "default" })).Document
            .Replace("1970-01-01T00:00:00Z", DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("broken_promise_points: 0", "broken_promise_points: 150", StringComparison.Ordinal);
        await programs.PublishProgramAsync(new PublishProgramRequest { Document = document });
        await new LoyaltyClients(loyalty.As(Role.Customer, "ada")).Loyalty.EnrollMemberAsync(new EnrollMemberRequest { MemberId = "ada" });

        var order = (await new OrderClients(orders.As(Role.Service, "marketplace")).Orders.RecordOrderAsync(new RecordOrderRequest { Order = Sold() })).Order;
        var ops = new OrderClients(orders.As(Role.Ops, "olga")).Shipments;
        var parcel = (await ops.CreateShipmentAsync(new CreateShipmentRequest { OrderId = order.OrderId, CarrierCode = "dhl", TrackingNumber = "00340434161094022115" })).Shipment;
        var latest = DateTimeOffset.UtcNow.AddSeconds(2);
        await ops.SetPromiseAsync(new SetPromiseRequest
        {
            OrderId = order.OrderId, EarliestAt = Timestamp.FromDateTimeOffset(latest.AddSeconds(-1)), LatestAt = Timestamp.FromDateTimeOffset(latest),
        });
        await Eventually.Within(Limit, async () => Assert.Equal((20, 150), await Points()));

        // The parcel was there in time, as its carrier says in the end.
        await ops.CorrectStatusAsync(new CorrectStatusRequest
        {
            OrderId = order.OrderId, ShipmentId = parcel.ShipmentId, Status = ShipmentStatus.Delivered, OccurredAt = Timestamp.FromDateTimeOffset(latest.AddSeconds(-1)), Reason = "a receipt with its time",
        });
        await Eventually.Within(Limit, async () => Assert.Equal(
            PromiseState.Kept, (await new OrderClients(orders.As(Role.Ops, "olga")).Orders.GetOrderAsync(new GetOrderRequest { OrderId = order.OrderId })).Order.Promise.State));

        // What comes behind the correction has been heard: the points stay.
        await new OrderClients(orders.As(Role.Service, "marketplace")).Orders.RecordOrderAsync(new RecordOrderRequest { Order = Sold("2") });
        await Eventually.Within(Limit, async () => Assert.Equal((40, 150), await Points()));
    }

    private async Task<(int Pending, int Active)> Points()
    {
        var balance = (await new LoyaltyClients(loyalty.As(Role.Customer, "ada")).Loyalty.GetBalanceAsync(new GetBalanceRequest { MemberId = "ada" })).Balance;
        return ((int)balance.Pending, (int)balance.Active);
    }

    private static OrderRecord Sold(string number = "1") => new()
    {
        Source = "shop", ExternalId = number, CustomerId = "ada", CurrencyCode = "EUR", Market = "IT", Channel = Channel.Web, PlacedAt = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow),
        Lines = { new OrderRecordLine { LineId = "1", Sku = "lamp", Quantity = 1, UnitPrice = "20" } },
        Tenders = { new Tender { Kind = TenderKind.Card, Reference = "pay-" + number, Amount = new Money { CurrencyCode = "EUR", AmountMinor = 2000 } } },
    };
}
