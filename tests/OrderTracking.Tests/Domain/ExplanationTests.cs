using System.Text.RegularExpressions;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Transport;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Text;
using Omnichannel.Platform.Time;
using Omnichannel.Values;
using static Omnichannel.OrderTracking.Tests.Domain.Some;

namespace Omnichannel.OrderTracking.Tests.Domain;

public sealed class ExplanationTests
{
    private static readonly Dictionary<string, object?> Known = new()
    {
        ["number"] = "O-TEST000001",
        ["carrier"] = "DHL",
        ["delivered"] = 1,
        ["wanted"] = 2,
        ["date"] = Monday,
        ["latest"] = Monday,
        ["estimate"] = Monday,
        ["store"] = "Milano Brera",
        ["opens"] = "09:00",
        ["closes"] = "19:30",
        ["day"] = new DateOnly(2026, 3, 3),
        ["count"] = 1,
        ["parcels"] = 2,
        ["names"] = new[] { "DHL 1", "GLS 2" },
        ["units"] = 1,
        ["amount"] = new Money("EUR", 2000),
        ["ways"] = new[] { new Explanation("TO_CARD", new Dictionary<string, object?> { ["amount"] = new Money("EUR", 2000) }) },
    };

    // Open on Tuesdays.
    private static readonly OpeningTimes Tuesdays = new() { TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Rome"), Week = [new OpenSpan(2, 600, 1200)] };

    public static TheoryData<string> Languages => [.. Phrases.Spoken];

    [Fact]
    public void EveryCode_HasItsSentence_AndNoOtherIsThere()
    {
        var codes = new[] { "Explanation", "Remarks", "RefundRemarks" }.Select(file => File.ReadAllText(TestKit.Repository.PathOf($"services/OrderTracking/Domain/{file}.cs")))
            .SelectMany(text => Regex.Matches(text, "\"([A-Z]+(?:_[A-Z]+)*)\"").Select(match => match.Groups[1].Value)).Distinct();

        Assert.Equal(codes.Order(StringComparer.Ordinal), Explanation.Texts.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void GoodsByMeasure_CountAsOne()
    {
        var lines = Sale().Lines;
        var ham = lines[0] with { LineId = "ham", Quantity = 455, Measure = Measure.Gram };
        var facts = Explanation.Of(Order(Sale() with { Lines = [lines[0] with { Quantity = 2 }, ham] })).Facts;
        Assert.Equal((3L, 0L), (facts["wanted"], facts["delivered"]));
    }

    [Fact]
    public void EveryFact_IsSaidSomewhere()
    {
        var said = new HashSet<string>();
        foreach (var code in Explanation.Texts.Keys)
        {
            Explanation.Texts.In("en").Say(code, name =>
            {
                said.Add(name);
                return "1";
            });
        }

        var hours = new[] { Monday, Monday.AddHours(23), Monday.AddHours(25) }.Select(now => Explanation.Of(Order()).With(StorePlace.Unknown, Tuesdays, now)).ToList();
        var facts = hours.SelectMany(explanation => explanation.Facts.Keys.Concat(((Explanation)explanation.Facts["hours"]!).Facts.Keys))
            .Concat(["count", "parcels", "names", "units", "amount", "ways"]).Distinct();
        Assert.Equal(facts.Order(StringComparer.Ordinal), said.Order(StringComparer.Ordinal));
    }

    // When something arrived or was cancelled need not be known.
    [Theory]
    [MemberData(nameof(Languages))]
    public void EveryCode_IsSaidWithoutAHole(string language)
    {
        var all = new Dictionary<string, object?>(Known)
        {
            ["deliveredAt"] = Monday, ["cancelledAt"] = Monday, ["address"] = "Via Brera 1", ["until"] = new DateOnly(2026, 3, 9), ["hours"] = new Explanation("HOURS_OPEN", Known),
        };
        foreach (var explanation in Explanation.Texts.Keys.Where(code => !code.StartsWith("TO_", StringComparison.Ordinal)).SelectMany(code => new[] { new Explanation(code, Known), new Explanation(code, all) }))
        {
            IsWhole(explanation.Say(language, LocalDays.Utc), language);
        }
    }

    [Theory]
    [InlineData("en", "Your order O-TEST000001 was delivered on Tuesday 3 March 2026.")]
    [InlineData("it-IT", "Il tuo ordine O-TEST000001 è stato consegnato martedì 3 marzo 2026.")]
    [InlineData("ro", "Comanda ta O-TEST000001 a fost livrată marți, 3 martie 2026.")]
    [InlineData("zh-CN", "您的订单 O-TEST000001 已于 2026年3月3日 送达。")]
    [InlineData("xx", "Your order O-TEST000001 was delivered on Tuesday 3 March 2026.")]
    [InlineData("", "Your order O-TEST000001 was delivered on Tuesday 3 March 2026.")]
    public void Say_Delivered_InTheCustomersLanguage(string language, string expected)
    {
        var order = OrderSteps.Track(Shipped(Order()), "p1", [Event(ShipmentStatus.Delivered, 30)], Monday.AddHours(31)).Order;

        Assert.Equal(expected, Explanation.Of(order).Say(language, LocalDays.Utc).Text);
    }

    [Theory]
    [InlineData("en", "Your order O-TEST000001 is ready to be collected at Milano Brera, Via Brera 1, 20121 Milano. We keep it until Monday 9 March 2026. The store opens again on Tuesday 3 March 2026 at 10:00.")]
    [InlineData("it", "Il tuo ordine O-TEST000001 è pronto per il ritiro presso Milano Brera, Via Brera 1, 20121 Milano. Lo teniamo fino a lunedì 9 marzo 2026. Il negozio riapre martedì 3 marzo 2026 alle 10:00.")]
    [InlineData("ro", "Comanda ta O-TEST000001 poate fi ridicată de la Milano Brera, Via Brera 1, 20121 Milano. O păstrăm până luni, 9 martie 2026. Magazinul se deschide din nou marți, 3 martie 2026 la 10:00.")]
    [InlineData("zh", "您的订单 O-TEST000001 可以在Milano Brera（Via Brera 1, 20121 Milano）提取，我们为您保留到2026年3月9日。门店2026年3月3日 10:00 再次开门。")]
    public void Say_ReadyInAStore_WhereUntilWhenAndWhenItIsOpen(string language, string expected)
    {
        var place = new StorePlace("Milano Brera", "Via Brera 1, 20121 Milano", "Europe/Rome");
        var order = Order(Sale(method: FulfilmentMethod.Pickup) with { Stores = new Dictionary<string, StorePlace> { ["milano-1"] = place } });
        Assert.Equal("PREPARING_IN_STORE", Code(order));
        order = OrderSteps.MarkReady(order, "order-1~s1", [], Told(2), Monday.AddHours(2)).Value.Order;

        Assert.Equal("milano-1", Explanation.StoreOf(order));
        Assert.Equal(expected, Explanation.Of(order).With(place, Tuesdays, Monday.AddHours(2)).Say(language, LocalDays.Utc).Text);
        var part = OrderSteps.Collect(OrderSteps.UndoPickupEvent(order, "order-1~s1", "told@2", "not all", Told(3), Monday.AddHours(3)).Value.Order, "order-1~s1", [new LineUnits("1", 1)], ("", ""), Told(4), Monday.AddHours(4)).Value.Order;
        Assert.Equal("PARTLY_COLLECTED", Code(part));
        Assert.Equal("PICKUP_EXPIRED", Code(OrderSteps.Look(order, Monday.AddDays(20)).Order));
    }

    [Fact]
    public void Of_FollowsWhatIsKnown()
    {
        var order = Order(Sale() with { Promised = new DeliveryDays(0, 3) });
        Assert.Equal("PREPARING_ON_TIME", Code(order));
        order = Shipped(order);
        order = Track(order, ShipmentStatus.InTransit, 2);
        Assert.Equal("ON_TIME", Code(order));
        Assert.Equal("Your order O-TEST000001 is on its way with DHL and should reach you by Thursday 5 March 2026.", Explanation.Of(order).Say("en", LocalDays.Utc).Text);
        Assert.Equal("LATE", Code(Track(order, ShipmentStatus.Delayed, 3)));
        Assert.Equal("OUT_FOR_DELIVERY", Code(Track(order, ShipmentStatus.OutForDelivery, 4)));
        Assert.Equal("DELIVERY_FAILED", Code(Track(order, ShipmentStatus.DeliveryFailed, 5)));
        Assert.Equal("RETURN_TO_SENDER", Code(Track(order, ShipmentStatus.ReturnToSender, 5)));
        Assert.Equal("PICKUP_AVAILABLE", Code(Track(order, ShipmentStatus.ReadyForPickup, 5)));
        Assert.Equal("PROMISE_BROKEN", Code(OrderSteps.Look(order, Monday.AddDays(4)).Order));
        Assert.Equal("CANCELLED", Code(OrderSteps.Cancel(Order(), [], "", SalesChannel.Web, Monday).Value.Order));
        Assert.Equal("HANDED_OVER", Code(Order(Sale(method: FulfilmentMethod.TakeAway))));
    }

    private static void IsWhole((string Text, string Language) said, string language)
    {
        Assert.Equal(language, said.Language);
        Assert.Matches("[.。]$", said.Text);
        Assert.DoesNotMatch(@"[{}\[\]|]|  | [.,;:。，：]|\(\)", said.Text);
    }

    // Whatever state an order comes into in these tests, it can be told of.
    private static string Code(Order order)
    {
        var explanation = Explanation.Of(order);
        Assert.All(Phrases.Spoken, language => IsWhole(explanation.Say(language, LocalDays.Utc), language));
        return explanation.Code;
    }

    private static Order Track(Order order, ShipmentStatus status, double hours) =>
        OrderSteps.Track(order, "p1", [Event(status, hours)], Monday.AddHours(hours)).Order;
}
