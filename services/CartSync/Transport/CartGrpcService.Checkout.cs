using System.Collections.Immutable;
using Google.Protobuf.Collections;
using Grpc.Core;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Sagas;
using Omnichannel.CartSync.Store;
using Omnichannel.Messaging.V1;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Security;
using Actor = Omnichannel.CartSync.Domain.Actor;
using Checkout = Omnichannel.CartSync.Domain.Checkout;
using Tender = Omnichannel.CartSync.Domain.Tender;

namespace Omnichannel.CartSync.Transport;

/// <summary>Checkout.</summary>
public sealed partial class CartGrpcService
{
    private const long HighestAmountMinor = 1_000_000_000_000_000;

    /// <inheritdoc/>
    public override async Task<BeginCheckoutResponse> BeginCheckout(BeginCheckoutRequest request, ServerCallContext context)
    {
        CheckCartId(request.CartId);
        new RequestCheck().OptionalId("shipping_option_id", request.ShippingOptionId, 64)
            .Range("points_to_redeem", request.PointsToRedeem, 0, long.MaxValue)
            .That(request.Contact is null || request.Contact.Email.Length > 0 || request.Contact.Phone.Length > 0, "contact", "needs an e-mail address or a phone number")
            .ThrowIfInvalid();
        var actor = context.Caller().ToActor();
        var order = new CheckoutOrder
        {
            Key = context.Command(request).ToKey(),
            Actor = actor,
            ExpectedVersion = request.ExpectedVersion,
            ShippingOptionId = request.ShippingOptionId,
            Points = request.PointsToRedeem,
            AcceptsPriceChanges = request.AcceptPriceChanges,
            HasContact = request.Contact is not null,
            HasDelivery = request.Delivery is not null,
        };
        if (await store.FindAnswer(request.CartId, order.Key, context.CancellationToken).ConfigureAwait(false) is null)
        {
            await PassOn(request, order, context).ConfigureAwait(false);
        }

        var begun = await checkouts.Begin(request.CartId, order, await NewOwner(actor, request.CartId, context).ConfigureAwait(false), context.CancellationToken).ConfigureAwait(false);
        return begun.Recorded is { } recorded
            ? Parse<BeginCheckoutResponse>(recorded)
            : new BeginCheckoutResponse { Checkout = NotCancelled(begun).ToProto(begun.Cart.Id, begun.Cart.CurrencyCode) };
    }

    /// <inheritdoc/>
    public override async Task<GetCheckoutResponse> GetCheckout(GetCheckoutRequest request, ServerCallContext context)
    {
        var cart = await Admitted(request.CartId, context).ConfigureAwait(false);
        var checkout = cart.Checkout?.CheckoutId == request.CheckoutId
            ? cart.Checkout
            : await store.FindCheckout(request.CartId, request.CheckoutId, context.CancellationToken).ConfigureAwait(false);
        return checkout is null
            ? throw new RefusedException(new CheckoutNotFound())
            : new GetCheckoutResponse { Checkout = checkout.ToProto(cart.Id, cart.CurrencyCode) };
    }

    /// <inheritdoc/>
    public override async Task<CompleteCheckoutResponse> CompleteCheckout(CompleteCheckoutRequest request, ServerCallContext context)
    {
        CheckCartId(request.CartId);
        new RequestCheck().Id("checkout_id", request.CheckoutId).ThrowIfInvalid();
        var tenders = ToTenders(request.Tenders, mayBeOpen: false);
        var key = context.Command(request).ToKey();
        var actor = context.Caller().ToActor();
        var completed = await checkouts.Complete(request.CartId, request.CheckoutId, tenders, key, actor, context.CancellationToken).ConfigureAwait(false);
        if (completed.Recorded is { } recorded)
        {
            return Parse<CompleteCheckoutResponse>(recorded);
        }

        return new CompleteCheckoutResponse { Checkout = NotCancelled(completed).ToProto(completed.Cart.Id, completed.Cart.CurrencyCode) };
    }

    /// <inheritdoc/>
    public override async Task<CancelCheckoutResponse> CancelCheckout(CancelCheckoutRequest request, ServerCallContext context)
    {
        CheckCartId(request.CartId);
        new RequestCheck().Id("checkout_id", request.CheckoutId).ThrowIfInvalid();
        var cancelled = await checkouts.Cancel(
            request.CartId, request.CheckoutId, context.Command(request).ToKey(), context.Caller().ToActor(), context.CancellationToken).ConfigureAwait(false);
        return cancelled.Recorded is { } recorded
            ? Parse<CancelCheckoutResponse>(recorded)
            : new CancelCheckoutResponse { Checkout = cancelled.Answer!.ToProto(cancelled.Cart.Id, cancelled.Cart.CurrencyCode) };
    }

    /// <inheritdoc/>
    public override async Task<CheckoutInStoreResponse> CheckoutInStore(CheckoutInStoreRequest request, ServerCallContext context)
    {
        CheckCartId(request.CartId);
        new RequestCheck().Count("coupon_codes", request.CouponCodes.Count, 0, 32)
            .Range("points_to_redeem", request.PointsToRedeem, 0, long.MaxValue)
            .That(request.CouponCodes.All(code => code.Trim().Length is > 0 and <= 64), "coupon_codes", "must have 1 to 64 characters each")
            .ThrowIfInvalid();
        var actor = context.Caller().ToActor();
        var order = new CheckoutOrder
        {
            Key = context.Command(request).ToKey(),
            Actor = actor,
            ExpectedVersion = request.ExpectedVersion,
            Points = request.PointsToRedeem,
            CouponCodes = [.. request.CouponCodes.Select(code => code.Trim())],

            // The till shows the price of the moment.
            AcceptsPriceChanges = false,
            IsInStore = true,
            Tenders = ToTenders(request.Tenders, mayBeOpen: true),
        };
        var sold = await checkouts.Begin(request.CartId, order, null, context.CancellationToken).ConfigureAwait(false);
        if (sold.Recorded is { } recorded)
        {
            return Parse<CheckoutInStoreResponse>(recorded);
        }

        var checkout = NotCancelled(sold);
        return new CheckoutInStoreResponse
        {
            Checkout = checkout.ToProto(sold.Cart.Id, sold.Cart.CurrencyCode),
            Cart = Stamped(CartView.Of(sold.Cart, await Around(sold.Cart, context).ConfigureAwait(false))),
        };
    }

    private static Checkout NotCancelled(CartResult<Checkout?> result) => result.Answer switch
    {
        { Phase: CartPhase.Cancelled, Cancellation: { } reason } => throw new RefusedException(new KeptRefusal(reason)),
        { } checkout => checkout,
        null => throw new RefusedException(new CheckoutNotFound()),
    };

    private static ImmutableArray<Tender> ToTenders(RepeatedField<Types.V1.Tender> tenders, bool mayBeOpen)
    {
        var check = new RequestCheck().Count("tenders", tenders.Count, 0, 16);
        for (var i = 0; i < tenders.Count; i++)
        {
            check.Known($"tenders[{i}].kind", tenders[i].Kind).OptionalText($"tenders[{i}].reference", tenders[i].Reference, 128);
            if (tenders[i].Amount is { } amount)
            {
                check.Range($"tenders[{i}].amount.amount_minor", amount.AmountMinor, 1, HighestAmountMinor);
            }
            else
            {
                check.That(mayBeOpen, $"tenders[{i}].amount", "is required");
            }
        }

        check.ThrowIfInvalid();
        return [.. tenders.Select(tender => new Tender((int)tender.Kind, tender.Reference, tender.Amount?.AmountMinor))];
    }

    /// <summary>
    /// Personal data goes to where it belongs before the checkout is stored, since it is not kept here. Both calls are full replacements, so a checkout that then does not
    /// come about leaves nothing wrong behind. What would be refused anyway is refused first.
    /// </summary>
    private async Task PassOn(BeginCheckoutRequest request, CheckoutOrder order, ServerCallContext context)
    {
        if (request.Contact is null && request.Delivery is null)
        {
            return;
        }

        var cart = await Admitted(request.CartId, context).ConfigureAwait(false);
        if (cart.Checkout?.BegunBy is { } begun && begun.IsSameCall(order.Key))
        {
            return;
        }

        if (CheckoutRules.Refuse(cart, order, await Around(cart, context).ConfigureAwait(false)) is not null)
        {
            return;
        }

        if (request.Contact is { } contact)
        {
            await messaging.PutContactAsync(new PutContactRequest { ContactId = cart.OwnerId, Details = contact }, cancellationToken: context.CancellationToken).ConfigureAwait(false);
        }

        if (request.Delivery is { } delivery)
        {
            await orders.PutDeliveryDetailsAsync(
                new PutDeliveryDetailsRequest
                {
                    CheckoutId = CheckoutRules.IdOf(cart),
                    OrderId = CartId.OrderId(cart.Id, cart.Generation),
                    Delivery = delivery,
                    Email = request.Contact?.Email ?? "",
                    Phone = request.Contact?.Phone ?? "",
                },
                cancellationToken: context.CancellationToken).ConfigureAwait(false);
        }
    }
}
