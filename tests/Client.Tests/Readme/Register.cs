using Omnichannel.Client.Sales;
using Omnichannel.Orders.V1;

namespace Omnichannel.Client.Tests.Readme;

/// <summary>The receipts that the client's README shows.</summary>
internal static class Register
{
    public static async Task<IReadOnlyList<OfflineSale>> Deliver(OmnichannelClient client, string file, OrderRecord receipt)
    {
        // README: begin
        await using var sales = OfflineSales.Open(client, file);
        sales.Settled += (_, sale) => Console.WriteLine(sale.OrderNumber ?? $"Refused: {sale.Refusal!.Reason}");
        sales.Start();

        await sales.KeepAsync(receipt);  // In the file, whether or not there is a network.
        await sales.DeliverAsync();      // Every receipt is an order, or is refused.
        // README: end
        return sales.Sales;
    }
}
