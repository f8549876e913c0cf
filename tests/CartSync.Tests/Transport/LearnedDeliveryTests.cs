using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Sagas;
using Omnichannel.CartSync.Store;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Time;
using Omnichannel.Platform.Timers;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.CartSync.Tests.Transport;

/// <summary>What shipping options show is what an order is promised.</summary>
public sealed class LearnedDeliveryTests : IAsyncLifetime
{
    private static readonly DeliveryDays Learned = new(1, 3) { AreWorkingDays = true, By = new TimeOnly(17, 0) };

    private CartSyncWorld world = null!;

    public async Task InitializeAsync()
    {
        world = await CartSyncWorld.Start();
        await AskedAgainInAnHour();
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task ShippingOption_ShowsTheMerchantsDays_UntilItIsLearned_AndWhenItNoLongerIs()
    {
        Assert.Equal((DeliveryBasis.Fixed, 2, 4, ""), await Shown());

        world.Promises.Days = Learned;
        await Learn();
        Assert.Equal((DeliveryBasis.Learned, 1, 3, "17:00"), await Shown());
        Assert.Equal(("IT", "standard", "15:00"), (world.Promises.Asked!.Market, world.Promises.Asked.ShippingOptionId, world.Promises.Asked.CutOff));

        // While nobody answers, what was said last holds.
        world.Promises.IsAway = true;
        await Learn();
        Assert.Equal((DeliveryBasis.Learned, 1, 3, "17:00"), await Shown());

        (world.Promises.IsAway, world.Promises.Days) = (false, null);
        await Learn();
        Assert.Equal((DeliveryBasis.Fixed, 2, 4, ""), await Shown());
    }

    [Fact]
    public async Task ShippingOption_IsLearnedByItself_WhenOptionsAreSet_AndEachHour()
    {
        world.Promises.Days = Learned;
        await CartSyncWorld.FillCatalogue(world.As(Role.Ops, "ops"));
        await Eventually.Within(TimeSpan.FromSeconds(60), async () => Assert.Equal((DeliveryBasis.Learned, 1, 3, "17:00"), await Shown()));

        await AskedAgainInAnHour();
    }

    [Fact]
    public async Task Checkout_PromisesWhatItShows_AndItsOrderHasThat()
    {
        world.Promises.Days = Learned;
        await Learn();
        var anna = world.As(Role.Customer, "anna");
        var cart = await world.Fill(anna, CartSyncWorld.Market, ("MUG", 1, null));
        var checkout = (await anna.Checkout.BeginCheckoutAsync(
            new BeginCheckoutRequest
            {
                CartId = cart.CartId,
                ExpectedVersion = cart.Version,
                ShippingOptionId = "standard",
                Delivery = new DeliveryDetails { RecipientName = "Anna", Address = new PostalAddress { RegionCode = "DE", PostalCode = "10115", Locality = "Berlin" } },
            },
            CartSyncWorld.Key("begin"))).Checkout;
        var there = WorkingDays.BuiltIn.In("DE");
        var (earliest, latest) = (Learned with { CutOff = new TimeOnly(15, 0) }).From(checkout.StartedAt.ToDateTimeOffset(), there);
        Assert.Equal((DeliveryBasis.Learned, earliest, latest), (checkout.Delivery.Basis, checkout.Delivery.EarliestAt.ToDateTimeOffset(), checkout.Delivery.LatestAt.ToDateTimeOffset()));
        Assert.Equal("Europe/Berlin", checkout.Delivery.TimeZone);

        // What is learned meanwhile is for later checkouts.
        world.Promises.Days = Learned with { Max = 9 };
        await Learn();
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        var sold = (await world.As(Role.Service, "payments").Checkout.CompleteCheckoutAsync(
            new CompleteCheckoutRequest { CartId = cart.CartId, CheckoutId = checkout.CheckoutId, Tenders = { new Tender { Kind = TenderKind.Card, Reference = "pay-1", Amount = checkout.Totals.Due } } },
            CartSyncWorld.Key("pay"))).Checkout;

        Assert.Equal(checkout.Delivery, sold.Delivery);
        var order = Assert.Single(await world.EventsOf<CartCheckedOut>(1));
        Assert.Equal((1, 3, true, "15:00", "17:00"), (order.PromiseMinDays, order.PromiseMaxDays, order.PromiseWorkingDays, order.PromiseCutOff, order.PromiseBy));
        Assert.Equal(checkout.StartedAt, order.PromiseShownAt);
    }

    // The timer that was set with the options has fired.
    private Task AskedAgainInAnHour() => Eventually.Within(TimeSpan.FromSeconds(60), async () => Assert.Equal(
        [60],
        (await world.Service.App.Services.GetRequiredService<IDatabase>().Read(
            sql => sql.Query<long>("select due_at from timers where kind = @kind", new { kind = LearnedDays.TimerKind }), default)).Select(MinutesUntil)));

    private double MinutesUntil(long micros) => Math.Round((Instants.FromMicros(micros) - world.Clock.GetUtcNow()).TotalMinutes / 5) * 5;

    private Task Learn() => world.Service.App.Services.GetRequiredService<DeliveryLearning>().Fire(
        new DueTimer(LearnedDays.TimerKind, CartSyncWorld.Market, 0, world.Clock.GetUtcNow()), default);

    private async Task<(DeliveryBasis Basis, int Min, int Max, string By)> Shown()
    {
        var option = Assert.Single((await world.As(Role.Guest, "guest-1").Catalogue.ListShippingOptionsAsync(new ListShippingOptionsRequest { Market = CartSyncWorld.Market })).ShippingOptions);
        Assert.Equal((2, 4), (option.MinDays, option.MaxDays));
        return (option.Delivery.Basis, option.Delivery.MinDays, option.Delivery.MaxDays, option.Delivery.By);
    }
}
