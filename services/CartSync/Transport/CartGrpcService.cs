using Grpc.Core;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Sagas;
using Omnichannel.CartSync.Store;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Security;

namespace Omnichannel.CartSync.Transport;

/// <summary>The rpcs of <c>omnichannel.cart.v1.CartService</c>: one shared cart, edited, watched, merged, handed over, brought from elsewhere.</summary>
public sealed partial class CartGrpcService(
    CartAccess access,
    CartExecutor carts,
    ICartStore store,
    CatalogueCache prices,
    GuestMergeSaga merges,
    GrantTokens grants,
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
        var (ownerId, isGuest) = context.OwnerOf(request.OwnerId);
        if (!(await prices.Markets(context.CancellationToken).ConfigureAwait(false)).TryGetValue(request.Market, out var currency))
        {
            throw new RefusedException(new MarketUnknown("market"));
        }

        var owner = new CartOwner(ownerId, isGuest, request.Market);
        var cart = await carts.Read(CartId.Of(owner.Id, owner.Market), context.CancellationToken).ConfigureAwait(false) ?? SharedCart.Empty(owner, currency);
        return new GetActiveCartResponse { Cart = await access.View(cart, context).ConfigureAwait(false) };
    }

    /// <inheritdoc/>
    public override async Task<GetCartResponse> GetCart(GetCartRequest request, ServerCallContext context) =>
        new() { Cart = await access.View(request.CartId, context).ConfigureAwait(false) };

    /// <inheritdoc/>
    public override Task<ApplyOperationsResponse> ApplyOperations(ApplyOperationsRequest request, ServerCallContext context) => access.Apply(request, context);

    /// <inheritdoc/>
    public override async Task WatchCart(WatchCartRequest request, IServerStreamWriter<WatchCartResponse> responseStream, ServerCallContext context)
    {
        new RequestCheck().Range("resume_version", request.ResumeVersion, 0, long.MaxValue).ThrowIfInvalid();
        CartAccess.CheckCartId(request.CartId);
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
                var empty = access.Admit(await access.EmptyCart(actor, request.CartId, context).ConfigureAwait(false), actor);
                look = new CartLook(look.Number, empty, await access.Around(empty, context).ConfigureAwait(false), 0);
            }

            var cart = access.Admit(look.Cart, actor);
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
}
