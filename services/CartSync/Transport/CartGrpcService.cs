using Grpc.Core;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Sagas;
using Omnichannel.CartSync.Store;
using Omnichannel.Messaging.V1;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Security;
using Actor = Omnichannel.CartSync.Domain.Actor;

namespace Omnichannel.CartSync.Transport;

/// <summary>The rpcs of <c>omnichannel.cart.v1.CartService</c>: carts here, the other parts in the files beside this one.</summary>
public sealed partial class CartGrpcService(
    CartExecutor carts,
    ICartStore store,
    CatalogueStore catalogue,
    CatalogueCache prices,
    CheckoutSaga checkouts,
    GuestMergeSaga merges,
    DeviceOperations devices,
    WishlistStore wishlists,
    SubscriptionStore subscriptions,
    GrantTokens grants,
    OutwardNumbers numbers,
    MessagingService.MessagingServiceClient messaging,
    OrderTrackingService.OrderTrackingServiceClient orders,
    CartFeeds feeds,
    IStableVersions stable,
    WatchOptions watching,
    GuessLimits guesses,
    TokenValidator tokens,
    TimeProvider clock) : CartService.CartServiceBase
{
    /// <inheritdoc/>
    public override async Task<GetActiveCartResponse> GetActiveCart(GetActiveCartRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("market", request.Market, 16).OptionalId("owner_id", request.OwnerId).ThrowIfInvalid();
        var (ownerId, isGuest) = OwnerOf(request.OwnerId, context);
        if (!(await prices.Markets(context.CancellationToken).ConfigureAwait(false)).TryGetValue(request.Market, out var currency))
        {
            throw new RefusedException(new MarketUnknown("market"));
        }

        var owner = new CartOwner(ownerId, isGuest, request.Market);
        var cart = await carts.Read(CartId.Of(owner.Id, owner.Market), context.CancellationToken).ConfigureAwait(false) ?? SharedCart.Empty(owner, currency);
        return new GetActiveCartResponse { Cart = Stamped(CartView.Of(cart, await Around(cart, context).ConfigureAwait(false))) };
    }

    /// <inheritdoc/>
    public override async Task<GetCartResponse> GetCart(GetCartRequest request, ServerCallContext context)
    {
        var cart = await Admitted(request.CartId, context).ConfigureAwait(false);
        return new GetCartResponse { Cart = Stamped(CartView.Of(cart, await Around(cart, context).ConfigureAwait(false))) };
    }

    /// <inheritdoc/>
    public override async Task<ApplyOperationsResponse> ApplyOperations(ApplyOperationsRequest request, ServerCallContext context)
    {
        OperationMapping.Check(request);
        CheckCartId(request.CartId);
        var caller = context.Caller();
        CheckDevice(caller, request.DeviceId);
        var actor = caller.ToActor();
        var operations = OperationMapping.ToDomain(request);
        var owner = await NewOwner(actor, request.CartId, context, request.OwnerId).ConfigureAwait(false);
        var result = await devices.Apply(request.CartId, owner, request.DeviceId, operations, actor, context.CancellationToken).ConfigureAwait(false);
        var response = new ApplyOperationsResponse
        {
            Cart = Stamped(CartView.Of(result.Cart, result.Around)),
            Version = result.Cart.Version,
        };
        response.StableVersion = response.Cart.StableVersion;
        foreach (var answer in result.Answer)
        {
            response.Results.Add(OperationMapping.ToProto(answer));
        }

        return response;
    }

    /// <inheritdoc/>
    public override async Task WatchCart(WatchCartRequest request, IServerStreamWriter<WatchCartResponse> responseStream, ServerCallContext context)
    {
        new RequestCheck().Range("resume_version", request.ResumeVersion, 0, long.MaxValue).ThrowIfInvalid();
        CheckCartId(request.CartId);
        var actor = context.Caller().ToActor();
        using var watch = feeds.Watch(request.CartId);
        var seen = request.ResumeVersion == 0 ? -1 : request.ResumeVersion;
        CartLook? shown = null;

        // Where versions become stable later, nobody knows whether who comes back with one was told that it has.
        var isToldStable = !stable.Lags;
        while (true)
        {
            var look = await watch.Next(context.CancellationToken).ConfigureAwait(false);
            if (look.Cart is null)
            {
                // Nothing is stored yet: the owner sees an empty cart.
                var empty = Admit(await EmptyCart(actor, request.CartId, context).ConfigureAwait(false), actor);
                look = new CartLook(look.Number, empty, await Around(empty, context).ConfigureAwait(false), 0);
            }

            var cart = Admit(look.Cart, actor);
            if (cart.Version != seen || (look.IsStable && !isToldStable))
            {
                await Send(responseStream, look.Update(seen, shown), context).ConfigureAwait(false);
                (seen, shown, isToldStable) = (cart.Version, look, look.IsStable);
            }
        }
    }

    private async Task Send(IServerStreamWriter<WatchCartResponse> stream, WatchCartResponse update, ServerCallContext context)
    {
        var write = stream.WriteAsync(update);
        if (!write.IsCompleted)
        {
            await write.WaitAsync(watching.SlowestWatcher).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (write.IsCompleted)
        {
            await write.ConfigureAwait(false);
            return;
        }

        // The reason goes out behind what the watcher has not read yet; one that reads nothing at all is cut off. The write is never left behind: the server uses the
        // stream's parts again for other calls.
        feeds.Drop();
        await write.WaitAsync(watching.LastChance).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!write.IsCompleted)
        {
            context.GetHttpContext().Abort();
        }

        await write.ConfigureAwait(false);
        throw GrpcErrors.Create(StatusCode.ResourceExhausted, "WATCHER_TOO_SLOW", "The watcher does not read; watch again from its last version.");
    }

    private async Task<SharedCart> Admitted(string cartId, ServerCallContext context)
    {
        CheckCartId(cartId);
        var actor = context.Caller().ToActor();
        return Admit(
            await carts.Read(cartId, context.CancellationToken).ConfigureAwait(false) ?? await EmptyCart(actor, cartId, context).ConfigureAwait(false), actor);
    }

    private SharedCart Admit(SharedCart? cart, Actor actor) => cart is not null && cart.Admits(actor, clock.GetUtcNow()) ? cart : throw new RefusedException(new CartNotFound());

    // The cart that the caller would have, for whom it is; null when it would be somebody else's.
    private async ValueTask<SharedCart?> EmptyCart(Actor actor, string cartId, ServerCallContext context) =>
        await NewOwner(actor, cartId, context).ConfigureAwait(false) is { } owner
            ? SharedCart.Empty(owner, (await prices.Markets(context.CancellationToken).ConfigureAwait(false))[owner.Market])
            : null;

    private ShoppingCart Stamped(ShoppingCart cart)
    {
        cart.StableVersion = stable.Of(cart.CartId, cart.Version);
        return cart;
    }

    // An id is derived from owner and market, so the owner's own id tells which market's cart it is.
    // An agent says whose cart it is.
    private async ValueTask<CartOwner?> NewOwner(Actor actor, string cartId, ServerCallContext context, string ownerId = "")
    {
        var owner = actor.Role switch
        {
            ActorRole.Customer or ActorRole.Guest => actor.Subject,
            ActorRole.Agent or ActorRole.Service => ownerId,
            _ => "",
        };
        if (owner.Length == 0)
        {
            return null;
        }

        if (carts.LastSeen(cartId) is { } seen && seen.IsOwnedBy(actor))
        {
            return new CartOwner(seen.OwnerId, seen.OwnerIsGuest, seen.Market);
        }

        foreach (var market in (await prices.Markets(context.CancellationToken).ConfigureAwait(false)).Keys)
        {
            if (CartId.Of(owner, market) == cartId)
            {
                return new CartOwner(owner, actor.Role is ActorRole.Guest || (actor.Role is not ActorRole.Customer && GuestIds.IsGuest(owner)), market);
            }
        }

        return null;
    }

    private async ValueTask<Surroundings> Around(SharedCart cart, ServerCallContext context)
    {
        var book = await prices.OpenForLines(cart.Market, cart.Lines, context.CancellationToken).ConfigureAwait(false);
        return new Surroundings(clock.GetUtcNow(), book ?? throw new RefusedException(new MarketUnknown("market")));
    }

    private static void CheckDevice(Caller caller, string deviceId)
    {
        if (caller.DevicePrincipal != caller.Subject && caller.DevicePrincipal != deviceId)
        {
            throw new RefusedException(new DeviceMismatch());
        }
    }

    // What is no cart id is nobody's cart.
    private static void CheckCartId(string cartId)
    {
        if (!CartId.TryShard(cartId, out _))
        {
            throw new RefusedException(new CartNotFound());
        }
    }
}
