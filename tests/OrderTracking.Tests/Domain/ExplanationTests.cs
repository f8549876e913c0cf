using System.Text.RegularExpressions;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Transport;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Time;
using static Omnichannel.OrderTracking.Tests.Domain.Some;

namespace Omnichannel.OrderTracking.Tests.Domain;

public sealed class ExplanationTests
{
    private static readonly ExplanationTexts Texts = ExplanationTexts.Embedded();

    [Fact]
    public void EveryLanguage_HasEverySentence()
    {
        var codes = Regex.Matches(File.ReadAllText(Path.Combine(TestKit.Repository.Root, "services/OrderTracking/Domain/Explanation.cs")), "\"([A-Z]+(?:_[A-Z]+)*)\"")
            .Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.Contains("PROMISE_BROKEN", codes);
        Assert.Equal(["en", "it", "ro", "zh"], Texts.Languages.Order(StringComparer.Ordinal));
        Assert.All(Texts.Languages, language => Assert.Empty(Texts.Missing(language, codes)));
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

        Assert.Equal(expected, Texts.Say(Explanation.Of(order), language, LocalDays.Utc).Text);
    }

    [Fact]
    public void Of_FollowsWhatIsKnown()
    {
        var order = Order(Sale() with { Promised = new Window(Monday, Monday.AddDays(3)) });
        Assert.Equal("PREPARING_ON_TIME", Code(order));
        order = Shipped(order);
        order = Track(order, ShipmentStatus.InTransit, 2);
        Assert.Equal("ON_TIME", Code(order));
        Assert.Equal("Your order O-TEST000001 is on its way with DHL and should reach you by Thursday 5 March 2026.", Texts.Say(Explanation.Of(order), "en", LocalDays.Utc).Text);
        Assert.Equal("LATE", Code(Track(order, ShipmentStatus.Delayed, 3)));
        Assert.Equal("OUT_FOR_DELIVERY", Code(Track(order, ShipmentStatus.OutForDelivery, 4)));
        Assert.Equal("DELIVERY_FAILED", Code(Track(order, ShipmentStatus.DeliveryFailed, 5)));
        Assert.Equal("RETURN_TO_SENDER", Code(Track(order, ShipmentStatus.ReturnToSender, 5)));
        Assert.Equal("PICKUP_AVAILABLE", Code(Track(order, ShipmentStatus.ReadyForPickup, 5)));
        Assert.Equal("PROMISE_BROKEN", Code(OrderSteps.Look(order, Monday.AddDays(4)).Order));
        Assert.Equal("CANCELLED", Code(OrderSteps.Cancel(Order(), [], "", SalesChannel.Web, Monday).Value.Order));
        Assert.Equal("HANDED_OVER", Code(Order(Sale(method: FulfilmentMethod.TakeAway))));
    }

    [Fact]
    public void Say_AnyLanguageAndCode_LeavesNoPlaceholder()
    {
        var order = Track(Shipped(Order(Sale() with { Promised = new Window(Monday, Monday.AddDays(3)) })), ShipmentStatus.InTransit, 2);
        var explanation = Explanation.Of(order);
        Assert.All(Texts.Languages, language => Assert.DoesNotContain("{", Texts.Say(explanation, language, LocalDays.Utc).Text));
    }

    private static string Code(Order order) => Explanation.Of(order).Code;

    private static Order Track(Order order, ShipmentStatus status, double hours) =>
        OrderSteps.Track(order, "p1", [Event(status, hours)], Monday.AddHours(hours)).Order;
}
