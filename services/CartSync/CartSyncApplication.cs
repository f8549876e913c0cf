using Microsoft.Extensions.DependencyInjection.Extensions;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Sagas;
using Omnichannel.CartSync.Store;
using Omnichannel.CartSync.Transport;
using Omnichannel.Loyalty.V1;
using Omnichannel.Messaging.V1;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Guests;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Live;
using Omnichannel.Platform.PersonalData;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Timers;
using Omnichannel.Returns.V1;
using Omnichannel.Support.V1;

namespace Omnichannel.CartSync;

/// <summary>The Cart-sync service.</summary>
public static class CartSyncApplication
{
    /// <summary>Puts it together.</summary>
    public static WebApplication Build(string[] args, PlatformHost host)
    {
        var builder = PlatformApplication.CreateBuilder("cart", args, host);
        builder.AddDatabase(typeof(CartSyncApplication).Assembly);
        builder.AddEvents(events => events
            .Consume("cart", on => on
                .Handle<CartMerged, MergeEvents>((handler, merged, unit) => handler.Merged(merged, unit))
                .Handle<CartMergeUndone, MergeEvents>((handler, undone, unit) => handler.Undone(undone, unit))
                .FollowGuests())
            .Consume("orders", on => on
                .HandleOutside<OrderPlaced, OrderEvents>((handler, placed, cancellation) => handler.Placed(placed, cancellation))
                .HandleOutside<OrderClaimed, OrderEvents>((handler, claimed, cancellation) => handler.Claimed(claimed, cancellation))
                .Handle<OrderCancelled, StockEvents>((handler, cancelled, unit) => handler.Cancelled(cancelled, unit))
                .Handle<PickupMoved, StockEvents>((handler, moved, unit) => handler.Moved(moved, unit)))
            .Consume("returns", on => on
                .Handle<ReturnInspected, StockEvents>((handler, inspected, unit) => handler.Inspected(inspected, unit)))
            .Consume("support", on => on
                .Handle<PersonMerged, PersonEvents>((handler, merged, unit) => handler.Merged(merged, unit))
                .Handle<PersonMergeUndone, PersonEvents>((handler, undone, unit) => handler.Undone(undone, unit))));
        builder.AddLiveNotifications();
        builder.AddOutwardNumbers();
        builder.AddGuessLimits();
        builder.AddCartStore();
        builder.AddClient<HoldService.HoldServiceClient>("loyalty");
        builder.AddClient<WalletService.WalletServiceClient>("loyalty");
        builder.AddClient<ProgramService.ProgramServiceClient>("loyalty");
        builder.AddClient<ContactService.ContactServiceClient>("messaging");
        builder.AddClient<OrderTrackingService.OrderTrackingServiceClient>("orders");
        builder.AddClient<DeliveryPromiseService.DeliveryPromiseServiceClient>("orders");
        builder.AddClient<ReturnPolicyService.ReturnPolicyServiceClient>("returns");
        builder.Services.AddSingleton<CatalogueCache>();
        builder.Services.AddSingleton<CatalogueStore>();
        builder.Services.AddSingleton<LearnedDays>();
        builder.AddTimer<DeliveryLearning>(LearnedDays.TimerKind);
        builder.Services.AddSingleton<ItemList>();
        builder.Services.AddSingleton<ItemChanges>();
        builder.Services.AddSingleton<CartExecutor>();
        builder.Services.AddSingleton(new WatchOptions { SlowestWatcher = builder.Settings<CartSettings>().SlowestWatcher });
        builder.Services.AddSingleton<CartFeeds>();
        builder.Services.AddSingleton<IGuestJoin, GuestJoin>();
        builder.Services.AddSingleton<GuestLinks>();
        builder.Services.AddSingleton<WishlistStore>();
        builder.AddTimer<WishlistStore>(WishlistStore.TimerKind);
        builder.Services.AddSingleton<SubscriptionStore>();
        builder.AddTimer<ItemWatch>(ItemWatch.TimerKind);
        builder.Services.AddSingleton<LoyaltyHolds>();
        builder.Services.AddSingleton<CheckoutSaga>();
        builder.Services.AddSingleton<GuestMergeSaga>();
        builder.AddTimer<PersonMergeSaga>(PersonMergeSaga.TimerKind);
        builder.Services.AddSingleton<CartEdits>();
        builder.Services.AddSingleton<Purchases>();
        builder.Services.AddSingleton<CartViews>();
        builder.Services.AddSingleton<CartAccess>();
        builder.Services.AddSingleton<CheckoutWallets>();
        builder.Services.AddSingleton<CartEarnings>();
        builder.Services.AddSingleton<ReturnTerms>();
        builder.AddGrpc<CartGrpcService>();
        builder.AddGrpc<CartEditGrpcService>();
        builder.AddGrpc<CheckoutGrpcService>();
        builder.AddGrpc<WishlistGrpcService>();
        builder.AddGrpc<ItemSubscriptionGrpcService>();
        builder.AddGrpc<CatalogueGrpcService>();
        builder.AddPersonalData<CartsOfPerson>();
        builder.AddPersonalData<CheckoutsOfPerson>();
        builder.AddPersonalData<WishlistsOfPerson>();
        builder.AddPersonalData<SubscriptionsOfPerson>();
        return builder.Build();
    }

    /// <summary>Carts in Redis, or in the service's own database.</summary>
    private static void AddCartStore(this PlatformBuilder builder)
    {
        var settings = builder.Settings<CartSettings>();
        if (settings.Provider == CartProvider.Redis)
        {
            builder.Services.AddSingleton(_ => new RedisConnection(settings.Redis));
            builder.Services.AddSingleton<IStableVersions>(_ => settings.Replicas > 0 ? new ReplicatedVersions(settings.Redis, settings.Replicas) : new StableAtOnce());
            builder.Services.AddSingleton<RedisOutbox>();
            builder.Services.AddSingleton<ICartStore, RedisCartStore>();
            builder.Services.AddSingleton<IUnknownCarts, RedisUnknownCarts>();
            builder.Services.AddOutboxRelay(new OutboxRelayOptions { Name = "carts" }, services => services.GetRequiredService<RedisOutbox>());
            builder.Services.TryAddSingleton<CartTimer>();
            builder.Services.TryAddSingleton<ITimerHandler>(services => services.GetRequiredService<CartTimer>());
            builder.Services.AddSingleton<RedisTimers>();
            builder.Services.AddSingleton<IHostedService>(services => services.GetRequiredService<RedisTimers>());
            builder.Services.AddSingleton<IOverdueTimers>(services => services.GetRequiredService<RedisTimers>());
            builder.AddReadiness("redis", (services, _) => services.GetRequiredService<RedisConnection>().Answers());
        }
        else
        {
            builder.Services.AddSingleton<IStableVersions, StableAtOnce>();
            builder.Services.AddSingleton<ICartStore, SqlCartStore>();
            builder.Services.AddSingleton<IUnknownCarts, SqlUnknownCarts>();
            builder.AddTimer<CartTimer>(SqlCartStore.TimerKind);
        }
    }
}
