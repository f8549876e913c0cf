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
using Wishlist = Omnichannel.CartSync.Domain.Wishlist;

namespace Omnichannel.CartSync.Transport;

/// <summary>Wishlists and their links.</summary>
public sealed partial class CartGrpcService
{
    private const string WishlistScope = "cart.wishlist";
    private const int LongestName = 100;
    private const int MostEdits = 100;

    /// <inheritdoc/>
    public override async Task<CreateWishlistResponse> CreateWishlist(CreateWishlistRequest request, ServerCallContext context)
    {
        new RequestCheck().Text("name", request.Name, LongestName).ThrowIfInvalid();
        return await wishlists.Create(
            context.Command(request),
            OwnerOf(request.OwnerId, context),
            request.Name.Trim(),
            list => new CreateWishlistResponse { Wishlist = WishlistView.Of(list) },
            context.CancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async Task<ListWishlistsResponse> ListWishlists(ListWishlistsRequest request, ServerCallContext context)
    {
        var lists = await wishlists.List(OwnerOf(request.OwnerId, context), context.CancellationToken).ConfigureAwait(false);
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
            [.. edits.OfType<ListEdit.Add>().Select(add => add.Sku).Distinct(StringComparer.Ordinal)],
            (list, known, now) =>
            {
                Refuse(WishlistRules.Refuse(list, request.ExpectedVersion));
                var (edited, results) = WishlistRules.Edit(list, edits, known, now);
                return (edited, new EditWishlistResponse
                {
                    Wishlist = WishlistView.Of(edited),
                    Results = { results.Select(result => new WishlistEditResult { ItemId = Repeated(result.ItemId), Refusal = result.Refusal?.ToContract() }) },
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

    /// <summary>Whose cart, lists or subscriptions a caller means.</summary>
    private static ListOwner OwnerOf(string ownerId, ServerCallContext context)
    {
        new RequestCheck().OptionalId("owner_id", ownerId).ThrowIfInvalid();
        var caller = context.Caller();
        if (!caller.IsShopper)
        {
            new RequestCheck().Id("owner_id", ownerId).ThrowIfInvalid();
            return new ListOwner(ownerId, GuestIds.IsGuest(ownerId));
        }

        return ownerId.Length == 0 || ownerId == caller.Subject
            ? new ListOwner(caller.Subject, caller.Role is Types.V1.Role.Guest)
            : throw GrpcErrors.Create(StatusCode.PermissionDenied, "ROLE_NOT_ALLOWED", "Only agents and services name another owner.");
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
            [],
            (list, _, now) =>
            {
                Refuse(WishlistRules.Refuse(list, expectedVersion));
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

    private static void Refuse(Refusal? refusal)
    {
        if (refusal is not null)
        {
            throw new RefusedException(refusal);
        }
    }

    // An answer is kept under its call's key: what names nothing is not repeated in it, however long it is.
    private static string Repeated(string id) => MerchantId.IsValid(id) ? id : "";

    // What is no id is nobody's list.
    private static void CheckListId(string wishlistId)
    {
        if (!new RequestCheck().Id("wishlist_id", wishlistId).IsValid)
        {
            throw new RefusedException(new WishlistNotFound());
        }
    }
}
