using Omnichannel.Orders.V1;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Store;
using Omnichannel.Platform.Contracts;

namespace Omnichannel.OrderTracking.Transport;

/// <summary>Where an order is, in words: with the hours of the store where it waits.</summary>
public sealed class OrderWords(StoreRecords stores, TimeProvider clock)
{
    /// <summary>For a reader of this language (BCP 47) who may see so much of it; without the markup, which names prices.</summary>
    public async Task<ExplainOrderResponse> Explain(Domain.Order order, OrderView view, string language, CancellationToken cancellation)
    {
        var explanation = view is OrderView.Full ? Explanation.Of(order).WithRefunds(order) : Explanation.Of(order);
        if (Explanation.StoreOf(order) is { Length: > 0 } storeId && await stores.Find(storeId, cancellation) is { } store)
        {
            explanation = explanation.With(StoreRecords.ToPlace(store), store.ToOpeningTimes(), clock.GetUtcNow());
        }

        var (text, spoken) = explanation.Say(language, order.Days);
        return new ExplainOrderResponse
        {
            Explanation = text,
            Language = spoken,
            Status = order.Status.ToContract(),
            Code = explanation.Code,
        };
    }
}
