using Microsoft.AspNetCore.Builder;
using Omnichannel.Cart.V1;
using Omnichannel.Loyalty.V1;
using Omnichannel.OrderTracking.Carriers;
using Omnichannel.OrderTracking.Payments;
using Omnichannel.OrderTracking.Store;
using Omnichannel.OrderTracking.Transport;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Guests;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Live;
using Omnichannel.Platform.People;
using Omnichannel.Platform.PersonalData;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Text;
using Omnichannel.Returns.V1;

namespace Omnichannel.OrderTracking;

/// <summary>Order-tracking: one history of orders from every channel, where each parcel is, and what was promised.</summary>
public static class OrderTrackingApplication
{
    /// <summary>The service, ready to be started.</summary>
    public static WebApplication Build(string[] args, PlatformHost host)
    {
        var builder = PlatformApplication.CreateBuilder("orders", args, host);
        builder.AddDatabase(typeof(OrderTrackingApplication).Assembly);
        builder.AddEvents(events => events
            .Consume("cart", on => on
                .Handle<CartCheckedOut, CartEvents>((handler, e, work) => handler.CheckedOut(e, work))
                .Handle<StoreChanged, StoreEvents>((handler, e, work) => handler.Changed(e, work))
                .FollowGuests())
            .Consume("returns", on => on
                .Handle<ReturnRequested, ReturnEvents>((handler, e, work) => handler.Requested(e, work))
                .Handle<ReturnDeclined, ReturnEvents>((handler, e, work) => handler.Ended(e, work))
                .Handle<ReturnCancelled, ReturnEvents>((handler, e, work) => handler.Ended(e, work))
                .Handle<ReturnExpired, ReturnEvents>((handler, e, work) => handler.Ended(e, work))
                .Handle<ReturnInTransit, ReturnEvents>((handler, e, work) => handler.InTransit(e, work))
                .Handle<ReturnReceived, ReturnEvents>((handler, e, work) => handler.Received(e, work))
                .Handle<ReturnResolved, ReturnEvents>((handler, e, work) => handler.Resolved(e, work))
                .Handle<WithdrawalConfirmed, ReturnEvents>((handler, consumed, work) => handler.Withdrawn(consumed, work))
                .Handle<RefundOwed, ReturnEvents>((handler, e, work) => handler.Owed(e, work))
                .Handle<RefundReclaimed, ReturnEvents>((handler, e, work) => handler.Reclaimed(e, work))
                .Handle<ReverseDeliveryCreated, ReturnParcelEvents>((handler, e, work) => handler.Created(e, work))
                .Handle<ReverseDeliveryVoided, ReturnParcelEvents>((handler, e, work) => handler.Voided(e, work)))
            .Consume("loyalty", on => on
                .Handle<WalletRefundSettled, WalletEvents>((handler, e, work) => handler.Settled(e, work)))
            .Consume("support", on => on.FollowPeople()));
        builder.AddTimer<OrderTimer>(OrderRows.LookTimerKind);
        builder.AddTimer<CarrierPollTimer>(TrackingStore.PollTimerKind);
        builder.AddTimer<EarlyScansTimer>(TrackingStore.EarlyTimerKind);
        builder.AddTimer<RefundTimer>(OrderRows.RefundTimerKind);
        builder.AddTimer<UnusedDetailsTimer>(DeliveryStore.UnusedTimerKind);
        builder.AddLiveNotifications();
        builder.AddKeyedHash();
        builder.AddOutwardNumbers();
        builder.AddPickupCodes();
        builder.AddGuessLimits();
        builder.AddOutboundLimits();
        RequireGrantKeys(builder);
        builder.Services.AddSingleton(CarrierCatalogue.With(builder.Settings<CarrierSettings>().Folder).WithAccounts(builder.Settings<CarrierSettings>()));
        builder.Services.AddSingleton(builder.Settings<CarrierSettings>());
        builder.Services.AddSingleton<ICarrierTracking, HttpCarrierTracking>();
        builder.Services.AddSingleton(PaymentProviders.Embedded());
        builder.Services.AddSingleton<PickupRows>();
        builder.Services.AddSingleton<OrderRows>();
        builder.Services.AddSingleton<OrderStore>();
        builder.Services.AddSingleton<OrderImport>();
        builder.Services.AddSingleton<OrderQueries>();
        builder.Services.AddSingleton<OrderViews>();
        builder.Services.AddSingleton<OrderSearch>();
        builder.Services.AddSingleton<PersonStore>();
        builder.Services.AddSingleton<PassageStore>();
        builder.Services.AddSingleton<ParcelRows>();
        builder.Services.AddSingleton<TrackingStore>();
        builder.Services.AddSingleton<PickupStore>();
        builder.Services.AddSingleton<StoreRecords>();
        builder.Services.AddSingleton<DeliveryStore>();
        builder.Services.AddSingleton<SavedTenderStore>();
        builder.Services.AddSingleton<OrderWatch>();
        builder.Services.AddSingleton<OrderLookup>();
        builder.Services.AddSingleton<OrderWords>();
        builder.Services.AddSingleton<TrackingLinkStore>();
        builder.Services.AddSingleton(builder.Settings<RetentionSettings>());
        builder.AddPersonalData<OrdersOfPerson>();
        builder.AddPersonalData<DeliveryDetailsOfPerson>();
        builder.AddPersonalData<ProofsOfPerson>();
        builder.AddPersonalData<ClaimsOfPerson>();
        builder.AddPersonalData<CollectorsOfPerson>();
        builder.AddPersonalData<SavedTendersOfPerson>();
        builder.Services.AddSingleton<ShippingStore>();
        builder.Services.AddSingleton<ShippingQueries>();
        builder.AddGrpc<OrderTrackingGrpcService>();
        builder.AddGrpc<ShipmentGrpcService>();
        builder.AddGrpc<PickupGrpcService>();
        builder.AddGrpc<DeliveryPromiseGrpcService>();
        builder.AddGrpc<TrackingLinkGrpcService>();
        builder.AddGrpc<OrderPaymentGrpcService>();
        builder.AddGrpc<FulfilmentGrpcService>();
        builder.AddGrpc<ClaimGrpcService>();
        return builder.Build();
    }

    /// <exception cref="StartupException">There is no key to sign links with: each order that somebody looks up would fail.</exception>
    private static void RequireGrantKeys(PlatformBuilder builder)
    {
        if (!new GrantTokens(builder.Settings<GrantSettings>(), builder.Host).CanIssue)
        {
            throw new StartupException(
                "Omnichannel:Grants:Keys is not set, and links to orders are signed with it: set Omnichannel:Grants:Keys:0:Id and :Secret (base64, at least 32 bytes), the same as Messaging has.");
        }
    }
}
