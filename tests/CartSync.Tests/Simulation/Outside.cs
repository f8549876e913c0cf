using Omnichannel.Cart.V1;

namespace Omnichannel.CartSync.Tests.Simulation;

/// <summary>Who hears of sales and refunds, and does not forget them when the carts' store does: orders, payment providers.</summary>
internal sealed class Outside
{
    private readonly HashSet<object> heard = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, CartCheckedOut> orders = [];
    private readonly HashSet<string> refunds = [];

    /// <summary>Payments that orders stand on.</summary>
    public HashSet<string> Sold { get; } = [];

    /// <summary>Payments that were given back.</summary>
    public HashSet<string> Refunded { get; } = [];

    /// <summary>Something was published, maybe not for the first time: what is wrong with it, or null.</summary>
    public string? Hear(MemoryStore.Row row) => !heard.Add(row.Message) ? null : row.Message switch
    {
        CartCheckedOut sale => Order(sale),
        CheckoutRefundRequested refund => Refund(refund),
        _ => null,
    };

    /// <summary>Whether one of these events was published.</summary>
    public bool HasHeardOf(IEnumerable<Google.Protobuf.IMessage> events) => events.Any(heard.Contains);

    private string? Order(CartCheckedOut sale)
    {
        if (orders.TryGetValue(sale.OrderId, out var order))
        {
            return order.CheckoutId == sale.CheckoutId && order.Lines.Equals(sale.Lines) && order.Tenders.Equals(sale.Tenders) ? null : $"{sale.OrderId} is published twice, as two sales";
        }

        orders.Add(sale.OrderId, sale);
        return sale.Tenders.Any(tender => !Sold.Add(tender.Reference) || Refunded.Contains(tender.Reference)) ? $"{sale.OrderId} stands on payments that were used or given back" : null;
    }

    private string? Refund(CheckoutRefundRequested refund) =>
        refunds.Add(refund.RefundId) && refund.Tenders.Any(tender => !Refunded.Add(tender.Reference) || Sold.Contains(tender.Reference))
            ? $"{refund.RefundId} gives back what was given back or stands for an order" : null;
}
