using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Store;
using Omnichannel.OrderTracking.Tests.Domain;

namespace Omnichannel.OrderTracking.Tests.Store;

public sealed class EventMappingTests
{
    [Fact]
    public void OrderClaimed_SaysWhatWasSoldAndWhen_AsOrderPlacedDid()
    {
        var receipt = OrderSteps.Place(Some.Sale() with { CustomerId = "" }, Some.Monday);
        var claimed = OrderSteps.Claim(receipt.Order, "customer-9", Some.Monday.AddDays(3)).Value;

        var placed = Assert.IsType<Orders.V1.OrderPlaced>(EventMapping.ToProto(receipt.Events[0], receipt.Order));
        var told = Assert.IsType<Orders.V1.OrderClaimed>(EventMapping.ToProto(Assert.Single(claimed.Events), claimed.Order));
        Assert.Equal(("customer-9", Some.Monday.AddDays(3).ToTimestamp()), (told.CustomerId, told.EffectiveAt));
        Assert.NotEmpty(told.Lines);
        Assert.Equal((placed.EffectiveAt, placed.Market, placed.CurrencyCode, placed.Lines), (told.PlacedAt, told.Market, told.CurrencyCode, told.Lines));
    }
}
