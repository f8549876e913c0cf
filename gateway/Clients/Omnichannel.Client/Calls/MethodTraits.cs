using System.Collections.Frozen;
using Google.Protobuf.Reflection;
using Omnichannel.Cart.V1;
using Omnichannel.Loyalty.V1;
using Omnichannel.Messaging.V1;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.V1;
using Omnichannel.Returns.V1;
using Omnichannel.Support.V1;
using Omnichannel.Types.V1;

namespace Omnichannel.Client.Calls;

/// <summary>What the contract says of an rpc: read from the generated descriptors, once.</summary>
/// <param name="TakesKey">It carries an idempotency key: always, or for part of its requests.</param>
/// <param name="IsRepeatable">Sent again, it has no further effect.</param>
/// <param name="Stream">How its stream goes on.</param>
internal sealed record MethodTraits(bool TakesKey, bool IsRepeatable, StreamRule? Stream)
{
    // An rpc that the client's contract does not know is sent once.
    private static readonly MethodTraits Unknown = new(false, false, null);

    private static readonly MethodDescriptor[] Methods = [.. new[]
    {
        CartServiceReflection.Descriptor, CartEditServiceReflection.Descriptor, CheckoutServiceReflection.Descriptor, WishlistServiceReflection.Descriptor,
        ItemSubscriptionServiceReflection.Descriptor, CatalogueServiceReflection.Descriptor, OrdersServiceReflection.Descriptor, ShipmentServiceReflection.Descriptor,
        OrderPaymentServiceReflection.Descriptor, PickupServiceReflection.Descriptor, DeliveryPromiseServiceReflection.Descriptor, TrackingLinkServiceReflection.Descriptor,
        FulfilmentServiceReflection.Descriptor, ClaimServiceReflection.Descriptor,
        ReturnsServiceReflection.Descriptor, PolicyServiceReflection.Descriptor, ReverseDeliveryServiceReflection.Descriptor, ReturnPhotoServiceReflection.Descriptor,
        WithdrawalServiceReflection.Descriptor, LoyaltyServiceReflection.Descriptor, CouponServiceReflection.Descriptor,
        LedgerServiceReflection.Descriptor, ProgramServiceReflection.Descriptor, HoldServiceReflection.Descriptor, WalletServiceReflection.Descriptor,
        GiftCardServiceReflection.Descriptor, TillServiceReflection.Descriptor, OfflineServiceReflection.Descriptor, AdjustmentServiceReflection.Descriptor, ReferralServiceReflection.Descriptor, MessagingServiceReflection.Descriptor,
        ContactServiceReflection.Descriptor,
        SupportServiceReflection.Descriptor, IdentityServiceReflection.Descriptor, PersonalDataServiceReflection.Descriptor, OpsServiceReflection.Descriptor,
    }.SelectMany(file => file.Services).SelectMany(service => service.Methods)];

    private static readonly FrozenDictionary<string, MethodTraits> All = Methods.ToFrozenDictionary(method => $"/{method.Service.FullName}/{method.Name}", Of);

    private static readonly FrozenDictionary<string, StreamRule> Streams =
        Methods.Where(method => method.IsServerStreaming).ToFrozenDictionary(method => method.InputType.FullName, method => Of(method).Stream!);

    /// <param name="method">Its full name with slashes, <c>/omnichannel.cart.v1.CartService/GetCart</c>.</param>
    public static MethodTraits Find(string method) => All.GetValueOrDefault(method, Unknown);

    /// <summary>How the stream goes on that such a request asks for; null for a request of no stream.</summary>
    public static StreamRule? RuleOfStream(MessageDescriptor request) => Streams.GetValueOrDefault(request.FullName);

    private static MethodTraits Of(MethodDescriptor method)
    {
        var options = method.GetOptions();
        var level = options?.IdempotencyLevel ?? MethodOptions.Types.IdempotencyLevel.IdempotencyUnknown;
        var takesKey = level is MethodOptions.Types.IdempotencyLevel.IdempotencyUnknown || options!.GetExtension(AccessExtensions.KeyOptional);

        // With its key, or by its level, every rpc of this contract may be sent again.
        return new MethodTraits(takesKey, true, options?.GetExtension(AccessExtensions.Stream));
    }
}
