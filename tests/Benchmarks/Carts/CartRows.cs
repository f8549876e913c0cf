using Omnichannel.Benchmarks.Echo;
using Omnichannel.Benchmarks.Measuring;
using Omnichannel.Cart.V1;
using Omnichannel.Platform.Hosting;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.Benchmarks.Carts;

/// <summary>One addition to a cart of five lines, over gRPC, each caller a customer with a cart of their own.</summary>
internal sealed class CartRows(Report report, Settings settings)
{
    public async Task Measure()
    {
        await new EchoRows(report, settings).MeasureBare();
        await using (var shop = await Shop.Start(redis: null))
        {
            foreach (var callers in CallerCounts.All)
            {
                report.Rate($"cart operation, SQLite ({callers})", await Run(shop, callers), null, EchoRows.Name("bare", callers));
            }
        }

        await using var redis = await RedisServer.StartAsync();
        using (var raw = new RawRedis(redis.ConnectionString))
        {
            foreach (var callers in CallerCounts.All)
            {
                report.Rate(RawRedis.Name(callers), await Load.Run(callers, settings.Duration, raw.CompareAndSet));
            }
        }

        await using var inRedis = await Shop.Start(await redis.TakeDatabaseAsync());
        foreach (var callers in CallerCounts.All)
        {
            report.Rate(
                $"cart operation, Redis ({callers})",
                await Run(inRedis, callers),
                callers == 1 ? null : ">= 0.25 of echo, >= 10,000/s",
                EchoRows.Name("bare", callers),
                RawRedis.Name(callers));
        }
    }

    private async Task<Reached> Run(Shop shop, int callers)
    {
        using var channels = new Channels(shop.Service.App.Addresses().Grpc);
        var shoppers = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller =>
            Shopper.Start(new CartService.CartServiceClient(channels.Of(caller, shop.Service.Tokens.Issue(Role.Customer, $"customer-{callers}-{caller}"))))));
        return await Load.Run(callers, settings.Duration, caller => shoppers[caller].Add());
    }

    /// <summary>A customer with five lines in the cart who goes on adding to them, and now and then sets all quantities: nobody adds for ever.</summary>
    private sealed class Shopper(CartService.CartServiceClient client, string cartId)
    {
        private const int AdditionsBetweenSets = 40;
        private long calls;
        private long sequence;

        public static async Task<Shopper> Start(CartService.CartServiceClient client)
        {
            var cart = (await client.GetActiveCartAsync(new GetActiveCartRequest { Market = Shop.Market })).Cart;
            var shopper = new Shopper(client, cart.CartId);
            for (var line = 0; line < Shop.Skus.Length; line++)
            {
                await shopper.Add();
            }

            return shopper;
        }

        public async Task Add()
        {
            var request = new ApplyOperationsRequest { CartId = cartId, DeviceId = "phone" };
            if (++calls % AdditionsBetweenSets == 0)
            {
                request.Operations.AddRange(Shop.Skus.Select(sku => new CartOperation
                {
                    DeviceSeq = ++sequence, SetQuantity = new SetQuantity { Line = new LineReference { Sku = sku }, Quantity = 1 },
                }));
            }
            else
            {
                request.Operations.Add(new CartOperation { DeviceSeq = ++sequence, Add = new AddItem { Sku = Shop.Skus[calls % Shop.Skus.Length], Quantity = 1 } });
            }

            var answer = await client.ApplyOperationsAsync(request);
            if (answer.Results[0].Outcome is not (OperationOutcome.Applied or OperationOutcome.Merged))
            {
                throw new InvalidOperationException($"The operation was not applied: {answer.Results[0]}");
            }
        }
    }
}
