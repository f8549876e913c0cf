using FsCheck;
using FsCheck.Fluent;
using Omnichannel.Platform.Domain;
using Omnichannel.SupportContext.Domain;

namespace Omnichannel.SupportContext.Tests.Domain;

public sealed class CustomerContextTests
{
    private static readonly DateTimeOffset Now = Histories.Start.AddDays(2);

    private static CustomerContext Fold(IEnumerable<Entry> entries) => CustomerContext.Of("customer-1", entries, Now, "en");

    [Fact]
    public void Journey_IsToldAsItWas()
    {
        var context = Fold(Histories.Journey());

        Assert.Empty(context.OpenCarts);
        var order = Assert.Single(context.Orders);
        Assert.Equal(("DELIVERED", "BROKEN", 4200L), (order.Status, order.PromiseState, order.Total!.Value.AmountMinor));
        Assert.NotNull(order.DeliveredAt);
        var one = Assert.Single(context.Returns);
        Assert.Equal(("RESOLVED", SalesChannel.App, SalesChannel.Store, 1400L), (one.State, one.RequestedChannel, one.ResolvedChannel, one.RefundAmount!.Value.AmountMinor));
        Assert.Equal(new LoyaltyState("basic", 0, 42, 0, 0, Histories.Start.AddMinutes(1)), context.Loyalty);
        Assert.Equal([("msg-2", "SUPPRESSED", "NO_CONSENT"), ("msg-1", "DELIVERED", "")], context.Messages.Select(message => (message.MessageId, message.State, message.Reason)));
        Assert.Equal(["PROMISE_BROKEN", "REFUND_PENDING"], context.Frictions.Select(friction => friction.Code));
        Assert.Equal(
            ["promise-broken.explain", "promise-broken.goodwill", "refund-pending.chase"], context.Suggestions.Select(suggestion => suggestion.RuleId));
    }

    [Fact]
    public void ChannelSwitches_AreThoseOfTheCustomersOwnDoing()
    {
        var path = ChannelPath.Of(Histories.Journey());

        // web, app, store, app, store.
        Assert.Equal(4, path.Switches);
        Assert.Equal([SalesChannel.Web, SalesChannel.App, SalesChannel.Store], path.Channels);
    }

    [Fact]
    public void AnyOrderOfArrival_AnyDuplicates_GiveTheSameContextAndCount()
    {
        var journey = Histories.Journey().ToArray();
        var expected = Render(Fold(journey));
        var switches = ChannelPath.Of(journey).Switches;

        Prop.ForAll(Gen.Shuffle(journey).ToArbitrary(), Gen.SubListOf(journey).ToArbitrary(), (shuffled, twice) =>
        {
            var arrived = shuffled.Concat(twice).ToList();
            return Render(Fold(arrived)) == expected && ChannelPath.Of(arrived).Switches == switches;
        }).Check(Config.QuickThrowOnFailure.WithReplay(20260302, 11));
    }

    [Fact]
    public void AnySubset_InAnyOrder_GivesOneContext()
    {
        // Whatever has arrived so far: the context is a function of the set.
        var journey = Histories.Journey().ToArray();
        Prop.ForAll(
            Gen.SubListOf(journey).SelectMany(part => Gen.Shuffle(part.ToArray()).Select(shuffled => (Part: part.ToArray(), Shuffled: shuffled))).ToArbitrary(),
            sample => Render(Fold(sample.Part)) == Render(Fold(sample.Shuffled)) && ChannelPath.Of(sample.Part).Switches == ChannelPath.Of(sample.Shuffled).Switches)
            .Check(Config.QuickThrowOnFailure.WithReplay(20260302, 13));
    }

    [Fact]
    public void LateCarrierNews_ByVersion_DoesNotTurnAnOrderBack()
    {
        var entries = Histories.Journey().Append(
            Histories.Of("orders.ShipmentStatusChanged", 65, SalesChannel.None, "order-1", version: 40, facts: [("shipment_id", "s1"), ("status", "IN_TRANSIT"), ("order_status", "IN_TRANSIT")]));

        Assert.Equal("DELIVERED", Fold(entries).Orders[0].Status);
    }

    [Fact]
    public void FailedDelivery_IsAFriction_UntilTheParcelMovesAgain()
    {
        var failed = Histories.Of("orders.ShipmentStatusChanged", 65, SalesChannel.None, "order-1", version: 66, facts: [("shipment_id", "s1"), ("status", "DELIVERY_FAILED"), ("order_status", "PROBLEM")]);
        var before = Histories.Journey().Where(entry => entry.OccurredAt < failed.OccurredAt).Append(failed).ToList();

        Assert.Contains(Fold(before).Frictions, friction => friction.Code == "DELIVERY_FAILED");
        Assert.Contains(Fold(before).Suggestions, suggestion => suggestion.Code == "CONTACT_CARRIER");
        Assert.DoesNotContain(Fold(Histories.Journey().Append(failed)).Frictions, friction => friction.Code == "DELIVERY_FAILED");
    }

    [Fact]
    public void RefundPaid_AndOldTrouble_AreNoFriction()
    {
        var paid = Histories.Journey().Append(Histories.Of("orders.RefundCompleted", 110, SalesChannel.None, "order-1", facts: [("refund_id", "f1"), ("return_id", "return-1")]));

        Assert.DoesNotContain(Fold(paid).Frictions, friction => friction.Code == "REFUND_PENDING");
        Assert.Empty(CustomerContext.Of("customer-1", Histories.Journey(), Now.AddDays(60), "en").Frictions);
    }

    [Fact]
    public void Cart_NextGeneration_IsOpen_AndAbandonedUntilTouched()
    {
        var touched = Histories.Of("cart.CartTouched", 200, SalesChannel.Web, "cart-1", facts: [("generation", "2"), ("item_count", "1"), ("items_total_minor", "900"), ("currency_code", "EUR")]);
        var idle = Histories.Of("cart.CartAbandoned", 260, SalesChannel.Web, "cart-1", facts: [("generation", "2"), ("stage", "1")]);
        var back = Histories.Of("cart.CartRecovered", 300, SalesChannel.Web, "cart-1", facts: [("generation", "2")]);

        Assert.True(Assert.Single(Fold(Histories.Journey().Append(touched).Append(idle)).OpenCarts).IsAbandoned);
        Assert.False(Assert.Single(Fold(Histories.Journey().Append(touched).Append(idle).Append(back)).OpenCarts).IsAbandoned);
    }

    [Theory]
    [InlineData("en", "Ordered 3 items for 42.00 EUR, order O-1.")]
    [InlineData("it-IT", "Ha ordinato 3 articoli per 42,00 EUR, ordine O-1.")]
    [InlineData("xx", "Ordered 3 items for 42.00 EUR, order O-1.")]
    public void Sentence_IsInTheLanguageAskedFor(string language, string expected) =>
        Assert.Equal(expected, Sentences.Of(Histories.Journey().First(entry => entry.Name == "orders.OrderPlaced"), language));

    private static string Render(CustomerContext context) => System.Text.Json.JsonSerializer.Serialize(context);
}
