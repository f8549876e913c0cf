using System.Security.Cryptography;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Security;
using GrantNotValid = Omnichannel.CartSync.Domain.GrantNotValid;

namespace Omnichannel.CartSync.Transport;

/// <content>Handing a cart to a till.</content>
public sealed partial class CartGrpcService
{
    private static readonly GrantNotValid WrongCode = new();

    // A busy till claims many: only wrong ones count.
    private static readonly GuessKind Codes = new("cart.handoff") { PerAddress = 100 };

    /// <inheritdoc/>
    public override async Task<CreateHandoffResponse> CreateHandoff(CreateHandoffRequest request, ServerCallContext context)
    {
        CartAccess.CheckCartId(request.CartId);
        var key = context.Command(request).ToKey();
        var actor = context.Caller().ToActor();
        CartId.TryShard(request.CartId, out var shard);
        var code = HandoffRules.MakeCode(shard, BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)));
        return await access.Answer<HandoffCode, CreateHandoffResponse>(
            new CartCommand<HandoffCode>
            {
                CartId = request.CartId,
                Caller = actor,
                NewOwner = await access.NewOwner(actor, request.CartId, context).ConfigureAwait(false),
                Key = key,
                Decide = (cart, around) => HandoffRules.Create(cart, code, actor, around.Now),
            },
            change => new CreateHandoffResponse
            {
                Code = change.Answer.Code,
                ExpiresAt = Timestamp.FromDateTimeOffset(change.Answer.ExpiresAt),
                QrSvg = QrSymbol.Svg(change.Answer.Code),
            },
            context).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async Task<ClaimHandoffResponse> ClaimHandoff(ClaimHandoffRequest request, ServerCallContext context)
    {
        var actor = context.Caller().ToActor();
        string[] tried = HandoffRules.Canonical(request.Code) is { } typed ? [typed] : [];
        await using var guess = await guesses.Reserve(Codes, Guesser.Of(context), tried, code => IsValid(code, context.CancellationToken)).ConfigureAwait(false);
        try
        {
            return await Claim(request, actor, context).ConfigureAwait(false);
        }
        catch (RefusedException refused) when (refused.Refusal is CartNotFound || refused.Refusal.Reason == WrongCode.Reason)
        {
            // A code that was good once, even of a cart that is gone, is a guess like any other.
            guess.WasWrong();
            throw new RefusedException(WrongCode);
        }
    }

    /// <inheritdoc/>
    public override async Task<ReleaseHandoffResponse> ReleaseHandoff(ReleaseHandoffRequest request, ServerCallContext context)
    {
        CartAccess.CheckCartId(request.CartId);
        new RequestCheck().OptionalId("participant_id", request.ParticipantId).ThrowIfInvalid();
        var actor = context.Caller().ToActor();
        return await access.Answer<bool, ReleaseHandoffResponse>(
            new CartCommand<bool>
            {
                CartId = request.CartId,
                Caller = actor,
                NewOwner = await access.NewOwner(actor, request.CartId, context).ConfigureAwait(false),
                Key = context.Command(request).ToKey(),
                Decide = (cart, around) => HandoffRules.Release(cart, request.ParticipantId, actor, around.Now),
            },
            _ => new ReleaseHandoffResponse(),
            context).ConfigureAwait(false);
    }

    private async Task<bool> IsValid(string code, CancellationToken cancellation) =>
        await store.FindHandoff(code, cancellation).ConfigureAwait(false) is { } cartId
            && (await carts.Read(cartId, cancellation).ConfigureAwait(false))?.Handoff is { } handoff && handoff.Code == code && handoff.ExpiresAt > clock.GetUtcNow();

    private async Task<ClaimHandoffResponse> Claim(ClaimHandoffRequest request, Actor actor, ServerCallContext context)
    {
        if (HandoffRules.Canonical(request.Code) is not { } code
            || await store.FindHandoff(code, context.CancellationToken).ConfigureAwait(false) is not { } cartId)
        {
            throw new RefusedException(WrongCode);
        }

        return await access.Answer<Participant?, ClaimHandoffResponse>(
            new CartCommand<Participant?>
            {
                CartId = cartId,
                Key = context.Command(request).ToKey(),
                Decide = (cart, around) => HandoffRules.Claim(cart, code, actor, around),
            },
            (change, around) => new ClaimHandoffResponse
            {
                Cart = CartView.Of(change.Cart, around),
                ParticipantId = change.Answer!.ParticipantId,
                ExpiresAt = Timestamp.FromDateTimeOffset(change.Answer.ExpiresAt),
            },
            context).ConfigureAwait(false);
    }
}
