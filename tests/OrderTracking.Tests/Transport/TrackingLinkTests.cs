using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Omnichannel.Orders.V1;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Security;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;
using static Omnichannel.OrderTracking.Tests.Transport.RunningOrders;
using Order = Omnichannel.Orders.V1.Order;
using ShipmentStatus = Omnichannel.Orders.V1.ShipmentStatus;

namespace Omnichannel.OrderTracking.Tests.Transport;

/// <summary>Links to orders, through the wire.</summary>
public sealed class TrackingLinkTests(RunningOrders orders) : IClassFixture<RunningOrders>
{
    [Theory]
    [InlineData(Role.Customer, "anna")]
    [InlineData(Role.Agent, "agent-1")]
    [InlineData(Role.Service, "messaging")]
    public async Task ALink_OfTheOwnerStaffOrAService_ShowsTheOrderToAnybody(Role role, string subject)
    {
        var order = await orders.RecordOpen($"link-{role}", "anna");
        var link = await orders.As(role, subject).Links.CreateTrackingLinkAsync(new CreateTrackingLinkRequest { OrderId = order.OrderId });
        Assert.InRange(link.ExpiresAt.ToDateTimeOffset() - DateTimeOffset.UtcNow, TimeSpan.FromDays(89), TimeSpan.FromDays(90));

        var seen = await Open(link.Token, "it");
        Assert.Equal((order.OrderNumber, order.Status, order.Version), (seen.Order.OrderNumber, seen.Order.Status, seen.Order.Version));
        var said = await orders.As(Role.Customer, "anna").Orders.ExplainOrderAsync(new ExplainOrderRequest { OrderId = order.OrderId, Language = "it" });
        said.JsonLd = "";
        Assert.Equal(("it", said, "Europe/Rome"), (seen.Explanation.Language, seen.Explanation, seen.TimeZone));
    }

    [Fact]
    public async Task ALink_IsMadeByNobodyElse()
    {
        var order = await orders.RecordOpen("link-other", "anna");
        Assert.Equal("ORDER_NOT_FOUND", await Reason(async () => await Create("eve", order.OrderId)));
        Assert.Equal("ORDER_NOT_FOUND", await Reason(async () => await Create("anna", "no-such-order")));
        Assert.Equal("ORDER_NOT_FOUND", await Reason(async () => await Revoke("eve", order.OrderId)));
    }

    [Fact]
    public async Task ALink_ShowsWhatWasOrderedAndWhereItIs_AndNothingThatIsTheOwnersAlone()
    {
        var order = await Rich("link-rich", "anna-the-owner");
        var answer = await Open((await Create("anna-the-owner", order.OrderId)).Token);
        var (seen, written) = (answer.Order, answer.ToString());
        foreach (var hidden in new[] { "anna-the-owner", "pay-link-rich", "Signora Rossi", "STAFF_ONLY", "link-rich", "amountMinor", "unitPrice" })
        {
            Assert.Contains(hidden, order.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(hidden, written, StringComparison.Ordinal);
        }

        Assert.Equal(order.Promise.Turns.Select(turn => (turn.State, turn.LatestAt)), seen.Promise.Turns.Select(turn => (turn.State, turn.LatestAt)));
        Assert.Null(seen.Totals);
        Assert.Empty(seen.Tenders);
        Assert.Equal(order.Lines.Select(line => (line.Sale.LineId, line.Sale.Title, line.Sale.Quantity)), seen.Lines.Select(line => (line.Sale.LineId, line.Sale.Title, line.Sale.Quantity)));
        Assert.Equal(["TR-1", "TR-2"], seen.Shipments.Select(shipment => shipment.TrackingNumber).Order(StringComparer.Ordinal));
        var scan = Assert.Single(seen.Shipments.Single(shipment => shipment.CarrierCode == "dhl").Events);
        Assert.Equal((ShipmentStatus.InTransit, "Bologna", "", ""), (scan.Status, scan.Place, scan.Description, scan.CarrierStatusCode));
    }

    [Fact]
    public async Task AForgedExpiredForeignOrRevokedLink_AndOneOfNoOrder_AreAllAlike()
    {
        var order = await orders.RecordOpen("link-bad", "anna");
        var good = (await Create("anna", order.OrderId)).Token;
        var refused = new List<string>
        {
            Issue("another.scope", new TrackingLink(order.OrderId, DateTimeOffset.UtcNow).Subject, TimeSpan.FromDays(1)),
            Issue(TrackingLink.Scope, new TrackingLink(order.OrderId, DateTimeOffset.UtcNow).Subject, TimeSpan.FromSeconds(-1)),
            Issue(TrackingLink.Scope, new TrackingLink("no-such-order", DateTimeOffset.UtcNow).Subject, TimeSpan.FromDays(1)),
            Issue(TrackingLink.Scope, order.OrderId, TimeSpan.FromDays(1)),
            Issue(TrackingLink.Scope, new TrackingLink(order.OrderId, DateTimeOffset.UtcNow).Subject, TimeSpan.FromDays(1), new GrantKeySettings { Id = GrantKey.Id, Secret = Convert.ToBase64String([.. Enumerable.Repeat((byte)1, 32)]) }),
            Issue(TrackingLink.Scope, new TrackingLink(order.OrderId, DateTimeOffset.UtcNow).Subject, TimeSpan.FromDays(1), new GrantKeySettings { Id = "2", Secret = GrantKey.Secret }),
            (good[0] == 'A' ? 'B' : 'A') + good[1..],
            good[..^1],
            "x",
            "",
            new string('A', 5000),
        };
        await Open(good);
        await Revoke("anna", order.OrderId);
        refused.Add(good);

        var answers = new List<Status>();
        foreach (var token in refused)
        {
            var failure = await Assert.ThrowsAsync<RpcException>(() => Open(token));
            Assert.Equal("GRANT_NOT_VALID", failure.Reason());
            answers.Add(failure.Status);
        }

        Assert.Single(answers.Select(status => (status.StatusCode, status.Detail)).Distinct());
        Assert.Equal(StatusCode.NotFound, answers[0].StatusCode);
    }

    [Fact]
    public async Task ALink_MadeRightAfterOthersWereRevoked_IsGood()
    {
        var order = await orders.RecordOpen("link-again", "anna");
        for (var round = 0; round < 5; round++)
        {
            var before = await Create("anna", order.OrderId);
            await Revoke("anna", order.OrderId);
            var after = await Create("anna", order.OrderId);
            Assert.Equal("GRANT_NOT_VALID", await Reason(() => Open(before.Token)));
            Assert.Equal(order.OrderNumber, (await Open(after.Token)).Order.OrderNumber);
        }
    }

    [Fact]
    public async Task LookupOrder_AnswersALink_ForAnHour()
    {
        var order = await orders.RecordOpen("link-lookup", "anna");
        await orders.As(Role.Service, "cart").Orders.PutDeliveryDetailsAsync(
            new PutDeliveryDetailsRequest { CheckoutId = "k-link-lookup", OrderId = order.OrderId, Email = "anna@example.org" });
        var found = await orders.Anonymous.Orders.LookupOrderAsync(new LookupOrderRequest { OrderNumber = order.OrderNumber, Email = "ANNA@example.org" });
        Assert.InRange(found.TrackingExpiresAt.ToDateTimeOffset() - DateTimeOffset.UtcNow, TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(60));
        Assert.Equal(order.OrderNumber, (await Open(found.TrackingToken)).Order.OrderNumber);
    }

    [Fact]
    public async Task AServiceWithoutAKeyForLinks_DoesNotStart()
    {
        using var folder = new TempFolder("orders");
        var failure = await Assert.ThrowsAsync<StartupException>(() => RunningService.Start(
            OrderTrackingApplication.Build, new Dictionary<string, string?> { ["Omnichannel:Storage:Path"] = folder["orders.db"] }));
        Assert.Contains("Omnichannel:Grants:Keys", failure.Message, StringComparison.Ordinal);
    }

    private async Task<Order> Rich(string externalId, string customer)
    {
        var order = await orders.RecordOpen(externalId, customer);
        foreach (var (carrier, number, line) in new[] { ("dhl", "TR-1", "1"), ("ups", "TR-2", "2") })
        {
            await orders.Ops.Shipments.CreateShipmentAsync(new CreateShipmentRequest
            {
                OrderId = order.OrderId, CarrierCode = carrier, TrackingNumber = number, Lines = { new LineQuantity { LineId = line, Quantity = 1 } },
            });
        }

        await orders.Ops.Shipments.IngestTrackingEventsAsync(new IngestTrackingEventsRequest
        {
            Reports =
            {
                new TrackingReport
                {
                    CarrierCode = "dhl",
                    Event = new NormalisedTrackingEvent
                    {
                        TrackingNumber = "TR-1", OccurredAt = Timestamp.FromDateTime(DateTime.UtcNow.AddMinutes(-1)), Status = ShipmentStatus.InTransit,
                        Place = "Bologna", Description = "Left with Signora Rossi", CarrierStatusCode = "ROSSI",
                    },
                },
            },
        });
        var promise = (await orders.Ops.Shipments.SetPromiseAsync(new SetPromiseRequest { OrderId = order.OrderId, EarliestAt = In(1), LatestAt = In(2) })).Promise;
        await orders.Ops.Shipments.RevisePromiseAsync(
            new RevisePromiseRequest { OrderId = order.OrderId, PromiseId = promise.PromiseId, EarliestAt = In(2), LatestAt = In(3), Reason = "STAFF_ONLY" });
        return (await orders.Ops.Orders.GetOrderAsync(new GetOrderRequest { OrderId = order.OrderId })).Order;
    }

    private static Timestamp In(int days) => Timestamp.FromDateTime(DateTime.UtcNow.AddDays(days));

    private async Task<CreateTrackingLinkResponse> Create(string customer, string orderId) =>
        await orders.As(Role.Customer, customer).Links.CreateTrackingLinkAsync(new CreateTrackingLinkRequest { OrderId = orderId });

    private async Task Revoke(string customer, string orderId) =>
        await orders.As(Role.Customer, customer).Links.RevokeTrackingLinksAsync(new RevokeTrackingLinksRequest { OrderId = orderId });

    private async Task<GetTrackedOrderResponse> Open(string token, string language = "") =>
        await orders.Anonymous.Links.GetTrackedOrderAsync(new GetTrackedOrderRequest { Token = token, Language = language });

    private static string Issue(string scope, string subject, TimeSpan lifetime, GrantKeySettings? key = null) =>
        new GrantTokens(new GrantSettings { Keys = [key ?? GrantKey] }, new PlatformHost()).Issue(scope, subject, lifetime);
}
