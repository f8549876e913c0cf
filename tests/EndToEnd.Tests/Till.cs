using System.Text.Json;
using Omnichannel.Cart.V1;
using Omnichannel.Client;
using Omnichannel.Client.Carts;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.EndToEnd.Tests;

/// <summary>The journey's till: the .NET client, with its log in a file.</summary>
internal sealed class Till(ISystemUnderTest system, string token)
{
    private static readonly Fulfilment TakeAway = new() { TakeAway = new Fulfilment.Types.TakeAway() };

    /// <summary>Scans into a cart that the till has joined, half of it before and half after it was switched off and on.</summary>
    /// <returns>Version and lines of the cart when all is answered.</returns>
    public async Task<object> ScanAsync(JsonElement wish, TimeSpan limit)
    {
        using var over = new CancellationTokenSource(limit);
        using var folder = new TempFolder("till");
        using var client = new OmnichannelClient(new OmnichannelClientOptions(new Uri($"http://{system.Grpc}"), _ => new(token)) { LongestPause = TimeSpan.FromMilliseconds(500) });
        var options = new DeviceCartOptions(wish.GetProperty("market").GetString()!) { CartId = wish.GetProperty("cartId").GetString() };
        var refused = new List<OperationRefusal>();
        foreach (var scan in wish.GetProperty("scans").EnumerateArray())
        {
            using var log = SqliteOperationLog.Open(folder["cart.db"]);
            await using var cart = new DeviceCart(client, log, options);
            cart.Refused += (_, refusal) => refused.Add(refusal);
            cart.Start();
            await cart.AddAsync(scan.GetProperty("sku").GetString()!, scan.GetProperty("quantity").GetInt32(), fulfilment: TakeAway);
        }

        using var last = SqliteOperationLog.Open(folder["cart.db"]);
        await using var whole = new DeviceCart(client, last, options);
        whole.Refused += (_, refusal) => refused.Add(refusal);
        whole.Start();
        await whole.SettleAsync(over.Token);
        Assert.Empty(refused);
        return new
        {
            version = whole.View.Server!.Version.ToString(System.Globalization.CultureInfo.InvariantCulture),
            lines = whole.View.Lines.Select(line => new { sku = line.Sku, quantity = line.Quantity }),
        };
    }
}
