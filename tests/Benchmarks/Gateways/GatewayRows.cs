using System.Globalization;
using System.Net.Http.Headers;
using Omnichannel.Benchmarks.Carts;
using Omnichannel.Benchmarks.Measuring;
using Omnichannel.Cart.V1;
using Omnichannel.Gateway;
using Omnichannel.Platform.Hosting;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.Benchmarks.Gateways;

/// <summary>A cart of five lines read by one caller: straight from the service, through the gateway as gRPC, and through it as JSON, with limits that gateways share or without.</summary>
internal sealed class GatewayRows(Report report, Settings settings)
{
    public async Task Measure()
    {
        await using var shop = await Shop.Start(redis: null);
        await using var gateway = await Start(shop, perSecond: 0);
        var token = shop.Service.Tokens.Issue(Role.Customer, "customer-1");
        using var straight = new Channels(shop.Service.App.Addresses().Grpc, 1);
        using var through = new Channels(gateway.App.Addresses().Grpc, 1);
        var direct = new CartClients(straight.Of(0, token));
        var passed = new CartClients(through.Of(0, token));
        var cartId = await Fill(direct);
        using var http = Client(gateway, token);
        var path = new Uri($"/v1/carts/{cartId}", UriKind.Relative);

        var request = new GetCartRequest { CartId = cartId };
        var plain = report.Rate("GetCart, direct gRPC (1)", await Load.Run(1, settings, async _ => await direct.Cart.GetCartAsync(request)));
        Added("GetCart, gRPC through the gateway (1)", await Load.Run(1, settings, async _ => await passed.Cart.GetCartAsync(request)), plain, null);
        Added("GetCart, JSON through the gateway (1)", await Load.Run(1, settings, async _ => await Read(http, path)), plain, "<= 0.5 ms added at p50");

        await using var redis = await RedisServer.StartAsync(appendOnly: false);
        await using var together = await Start(shop, perSecond: 1_000_000, redis.ConnectionString);
        using var limited = Client(together, token);
        Added("GetCart, JSON through the gateway, limits counted in Redis (1)", await Load.Run(1, settings, async _ => await Read(limited, path)), plain, null);
    }

    private static Task<RunningService> Start(Shop shop, int perSecond, string redis = "")
    {
        var settings = new Dictionary<string, string?>
        {
            ["Omnichannel:Listen:Http"] = "http://127.0.0.1:0",
            ["Omnichannel:Gateway:Limits:Redis"] = redis,
        };
        foreach (var limit in new[] { "PerSubject", "PerAddress", "Anonymous" })
        {
            settings[$"Omnichannel:Gateway:Limits:{limit}:PerSecond"] = perSecond.ToString(CultureInfo.InvariantCulture);
            settings[$"Omnichannel:Gateway:Limits:{limit}:Burst"] = perSecond.ToString(CultureInfo.InvariantCulture);
        }

        return RunningService.Start(GatewayApplication.Build, settings, shop.Service.Tokens, shop.Host);
    }

    private static HttpClient Client(RunningService gateway, string token)
    {
        var http = new HttpClient { BaseAddress = gateway.App.Addresses()["Http"] };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    private void Added(string what, Reached result, Reached plain, string? aim) => report.Row(
        what,
        string.Create(CultureInfo.InvariantCulture, $"{result.Rate:N0}/s, p50 {Report.Milliseconds(result.Median)}, p99 {Report.Milliseconds(result.Slow)}"),
        Report.PerCall(result),
        $"direct gRPC: p50 {Report.Milliseconds(plain.Median)}",
        $"+{Report.Milliseconds(result.Median - plain.Median)}",
        aim);

    private static async Task Read(HttpClient http, Uri path)
    {
        using var response = await http.GetAsync(path);
        response.EnsureSuccessStatusCode();
        await response.Content.ReadAsByteArrayAsync();
    }

    private static async Task<string> Fill(CartClients client)
    {
        var cart = (await client.Cart.GetActiveCartAsync(new GetActiveCartRequest { Market = Shop.Market })).Cart;
        var request = new ApplyOperationsRequest { CartId = cart.CartId, DeviceId = "phone" };
        request.Operations.AddRange(Shop.Skus.Take(5).Select((sku, i) => new CartOperation { DeviceSeq = i + 1, Add = new AddItem { Sku = sku, Quantity = 1 } }));
        await client.Cart.ApplyOperationsAsync(request);
        return cart.CartId;
    }
}
