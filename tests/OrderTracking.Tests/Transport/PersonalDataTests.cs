using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.V1;
using Omnichannel.Support.V1;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;
using Retention = Omnichannel.OrderTracking.Domain.Retention;
using static Omnichannel.OrderTracking.Tests.Transport.RunningOrders;

namespace Omnichannel.OrderTracking.Tests.Transport;

/// <summary>What is kept about a person, and its erasure, through the wire.</summary>
public sealed class PersonalDataTests(RunningOrders orders) : IClassFixture<RunningOrders>
{
    private PersonalDataService.PersonalDataServiceClient Support => new(orders.Service.As(Role.Service, "support"));

    [Fact]
    public async Task EverythingOfAPerson_IsExported_AndErased_ButForWhatADutyKeeps()
    {
        var open = await orders.RecordOpen("of-anna", "anna");
        var old = await Imported("of-anna-long-ago", "anna", DateTimeOffset.UtcNow.AddYears(-12));
        await Save("anna");
        await orders.RecordOpen("of-bea", "bea");

        var all = await Export("anna");
        Assert.Equal([("order", old, Retention.Accounting), ("order", open.OrderId, Retention.Accounting)], all.Where(one => one.Kind == "order").Select(one => (one.Kind, one.Id, one.Duty)));
        Assert.Equal(new DateTime(open.PlacedAt.ToDateTime().Year + 11, 1, 1), all.First(one => one.Id == open.OrderId).KeptUntil.ToDateTime());
        var tender = Assert.Single(all, one => one.Kind == "saved-tender");
        Assert.Equal(("", "4242"), (tender.Duty, tender.Data.Fields["lastFour"].StringValue));
        Assert.DoesNotContain("secret-reference", tender.ToString(), StringComparison.Ordinal);

        var first = await Erase("anna");
        Assert.Equal((1, 1), (first["order"].ErasedCount, first["saved-tender"].ErasedCount));
        Assert.Equal((1, Retention.Accounting), (Assert.Single(first["order"].Kept).Count, first["order"].Kept[0].Duty));
        Assert.Equal("ORDER_NOT_FOUND", await Reason(async () => await orders.Ops.Orders.GetOrderAsync(new GetOrderRequest { OrderId = old })));
        Assert.Equal([open.OrderId], (await Export("anna")).Where(one => one.Kind != "answer").Select(one => one.Id));
        Assert.Equal(0, (await Erase("anna")).Values.Sum(kind => kind.ErasedCount));
        Assert.Single(await Export("bea"), one => one.Kind == "order");
    }

    [Fact]
    public async Task Details_StayWhileGoodsAreOnTheirWay_AndGoAfterwards()
    {
        var sold = EventTests.Sold("of-carla", "carla");
        sold.EffectiveAt = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow);
        await orders.As(Role.Service, "cart").Orders.PutDeliveryDetailsAsync(new PutDeliveryDetailsRequest
        {
            OrderId = sold.OrderId,
            CheckoutId = sold.CheckoutId,
            Email = "carla@example.org",
            Delivery = new DeliveryDetails { RecipientName = "Carla Verdi", Address = new PostalAddress { RegionCode = "IT" } },
        });
        await orders.Publish(sold, sold.CartId);
        await orders.Eventual(sold.OrderId);

        var details = Assert.Single(await Export("carla"), one => one.Kind == "delivery-details");
        Assert.Equal(("Carla Verdi", Retention.DeliveryRunning), (details.Data.Fields["recipientName"].StringValue, details.Duty));
        Assert.Equal((0, 1), ((await Erase("carla"))["delivery-details"].ErasedCount, (await Erase("carla"))["delivery-details"].Kept[0].Count));

        await orders.Ops.Orders.CancelOrderAsync(new CancelOrderRequest { OrderId = sold.OrderId, Reason = "OTHER" }, new Metadata { { "idempotency-key", "cancel-carla" } });
        Assert.Equal("", Assert.Single(await Export("carla"), one => one.Kind == "delivery-details").Duty);
        Assert.Equal(1, (await Erase("carla"))["delivery-details"].ErasedCount);
        Assert.DoesNotContain(await Export("carla"), one => one.Kind == "delivery-details");
        Assert.Equal("ORDER_NOT_FOUND", await Reason(async () => await orders.Anonymous.Orders.LookupOrderAsync(
            new LookupOrderRequest { OrderNumber = (await orders.Eventual(sold.OrderId)).OrderNumber, Email = "carla@example.org" })));
    }

    [Fact]
    public async Task WhoElseMayCollect_IsForgotten_WithTheDelivery_AndTheOrderStays()
    {
        var sold = EventTests.Sold("of-emma", "emma", new Fulfilment { Pickup = new Fulfilment.Types.Pickup { StoreId = "milan" } });
        sold.EffectiveAt = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow);
        await orders.Publish(sold, sold.CartId);
        var pickup = Assert.Single((await orders.Eventual(sold.OrderId)).Pickups);
        await orders.As(Role.Customer, "emma").Pickups.AuthorizeCollectorAsync(
            new AuthorizeCollectorRequest { PickupId = pickup.PickupId, Name = "Nonna Pina" }, new Metadata { { "idempotency-key", "collector-emma" } });
        Assert.Contains("Nonna Pina", Assert.Single(await Export("emma"), one => one.Kind == "collector").Data.ToString(), StringComparison.Ordinal);
        Assert.Equal((0, 1), ((await Erase("emma"))["collector"].ErasedCount, (await Erase("emma"))["collector"].Kept[0].Count));

        await orders.Ops.Orders.CancelOrderAsync(new CancelOrderRequest { OrderId = sold.OrderId, Reason = "OTHER" }, new Metadata { { "idempotency-key", "cancel-emma" } });
        Assert.Equal(1, (await Erase("emma"))["collector"].ErasedCount);
        Assert.DoesNotContain("Nonna Pina", string.Join(' ', (await Export("emma")).Select(one => one.ToString())), StringComparison.Ordinal);
        Assert.Equal(0, (await Erase("emma"))["collector"].ErasedCount);
        Assert.Equal(OrderStatus.Cancelled, (await orders.Eventual(sold.OrderId)).Status);
    }

    [Fact]
    public async Task WhoWasMerged_IsTheSamePerson()
    {
        var order = await orders.RecordOpen("of-dora", "dora-before");
        await orders.Publish(new PersonMerged { Origin = Types.V1.Origin.Live, MergeId = "m-dora", From = "dora-before", Into = "dora" }, "dora-before");
        await Eventually.Within(TimeSpan.FromSeconds(60), async () => Assert.Contains(await Export("dora"), one => one.Id == order.OrderId));
        Assert.Equal(order.OrderId, (await orders.As(Role.Customer, "dora").Orders.GetOrderAsync(new GetOrderRequest { OrderId = order.OrderId })).Order.OrderId);
    }

    [Theory]
    [InlineData(Role.Agent)]
    [InlineData(Role.Customer)]
    public async Task NobodyElse_ExportsOrErases(Role role)
    {
        var client = new PersonalDataService.PersonalDataServiceClient(orders.Service.As(role, "anna"));
        Assert.Equal("ROLE_NOT_ALLOWED", await Reason(async () => await client.ErasePersonalDataAsync(new ErasePersonalDataRequest { Person = new PersonReference { CustomerId = "anna" } })));
    }

    private async Task<string> Imported(string externalId, string customerId, DateTimeOffset placedAt)
    {
        var record = Record(externalId, customerId);
        record.PlacedAt = Timestamp.FromDateTimeOffset(placedAt);
        var answer = await orders.Ops.Orders.ImportOrdersAsync(new ImportOrdersRequest { Orders = { record } });
        return Assert.Single(answer.Results).OrderId;
    }

    private async Task Save(string customerId) => await new OrderPaymentService.OrderPaymentServiceClient(orders.Service.As(Role.Service, "payments")).SaveTenderAsync(new SaveTenderRequest
    {
        CustomerId = customerId, Tender = new Orders.V1.SavedTender { Kind = TenderKind.Card, Reference = "secret-reference", Brand = "Visa", LastFour = "4242", ExpiryMonth = 12, ExpiryYear = 2039 },
    });

    private async Task<IReadOnlyList<PersonalRecord>> Export(string customerId)
    {
        var records = new List<PersonalRecord>();
        using var call = Support.ExportPersonalData(new ExportPersonalDataRequest { Person = new PersonReference { CustomerId = customerId } });
        await foreach (var answer in call.ResponseStream.ReadAllAsync())
        {
            records.Add(answer.Record);
        }

        return records;
    }

    private async Task<Dictionary<string, ErasedKind>> Erase(string customerId) =>
        (await Support.ErasePersonalDataAsync(new ErasePersonalDataRequest { Person = new PersonReference { CustomerId = customerId } })).Kinds.ToDictionary(kind => kind.Kind);
}
