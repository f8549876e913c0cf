using Microsoft.Extensions.Logging;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Execution;

namespace Omnichannel.CartSync.Sagas;

/// <summary>Moves a guest's cart into a customer's, over two hash slots: freeze the guest's, apply to the customer's, close the guest's. Every step may be taken again.</summary>
public sealed class GuestMergeSaga(CartExecutor carts, IGuestJoin join, ILogger<GuestMergeSaga> log)
{
    /// <summary>Merges, or answers the merge that was made before.</summary>
    /// <returns>The customer's cart and the record of the merge; null when it is so old that its details are gone.</returns>
    public async Task<CartResult<MergeRecord?>> Merge(
        CartOwner guest, CartOwner customer, MergeStrategy strategy, Actor actor, CancellationToken cancellation)
    {
        var customerCart = await carts.Read(CartId.Of(customer.Id, customer.Market), cancellation).ConfigureAwait(false);
        if (customerCart is { IsInCheckout: true })
        {
            throw Busy(customerCart);
        }

        var guestCartId = CartId.Of(guest.Id, guest.Market);
        var begun = await carts.Execute(
            new CartCommand<MergeOut?>
            {
                CartId = guestCartId,
                NewOwner = guest,
                Decide = (cart, around) => MergeRules.Begin(cart, customer.Id, strategy, actor, around.Now),
            },
            cancellation).ConfigureAwait(false);
        CrashPoints.Reach("merge.frozen");
        return await Apply(begun.Cart, begun.Answer!, cancellation).ConfigureAwait(false);
    }

    /// <summary>Goes on with a merge that stopped half-way; false when it has to wait for a checkout.</summary>
    public async Task<bool> Resume(string guestCartId, CancellationToken cancellation)
    {
        var guest = await carts.ReadSafe(guestCartId, cancellation).ConfigureAwait(false);
        if (guest is not { Phase: CartPhase.Merging, MovedTo: { } to })
        {
            return true;
        }

        try
        {
            await Apply(guest, to, cancellation).ConfigureAwait(false);
            return true;
        }
        catch (Grpc.Core.RpcException busy) when (busy.Reason() == "CART_IN_CHECKOUT")
        {
            Log.MergePostponed(log, guestCartId);
            await carts.Execute(
                new CartCommand<bool> { CartId = guestCartId, Decide = (cart, around) => MergeRules.Postpone(cart, around.Now) }, cancellation).ConfigureAwait(false);
            return false;
        }
    }

    private async Task<CartResult<MergeRecord?>> Apply(SharedCart guest, MergeOut to, CancellationToken cancellation)
    {
        var applied = await carts.Execute(
            new CartCommand<MergeRecord?>
            {
                CartId = to.CustomerCartId,
                NewOwner = new CartOwner(to.CustomerId, false, guest.Market),
                Skus = [.. guest.Lines.Select(line => line.Sku)],
                Decide = (cart, around) => MergeRules.Apply(cart, guest, to, around),
            },
            cancellation).ConfigureAwait(false);
        CrashPoints.Reach("merge.applied");
        if (guest.Phase is CartPhase.Merging)
        {
            await join.Join(guest.OwnerId, to.CustomerId, cancellation).ConfigureAwait(false);
            await carts.Execute(
                new CartCommand<bool> { CartId = guest.Id, Decide = (cart, around) => MergeRules.Finish(cart, around.Now) }, cancellation).ConfigureAwait(false);
            CrashPoints.Reach("merge.closed");
        }

        return applied;
    }

    private static Grpc.Core.RpcException Busy(SharedCart cart)
    {
        var refusal = CartInCheckout.Of(cart);
        return GrpcErrors.Create(GrpcErrors.CodeOf(refusal.Kind), refusal.Reason, refusal.Message, refusal.Facts, retryAfter: TimeSpan.FromSeconds(5));
    }
}
