using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Sagas;
using Omnichannel.CartSync.Store;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Security;
using Actor = Omnichannel.CartSync.Domain.Actor;
using OperationResult = Omnichannel.CartSync.Domain.OperationResult;

namespace Omnichannel.CartSync.Transport;

/// <summary>What the rpcs about carts have in common: who may reach which cart, as it is shown, and answers that are remembered under their key.</summary>
public sealed class CartAccess(CartExecutor carts, CartEdits edits, CatalogueCache prices, CartViews views, IStableVersions stable, TimeProvider clock)
{
    /// <summary>A cart as its caller sees it now. Nothing of it is to be changed.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    internal async ValueTask<ShoppingCart> View(string cartId, ServerCallContext context) =>
        await View(await Admitted(cartId, context).ConfigureAwait(false), context).ConfigureAwait(false);

    /// <inheritdoc cref="View(string, ServerCallContext)"/>
    internal async ValueTask<ShoppingCart> View(SharedCart cart, ServerCallContext context) => views.Of(cart, await Around(cart, context).ConfigureAwait(false));

    /// <summary>Applies operations: a device's, or plain ones.</summary>
    internal async Task<ApplyOperationsResponse> Apply(ApplyOperationsRequest request, ServerCallContext context)
    {
        var isPlain = OperationMapping.IsPlain(request);
        OperationMapping.Check(request, isPlain);
        CheckCartId(request.CartId);
        var caller = context.Caller();
        CheckDevice(caller, request.DeviceId, isPlain);
        var operations = OperationMapping.ToDomain(request);
        if (isPlain)
        {
            return await ApplyPlain(request.CartId, request.OwnerId, operations, isWhole: false, request, context).ConfigureAwait(false);
        }

        var actor = caller.ToActor();
        var owner = await NewOwner(actor, request.CartId, context, request.OwnerId).ConfigureAwait(false);
        var result = await edits.Apply(request.CartId, owner, request.DeviceId, operations, actor, context.CancellationToken).ConfigureAwait(false);
        return Answer(result);
    }

    /// <summary>Applies plain operations once under the call's key.</summary>
    /// <param name="cartId">The cart.</param>
    /// <param name="ownerId">Whose it becomes when it is not stored yet, where the caller is an agent.</param>
    /// <param name="operations">In order.</param>
    /// <param name="isWhole">One that is refused refuses the call.</param>
    /// <param name="request">What the key stands for.</param>
    /// <param name="context">The call.</param>
    internal async Task<ApplyOperationsResponse> ApplyPlain(
        string cartId, string ownerId, Operation[] operations, bool isWhole, Google.Protobuf.IMessage request, ServerCallContext context)
    {
        CheckCartId(cartId);
        var actor = context.Caller().ToActor();
        var owner = await NewOwner(actor, cartId, context, ownerId).ConfigureAwait(false);
        var key = context.Command(request).ToEditKey();
        var result = await edits.ApplyPlain(cartId, owner, key, operations, isWhole, actor, context.CancellationToken).ConfigureAwait(false);
        return Answer(result);
    }

    // An answer that was given before comes with the cart as it is now.
    private ApplyOperationsResponse Answer(CartResult<ImmutableArray<OperationResult>> result)
    {
        var response = new ApplyOperationsResponse();
        if (result.Recorded is { } recorded)
        {
            Google.Protobuf.MessageExtensions.MergeFrom(response, recorded.Bytes);
        }
        else
        {
            foreach (var answer in result.Answer)
            {
                response.Results.Add(OperationMapping.ToProto(answer));
            }
        }

        response.Cart = views.Of(result.Cart, result.Around);
        response.Version = result.Cart.Version;
        response.StableVersion = response.Cart.StableVersion;
        return response;
    }

    internal Task<TAnswer> Answer<T, TAnswer>(CartCommand<T> command, Func<Change<T>, TAnswer> respond, ServerCallContext context)
        where TAnswer : Google.Protobuf.IMessage<TAnswer>, new() => Answer(command, (change, _) => respond(change), context);

    /// <summary>One command whose answer is remembered under its key in the step that decides it.</summary>
    internal async Task<TAnswer> Answer<T, TAnswer>(CartCommand<T> command, Func<Change<T>, Surroundings, TAnswer> respond, ServerCallContext context)
        where TAnswer : Google.Protobuf.IMessage<TAnswer>, new()
    {
        TAnswer? answer = default;
        var result = await carts.Execute(
            new CartCommand<T>
            {
                CartId = command.CartId,
                Caller = command.Caller,
                NewOwner = command.NewOwner,
                Skus = command.Skus,
                Key = command.Key,
                Decide = command.Decide,
                Record = (change, around) =>
                {
                    if (change.Refusal is { } refusal)
                    {
                        return Kept.IsKept(refusal) ? [(command.Key!, RecordedAnswer.Of(command.Key!, refusal))] : [];
                    }

                    answer = respond(change, around);
                    return [(command.Key!, RecordedAnswer.Of(command.Key!, answer))];
                },
            },
            context.CancellationToken).ConfigureAwait(false);
        return result.Recorded is { } recorded ? Parse<TAnswer>(recorded) : Stamped(answer!);
    }

    internal TAnswer Parse<TAnswer>(RecordedAnswer recorded)
        where TAnswer : Google.Protobuf.IMessage<TAnswer>, new()
    {
        var answer = new TAnswer();
        Google.Protobuf.MessageExtensions.MergeFrom(answer, recorded.Bytes);
        return Stamped(answer);
    }

    // What is stable is told as of now, not as of the step that was remembered.
    internal TAnswer Stamped<TAnswer>(TAnswer answer)
    {
        var cart = answer switch
        {
            ClaimHandoffResponse claimed => claimed.Cart,
            MergeGuestCartResponse merged => merged.Cart,
            UndoMergeResponse undone => undone.Cart,
            CheckoutInStoreResponse sold => sold.Cart,
            ReorderItemsResponse reordered => reordered.Cart,
            OpenCartLinkResponse opened => opened.Cart,
            _ => null,
        };
        if (cart is not null)
        {
            Stamped(cart);
        }

        return answer;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    internal async ValueTask<SharedCart> Admitted(string cartId, ServerCallContext context)
    {
        CheckCartId(cartId);
        var actor = context.Caller().ToActor();
        return Admit(
            await carts.Read(cartId, context.CancellationToken).ConfigureAwait(false) ?? await EmptyCart(actor, cartId, context).ConfigureAwait(false), actor);
    }

    internal SharedCart Admit(SharedCart? cart, Actor actor) => cart is not null && cart.Admits(actor, clock.GetUtcNow()) ? cart : throw new RefusedException(new CartNotFound());

    // The cart that the caller would have, for whom it is; null when it would be somebody else's.
    internal async ValueTask<SharedCart?> EmptyCart(Actor actor, string cartId, ServerCallContext context) =>
        await NewOwner(actor, cartId, context).ConfigureAwait(false) is { } owner
            ? SharedCart.Empty(owner, (await prices.Markets(context.CancellationToken).ConfigureAwait(false))[owner.Market])
            : null;

    internal ShoppingCart Stamped(ShoppingCart cart)
    {
        cart.StableVersion = stable.Of(cart.CartId, cart.Version);
        return cart;
    }

    // An id is derived from owner and market, so the owner's own id tells which market's cart it is.
    // An agent says whose cart it is.
    internal async ValueTask<CartOwner?> NewOwner(Actor actor, string cartId, ServerCallContext context, string ownerId = "")
    {
        var owner = actor.Role switch
        {
            ActorRole.Customer or ActorRole.Guest or ActorRole.Assistant => actor.Subject,
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
                return new CartOwner(owner, actor.Role is ActorRole.Guest || (actor.Role is not (ActorRole.Customer or ActorRole.Assistant) && GuestIds.IsGuest(owner)), market);
            }
        }

        return null;
    }

    internal async ValueTask<Surroundings> Around(SharedCart cart, ServerCallContext context)
    {
        var book = await prices.OpenForLines(cart.Market, cart.Lines, context.CancellationToken).ConfigureAwait(false);
        return new Surroundings(clock.GetUtcNow(), book ?? throw new RefusedException(new MarketUnknown("market")));
    }

    internal static void CheckDevice(Caller caller, string deviceId, bool isOptional)
    {
        var namesAny = caller.DevicePrincipal == caller.Subject && caller.Role is not Types.V1.Role.Assistant;
        if (!namesAny && caller.DevicePrincipal != deviceId && !(isOptional && deviceId.Length == 0))
        {
            throw new RefusedException(new DeviceMismatch());
        }
    }

    // What is no cart id is nobody's cart.
    internal static void CheckCartId(string cartId)
    {
        if (!CartId.TryShard(cartId, out _))
        {
            throw new RefusedException(new CartNotFound());
        }
    }
}
