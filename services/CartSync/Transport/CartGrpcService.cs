using Grpc.Core;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Sagas;
using Omnichannel.CartSync.Store;
using Omnichannel.Messaging.V1;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Live;
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
    GrantTokens grants,
    MessagingService.MessagingServiceClient messaging,
    OrderTrackingService.OrderTrackingServiceClient orders,
    ILiveNotifications live,
    TokenValidator tokens,
    TimeProvider clock) : CartService.CartServiceBase
{
    private static readonly TimeSpan SlowestWatcher = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public override async Task<GetActiveCartResponse> GetActiveCart(GetActiveCartRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("market", request.Market, 16).OptionalId("owner_id", request.OwnerId).ThrowIfInvalid();
        var caller = context.Caller();
        if (caller.IsShopper && request.OwnerId.Length > 0 && request.OwnerId != caller.Subject)
        {
            throw GrpcErrors.Create(StatusCode.PermissionDenied, "ROLE_NOT_ALLOWED", "Only agents and services ask for another owner's cart.");
        }

        if (!caller.IsShopper)
        {
            new RequestCheck().Id("owner_id", request.OwnerId).ThrowIfInvalid();
        }

        if (!(await prices.Markets(context.CancellationToken).ConfigureAwait(false)).TryGetValue(request.Market, out var currency))
        {
            throw new RefusedException(new MarketUnknown("market"));
        }

        var owner = caller.IsShopper ? new CartOwner(caller.Subject, caller.Role is Types.V1.Role.Guest, request.Market) : new CartOwner(request.OwnerId, false, request.Market);
        var cart = await carts.Read(CartId.Of(owner.Id, owner.Market), context.CancellationToken).ConfigureAwait(false) ?? SharedCart.Empty(owner, currency);
        return new GetActiveCartResponse { Cart = CartView.Of(cart, await Around(cart, context).ConfigureAwait(false)) };
    }

    /// <inheritdoc/>
    public override async Task<GetCartResponse> GetCart(GetCartRequest request, ServerCallContext context)
    {
        var cart = await Admitted(request.CartId, context).ConfigureAwait(false);
        return new GetCartResponse { Cart = CartView.Of(cart, await Around(cart, context).ConfigureAwait(false)) };
    }

    /// <inheritdoc/>
    public override async Task<ApplyOperationsResponse> ApplyOperations(ApplyOperationsRequest request, ServerCallContext context)
    {
        OperationMapping.Check(request);
        CheckCartId(request.CartId);
        var caller = context.Caller();
        if (caller.DevicePrincipal != caller.Subject && caller.DevicePrincipal != request.DeviceId)
        {
            throw new RefusedException(new DeviceMismatch());
        }

        var actor = caller.ToActor();
        var operations = OperationMapping.ToDomain(request);
        var owner = await NewOwner(actor, request.CartId, context, request.OwnerId).ConfigureAwait(false);
        var result = await devices.Apply(request.CartId, owner, request.DeviceId, operations, actor, context.CancellationToken).ConfigureAwait(false);
        var response = new ApplyOperationsResponse
        {
            Cart = CartView.Of(result.Cart, result.Around),
            Version = result.Cart.Version,
            StableVersion = result.Cart.Version,
        };
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
        using var changed = live.Subscribe(request.CartId);
        var seen = request.ResumeVersion == 0 ? -1 : request.ResumeVersion;
        while (true)
        {
            var cart = await Admitted(request.CartId, context).ConfigureAwait(false);
            if (cart.Version != seen)
            {
                var around = await Around(cart, context).ConfigureAwait(false);
                var update = new WatchCartResponse { Version = cart.Version };
                if (seen >= cart.WatchFloor && seen < cart.Version && seen > 0)
                {
                    update.Change = CartView.Since(cart, seen, around);
                }
                else
                {
                    update.Snapshot = CartView.Of(cart, around);
                }

                await Send(responseStream, update, context.CancellationToken).ConfigureAwait(false);
                seen = cart.Version;
            }

            await changed.Wait(context.CancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task Send(IServerStreamWriter<WatchCartResponse> stream, WatchCartResponse update, CancellationToken cancellation)
    {
        try
        {
            await stream.WriteAsync(update, cancellation).WaitAsync(SlowestWatcher, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw GrpcErrors.Create(StatusCode.ResourceExhausted, "WATCHER_TOO_SLOW", "The watcher does not read; watch again from its last version.");
        }
    }

    private async Task<SharedCart> Admitted(string cartId, ServerCallContext context)
    {
        CheckCartId(cartId);
        var actor = context.Caller().ToActor();
        var cart = await carts.Read(cartId, context.CancellationToken).ConfigureAwait(false);
        if (cart is null && await NewOwner(actor, cartId, context).ConfigureAwait(false) is { } owner)
        {
            cart = SharedCart.Empty(owner, (await prices.Markets(context.CancellationToken).ConfigureAwait(false))[owner.Market]);
        }

        return cart is not null && cart.Admits(actor, clock.GetUtcNow()) ? cart : throw new RefusedException(new CartNotFound());
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

        foreach (var market in (await prices.Markets(context.CancellationToken).ConfigureAwait(false)).Keys)
        {
            if (CartId.Of(owner, market) == cartId)
            {
                return new CartOwner(owner, actor.Role is ActorRole.Guest, market);
            }
        }

        return null;
    }

    private async ValueTask<Surroundings> Around(SharedCart cart, ServerCallContext context)
    {
        var book = await prices.Open(cart.Market, cart.Lines.Select(line => line.Sku), context.CancellationToken).ConfigureAwait(false);
        return new Surroundings(clock.GetUtcNow(), book ?? throw new RefusedException(new MarketUnknown("market")));
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
