using Grpc.Core;
using Omnichannel.Cart.V1;
using Omnichannel.Loyalty.V1;
using Omnichannel.Messaging.V1;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.V1;
using Omnichannel.Returns.V1;
using Omnichannel.Support.V1;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace Omnichannel.Gateway.Contracts;

/// <summary>A gRPC service that the gateway offers, and the cluster that serves it.</summary>
/// <param name="Area">Name of the cluster: the key under <c>Omnichannel:Services</c>; empty when every area serves it and the caller says which.</param>
/// <param name="Descriptor">The service's contract.</param>
/// <param name="Bind">Hands a binder the typed methods of the service.</param>
public sealed record PublishedService(string Area, ServiceDescriptor Descriptor, Action<ServiceBinderBase> Bind);

/// <summary>The table of what the gateway offers. A new service is one line here.</summary>
public static class PublishedServices
{
    public static IReadOnlyList<PublishedService> All { get; } =
    [
        new("cart", CartService.Descriptor, binder => CartService.BindService(binder, null)),
        new("cart", CartEditService.Descriptor, binder => CartEditService.BindService(binder, null)),
        new("cart", CheckoutService.Descriptor, binder => CheckoutService.BindService(binder, null)),
        new("cart", WishlistService.Descriptor, binder => WishlistService.BindService(binder, null)),
        new("cart", ItemSubscriptionService.Descriptor, binder => ItemSubscriptionService.BindService(binder, null)),
        new("cart", CatalogueService.Descriptor, binder => CatalogueService.BindService(binder, null)),
        new("orders", OrderTrackingService.Descriptor, binder => OrderTrackingService.BindService(binder, null)),
        new("orders", ShipmentService.Descriptor, binder => ShipmentService.BindService(binder, null)),
        new("orders", OrderPaymentService.Descriptor, binder => OrderPaymentService.BindService(binder, null)),
        new("orders", PickupService.Descriptor, binder => PickupService.BindService(binder, null)),
        new("orders", DeliveryPromiseService.Descriptor, binder => DeliveryPromiseService.BindService(binder, null)),
        new("orders", TrackingLinkService.Descriptor, binder => TrackingLinkService.BindService(binder, null)),
        new("orders", FulfilmentService.Descriptor, binder => FulfilmentService.BindService(binder, null)),
        new("orders", ClaimService.Descriptor, binder => ClaimService.BindService(binder, null)),
        new("returns", ReturnsService.Descriptor, binder => ReturnsService.BindService(binder, null)),
        new("returns", ReturnPolicyService.Descriptor, binder => ReturnPolicyService.BindService(binder, null)),
        new("returns", ReverseDeliveryService.Descriptor, binder => ReverseDeliveryService.BindService(binder, null)),
        new("returns", ReturnPhotoService.Descriptor, binder => ReturnPhotoService.BindService(binder, null)),
        new("returns", WithdrawalService.Descriptor, binder => WithdrawalService.BindService(binder, null)),
        new("loyalty", LoyaltyService.Descriptor, binder => LoyaltyService.BindService(binder, null)),
        new("loyalty", LedgerService.Descriptor, binder => LedgerService.BindService(binder, null)),
        new("loyalty", ProgramService.Descriptor, binder => ProgramService.BindService(binder, null)),
        new("loyalty", HoldService.Descriptor, binder => HoldService.BindService(binder, null)),
        new("loyalty", CouponService.Descriptor, binder => CouponService.BindService(binder, null)),
        new("loyalty", WalletService.Descriptor, binder => WalletService.BindService(binder, null)),
        new("loyalty", GiftCardService.Descriptor, binder => GiftCardService.BindService(binder, null)),
        new("loyalty", AdjustmentService.Descriptor, binder => AdjustmentService.BindService(binder, null)),
        new("loyalty", ReferralService.Descriptor, binder => ReferralService.BindService(binder, null)),
        new("loyalty", OfflineRedemptionService.Descriptor, binder => OfflineRedemptionService.BindService(binder, null)),
        new("loyalty", TillService.Descriptor, binder => TillService.BindService(binder, null)),
        new("messaging", MessagingService.Descriptor, binder => MessagingService.BindService(binder, null)),
        new("messaging", ContactService.Descriptor, binder => ContactService.BindService(binder, null)),
        new("support", SupportContextService.Descriptor, binder => SupportContextService.BindService(binder, null)),
        new("support", IdentityService.Descriptor, binder => IdentityService.BindService(binder, null)),
        new(string.Empty, OpsService.Descriptor, binder => OpsService.BindService(binder, null)),
        new(string.Empty, PersonalDataService.Descriptor, binder => PersonalDataService.BindService(binder, null)),
    ];
}
