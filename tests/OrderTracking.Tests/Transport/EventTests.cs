using System.Security.Cryptography;
using System.Text;
using Omnichannel.Cart.V1;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Domain;
using Omnichannel.Returns.V1;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;
using static Omnichannel.OrderTracking.Tests.Transport.RunningOrders;
using DiscountKind = Omnichannel.Types.V1.DiscountKind;
using TenderKind = Omnichannel.Types.V1.TenderKind;

namespace Omnichannel.OrderTracking.Tests.Transport;

/// <summary>Events of other services, through the log: twice, late, in the wrong order.</summary>
public sealed class EventTests(RunningOrders orders) : IClassFixture<RunningOrders>
{
    [Fact]
    public async Task CartCheckedOut_Twice_IsOneOrder_ASecondSaleIsRefunded()
    {
        var sold = Sold("c01-a", "customer-1");
        await orders.Publish(sold, sold.CartId);
        await orders.Publish(sold, sold.CartId);
        var order = await orders.Eventual("c01-a.1");
        Assert.Equal(OrderStatus.Processing, order.Status);
        Assert.Equal(At(0), order.PlacedAt);
        Assert.Equal(PromiseState.Made, order.Promise.State);
        Assert.Equal(12, order.PointsRedeemed);
        Assert.Equal(DiscountKind.Coupon, order.Lines[0].Sale.Discounts[0].Kind);

        await orders.Publish(new CartCheckedOut(sold) { CheckoutId = "checkout-2" }, sold.CartId);
        Assert.Equal(order.Version + 1, (await orders.Eventual("c01-a.1", o => o.Version > order.Version)).Version);
    }

    [Fact]
    public async Task CartCheckedOut_AfterAnAttemptThatWasGivenUp_IsLookedUpByTheDetailsOfItsOwnCheckout()
    {
        var sold = Sold("c06-a", "", "guest-6");
        foreach (var (checkout, email) in new[] { ("given-up", "first@example.org"), (sold.CheckoutId, "buyer@example.org") })
        {
            await orders.As(Role.Service, "cart").Orders.PutDeliveryDetailsAsync(new PutDeliveryDetailsRequest { CheckoutId = checkout, OrderId = "c06-a.1", Email = email });
        }

        await orders.Publish(sold, sold.CartId);
        var order = await orders.Eventual("c06-a.1");
        Assert.Equal(order.OrderId, (await orders.Anonymous.Orders.LookupOrderAsync(new LookupOrderRequest { OrderNumber = order.OrderNumber, Email = "buyer@example.org" })).Order.OrderId);
        await Assert.ThrowsAsync<Grpc.Core.RpcException>(async () =>
            await orders.Anonymous.Orders.LookupOrderAsync(new LookupOrderRequest { OrderNumber = order.OrderNumber, Email = "first@example.org" }));
    }

    [Fact]
    public async Task CartCheckedOut_TakenAwayAtATill_IsDelivered()
    {
        var sold = Sold("c02-a", "customer-1");
        sold.Channel = Channel.Store;
        sold.Lines[0].Fulfilment = new Fulfilment { TakeAway = new Fulfilment.Types.TakeAway() };
        sold.PromiseMaxDays = 0;
        await orders.Publish(sold, sold.CartId);

        var order = await orders.Eventual("c02-a.1");
        Assert.Equal(OrderStatus.Delivered, order.Status);
        Assert.Null(order.Promise);
    }

    [Fact]
    public async Task CartCheckedOut_OfADownload_IsDeliveredAtOnce_AndSaysHow()
    {
        var sold = Sold("c09-digital", "customer-1");
        sold.Lines[0].Fulfilment = new Fulfilment { Digital = new Fulfilment.Types.Digital() };
        sold.PromiseMaxDays = 0;
        await orders.Publish(sold, sold.CartId);

        var order = await orders.Eventual("c09-digital.1");
        Assert.Equal((OrderStatus.Delivered, 2), (order.Status, order.Lines[0].DeliveredQuantity));
        Assert.Equal(Fulfilment.MethodOneofCase.Digital, order.Lines[0].Sale.Fulfilment.MethodCase);
    }

    [Fact]
    public async Task CartCheckedOut_WithAPromise_PromisesWhatWasShown()
    {
        var sold = Sold("c10-shown", "customer-1");
        (sold.PromiseMinDays, sold.PromiseMaxDays, sold.PromiseWorkingDays, sold.PromiseCutOff, sold.PromiseBy) = (1, 2, true, "14:00", "17:00");
        sold.PromiseShownAt = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(DateTimeOffset.Parse("2026-03-02T12:58:00Z", null));
        sold.EffectiveAt = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(DateTimeOffset.Parse("2026-03-02T13:07:00Z", null));
        await orders.Publish(sold, sold.CartId);

        // Shown before two o'clock in Rome, paid after it.
        var promise = (await orders.Eventual("c10-shown.1")).Promise;
        Assert.Equal(DateTimeOffset.Parse("2026-03-04T15:59:59Z", null), promise.LatestAt.ToDateTimeOffset());
        Assert.Equal(DateTimeOffset.Parse("2026-03-02T23:00:00Z", null), promise.EarliestAt.ToDateTimeOffset());
    }

    [Fact]
    public async Task CartCheckedOut_PaidInCash_KeepsItsRounding_AndIsPaid()
    {
        var sold = Sold("c08-cash", "customer-1");
        var due = sold.Totals.Due.AmountMinor;
        sold.Totals.Due.AmountMinor = due - 2;
        sold.Totals.Rounding = Eur(-2);
        sold.Tenders.Clear();
        sold.Tenders.Add(new Tender { Kind = TenderKind.Cash, Amount = Eur(due - 2) });
        await orders.Publish(sold, sold.CartId);

        var order = await orders.Eventual("c08-cash.1");
        Assert.Equal((due - 2, -2, due - 2), (order.Totals.Due.AmountMinor, order.Totals.Rounding.AmountMinor, order.Tenders.Single().Amount.AmountMinor));
        Assert.Equal(OrderStatus.Processing, order.Status);
    }

    [Fact]
    public async Task GuestLinked_BeforeOrAfterTheOrder_BringsItIntoTheCustomersList()
    {
        await orders.Publish(new GuestLinked { GuestId = "guest-early", CustomerId = "customer-linked" }, "guest-early");
        await orders.Publish(Sold("c03-a", "", "guest-early"), "c03-a");
        await orders.Publish(Sold("c03-b", "", "guest-late"), "c03-b");
        await orders.Eventual("c03-b.1");
        await orders.Publish(new GuestLinked { GuestId = "guest-late", CustomerId = "customer-linked" }, "guest-late");

        await Eventually.Within(TimeSpan.FromSeconds(60), async () =>
            Assert.Equal(2, (await orders.As(Role.Customer, "customer-linked").Orders.ListOrdersAsync(new ListOrdersRequest { CustomerId = "customer-linked" })).Orders.Count));
    }

    [Fact]
    public async Task GuestLinked_ToASecondCustomer_MovesTheOrder_AndUnlinkedTakesItBack()
    {
        await orders.Publish(Sold("c09-a", "", "guest-moving"), "c09-a");
        await orders.Publish(new GuestLinked { GuestId = "guest-moving", CustomerId = "customer-second" }, "guest-moving", version: 2);
        await orders.Publish(new GuestLinked { GuestId = "guest-moving", CustomerId = "customer-first" }, "guest-moving", version: 1);
        await Eventually.Within(TimeSpan.FromSeconds(60), async () => Assert.Equal(1, await Listed("customer-second")));
        Assert.Equal(0, await Listed("customer-first"));

        await orders.Publish(new GuestUnlinked { GuestId = "guest-moving", CustomerId = "customer-second" }, "guest-moving", version: 3);

        await Eventually.Within(TimeSpan.FromSeconds(60), async () => Assert.Equal(0, await Listed("customer-second")));

        async Task<int> Listed(string customer) =>
            (await orders.As(Role.Customer, customer).Orders.ListOrdersAsync(new ListOrdersRequest { CustomerId = customer })).Orders.Count;
    }

    [Fact]
    public async Task Returns_LateAndTwice_RaiseReturnedQuantitiesOnce()
    {
        var sold = Sold("c04-a", "customer-1");
        sold.Lines[0].Fulfilment = new Fulfilment { TakeAway = new Fulfilment.Types.TakeAway() };
        await orders.Publish(sold, sold.CartId);
        await orders.Eventual("c04-a.1");
        var resolved = new ReturnResolved { OrderId = "c04-a.1", ReturnId = "return-1", EffectiveAt = At(50), Lines = { new ReturnedLine { LineId = "1", Quantity = 1 } } };
        await orders.Publish(resolved, "return-1", "event-resolved");
        await orders.Publish(resolved, "return-1", "event-resolved");
        await orders.Publish(new ReturnReceived { OrderId = "c04-a.1", ReturnId = "return-1", EffectiveAt = At(49), Lines = { new ReturnedLine { LineId = "1", Quantity = 2 } } }, "return-1");
        await orders.Publish(
            new ReturnResolved { OrderId = "c04-a.1", ReturnId = "return-2", EffectiveAt = At(60), Lines = { new ReturnedLine { LineId = "1", Quantity = 1 } } }, "return-2");

        var order = await orders.Eventual("c04-a.1", o => o.Status is OrderStatus.Returned);

        Assert.Equal(2, order.Lines[0].ReturnedQuantity);
    }

    internal static CartCheckedOut Sold(string cartId, string customerId, string guestId = "") =>
        Sold(cartId, customerId, new Fulfilment { Ship = new Fulfilment.Types.Ship { ShippingOptionId = "standard" } }, guestId);

    internal static CartCheckedOut Sold(string cartId, string customerId, Fulfilment fulfilment, string guestId = "") => new()
    {
        Origin = Origin.Live,
        EffectiveAt = At(0),
        Channel = Channel.Web,
        CartId = cartId,
        Generation = 1,
        OrderId = cartId + ".1",
        OrderNumber = "O-" + Base32.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(cartId)), 10, Base32.Human),
        CheckoutId = "checkout-1",
        CustomerId = customerId,
        GuestId = guestId,
        ContactId = "contact-1",
        Market = "IT",
        CurrencyCode = "EUR",
        Lines =
        {
            new SaleLine
            {
                LineId = "1",
                Sku = "sku-1",
                Quantity = 2,
                UnitPrice = "10.00",
                LineTotal = Eur(2000),
                NetTotal = Eur(1800),
                Discounts = { new Discount { Kind = DiscountKind.Coupon, SourceId = "TEN", Amount = Eur(200) } },
                PointsRedeemed = 12,
                Fulfilment = fulfilment,
            },
        },
        Totals = new Totals { Items = Eur(2000), Discounts = Eur(200), PointsValue = Eur(0), Shipping = Eur(0), Tax = Eur(0), Due = Eur(1800) },
        Tenders = { new Tender { Kind = TenderKind.Card, Reference = "pay-1", Amount = Eur(1800) } },
        PointsRedeemed = 12,
        PromiseMinDays = 300,
        PromiseMaxDays = 3650,
    };
}
