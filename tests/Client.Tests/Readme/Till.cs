using Omnichannel.Cart.V1;
using Omnichannel.Client.Carts;
using Omnichannel.Types.V1;

namespace Omnichannel.Client.Tests.Readme;

/// <summary>The till that the client's README shows.</summary>
internal static class Till
{
    public static async Task<string> Sell(Uri address, Func<CancellationToken, ValueTask<string>> token, string file, string code)
    {
        // README: begin
        using var client = new OmnichannelClient(new OmnichannelClientOptions(address, token));
        var joined = (await client.Cart.ClaimHandoffAsync(new ClaimHandoffRequest { Code = code })).Cart;

        using var log = SqliteOperationLog.Open(file);
        await using var cart = new DeviceCart(client, log, new DeviceCartOptions(joined.Market) { CartId = joined.CartId });
        cart.Refused += (_, refused) => Console.WriteLine($"Refused: {refused.Refusal.Reason}");
        cart.Trouble += (_, trouble) => Console.WriteLine($"{trouble.Kind}: {trouble.Message}");
        cart.Start();

        await cart.AddAsync("MUG", 2); // Kept, and in cart.View, whether or not there is a network.
        await cart.SettleAsync();      // The server has answered; cart.View.Totals are of these lines.

        var tender = new Tender { Kind = TenderKind.Card, Reference = "terminal-receipt-1", Amount = cart.View.Totals!.Due };
        var sale = new CheckoutInStoreRequest { CartId = cart.View.CartId, ExpectedVersion = cart.View.Server!.Version, Tenders = { tender } };
        var key = IdempotencyKey.New(); // Store it with the sale first, and a till that dies here sends the same sale again.
        var sold = await client.Checkout.CheckoutInStoreAsync(sale, IdempotencyKey.Use(key));
        Console.WriteLine($"Sold: {sold.Checkout.OrderNumber}");
        // README: end
        return sold.Checkout.OrderNumber;
    }
}
