using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Security;
using Omnichannel.Values;
using GrantNotValid = Omnichannel.CartSync.Domain.GrantNotValid;
using MergedLine = Omnichannel.Cart.V1.MergedLine;

namespace Omnichannel.CartSync.Transport;

/// <content>The merge of a guest's cart, and its undoing.</content>
public sealed partial class CartGrpcService
{
    /// <inheritdoc/>
    public override async Task<MergeGuestCartResponse> MergeGuestCart(MergeGuestCartRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("market", request.Market, 16).OptionalText("language", request.Language, 35)
            .That(System.Enum.IsDefined(request.Strategy), "strategy", "must be a known value").ThrowIfInvalid();
        if (!(await prices.Markets(context.CancellationToken).ConfigureAwait(false)).ContainsKey(request.Market))
        {
            throw new RefusedException(new MarketUnknown("market"));
        }

        var guest = (await tokens.Validate(request.GuestToken.AsMemory(), context.CancellationToken).ConfigureAwait(false)).Caller;
        if (guest is not { Role: Types.V1.Role.Guest })
        {
            throw new RefusedException(new GrantNotValid());
        }

        var caller = context.Caller();
        var customer = new CartOwner(caller.Subject, false, request.Market);
        var key = context.Command(request).ToKey();
        var customerCartId = CartId.Of(customer.Id, customer.Market);
        if (await store.FindAnswer(customerCartId, key, context.CancellationToken).ConfigureAwait(false) is { } earlier)
        {
            return earlier.RequestHash == key.RequestHash ? access.Parse<MergeGuestCartResponse>(earlier) : throw new RefusedException(new IdempotencyKeyReused());
        }

        var merged = await merges.Merge(
            new CartOwner(guest.Subject, true, request.Market), customer, (Domain.MergeStrategy)request.Strategy, caller.ToActor(), context.CancellationToken)
            .ConfigureAwait(false);
        return await access.Answer<MergeRecord?, MergeGuestCartResponse>(
            new CartCommand<MergeRecord?>
            {
                CartId = customerCartId,
                Key = key,
                Decide = (cart, _) => new Change<MergeRecord?>(cart, merged.Answer),
            },
            (change, around) => ToResponse(change, around, request.Language),
            context).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override Task<UndoMergeResponse> UndoMerge(UndoMergeRequest request, ServerCallContext context)
    {
        CartAccess.CheckCartId(request.CartId);
        new RequestCheck().Id("merge_id", request.MergeId).ThrowIfInvalid();
        var actor = context.Caller().ToActor();
        return access.Answer<bool, UndoMergeResponse>(
            new CartCommand<bool>
            {
                CartId = request.CartId,
                Caller = actor,
                Key = context.Command(request).ToKey(),
                Decide = (cart, around) => MergeRules.Undo(cart, request.MergeId, actor, around),
            },
            (change, around) => new UndoMergeResponse { Cart = CartView.Of(change.Cart, around), NotRestored = { NotRestored(change.Cart, request.MergeId) } },
            context);
    }

    private static MergeGuestCartResponse ToResponse(Change<MergeRecord?> change, Surroundings around, string language)
    {
        var response = new MergeGuestCartResponse { Cart = CartView.Of(change.Cart, around) };
        if (change.Answer is { } record)
        {
            response.MergeId = record.MergeId;
            response.Strategy = (Cart.V1.MergeStrategy)record.Strategy;
            response.UndoExpiresAt = Timestamp.FromDateTimeOffset(record.UndoExpiresAt);
            response.Lines.AddRange(record.Lines.Select(line => ToProto(line, Pricing.MeasureOf(line.Sku, around.Book), record.Strategy, language)));
        }

        return response;
    }

    private static IEnumerable<NotRestoredLine> NotRestored(SharedCart cart, string mergeId) =>
        cart.Merges.Where(merge => merge.MergeId == mergeId).SelectMany(merge => merge.NotRestored).Select(line =>
        {
            var message = new NotRestoredLine { LineId = line.LineId, Sku = line.Sku, Quantity = line.Quantity };
            message.Options.Add(line.Options);
            return message;
        });

    private static MergedLine ToProto(Domain.MergedLine line, Measure measure, Domain.MergeStrategy strategy, string language)
    {
        var message = new MergedLine
        {
            LineId = line.LineId,
            Sku = line.Sku,
            Outcome = (Cart.V1.MergeOutcome)line.Outcome,
            GuestQuantity = line.GuestQuantity,
            CustomerQuantity = line.CustomerQuantity,
            MergedQuantity = line.MergedQuantity,
            Explanation = MergeExplanations.Of(line, measure, strategy, language),
        };
        message.Options.Add(line.Options);
        if (line.PreviousUnitPrice.Length > 0)
        {
            message.PriceChange = new PriceChange
            {
                PreviousUnitPrice = line.PreviousUnitPrice,
                ChangedAt = Timestamp.FromDateTimeOffset(line.PriceChangedAt),
            };
        }

        return message;
    }
}
