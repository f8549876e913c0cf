using Grpc.Core;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Security;
using OperationOutcome = Omnichannel.Cart.V1.OperationOutcome;

namespace Omnichannel.CartSync.Transport;

/// <summary>
/// Moves between wishlist and cart, which have no transaction in common: what is gained is stored before what is given up, and the device's number on the one side,
/// the key on the other, let a call that was cut off be sent again.
/// </summary>
public sealed partial class CartGrpcService
{
    /// <inheritdoc/>
    public override async Task<MoveWishlistItemToCartResponse> MoveWishlistItemToCart(MoveWishlistItemToCartRequest request, ServerCallContext context)
    {
        var list = await AdmittedList(request.WishlistId, context).ConfigureAwait(false);
        var entry = list.Entries.FirstOrDefault(known => known.ItemId == request.ItemId);
        ApplyOperationsResponse? added = null;
        if (entry is not null)
        {
            var add = new AddItem { Sku = entry.Sku, Quantity = entry.Quantity };
            add.Options.Add(entry.Options);
            added = await ApplyOperations(
                Single(request.CartId, request.DeviceId, new CartOperation { DeviceSeq = request.DeviceSeq, BaseVersion = request.BaseVersion, Add = add }), context).ConfigureAwait(false);
        }

        // Not on the list: moved by this very call before (the key has the answer), or never there.
        var response = await ChangeList(request, request.WishlistId, 0, context, (current, now) =>
        {
            if (entry is null)
            {
                throw new RefusedException(new WishlistItemNotFound());
            }

            var next = IsInCart(added!, entry.ItemId) ? WishlistRules.TakeOff(current, entry, now) : current;
            return (next, new MoveWishlistItemToCartResponse { Result = added!.Results[0], Wishlist = WishlistView.Of(next) });
        }).ConfigureAwait(false);
        response.Cart = added?.Cart ?? (await GetCart(new GetCartRequest { CartId = request.CartId }, context).ConfigureAwait(false)).Cart;
        return response;
    }

    /// <inheritdoc/>
    public override async Task<MoveCartLineToWishlistResponse> MoveCartLineToWishlist(MoveCartLineToWishlistRequest request, ServerCallContext context)
    {
        CheckListId(request.WishlistId);
        new RequestCheck().Present("line", request.Line).ThrowIfInvalid();
        var removal = Single(
            request.CartId,
            request.DeviceId,
            new CartOperation { DeviceSeq = request.DeviceSeq, BaseVersion = request.BaseVersion, RemoveLine = new RemoveLine { Line = request.Line } });
        OperationMapping.Check(removal);
        CheckDevice(context.Caller(), request.DeviceId);
        var cart = await Admitted(request.CartId, context).ConfigureAwait(false);
        if (cart.Phase is not (CartPhase.Open or CartPhase.Merged))
        {
            throw new RefusedException(CartInCheckout.Of(cart));
        }

        var lineId = ((Edit.Remove)OperationMapping.ToDomain(removal)[0].Edit).Line.Resolve();
        var line = cart.Lines.FirstOrDefault(known => known.LineId == lineId);
        var response = await wishlists.Change(
            context.Command(request),
            request.WishlistId,
            context.Caller().ToActor(),
            line is null ? [] : [line.Sku],
            (list, known, now) =>
            {
                if (line is null)
                {
                    throw new RefusedException(new LineNotFound());
                }

                var (next, results) = WishlistRules.Edit(list, [new ListEdit.Add(line.Sku, line.Options, line.Quantity)], known, now);
                Refuse(results[0].Refusal);
                return (next, new MoveCartLineToWishlistResponse { Wishlist = WishlistView.Of(next) });
            },
            context.CancellationToken).ConfigureAwait(false);
        var removed = await ApplyOperations(removal, context).ConfigureAwait(false);
        (response.Result, response.Cart) = (removed.Results[0], removed.Cart);
        return response;
    }

    // One that the cart could never take must not leave the item at both places.
    private static ApplyOperationsRequest Single(string cartId, string deviceId, CartOperation operation)
    {
        new RequestCheck().Range("device_seq", operation.DeviceSeq, 1, long.MaxValue).Range("base_version", operation.BaseVersion, 0, long.MaxValue).ThrowIfInvalid();
        return new() { CartId = cartId, DeviceId = deviceId, Operations = { operation } };
    }

    // A number that was used before says nothing about what became of it: then the cart itself does.
    private static bool IsInCart(ApplyOperationsResponse added, string lineId) => added.Results[0].Outcome switch
    {
        OperationOutcome.Applied or OperationOutcome.Merged => true,
        OperationOutcome.Duplicate => added.Cart.Lines.Any(line => line.LineId == lineId),
        _ => false,
    };
}
