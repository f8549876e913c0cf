using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.Messaging.V1;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Transport;
using ItemPlace = Omnichannel.CartSync.Domain.ItemPlace;
using ItemSubscription = Omnichannel.CartSync.Domain.ItemSubscription;

namespace Omnichannel.CartSync.Transport;

/// <summary>The rpcs of <c>omnichannel.cart.v1.ItemSubscriptionService</c>: notices that were asked for.</summary>
public sealed class ItemSubscriptionGrpcService(
    CartExecutor carts,
    CatalogueCache prices,
    SubscriptionStore subscriptions,
    ContactService.ContactServiceClient contacts,
    TimeProvider clock) : ItemSubscriptionService.ItemSubscriptionServiceBase
{
    /// <inheritdoc/>
    public override async Task<CreateItemSubscriptionResponse> CreateItemSubscription(CreateItemSubscriptionRequest request, ServerCallContext context)
    {
        Check(request);
        if (!(await prices.Markets(context.CancellationToken).ConfigureAwait(false)).TryGetValue(request.Market, out var currency))
        {
            throw new RefusedException(new MarketUnknown("market"));
        }

        var owner = context.OwnerOf(request.OwnerId);
        var options = OperationMapping.ToOptions(request.Options);
        OptionRules.Refuse(options).ThrowIfAny();
        var wanted = new ItemSubscription
        {
            Id = "",
            OwnerId = owner.Id,
            OwnerIsGuest = owner.IsGuest,
            ContactId = owner.Id,
            Kind = (SubscriptionKind)request.Kind,
            Sku = request.Sku,
            Options = options,
            Market = request.Market,
            Place = ToDomain(request.Place),
            Threshold = request.ThresholdPrice.Length == 0 ? null
                : UnitPrice.TryParse(currency, request.ThresholdPrice, out var threshold) ? threshold
                : throw new RefusedException(new PriceInvalid("The threshold is decimal text of at most four places in the market's currency.")),
            Channel = context.Caller().Channel.ToDomain(),
            CreatedAt = clock.GetUtcNow(),
        };
        await MakeReachable(request, owner, context).ConfigureAwait(false);
        return await subscriptions.Create(
            context.Command(request), wanted, currency, made => new CreateItemSubscriptionResponse { Subscription = ToProto(made) }, context.CancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async Task<ListItemSubscriptionsResponse> ListItemSubscriptions(ListItemSubscriptionsRequest request, ServerCallContext context)
    {
        var owner = context.OwnerOf(request.OwnerId);
        var scope = $"item-subscriptions/{owner.Id}";
        var size = PageToken.Size(request.PageSize);
        var found = await subscriptions.List(
            owner, clock.GetUtcNow() - SubscriptionRules.EndedRetention, PageToken.Read(scope, request.PageToken), size + 1, context.CancellationToken).ConfigureAwait(false);
        var response = new ListItemSubscriptionsResponse { Subscriptions = { found.Take(size).Select(ToProto) } };
        if (found.Count > size)
        {
            response.NextPageToken = PageToken.Write(scope, new PagePlace(Platform.Storage.Instants.ToMicros(found[size - 1].CreatedAt), 0, found[size - 1].Id));
        }

        return response;
    }

    /// <inheritdoc/>
    public override Task<CancelItemSubscriptionResponse> CancelItemSubscription(CancelItemSubscriptionRequest request, ServerCallContext context)
    {
        (new RequestCheck().Id("subscription_id", request.SubscriptionId).IsValid ? null : new SubscriptionNotFound()).ThrowIfAny();
        var caller = context.Caller();
        return subscriptions.Cancel(
            context.Command(request),
            request.SubscriptionId,
            known => !caller.IsShopper || (known.OwnerId == caller.Subject && known.OwnerIsGuest == (caller.Role is Types.V1.Role.Guest)),
            ended => new CancelItemSubscriptionResponse { Subscription = ToProto(ended) },
            context.CancellationToken);
    }

    private static void Check(CreateItemSubscriptionRequest request) => new RequestCheck()
        .Known("kind", request.Kind)
        .Text("sku", request.Sku, 64)
        .Id("market", request.Market, 16)
        .That(request.Place is null || request.Kind is ItemSubscriptionKind.BackInStock, "place", "is for BACK_IN_STOCK only")
        .That(request.Place is null || request.Place.PlaceCase is not Cart.V1.ItemPlace.PlaceOneofCase.None, "place", "must name one")
        .OptionalId("place.store_id", request.Place?.StoreId ?? "", 64)
        .That(request.ThresholdPrice.Length == 0 || request.Kind is ItemSubscriptionKind.PriceDrop, "threshold_price", "is for PRICE_DROP only")
        .OptionalText("threshold_price", request.ThresholdPrice, 32)
        .That(request.Contact is null || request.Contact.Email.Length > 0 || request.Contact.Phone.Length > 0, "contact", "needs an e-mail address or a phone number")
        .ThrowIfInvalid();

    // Messaging knows how to reach customers, or waits for it; of a guest it knows what they left. The owner alone says it here: a call of this service's own would
    // not tell who did.
    private async Task MakeReachable(CreateItemSubscriptionRequest request, ListOwner owner, ServerCallContext context)
    {
        if (request.Contact is { } contact)
        {
            (context.Caller().IsShopper ? null : new ContactNotYours()).ThrowIfAny();
            await contacts.PutContactAsync(
                new PutContactRequest { ContactId = owner.Id, Details = contact, UpdateMask = contact.Given() }, cancellationToken: context.CancellationToken).ConfigureAwait(false);
        }
        else if (owner.IsGuest && await carts.Read(CartId.Of(owner.Id, request.Market), context.CancellationToken).ConfigureAwait(false) is not { ContactId.Length: > 0 })
        {
            throw new RefusedException(new ContactRequired());
        }
    }

    private static ItemPlace ToDomain(Cart.V1.ItemPlace? place) => place?.PlaceCase switch
    {
        Cart.V1.ItemPlace.PlaceOneofCase.StoreId => new ItemPlace.Store(place.StoreId),
        Cart.V1.ItemPlace.PlaceOneofCase.Shipping => new ItemPlace.Shipping(),
        _ => ItemPlace.Any,
    };

    internal static Cart.V1.ItemSubscription ToProto(ItemSubscription subscription)
    {
        var message = new Cart.V1.ItemSubscription
        {
            SubscriptionId = subscription.Id,
            Kind = (ItemSubscriptionKind)subscription.Kind,
            State = (ItemSubscriptionState)subscription.State,
            Sku = subscription.Sku,
            Market = subscription.Market,
            Place = subscription.Kind is SubscriptionKind.BackInStock ? subscription.Place.ToProto() : null,
            ThresholdPrice = subscription.Threshold?.ToString() ?? "",
            ReferencePrice = subscription.Kind is SubscriptionKind.PriceDrop ? subscription.Reference?.ToString() ?? "" : "",
            CreatedAt = Timestamp.FromDateTimeOffset(subscription.CreatedAt),
            EndedAt = subscription.EndedAt is { } ended ? Timestamp.FromDateTimeOffset(ended) : null,
        };
        message.Options.Add(subscription.Options);
        return message;
    }
}
