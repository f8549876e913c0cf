using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Security;
using Actor = Omnichannel.CartSync.Domain.Actor;
using BroughtLine = Omnichannel.CartSync.Domain.BroughtLine;
using GrantNotValid = Omnichannel.CartSync.Domain.GrantNotValid;

namespace Omnichannel.CartSync.Transport;

/// <content>What is brought from elsewhere: links to carts, earlier orders.</content>
public sealed partial class CartGrpcService
{
    // No device is called so: theirs never begin with this sign.
    private const string LinkOrigin = "~link";

    private const string ReorderOrigin = "~reorder";

    /// <inheritdoc/>
    public override async Task<CreateCartLinkResponse> CreateCartLink(CreateCartLinkRequest request, ServerCallContext context)
    {
        new RequestCheck().That(CartLink.IsSource(request.CampaignSource), "campaign_source", "must be at most 64 letters, digits, -, _ or .").ThrowIfInvalid();
        var cart = await access.Admitted(request.CartId, context).ConfigureAwait(false);
        var now = clock.GetUtcNow();
        return new CreateCartLinkResponse
        {
            Token = grants.Issue(CartLink.Scope, new CartLink(cart.Id, cart.Generation, now, request.CampaignSource).Subject, CartLink.Lifetime),
            ExpiresAt = Timestamp.FromDateTimeOffset(now + CartLink.Lifetime),
        };
    }

    /// <inheritdoc/>
    public override async Task<OpenCartLinkResponse> OpenCartLink(OpenCartLinkRequest request, ServerCallContext context)
    {
        var link = CartLink.Parse(grants.Verify(request.Token, CartLink.Scope).Subject) ?? throw new RefusedException(new GrantNotValid());
        CartAccess.CheckCartId(link.CartId);
        var actor = context.Caller().ToActor();
        var cart = await carts.Read(link.CartId, context.CancellationToken).ConfigureAwait(false);

        // The owner of a cart that is not stored (any more) has an empty one under this id.
        var isOwn = cart is null && await access.NewOwner(actor, link.CartId, context).ConfigureAwait(false) is not null;
        var live = isOwn ? link.CartId : cart is null ? null : CartLink.LiveFor(cart, actor);
        if (live is not null)
        {
            return await Return(request, live, link, actor, context).ConfigureAwait(false);
        }

        return cart is not null && link.CopyOf(cart) is { } lines
            ? await Copy(request, cart.Market, lines, link, actor, context).ConfigureAwait(false)
            : throw new RefusedException(new GrantNotValid());
    }

    /// <inheritdoc/>
    public override async Task<ReorderItemsResponse> ReorderItems(ReorderItemsRequest request, ServerCallContext context)
    {
        CartAccess.CheckCartId(request.CartId);
        var check = new RequestCheck().OptionalId("owner_id", request.OwnerId).Count("lines", request.Lines.Count, 1, OperationRules.MostLines);
        for (var i = 0; i < request.Lines.Count; i++)
        {
            check.OptionalText($"lines[{i}].unit_price", request.Lines[i].UnitPrice, 32);
        }

        check.ThrowIfInvalid();
        var actor = context.Caller().ToActor();
        OutsideLine[] lines =
        [
            .. request.Lines.Select(line => new OutsideLine(
                line.Sku, OperationMapping.ToOptions(line.Options), line.Quantity, line.UnitPrice, line.Measure.ToDomain())),
        ];
        return await access.Answer<System.Collections.Immutable.ImmutableArray<BroughtLine>, ReorderItemsResponse>(
            new CartCommand<System.Collections.Immutable.ImmutableArray<BroughtLine>>
            {
                CartId = request.CartId,
                Caller = actor,
                NewOwner = await access.NewOwner(actor, request.CartId, context, request.OwnerId).ConfigureAwait(false),
                Skus = Skus(lines),
                Key = context.Command(request).ToKey(),
                Decide = (cart, around) => BringRules.Bring(cart, lines, BringMode.Add, ReorderOrigin, "", actor, around),
            },
            (change, around) => new ReorderItemsResponse { Cart = CartView.Of(change.Cart, around), Lines = { change.Answer.Select(ToProto) } },
            context).ConfigureAwait(false);
    }

    private async Task<OpenCartLinkResponse> Return(OpenCartLinkRequest request, string cartId, CartLink link, Actor actor, ServerCallContext context) =>
        await access.Answer<bool, OpenCartLinkResponse>(
            new CartCommand<bool>
            {
                CartId = cartId,
                Caller = actor,
                NewOwner = await access.NewOwner(actor, cartId, context).ConfigureAwait(false),
                Key = context.Command(request).ToKey(),
                Decide = (cart, around) => BringRules.Return(cart, link.CampaignSource, actor, around.Now),
            },
            (change, around) => new OpenCartLinkResponse { Cart = CartView.Of(change.Cart, around), OwnCart = true },
            context).ConfigureAwait(false);

    private Task<OpenCartLinkResponse> Copy(
        OpenCartLinkRequest request, string market, System.Collections.Immutable.ImmutableArray<OutsideLine> lines, CartLink link, Actor actor, ServerCallContext context) =>
        access.Answer<System.Collections.Immutable.ImmutableArray<BroughtLine>, OpenCartLinkResponse>(
            new CartCommand<System.Collections.Immutable.ImmutableArray<BroughtLine>>
            {
                CartId = CartId.Of(actor.Subject, market),
                Caller = actor,
                NewOwner = new CartOwner(actor.Subject, actor.Role is ActorRole.Guest, market),
                Skus = Skus(lines),
                Key = context.Command(request).ToKey(),
                Decide = (cart, around) => BringRules.Bring(cart, lines, BringMode.AtLeast, LinkOrigin, link.CampaignSource, actor, around),
            },
            (change, around) => new OpenCartLinkResponse { Cart = CartView.Of(change.Cart, around), Lines = { change.Answer.Select(ToProto) } },
            context);

    private static string[] Skus(IReadOnlyList<OutsideLine> lines) => [.. lines.Select(line => line.Sku).Distinct(StringComparer.Ordinal)];

    private static Cart.V1.BroughtLine ToProto(BroughtLine brought)
    {
        var message = new Cart.V1.BroughtLine
        {
            LineId = brought.Outcome is Domain.BroughtOutcome.Gone ? "" : brought.LineId,
            Sku = brought.Line.Sku.Repeated(),
            Outcome = (Cart.V1.BroughtOutcome)brought.Outcome,
            Quantity = brought.Units,
            UnitPrice = brought.UnitPrice,
            PreviousUnitPrice = brought.PreviousUnitPrice,
            Refusal = brought.Refusal?.ToContract(),
        };
        if (OptionRules.Refuse(brought.Line.Options) is null)
        {
            message.Options.Add(brought.Line.Options);
        }

        return message;
    }
}
