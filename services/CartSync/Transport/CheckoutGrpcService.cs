using System.Collections.Immutable;
using Google.Protobuf.Collections;
using Grpc.Core;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Sagas;
using Omnichannel.CartSync.Store;
using Omnichannel.Messaging.V1;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Security;
using Omnichannel.Types.V1;
using Actor = Omnichannel.CartSync.Domain.Actor;
using Checkout = Omnichannel.CartSync.Domain.Checkout;
using Tender = Omnichannel.CartSync.Domain.Tender;
using TenderKind = Omnichannel.Types.V1.TenderKind;

namespace Omnichannel.CartSync.Transport;

/// <summary>The rpcs of <c>omnichannel.cart.v1.CheckoutService</c>: the sale of a cart.</summary>
public sealed class CheckoutGrpcService(
    CartAccess access,
    CartExecutor carts,
    ICartStore store,
    CheckoutSaga checkouts,
    OutwardNumbers numbers,
    ContactService.ContactServiceClient contacts,
    OrderTrackingService.OrderTrackingServiceClient orders,
    CheckoutWallets wallets,
    CartEarnings earnings,
    ReturnTerms returns,
    IStableVersions stable) : CheckoutService.CheckoutServiceBase
{
    private const long HighestAmountMinor = 1_000_000_000_000_000;

    // With more, Loyalty would refuse the whole checkout.
    private const long MostPoints = 1_000_000_000;

    /// <inheritdoc/>
    public override async Task<BeginCheckoutResponse> BeginCheckout(BeginCheckoutRequest request, ServerCallContext context)
    {
        CartAccess.CheckCartId(request.CartId);
        CheckTerms(new RequestCheck(), request.ShippingOptionId, request.PointsToRedeem, request.Contact, request.Delivery, request.ExpectedTotal)
            .Count("wallets", request.Wallets.Count, 0, CheckoutWallets.Most).ThrowIfInvalid();
        var actor = context.Caller().ToActor();
        var order = new CheckoutOrder
        {
            Key = context.Command(request).ToKey(),
            Actor = actor,
            ExpectedVersion = request.ExpectedVersion,
            ShippingOptionId = request.ShippingOptionId,
            Points = request.PointsToRedeem,
            Wallets = request.Wallets.Count == 0 ? [] : null,
            AcceptsPriceChanges = request.AcceptPriceChanges,
            ExpectedTotal = ToTotal(request.ExpectedTotal),
            HasContact = request.Contact is not null,
            HasDelivery = SaysWhereTo(request.Delivery),
            Country = request.Delivery?.Address?.RegionCode.ToUpperInvariant() ?? "",
            PassesDetailsOn = request.Contact is not null || request.Delivery is not null,
            ReturnPolicyVersion = await returns.VersionInForce(context.CancellationToken).ConfigureAwait(false),
            NumberOf = numbers.Of,
        };
        var begun = await checkouts.Begin(
            request.CartId,
            order,
            await access.NewOwner(actor, request.CartId, context).ConfigureAwait(false),
            cart => wallets.Find(cart, request.Wallets, actor, context.CancellationToken),
            (cart, checkout) => PassOn(cart, checkout, request.Contact, request.Delivery),
            context.CancellationToken).ConfigureAwait(false);
        return begun.Recorded is { } recorded
            ? access.Parse<BeginCheckoutResponse>(recorded)
            : new BeginCheckoutResponse { Checkout = NotCancelled(begun).ToProto(begun.Cart) };
    }

    /// <inheritdoc/>
    public override async Task<GetCheckoutResponse> GetCheckout(GetCheckoutRequest request, ServerCallContext context)
    {
        CartAccess.CheckCartId(request.CartId);
        var actor = context.Caller().ToActor();
        var history = await stable.History(request.CartId).ConfigureAwait(false);
        var cart = await carts.Read(request.CartId, context.CancellationToken).ConfigureAwait(false)
            ?? await access.EmptyCart(actor, request.CartId, context).ConfigureAwait(false)
            ?? throw new RefusedException(new CartNotFound());
        var checkout = cart.Checkout?.CheckoutId == request.CheckoutId
            ? cart.Checkout
            : await store.FindCheckout(request.CartId, request.CheckoutId, context.CancellationToken).ConfigureAwait(false);
        if (checkout?.IsBy(actor) is not true)
        {
            access.Admit(cart, actor);
        }

        if (checkout?.Phase is CartPhase.CheckedOut)
        {
            // Whoever hands goods over goes by it.
            await stable.Reached(request.CartId, history).ConfigureAwait(false);
        }

        return checkout is null
            ? throw new RefusedException(new CheckoutNotFound())
            : new GetCheckoutResponse { Checkout = checkout.ToProto(cart) };
    }

    /// <inheritdoc/>
    public override async Task<SimulateCartEarnResponse> SimulateCartEarn(SimulateCartEarnRequest request, ServerCallContext context)
    {
        var cart = await access.Admitted(request.CartId, context).ConfigureAwait(false);
        var lines = CheckoutTerms.LinesNow(cart, await access.Around(cart, context).ConfigureAwait(false));
        return await earnings.Of(cart, lines, context.Caller().ToActor(), context.CancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async Task<CompleteCheckoutResponse> CompleteCheckout(CompleteCheckoutRequest request, ServerCallContext context)
    {
        CartAccess.CheckCartId(request.CartId);
        new RequestCheck().Id("checkout_id", request.CheckoutId).ThrowIfInvalid();
        var tenders = ToTenders(request.Tenders, mayBeOpen: false);
        var key = context.Command(request).ToKey();
        var actor = context.Caller().ToActor();
        var completed = await checkouts.Complete(request.CartId, request.CheckoutId, tenders, key, actor, context.CancellationToken).ConfigureAwait(false);
        if (completed.Recorded is { } recorded)
        {
            return access.Parse<CompleteCheckoutResponse>(recorded);
        }

        return new CompleteCheckoutResponse { Checkout = NotCancelled(completed).ToProto(completed.Cart) };
    }

    /// <inheritdoc/>
    public override async Task<CancelCheckoutResponse> CancelCheckout(CancelCheckoutRequest request, ServerCallContext context)
    {
        CartAccess.CheckCartId(request.CartId);
        new RequestCheck().Id("checkout_id", request.CheckoutId).ThrowIfInvalid();
        var cancelled = await checkouts.Cancel(
            request.CartId, request.CheckoutId, context.Command(request).ToKey(), context.Caller().ToActor(), context.CancellationToken).ConfigureAwait(false);
        return cancelled.Recorded is { } recorded
            ? access.Parse<CancelCheckoutResponse>(recorded)
            : new CancelCheckoutResponse { Checkout = cancelled.Answer!.ToProto(cancelled.Cart) };
    }

    /// <inheritdoc/>
    public override async Task<CheckoutInStoreResponse> CheckoutInStore(CheckoutInStoreRequest request, ServerCallContext context)
    {
        CartAccess.CheckCartId(request.CartId);
        CheckTerms(new RequestCheck(), request.ShippingOptionId, request.PointsToRedeem, request.Contact, request.Delivery, request.ExpectedTotal)
            .Count("coupon_codes", request.CouponCodes.Count, 0, 32)
            .Count("wallets", request.Wallets.Count, 0, CheckoutWallets.Most)
            .That(request.CouponCodes.All(code => code.Trim().Length is > 0 and <= OperationRules.MostCodeCharacters), "coupon_codes", "must have 1 to 32 characters each")
            .ThrowIfInvalid();
        var actor = context.Caller().ToActor();
        var order = new CheckoutOrder
        {
            Key = context.Command(request).ToKey(),
            Actor = actor,
            ExpectedVersion = request.ExpectedVersion,
            ShippingOptionId = request.ShippingOptionId,
            Points = request.PointsToRedeem,
            Wallets = request.Wallets.Count == 0 ? [] : null,
            CouponCodes = [.. request.CouponCodes.Select(OperationMapping.ToCode)],
            AcceptsPriceChanges = request.AcceptPriceChanges,
            ExpectedTotal = ToTotal(request.ExpectedTotal),
            HasContact = request.Contact is not null,
            HasDelivery = SaysWhereTo(request.Delivery),
            Country = request.Delivery?.Address?.RegionCode.ToUpperInvariant() ?? "",
            PassesDetailsOn = request.Contact is not null || request.Delivery is not null,
            IsInStore = true,
            Tenders = ToTenders(request.Tenders, mayBeOpen: true),
            ReturnPolicyVersion = await returns.VersionInForce(context.CancellationToken).ConfigureAwait(false),
            NumberOf = numbers.Of,
        };
        var sold = await checkouts.Begin(
            request.CartId,
            order,
            null,
            cart => wallets.Find(cart, request.Wallets, actor, context.CancellationToken),
            (cart, checkout) => PassOn(cart, checkout, request.Contact, request.Delivery),
            context.CancellationToken).ConfigureAwait(false);
        if (sold.Recorded is { } recorded)
        {
            return access.Parse<CheckoutInStoreResponse>(recorded);
        }

        var checkout = NotCancelled(sold);
        return new CheckoutInStoreResponse
        {
            Checkout = checkout.ToProto(sold.Cart),
            Cart = await access.View(sold.Cart, context).ConfigureAwait(false),
        };
    }

    private static Checkout NotCancelled(CartResult<Checkout?> result) => result.Answer switch
    {
        { Phase: CartPhase.Cancelled, Cancellation.Name: "BY_CALLER" or "TIMED_OUT" } => throw new RefusedException(new CheckoutWasCancelled()),
        { Phase: CartPhase.Cancelled, Cancellation: { Name: ErrorReasons.RateLimited } reason } => throw GrpcErrors.Create(
            StatusCode.ResourceExhausted, reason.Name, reason.Message, retryAfter: TimeSpan.FromMinutes(1)),
        { Phase: CartPhase.Cancelled, Cancellation: { } reason } => throw new RefusedException(new KeptRefusal(reason)),
        { } checkout => checkout,
        null => throw new RefusedException(new CheckoutNotFound()),
    };

    private static ImmutableArray<Tender> ToTenders(RepeatedField<Types.V1.Tender> tenders, bool mayBeOpen)
    {
        var check = new RequestCheck().Count("tenders", tenders.Count, 0, 16);
        for (var i = 0; i < tenders.Count; i++)
        {
            if (CardNumbers.IsIn(tenders[i].Reference))
            {
                throw new RefusedException(new CardNumberRefused($"tenders[{i}].reference"));
            }

            if (CardNumbers.IsIn(tenders[i].Means))
            {
                throw new RefusedException(new CardNumberRefused($"tenders[{i}].means"));
            }

            check.Known($"tenders[{i}].kind", tenders[i].Kind).OptionalText($"tenders[{i}].reference", tenders[i].Reference, 128)
                .OptionalText($"tenders[{i}].means", tenders[i].Means, 128)
                .That(tenders[i].Kind is TenderKind.Cash || !string.IsNullOrWhiteSpace(tenders[i].Reference), $"tenders[{i}].reference", "is required, except of cash");
            if (tenders[i].Amount is { } amount)
            {
                check.Range($"tenders[{i}].amount.amount_minor", amount.AmountMinor, 1, HighestAmountMinor)
                    .Currency($"tenders[{i}].amount.currency_code", amount.CurrencyCode);
            }
            else
            {
                check.That(mayBeOpen, $"tenders[{i}].amount", "is required");
            }
        }

        check.ThrowIfInvalid();
        return [.. tenders.Select(tender => new Tender(tender.Kind.ToDomain(), tender.Reference, tender.Amount?.AmountMinor) { CurrencyCode = tender.Amount?.CurrencyCode ?? "", Means = tender.Means })];
    }

    private static RequestCheck CheckTerms(RequestCheck check, string shippingOptionId, long points, ContactDetails? contact, DeliveryDetails? delivery, Types.V1.Money? total)
    {
        check.OptionalText("delivery.gift_note", delivery?.GiftNote ?? "", 1000)
            .OptionalId("shipping_option_id", shippingOptionId, 64)
            .Range("points_to_redeem", points, 0, MostPoints)
            .That(contact is null || contact.Email.Length > 0 || contact.Phone.Length > 0, "contact", "needs an e-mail address or a phone number");
        return total is null
            ? check
            : check.Range("expected_total.amount_minor", total.AmountMinor, 0, long.MaxValue).Currency("expected_total.currency_code", total.CurrencyCode);
    }

    // What is written for whoever gets it is personal data, too: it goes with the address, not with the sale.
    private static DeliveryDetails? WithNote(DeliveryDetails? delivery, string giftNote)
    {
        if (giftNote.Length == 0 || delivery?.GiftNote.Length > 0)
        {
            return delivery;
        }

        var noted = delivery?.Clone() ?? new DeliveryDetails();
        noted.GiftNote = giftNote;
        return noted;
    }

    // A form that was sent empty says nothing.
    private static bool SaysWhereTo(DeliveryDetails? delivery) => delivery is not null && (delivery.RecipientName.Length > 0 || delivery.Address?.CalculateSize() > 0);

    private static Platform.Domain.Money? ToTotal(Types.V1.Money? total) => total is null ? null : new(total.CurrencyCode, total.AmountMinor);

    /// <summary>
    /// Personal data goes to where it belongs, since it is not kept here. The cart is this checkout's own by then: of two callers at once only the winner's data is passed
    /// on. The owner alone changes the owner's contact; what anybody else gives is the checkout's. Not given up when the caller hangs up; both calls can be repeated.
    /// </summary>
    private async Task PassOn(SharedCart cart, Checkout checkout, ContactDetails? contact, DeliveryDetails? delivery)
    {
        if (contact is not null)
        {
            await contacts.PutContactAsync(new PutContactRequest { ContactId = checkout.ContactId, Details = contact, UpdateMask = contact.Given() }).ConfigureAwait(false);
        }

        // Also when nothing is shipped: with the contact a guest finds the order again.
        await orders.PutDeliveryDetailsAsync(new PutDeliveryDetailsRequest
        {
            CheckoutId = checkout.CheckoutId,
            OrderId = CartId.OrderId(cart.Id, checkout.Generation),
            Delivery = WithNote(delivery, cart.GiftNote),
            Email = contact?.Email ?? "",
            Phone = contact?.Phone ?? "",
        }).ConfigureAwait(false);
    }
}
