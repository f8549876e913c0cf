using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Security;
using GrantNotValid = Omnichannel.CartSync.Domain.GrantNotValid;
using OperationOutcome = Omnichannel.Cart.V1.OperationOutcome;
using Wishlist = Omnichannel.CartSync.Domain.Wishlist;

namespace Omnichannel.CartSync.Transport;

/// <summary>The rpcs of <c>omnichannel.cart.v1.WishlistService</c>: lists, shared by link, and moves between list and cart.</summary>
public sealed class WishlistGrpcService(CartAccess access, CatalogueCache prices, WishlistStore wishlists, GrantTokens grants)
    : WishlistService.WishlistServiceBase
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
            var addition = Single(request.CartId, request.DeviceId, new CartOperation { DeviceSeq = request.DeviceSeq, BaseVersion = request.BaseVersion, Add = add });
            addition.OwnerId = list.OwnerId;
            added = await access.Apply(addition, context).ConfigureAwait(false);
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
        response.Cart = added?.Cart ?? await access.View(request.CartId, context).ConfigureAwait(false);
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
        OperationMapping.Check(removal, isPlain: false);
        CartAccess.CheckDevice(context.Caller(), request.DeviceId, isOptional: false);
        var cart = await access.Admitted(request.CartId, context).ConfigureAwait(false);
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
            _ => line is null ? [] : [line.Sku],
            (list, known, now) =>
            {
                if (line is null)
                {
                    throw new RefusedException(new LineNotFound());
                }

                var (next, results) = WishlistRules.Edit(list, [new ListEdit.Add(line.Sku, line.Options, line.Quantity)], known, now);
                results[0].Refusal.ThrowIfAny();
                return (next, new MoveCartLineToWishlistResponse { Wishlist = WishlistView.Of(next) });
            },
            context.CancellationToken).ConfigureAwait(false);
        var removed = await access.Apply(removal, context).ConfigureAwait(false);
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

    private const string WishlistScope = "cart.wishlist";

    private const int LongestName = 100;

    private const int MostEdits = 100;

    /// <inheritdoc/>
    public override async Task<CreateWishlistResponse> CreateWishlist(CreateWishlistRequest request, ServerCallContext context)
    {
        new RequestCheck().Text("name", request.Name, LongestName).ThrowIfInvalid();
        return await wishlists.Create(
            context.Command(request),
            context.OwnerOf(request.OwnerId),
            request.Name.Trim(),
            list => new CreateWishlistResponse { Wishlist = WishlistView.Of(list) },
            context.CancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async Task<ListWishlistsResponse> ListWishlists(ListWishlistsRequest request, ServerCallContext context)
    {
        var lists = await wishlists.List(context.OwnerOf(request.OwnerId), context.CancellationToken).ConfigureAwait(false);
        return new ListWishlistsResponse { Wishlists = { lists.Select(entry => WishlistView.Header(entry.List, entry.Items)) } };
    }

    /// <inheritdoc/>
    public override async Task<GetWishlistResponse> GetWishlist(GetWishlistRequest request, ServerCallContext context)
    {
        var list = await AdmittedList(request.WishlistId, context).ConfigureAwait(false);
        var book = await BookOf(list, request.Market, context).ConfigureAwait(false);
        return new GetWishlistResponse { Wishlist = WishlistView.Of(list, book) };
    }

    /// <inheritdoc/>
    public override Task<RenameWishlistResponse> RenameWishlist(RenameWishlistRequest request, ServerCallContext context)
    {
        new RequestCheck().Text("name", request.Name, LongestName).Range("expected_version", request.ExpectedVersion, 0, long.MaxValue).ThrowIfInvalid();
        return ChangeList(request, request.WishlistId, request.ExpectedVersion, context, (list, now) =>
        {
            var renamed = WishlistRules.Rename(list, request.Name.Trim(), now);
            return (renamed, new RenameWishlistResponse { Wishlist = WishlistView.Header(renamed, renamed.Entries.Length) });
        });
    }

    /// <inheritdoc/>
    public override Task<DeleteWishlistResponse> DeleteWishlist(DeleteWishlistRequest request, ServerCallContext context)
    {
        new RequestCheck().Range("expected_version", request.ExpectedVersion, 0, long.MaxValue).ThrowIfInvalid();
        return ChangeList<DeleteWishlistResponse>(request, request.WishlistId, request.ExpectedVersion, context, (_, _) => (null, new DeleteWishlistResponse()));
    }

    /// <inheritdoc/>
    public override async Task<EditWishlistResponse> EditWishlist(EditWishlistRequest request, ServerCallContext context)
    {
        CheckListId(request.WishlistId);
        if (request.Edits.Count > MostEdits)
        {
            throw new InvalidRequestException("edits", "must have at most 100 elements", "BATCH_TOO_LARGE");
        }

        new RequestCheck().Range("expected_version", request.ExpectedVersion, 0, long.MaxValue).ThrowIfInvalid();
        var edits = request.Edits.Select(WishlistView.ToDomain).ToArray();
        return await wishlists.Change(
            context.Command(request),
            request.WishlistId,
            context.Caller().ToActor(),
            list => edits.Select(edit => WishlistRules.SkuOf(list, edit)).OfType<string>(),
            (list, known, now) =>
            {
                WishlistRules.Refuse(list, request.ExpectedVersion).ThrowIfAny();
                var (edited, results) = WishlistRules.Edit(list, edits, known, now);
                return (edited, new EditWishlistResponse
                {
                    Wishlist = WishlistView.Of(edited),
                    Results = { results.Select(result => new WishlistEditResult { ItemId = result.ItemId.Repeated(), Refusal = result.Refusal?.ToContract() }) },
                });
            },
            context.CancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override Task<CreateWishlistLinkResponse> CreateWishlistLink(CreateWishlistLinkRequest request, ServerCallContext context) =>
        ChangeList(request, request.WishlistId, 0, context, (list, now) =>
        {
            var shared = WishlistRules.Share(list, now);
            return (shared, new CreateWishlistLinkResponse
            {
                Token = grants.Issue(WishlistScope, string.Create(CultureInfo.InvariantCulture, $"{shared.Id}|{shared.ShareSerial}"), WishlistRules.LinkLifetime),
                ExpiresAt = Timestamp.FromDateTimeOffset(now + WishlistRules.LinkLifetime),
            });
        });

    /// <inheritdoc/>
    public override Task<RevokeWishlistLinkResponse> RevokeWishlistLink(RevokeWishlistLinkRequest request, ServerCallContext context) =>
        ChangeList(request, request.WishlistId, 0, context, (list, now) => (WishlistRules.Unshare(list, now), new RevokeWishlistLinkResponse()));

    /// <inheritdoc/>
    public override async Task<GetSharedWishlistResponse> GetSharedWishlist(GetSharedWishlistRequest request, ServerCallContext context)
    {
        var parts = grants.Verify(request.Token, WishlistScope).Subject.Split('|');
        var list = await wishlists.Find(parts[0], context.CancellationToken).ConfigureAwait(false);
        if (list is not { IsShared: true } || parts[1] != list.ShareSerial.ToString(CultureInfo.InvariantCulture))
        {
            throw new RefusedException(new GrantNotValid());
        }

        var book = await BookOf(list, request.Market, context).ConfigureAwait(false);
        return new GetSharedWishlistResponse { Name = list.Name, Items = { WishlistView.Of(list, book).Items } };
    }

    private Task<TAnswer> ChangeList<TAnswer>(
        Google.Protobuf.IMessage request, string wishlistId, long expectedVersion, ServerCallContext context, Func<Wishlist, DateTimeOffset, (Wishlist? List, TAnswer Answer)> decide)
        where TAnswer : Google.Protobuf.IMessage<TAnswer>, new()
    {
        CheckListId(wishlistId);
        return wishlists.Change(
            context.Command(request),
            wishlistId,
            context.Caller().ToActor(),
            static _ => [],
            (list, _, now) =>
            {
                WishlistRules.Refuse(list, expectedVersion).ThrowIfAny();
                return decide(list, now);
            },
            context.CancellationToken);
    }

    private async Task<Wishlist> AdmittedList(string wishlistId, ServerCallContext context)
    {
        CheckListId(wishlistId);
        var list = await wishlists.Find(wishlistId, context.CancellationToken).ConfigureAwait(false);
        return list is not null && list.Admits(context.Caller().ToActor()) ? list : throw new RefusedException(new WishlistNotFound());
    }

    private async Task<IPriceBook?> BookOf(Wishlist list, string market, ServerCallContext context)
    {
        if (market.Length == 0)
        {
            return null;
        }

        new RequestCheck().Id("market", market, 16).ThrowIfInvalid();
        return await prices.Open(market, list.Entries.Select(entry => entry.Sku), context.CancellationToken).ConfigureAwait(false)
            ?? throw new RefusedException(new MarketUnknown("market"));
    }

    // What is no id is nobody's list.
    private static void CheckListId(string wishlistId)
    {
        if (!new RequestCheck().Id("wishlist_id", wishlistId).IsValid)
        {
            throw new RefusedException(new WishlistNotFound());
        }
    }
}
