using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Security;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;
using static Omnichannel.OrderTracking.Tests.Transport.RunningOrders;

namespace Omnichannel.OrderTracking.Tests.Transport;

/// <summary>Pickups through the wire: who sees and does what, and who guesses.</summary>
public sealed class PickupRpcTests(RunningOrders orders) : IClassFixture<RunningOrders>
{
    private static int addresses;

    [Fact]
    public async Task Pickup_FromTheSaleToTheHandOver_AtTheStoresTill()
    {
        var pickup = await Sold("p01", "anna");
        var till = orders.Till("till-1", "milano-1").Pickups;
        var anna = orders.As(Role.Customer, "anna").Pickups;
        Assert.Equal(pickup.PickupId, Assert.Single((await till.ListPickupsAsync(new ListPickupsRequest { StoreId = "milano-1", Statuses = { PickupStatus.Waiting } })).Pickups, known => known.PickupId == pickup.PickupId).PickupId);
        Assert.Equal(PickupStatus.Picking, (await till.AcceptPickupAsync(new AcceptPickupRequest { PickupId = pickup.PickupId }, Key())).Pickup.Status);
        var ready = (await till.MarkPickupReadyAsync(new MarkPickupReadyRequest { PickupId = pickup.PickupId }, Key())).Pickup;
        Assert.Equal((PickupStatus.Ready, 2), (ready.Status, ready.Lines[0].ReadyQuantity));
        Assert.Equal(ready.ExpiresAt.ToDateTimeOffset().AddDays(2), (await anna.ExtendPickupAsync(new ExtendPickupRequest { PickupId = pickup.PickupId, Days = 2 }, Key())).Pickup.ExpiresAt.ToDateTimeOffset());
        await anna.AnnounceArrivalAsync(new AnnounceArrivalRequest { PickupId = pickup.PickupId, Note = "bay 4" }, Key());
        Assert.Equal("bay 4", (await till.ListPickupsAsync(new ListPickupsRequest { StoreId = "milano-1" })).Pickups[0].ArrivalNote);

        var code = (await anna.ShowPickupCodeAsync(new ShowPickupCodeRequest { PickupId = pickup.PickupId })).Code;
        Assert.Matches("^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$", code);
        Assert.Equal(pickup.PickupId, (await till.FindPickupAsync(new FindPickupRequest { StoreId = "milano-1", Code = code })).Pickup.PickupId);
        var collected = (await till.CollectPickupAsync(new CollectPickupRequest { PickupId = pickup.PickupId, Code = code.ToLowerInvariant() }, Key())).Pickup;
        Assert.Equal((PickupStatus.Collected, "associate-1"), (collected.Status, collected.Events[^1].ActorId));
        Assert.Equal(OrderStatus.Delivered, (await orders.Ops.Orders.GetOrderAsync(new GetOrderRequest { OrderId = pickup.OrderId })).Order.Status);
    }

    [Fact]
    public async Task StoreRoles_OnOtherStoresPickups_ReachNothing()
    {
        var pickup = await Sold("p02", "anna");
        var code = await CodeOf(pickup, "anna");
        var associate = new OrderClients(orders.Service.With(orders.Service.Tokens.Issue(
            new TokenRequest("associate-9", Role.Associate, TimeSpan.FromMinutes(10)) { Channel = Channel.Store, StoreId = "bari-1" }))).Pickups;
        foreach (var other in new[] { orders.Till("till-9", "bari-1").Pickups, associate })
        {
            foreach (var call in new Func<Task>[]
            {
                async () => await other.AcceptPickupAsync(new AcceptPickupRequest { PickupId = pickup.PickupId }, Key()),
                async () => await other.MarkPickupReadyAsync(new MarkPickupReadyRequest { PickupId = pickup.PickupId }, Key()),
                async () => await other.RejectPickupAsync(new RejectPickupRequest { PickupId = pickup.PickupId, Reason = PickupRejection.OutOfStock }, Key()),
                async () => await other.ExtendPickupAsync(new ExtendPickupRequest { PickupId = pickup.PickupId }, Key()),
                async () => await other.CollectPickupAsync(new CollectPickupRequest { PickupId = pickup.PickupId, Code = code }, Key()),
                async () => await other.CollectPickupAsync(new CollectPickupRequest { PickupId = pickup.PickupId, Checked = "identity card" }, Key()),
                async () => await other.SendPickupAsync(new SendPickupRequest { PickupId = pickup.PickupId, CarrierCode = "dhl" }, Key()),
            })
            {
                Assert.Equal("PICKUP_NOT_FOUND", await Reason(call));
            }

            Assert.Equal("NOT_YOUR_STORE", await Reason(async () => await other.ListPickupsAsync(new ListPickupsRequest { StoreId = "milano-1" })));
            Assert.Equal("NOT_YOUR_STORE", await Reason(async () => await other.FindPickupAsync(new FindPickupRequest { StoreId = "milano-1", Code = code })));
        }

        Assert.Equal("PICKUP_NOT_FOUND", await Reason(async () => await associate.UndoPickupEventAsync(new UndoPickupEventRequest { PickupId = pickup.PickupId, EventId = "1", Reason = "x" }, Key())));
        Assert.Empty((await orders.Till("till-9", "bari-1").Pickups.ListPickupsAsync(new ListPickupsRequest { StoreId = "bari-1" })).Pickups);
    }

    [Fact]
    public async Task Code_IsTheOwnersAlone_AndInNothingElse()
    {
        var pickup = await Sold("p03", "anna");
        var code = await CodeOf(pickup, "anna");
        foreach (var other in new[] { orders.As(Role.Customer, "eve"), orders.As(Role.Guest, "guest-eve") })
        {
            Assert.Equal("PICKUP_NOT_FOUND", await Reason(async () => await other.Pickups.ShowPickupCodeAsync(new ShowPickupCodeRequest { PickupId = pickup.PickupId })));
            Assert.Equal("PICKUP_NOT_FOUND", await Reason(async () => await other.Pickups.AuthorizeCollectorAsync(new AuthorizeCollectorRequest { PickupId = pickup.PickupId, Name = "Eve" }, Key())));
            Assert.Equal("PICKUP_NOT_FOUND", await Reason(async () => await other.Pickups.AnnounceArrivalAsync(new AnnounceArrivalRequest { PickupId = pickup.PickupId }, Key())));
        }

        foreach (var staff in new[] { orders.Ops, orders.Till("till-1", "milano-1"), orders.As(Role.Agent, "agent-1"), orders.As(Role.Service, "messaging") })
        {
            Assert.Equal("ROLE_NOT_ALLOWED", await Reason(async () => await staff.Pickups.ShowPickupCodeAsync(new ShowPickupCodeRequest { PickupId = pickup.PickupId })));
        }

        var anna = orders.As(Role.Customer, "anna");
        await anna.Pickups.AuthorizeCollectorAsync(new AuthorizeCollectorRequest { PickupId = pickup.PickupId, Name = "Bruno Verdi" }, Key());
        var order = (await anna.Orders.GetOrderAsync(new GetOrderRequest { OrderId = pickup.OrderId })).Order;
        Assert.DoesNotContain(code, order.ToString(), StringComparison.Ordinal);
        Assert.Equal("Bruno Verdi", order.Pickups[0].Collectors.Single().Name);
        Assert.DoesNotContain(code, (await anna.Orders.ExplainOrderAsync(new ExplainOrderRequest { OrderId = pickup.OrderId })).ToString(), StringComparison.Ordinal);
        var link = (await anna.Links.CreateTrackingLinkAsync(new CreateTrackingLinkRequest { OrderId = pickup.OrderId })).Token;
        var linked = (await orders.Anonymous.Links.GetTrackedOrderAsync(new GetTrackedOrderRequest { Token = link })).ToString();
        Assert.DoesNotContain(code, linked, StringComparison.Ordinal);
        Assert.DoesNotContain("Verdi", linked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Collector_CollectsWithTheirOwnCode_UntilTheyAreRevoked()
    {
        var pickup = await Sold("p04", "anna");
        var anna = orders.As(Role.Customer, "anna").Pickups;
        var till = orders.Till("till-1", "milano-1").Pickups;
        var (bruno, carla) = (await Authorize(anna, pickup, "Bruno"), await Authorize(anna, pickup, "Carla"));
        Assert.NotEqual(bruno.Code, carla.Code);
        await anna.RevokeCollectorAsync(new RevokeCollectorRequest { PickupId = pickup.PickupId, CollectorId = bruno.CollectorId }, Key());
        Assert.Equal("PICKUP_CODE_WRONG", await Reason(async () => await till.CollectPickupAsync(new CollectPickupRequest { PickupId = pickup.PickupId, Code = bruno.Code }, Key())));

        var collected = (await till.CollectPickupAsync(new CollectPickupRequest { PickupId = pickup.PickupId, Code = carla.Code }, Key())).Pickup;
        Assert.Equal(carla.CollectorId, collected.Events[^1].CollectorId);
    }

    [Fact]
    public async Task WrongCodes_AreSlowedDown_AtOnePickup_AndByOnePerson()
    {
        var pickup = await Sold("p05", "anna");
        var wrong = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Tried(orders.Till($"till-{i}", "milano-1").Pickups, pickup, "AAAA-0000", Fresh())));
        Assert.Equal(20, wrong.Count(reason => reason == "PICKUP_CODE_WRONG"));
        Assert.Equal(40, wrong.Count(reason => reason == "RATE_LIMITED"));
        Assert.Equal("RATE_LIMITED", await Tried(orders.Till("till-60", "milano-1").Pickups, pickup, await CodeOf(pickup, "anna"), Fresh()));

        var another = await Sold("p06", "anna");
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal("PICKUP_NOT_FOUND", await Reason(async () => await orders.Till("guesser", "milano-1").Pickups.FindPickupAsync(new FindPickupRequest { StoreId = "milano-1", Code = $"0000-000{i}" })));
        }

        Assert.Equal("RATE_LIMITED", await Reason(async () => await orders.Till("guesser", "milano-1").Pickups.FindPickupAsync(new FindPickupRequest { StoreId = "milano-1", Code = "0000-00AA" })));
        Assert.Null(await Tried(orders.Till("till-61", "milano-1").Pickups, another, await CodeOf(another, "anna"), Fresh()));
    }

    [Fact]
    public async Task ShipFromStore_IsSentAtTheTill()
    {
        var order = await orders.RecordOpen("ship-from-store-1");
        var work = (await orders.Ops.Pickups.AssignToStoreAsync(new AssignToStoreRequest { OrderId = order.OrderId, StoreId = "milano-1", Lines = { new LineQuantity { LineId = "1", Quantity = 3 } } }, Key())).Pickup;
        Assert.Equal(PickupPurpose.Shipping, work.Purpose);
        var till = orders.Till("till-1", "milano-1").Pickups;
        await till.MarkPickupReadyAsync(new MarkPickupReadyRequest { PickupId = work.PickupId }, Key());
        var sent = await till.SendPickupAsync(new SendPickupRequest { PickupId = work.PickupId, CarrierCode = "dhl", TrackingNumber = "SFS-1" }, Key());

        Assert.Equal((PickupStatus.Collected, "SFS-1", 3), (sent.Pickup.Status, sent.Shipment.TrackingNumber, sent.Shipment.Lines.Single().Quantity));
        Assert.Equal("PICKUP_NOT_FOUND", await Reason(async () => await orders.As(Role.Customer, "eve").Pickups.ExtendPickupAsync(new ExtendPickupRequest { PickupId = work.PickupId }, Key())));
    }

    [Fact]
    public async Task BadInput_IsNamed()
    {
        var pickup = await Sold("p07", "anna");
        var till = orders.Till("till-1", "milano-1").Pickups;
        Assert.Equal("INVALID_FIELD", await Reason(async () => await till.CollectPickupAsync(new CollectPickupRequest { PickupId = pickup.PickupId }, Key())));
        Assert.Equal("INVALID_FIELD", await Reason(async () => await till.RejectPickupAsync(new RejectPickupRequest { PickupId = pickup.PickupId }, Key())));
        Assert.Equal("OCCURRED_IN_FUTURE", await Reason(async () => await till.MarkPickupReadyAsync(new MarkPickupReadyRequest { PickupId = pickup.PickupId, OccurredAt = In(TimeSpan.FromDays(2)) }, Key())));
        Assert.Equal("OCCURRED_BEFORE_ORDER", await Reason(async () => await till.AcceptPickupAsync(new AcceptPickupRequest { PickupId = pickup.PickupId, OccurredAt = In(TimeSpan.FromDays(-9000)) }, Key())));
        Assert.Equal("PICKUP_NOT_FOUND", await Reason(async () => await till.AcceptPickupAsync(new AcceptPickupRequest { PickupId = "nothing" }, Key())));
        Assert.Equal("INVALID_FIELD", await Reason(async () => await orders.As(Role.Customer, "anna").Pickups.AnnounceArrivalAsync(new AnnounceArrivalRequest { PickupId = pickup.PickupId, Note = new string('x', 81) }, Key())));
    }

    private async Task<Pickup> Sold(string cartId, string customer)
    {
        await orders.Publish(EventTests.Sold(cartId, customer, new Fulfilment { Pickup = new Fulfilment.Types.Pickup { StoreId = "milano-1" } }), cartId);
        return (await orders.Eventual(cartId + ".1")).Pickups.Single();
    }

    private async Task<string> CodeOf(Pickup pickup, string customer) =>
        (await orders.As(Role.Customer, customer).Pickups.ShowPickupCodeAsync(new ShowPickupCodeRequest { PickupId = pickup.PickupId })).Code;

    private static async Task<AuthorizeCollectorResponse> Authorize(PickupService.PickupServiceClient owner, Pickup pickup, string name) =>
        await owner.AuthorizeCollectorAsync(new AuthorizeCollectorRequest { PickupId = pickup.PickupId, Name = name }, Key());

    private static async Task<string?> Tried(PickupService.PickupServiceClient till, Pickup pickup, string code, string address)
    {
        try
        {
            await till.CollectPickupAsync(new CollectPickupRequest { PickupId = pickup.PickupId, Code = code }, new Metadata { { "x-forwarded-for", address }, { "idempotency-key", Guid.NewGuid().ToString() } });
            return null;
        }
        catch (RpcException refused)
        {
            return refused.Reason();
        }
    }

    private static string Fresh() => Interlocked.Increment(ref addresses) is var next ? $"198.52.{next / 250}.{next % 250}" : "";

    private static Timestamp In(TimeSpan time) => Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow + time);

    private static Metadata Key() => new() { { "idempotency-key", Guid.NewGuid().ToString() } };
}
