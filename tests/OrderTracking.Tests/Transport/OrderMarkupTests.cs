using System.Text.Json;
using System.Text.Json.Nodes;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Tests.Domain;
using Omnichannel.OrderTracking.Transport;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Time;
using Omnichannel.TestKit;
using Omnichannel.Values;

namespace Omnichannel.OrderTracking.Tests.Transport;

/// <summary>Schema.org markup of orders, judged by the types of schema-dts under <c>tsc --strict</c> and by the schemas of schemaorg-jsd.</summary>
public sealed class OrderMarkupTests
{
    [Fact]
    public async Task Markup_OfOrdersInEveryState_IsRightToBothJudges_WhoFindWhatIsPlanted()
    {
        var orders = States().Select(order => JsonNode.Parse(OrderMarkup.Of(order))!).ToList();
        JsonNode[] planted = [Planted(order => order["orderState"] = "https://schema.org/OrderDelivered"), Planted(order => order["acceptedOffer"]![0]!["price"] = true)];
        var answers = (await NodeScript.RunAsync("scripts/judge-markup.js", input: new { orders = orders.Concat(planted) })).GetProperty("orders").EnumerateArray().ToList();

        Assert.All(answers.SkipLast(planted.Length), answer => Assert.Empty(Complaints(answer, "types").Concat(Complaints(answer, "schemas"))));
        Assert.Contains(Complaints(answers[^2], "types"), complaint => complaint.Contains("orderState", StringComparison.Ordinal));
        Assert.NotEmpty(Complaints(answers[^1], "types"));
        Assert.Contains(Complaints(answers[^1], "schemas"), complaint => complaint.StartsWith("Offer:", StringComparison.Ordinal));

        JsonNode Planted(Action<JsonNode> plant)
        {
            var order = orders[0].DeepClone();
            plant(order);
            return order;
        }
    }

    [Fact]
    public void Markup_SaysWhereTheParcelIs_AndNothingOfTheOwner()
    {
        var order = OrderSteps.Track(Some.Shipped(Some.Order()), "p1", [Some.Event(ShipmentStatus.InTransit, 5)], Some.Monday.AddHours(6)).Order;
        var markup = JsonNode.Parse(OrderMarkup.Of(order))!;
        var parcel = Assert.Single(markup["orderDelivery"]!.AsArray())!;
        Assert.Equal("https://schema.org/OrderInTransit", markup["orderStatus"]!.GetValue<string>());
        Assert.Equal("number-p1", parcel["trackingNumber"]!.GetValue<string>());
        Assert.Equal("InTransit", parcel["deliveryStatus"]!["name"]!.GetValue<string>());
        Assert.Equal(["sku-1", "sku-2"], parcel["itemShipped"]!.AsArray().Select(item => item!["sku"]!.GetValue<string>()));
        Assert.Equal("60.00", markup["partOfInvoice"]!["totalPaymentDue"]!["value"]!.GetValue<string>());
        Assert.DoesNotContain("customer-1", markup.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("card-1", markup.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Markup_OfAPickup_SaysUntilWhenItIsThere_AndNobodysName()
    {
        var order = OrderSteps.MarkReady(Some.Order(Some.Sale(method: FulfilmentMethod.Pickup)), "order-1~s1", [], Some.Told(2), Some.Monday.AddHours(2)).Value.Order;
        order = OrderSteps.AuthorizeCollector(order, "order-1~s1", "Signora Rossi", Some.Monday).Value.Order;
        var markup = OrderMarkup.Of(order);
        var delivery = Assert.Single(JsonNode.Parse(markup)!["orderDelivery"]!.AsArray())!;
        Assert.Equal("https://schema.org/OnSitePickup", delivery["hasDeliveryMethod"]!.GetValue<string>());
        Assert.Equal(("Ready", "2026-03-09T23:00:00Z"), (delivery["deliveryStatus"]!["name"]!.GetValue<string>(), delivery["deliveryStatus"]!["availableThrough"]!.GetValue<string>()));
        Assert.DoesNotContain("Rossi", markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Markup_InAPagesScript_CannotEndIt()
    {
        var sale = Some.Sale();
        var order = Some.Order(sale with { Lines = [sale.Lines[0] with { Title = "</script><b>Käse & Öl" }, sale.Lines[1]] });
        var markup = OrderMarkup.Of(order);
        Assert.DoesNotContain('<', markup);
        Assert.Equal("</script><b>Käse & Öl", JsonNode.Parse(markup)!["acceptedOffer"]![0]!["itemOffered"]!["name"]!.GetValue<string>());
    }

    private static IEnumerable<Order> States()
    {
        var placed = Some.Order(Some.Sale() with { Promised = new DeliveryDays(1, 3) });
        yield return Some.Order();
        yield return placed;
        foreach (var status in Enum.GetValues<ShipmentStatus>())
        {
            yield return OrderSteps.Track(Some.Shipped(placed), "p1", [Some.Event(status, 5)], Some.Monday.AddHours(6)).Order;
        }

        var pickup = Some.Order(Some.Sale(method: FulfilmentMethod.Pickup));
        yield return pickup;
        var ready = OrderSteps.MarkReady(pickup, "order-1~s1", [], Some.Told(2), Some.Monday.AddHours(2)).Value.Order;
        yield return ready;
        yield return OrderSteps.Collect(ready, "order-1~s1", [], ("", ""), Some.Told(3), Some.Monday.AddHours(3)).Value.Order;
        yield return Some.Order(Some.Sale(method: FulfilmentMethod.TakeAway));
        yield return OrderSteps.Cancel(placed, [], "", SalesChannel.Web, Some.Monday.AddHours(1)).Value.Order;
        var sale = Some.Sale();
        yield return Some.Order(sale with { Lines = [sale.Lines[0] with { Measure = Measure.Gram, Quantity = 455, Title = "Ham" }, sale.Lines[1]] });
    }

    private static List<string> Complaints(JsonElement answer, string judge) => [.. answer.GetProperty(judge).EnumerateArray().Select(complaint => complaint.GetString()!)];
}
