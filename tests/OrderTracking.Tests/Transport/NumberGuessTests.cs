using System.Security.Cryptography;
using System.Text;
using Grpc.Core;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Security;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;
using static Omnichannel.OrderTracking.Tests.Transport.RunningOrders;

namespace Omnichannel.OrderTracking.Tests.Transport;

/// <summary>Whoever guesses numbers of orders and receipts, and what proves them.</summary>
public sealed class NumberGuessTests(RunningOrders orders) : IClassFixture<RunningOrders>
{
    private static int addresses;

    [Fact]
    public async Task Numbers_FollowFromNothingThatAStrangerKnows_AndAreTheSameEachTime()
    {
        var number = (await orders.RecordOpen("shop-7-2", "")).OrderNumber;
        Assert.Matches("^O-[0-9A-HJKMNP-TV-Z]{10}$", number);
        Assert.Equal(number, (await orders.RecordOpen("shop-7-2", "")).OrderNumber);
        Assert.NotEqual(number, (await orders.RecordOpen("shop-7-3", "")).OrderNumber);
        var order = await orders.RecordOpen("shop-7-2", "");
        foreach (var known in new[] { "shop-7-2", "order:shop-7-2", order.OrderId, $"outward-number\n{order.OrderId}" })
        {
            Assert.NotEqual(number, "O-" + Base32.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(known)), 10, Base32.Human));
            Assert.NotEqual(number, "O-" + Base32.Encode(HMACSHA256.HashData(Array.Empty<byte>(), Encoding.UTF8.GetBytes(known)), 10, Base32.Human));
        }
    }

    [Fact]
    public async Task ClaimOrder_BySequentialIdsOfTheTill_FindsNothing()
    {
        var order = await orders.RecordOpen("till-9-0001", "");
        foreach (var guess in new[] { "till-9-0001", "TILL-9-0001", order.OrderId })
        {
            Assert.Equal("ORDER_NOT_FOUND", await Claim("eve", guess, 6000, Fresh()));
        }
    }

    [Fact]
    public async Task ClaimOrder_TotalsTriedByManyAccountsAtOneAddress_AreSlowedDown()
    {
        var receipt = await orders.RecordOpen("claim-1", "");
        var address = Fresh();
        var reasons = await Task.WhenAll(Enumerable.Range(0, 110).Select(i => Claim($"eve-{i % 11}", receipt.OrderNumber, 1 + i, address)));
        Assert.Equal(10, reasons.Count(reason => reason == "ORDER_NOT_FOUND"));
        Assert.Equal(100, reasons.Count(reason => reason == "RATE_LIMITED"));

        // Spread over addresses, the number has no more than twenty.
        reasons = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Claim($"mallory-{i}", receipt.OrderNumber, 200 + i, Fresh())));
        Assert.Equal(10, reasons.Count(reason => reason == "ORDER_NOT_FOUND"));
    }

    [Fact]
    public async Task ClaimOrder_OfOnesOwnReceipt_IsAnsweredWhateverOthersTry()
    {
        var receipt = await orders.RecordOpen("claim-2", "");
        Assert.Null(await Claim("carla", receipt.OrderNumber, 6000, Fresh()));
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Claim($"trudy-{i}", receipt.OrderNumber, 1 + i, Fresh())));
        Assert.Equal("RATE_LIMITED", await Claim("trudy-99", receipt.OrderNumber, 6000, Fresh()));
        Assert.Null(await Claim("carla", receipt.OrderNumber, 6000, Fresh()));
    }

    [Fact]
    public async Task ClaimOrder_OneSubject_IsSlowedDown_AcrossNumbersAndAddresses()
    {
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal("ORDER_NOT_FOUND", await Claim("oscar", $"O-00000000{i}0", 1, Fresh()));
        }

        Assert.Equal("RATE_LIMITED", await Claim("oscar", "O-1111111111", 1, Fresh()));
    }

    [Fact]
    public async Task LookupOrder_Guessing_IsSlowedDown_AndRightOnesAreNot()
    {
        var order = await Reachable("lookup-1", "customer-l", "l@example.org");
        var address = Fresh();
        for (var i = 0; i < 30; i++)
        {
            Assert.Null(await Lookup(null, order.OrderNumber, "l@example.org", address));
        }

        var reasons = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Lookup(null, order.OrderNumber, $"e{i}@example.org", address)));
        Assert.Equal((5, 3), (reasons.Count(reason => reason == "ORDER_NOT_FOUND"), reasons.Count(reason => reason == "RATE_LIMITED")));
        Assert.Equal("RATE_LIMITED", await Lookup(null, order.OrderNumber.ToLowerInvariant(), "l@example.org", address));

        // Sixty numbers from one address.
        address = Fresh();
        reasons = await Task.WhenAll(Enumerable.Range(0, 70).Select(i => Lookup(null, $"O-GUESS{i:00000}", "l@example.org", address)));
        Assert.Equal(60, reasons.Count(reason => reason == "ORDER_NOT_FOUND"));
    }

    [Fact]
    public async Task LookupOrder_LockedByStrangers_StaysOpenToItsSignedInOwner()
    {
        var order = await Reachable("lookup-2", "customer-owner", "owner@example.org");
        var reasons = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => Lookup(null, order.OrderNumber, $"e{i}@example.org", Fresh())));
        Assert.Equal(20, reasons.Count(reason => reason == "ORDER_NOT_FOUND"));
        Assert.Equal("RATE_LIMITED", await Lookup(null, order.OrderNumber, "owner@example.org", Fresh()));

        Assert.Null(await Lookup((Role.Customer, "customer-owner"), order.OrderNumber, "owner@example.org", Fresh()));
        await Task.WhenAll(Enumerable.Range(0, 24).Select(i => Lookup((Role.Customer, $"stranger-{i}"), order.OrderNumber, $"e{i}@example.org", Fresh())));
        Assert.Equal("RATE_LIMITED", await Lookup((Role.Customer, "stranger-99"), order.OrderNumber, "owner@example.org", Fresh()));
        Assert.Null(await Lookup((Role.Customer, "customer-owner"), order.OrderNumber, "owner@example.org", Fresh()));
        Assert.Equal(order.OrderId, (await orders.As(Role.Customer, "customer-owner").Orders.GetOrderAsync(new GetOrderRequest { OrderId = order.OrderId })).Order.OrderId);
    }

    [Fact]
    public async Task FindOrders_ByReceiptsOfOtherStores_CountsAsGuessing_FindingOnesOwnDoesNot()
    {
        var own = await Sold("milan", "r-0001");
        await Sold("rome", "r-0002");
        foreach (var staff in new[] { orders.Till("till-guess", "milan"), AssociateOf("milan", "associate-guess") })
        {
            var address = Fresh();
            for (var i = 0; i < 30; i++)
            {
                Assert.Null(await Find(staff, "r-0001", address));
            }

            // What is found in another store counts like what is found nowhere: numbers of receipts follow on each other.
            var reasons = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Find(staff, i % 2 == 0 ? "r-0002" : $"r-1{i:000}", address)));
            Assert.Equal((10, 30), (reasons.Count(reason => reason is null), reasons.Count(reason => reason == "RATE_LIMITED")));
            Assert.Equal("RATE_LIMITED", await Find(staff, "r-0001", address));
            Assert.Equal([own.OrderId], (await staff.Orders.FindOrdersAsync(new FindOrdersRequest())).Orders.Select(order => order.OrderId));
        }

        // Who may read any order guesses nothing.
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Find(orders.As(Role.Agent, "agent-guess"), $"r-2{i:000}", Fresh()))), Assert.Null);
    }

    private OrderClients AssociateOf(string storeId, string name) => new(orders.Service.With(orders.Service.Tokens.Issue(
        new TokenRequest(name, Role.Associate, TimeSpan.FromMinutes(10)) { Channel = Channel.Store, StoreId = storeId })));

    private async Task<Order> Sold(string storeId, string receipt)
    {
        var record = Record(receipt);
        (record.Channel, record.Source) = (Channel.Store, "");
        return (await orders.Till($"till-{storeId}", storeId).Orders.RecordOrderAsync(new RecordOrderRequest { Order = record })).Order;
    }

    private static async Task<string?> Find(OrderClients staff, string receipt, string address) =>
        await Tried(staff.Orders.FindOrdersAsync(new FindOrdersRequest { Query = receipt }, new Metadata { { "x-forwarded-for", address } }));

    private async Task<Order> Reachable(string externalId, string customer, string email)
    {
        var order = await orders.RecordOpen(externalId, customer);
        await orders.As(Role.Service, "cart").Orders.PutDeliveryDetailsAsync(new PutDeliveryDetailsRequest { CheckoutId = $"k-{externalId}", OrderId = order.OrderId, Email = email });
        return order;
    }

    private static string Fresh() => Interlocked.Increment(ref addresses) is var next ? $"198.51.{next / 250}.{next % 250}" : "";

    private async Task<string?> Claim(string customer, string number, long total, string address) => await Tried(orders.As(Role.Customer, customer).Orders.ClaimOrderAsync(
        new ClaimOrderRequest { OrderNumber = number, PlacedOn = "2026-03-02", Total = Eur(total) },
        new Metadata { { "x-forwarded-for", address }, { "idempotency-key", Guid.NewGuid().ToString() } }));

    private async Task<string?> Lookup((Role Role, string Subject)? who, string number, string email, string address) => await Tried(
        (who is { } caller ? orders.As(caller.Role, caller.Subject) : orders.Anonymous).Orders.LookupOrderAsync(
            new LookupOrderRequest { OrderNumber = number, Email = email }, new Metadata { { "x-forwarded-for", address } }));

    private static async Task<string?> Tried<T>(AsyncUnaryCall<T> call)
    {
        try
        {
            await call;
            return null;
        }
        catch (RpcException refused)
        {
            return refused.Reason();
        }
    }
}
