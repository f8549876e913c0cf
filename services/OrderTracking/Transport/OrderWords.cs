using Omnichannel.Orders.V1;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Store;

namespace Omnichannel.OrderTracking.Transport;

/// <summary>Where an order is, in words.</summary>
internal static class OrderWords
{
    /// <summary>For a reader of this language (BCP 47), without the markup, which names prices.</summary>
    public static ExplainOrderResponse Explain(this Domain.Order order, string language)
    {
        var explanation = Explanation.Of(order);
        var (text, spoken) = explanation.Say(language, order.Sale.Place.LastDays);
        return new ExplainOrderResponse
        {
            Explanation = text,
            Language = spoken,
            Status = order.Status.ToContract(),
            Code = explanation.Code,
        };
    }
}
