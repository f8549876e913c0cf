using Grpc.Core;
using Omnichannel.Cart.V1;
using Omnichannel.Loyalty.V1;
using Omnichannel.Messaging.V1;
using Omnichannel.Orders.V1;
using Omnichannel.Returns.V1;
using Omnichannel.Support.V1;

namespace Omnichannel.TestKit;

/// <summary>One caller's clients of all services of Cart-sync.</summary>
public sealed class CartClients(CallInvoker caller)
{
    public CartClients(ChannelBase channel)
        : this(channel.CreateCallInvoker())
    {
    }

    public CartService.CartServiceClient Cart { get; } = new(caller);

    public CartEditService.CartEditServiceClient Edits { get; } = new(caller);

    public CheckoutService.CheckoutServiceClient Checkout { get; } = new(caller);

    public WishlistService.WishlistServiceClient Wishlists { get; } = new(caller);

    public ItemSubscriptionService.ItemSubscriptionServiceClient Subscriptions { get; } = new(caller);

    public CatalogueService.CatalogueServiceClient Catalogue { get; } = new(caller);
}

/// <summary>One caller's clients of all services of Loyalty.</summary>
public sealed class LoyaltyClients(CallInvoker caller)
{
    public LoyaltyClients(ChannelBase channel)
        : this(channel.CreateCallInvoker())
    {
    }

    public LoyaltyService.LoyaltyServiceClient Loyalty { get; } = new(caller);

    public LedgerService.LedgerServiceClient Ledger { get; } = new(caller);

    public ProgramService.ProgramServiceClient Programs { get; } = new(caller);

    public HoldService.HoldServiceClient Holds { get; } = new(caller);

    public CouponService.CouponServiceClient Coupons { get; } = new(caller);

    public WalletService.WalletServiceClient Wallets { get; } = new(caller);

    public GiftCardService.GiftCardServiceClient GiftCards { get; } = new(caller);

    public TillService.TillServiceClient Tills { get; } = new(caller);

    public AdjustmentService.AdjustmentServiceClient Adjustments { get; } = new(caller);

    public OfflineRedemptionService.OfflineRedemptionServiceClient OfflineRedemptions { get; } = new(caller);

    public ReferralService.ReferralServiceClient Referrals { get; } = new(caller);
}

/// <summary>One caller's clients of all services of Order-tracking.</summary>
public sealed class OrderClients(CallInvoker caller)
{
    public OrderClients(ChannelBase channel)
        : this(channel.CreateCallInvoker())
    {
    }

    public OrderTrackingService.OrderTrackingServiceClient Orders { get; } = new(caller);

    public ShipmentService.ShipmentServiceClient Shipments { get; } = new(caller);

    public PickupService.PickupServiceClient Pickups { get; } = new(caller);

    public DeliveryPromiseService.DeliveryPromiseServiceClient Promises { get; } = new(caller);

    public TrackingLinkService.TrackingLinkServiceClient Links { get; } = new(caller);

    public FulfilmentService.FulfilmentServiceClient Fulfilment { get; } = new(caller);

    public ClaimService.ClaimServiceClient Claims { get; } = new(caller);
}

/// <summary>One caller's clients of all services of Returns.</summary>
public sealed class ReturnsClients(CallInvoker caller)
{
    public ReturnsClients(ChannelBase channel)
        : this(channel.CreateCallInvoker())
    {
    }

    public ReturnsService.ReturnsServiceClient Returns { get; } = new(caller);

    public ReturnPolicyService.ReturnPolicyServiceClient Policies { get; } = new(caller);

    public ReverseDeliveryService.ReverseDeliveryServiceClient ReverseDeliveries { get; } = new(caller);

    public ReturnPhotoService.ReturnPhotoServiceClient ReturnPhotos { get; } = new(caller);

    public WithdrawalService.WithdrawalServiceClient Withdrawals { get; } = new(caller);
}

/// <summary>One caller's clients of all services of Messaging.</summary>
public sealed class MessagingClients(CallInvoker caller)
{
    public MessagingClients(ChannelBase channel)
        : this(channel.CreateCallInvoker())
    {
    }

    public MessagingService.MessagingServiceClient Messages { get; } = new(caller);

    public ContactService.ContactServiceClient Contacts { get; } = new(caller);
}

/// <summary>One caller's clients of all services of Support-context.</summary>
public sealed class SupportClients(CallInvoker caller)
{
    public SupportClients(ChannelBase channel)
        : this(channel.CreateCallInvoker())
    {
    }

    public SupportContextService.SupportContextServiceClient Support { get; } = new(caller);

    public IdentityService.IdentityServiceClient Identities { get; } = new(caller);
}
