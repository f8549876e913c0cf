using Grpc.Core;
using Grpc.Net.Client;
using Omnichannel.Cart.V1;
using Omnichannel.Client.Calls;
using Omnichannel.Loyalty.V1;
using Omnichannel.Messaging.V1;
using Omnichannel.Orders.V1;
using Omnichannel.Returns.V1;
using Omnichannel.Support.V1;

namespace Omnichannel.Client;

/// <summary>
/// The platform's services, over one connection. Every call carries the token, a deadline and the idempotency key that it needs. It is repeated where the contract
/// allows, and what is refused comes as <see cref="RefusedException"/>. Safe to use from many threads.
/// </summary>
public sealed class OmnichannelClient : IDisposable
{
    private const int MostBytesReceived = 16 * 1024 * 1024;
    private readonly GrpcChannel channel;
    private readonly TokenHolder token;

    /// <summary>Opens a client. It connects with its first call.</summary>
    /// <param name="options">How it reaches the platform.</param>
    public OmnichannelClient(OmnichannelClientOptions options)
    {
        Options = options;
        token = new TokenHolder(options.Token);
        channel = GrpcChannel.ForAddress(options.Address, new GrpcChannelOptions
        {
            HttpHandler = options.HttpHandler ?? new SocketsHttpHandler
            {
                EnableMultipleHttp2Connections = true,
                ConnectTimeout = TimeSpan.FromSeconds(5),
                KeepAlivePingDelay = TimeSpan.FromSeconds(30),
                KeepAlivePingTimeout = TimeSpan.FromSeconds(20),
            },
            DisposeHttpClient = options.HttpHandler is null,
            MaxReceiveMessageSize = MostBytesReceived,
        });
        Invoker = new ClientCallInvoker(channel.CreateCallInvoker(), token, options);
        Steps = new ClientCallInvoker(channel.CreateCallInvoker(), token, options with { Deadline = options.AttemptLimit });
        Cart = new(Invoker);
        CartEdits = new(Invoker);
        Checkout = new(Invoker);
        Wishlists = new(Invoker);
        Catalogue = new(Invoker);
        Subscriptions = new(Invoker);
        Orders = new(Invoker);
        Shipments = new(Invoker);
        Payments = new(Invoker);
        Pickups = new(Invoker);
        DeliveryPromises = new(Invoker);
        TrackingLinks = new(Invoker);
        Fulfilment = new(Invoker);
        Claims = new(Invoker);
        Returns = new(Invoker);
        ReturnPolicies = new(Invoker);
        ReverseDeliveries = new(Invoker);
        ReturnPhotos = new(Invoker);
        Withdrawals = new(Invoker);
        Loyalty = new(Invoker);
        Ledger = new(Invoker);
        Coupons = new(Invoker);
        Wallets = new(Invoker);
        GiftCards = new(Invoker);
        Holds = new(Invoker);
        Tills = new(Invoker);
        OfflineRedemptions = new(Invoker);
        Adjustments = new(Invoker);
        Referrals = new(Invoker);
        Messages = new(Invoker);
        Contacts = new(Invoker);
        Support = new(Invoker);
        Identities = new(Invoker);
    }

    /// <summary>How it reaches the platform.</summary>
    public OmnichannelClientOptions Options { get; }

    /// <summary>For any other generated client: its calls keep the same promises.</summary>
    public CallInvoker Invoker { get; }

    /// <summary>For what is sent in the background, again and again. It gives up sooner than others' calls: whoever waits for a network is told of it.</summary>
    internal CallInvoker Steps { get; }

    public CartService.CartServiceClient Cart { get; }

    public CartEditService.CartEditServiceClient CartEdits { get; }

    public CheckoutService.CheckoutServiceClient Checkout { get; }

    public WishlistService.WishlistServiceClient Wishlists { get; }

    public CatalogueService.CatalogueServiceClient Catalogue { get; }

    public ItemSubscriptionService.ItemSubscriptionServiceClient Subscriptions { get; }

    public OrderTrackingService.OrderTrackingServiceClient Orders { get; }

    public ShipmentService.ShipmentServiceClient Shipments { get; }

    public OrderPaymentService.OrderPaymentServiceClient Payments { get; }

    public PickupService.PickupServiceClient Pickups { get; }

    public DeliveryPromiseService.DeliveryPromiseServiceClient DeliveryPromises { get; }

    public TrackingLinkService.TrackingLinkServiceClient TrackingLinks { get; }

    public FulfilmentService.FulfilmentServiceClient Fulfilment { get; }

    public ClaimService.ClaimServiceClient Claims { get; }

    public ReturnsService.ReturnsServiceClient Returns { get; }

    public ReturnPolicyService.ReturnPolicyServiceClient ReturnPolicies { get; }

    public ReverseDeliveryService.ReverseDeliveryServiceClient ReverseDeliveries { get; }

    public ReturnPhotoService.ReturnPhotoServiceClient ReturnPhotos { get; }

    public WithdrawalService.WithdrawalServiceClient Withdrawals { get; }

    public LoyaltyService.LoyaltyServiceClient Loyalty { get; }

    public LedgerService.LedgerServiceClient Ledger { get; }

    public CouponService.CouponServiceClient Coupons { get; }

    public WalletService.WalletServiceClient Wallets { get; }

    public GiftCardService.GiftCardServiceClient GiftCards { get; }

    public HoldService.HoldServiceClient Holds { get; }

    public TillService.TillServiceClient Tills { get; }

    public OfflineRedemptionService.OfflineRedemptionServiceClient OfflineRedemptions { get; }

    public AdjustmentService.AdjustmentServiceClient Adjustments { get; }

    public ReferralService.ReferralServiceClient Referrals { get; }

    public MessagingService.MessagingServiceClient Messages { get; }

    public ContactService.ContactServiceClient Contacts { get; }

    public SupportContextService.SupportContextServiceClient Support { get; }

    public IdentityService.IdentityServiceClient Identities { get; }

    /// <summary>Asks the token source anew for the next call: somebody logged in or out.</summary>
    public void ForgetToken() => token.Forget();

    /// <summary>
    /// Follows a stream, and goes on after the last message when the connection ends, the server stops or the token is over. It ends with the stream, with a refusal
    /// that no waiting helps, or with the caller's cancellation.
    /// </summary>
    /// <param name="open">The rpc, <c>client.Cart.WatchCart</c>.</param>
    /// <param name="request">Where to begin. It is not changed.</param>
    /// <param name="cancellation">Ends it.</param>
    public IAsyncEnumerable<TResponse> Resume<TRequest, TResponse>(
        Func<TRequest, CallOptions, AsyncServerStreamingCall<TResponse>> open, TRequest request, CancellationToken cancellation = default)
        where TRequest : class, Google.Protobuf.IMessage<TRequest>
        where TResponse : class, Google.Protobuf.IMessage<TResponse> =>
        ResumedStream.Read(open, request, new Pauses(Options.FirstPause, Options.LongestPause), cancellation);

    /// <inheritdoc/>
    public void Dispose()
    {
        channel.Dispose();
        token.Dispose();
    }
}
