using System.Collections.Immutable;
using System.Globalization;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Text;
using Omnichannel.Platform.Time;

namespace Omnichannel.CartSync.Domain;

/// <summary>What a caller wants sold.</summary>
public sealed record CheckoutOrder
{
    /// <summary>Key under which the answer is remembered.</summary>
    public required AnswerKey Key { get; init; }

    /// <summary>Who sells or buys.</summary>
    public required Actor Actor { get; init; }

    /// <summary>The version that the customer saw.</summary>
    public required long ExpectedVersion { get; init; }

    /// <summary>Empty when nothing is shipped.</summary>
    public string ShippingOptionId { get; init; } = "";

    /// <summary>Points to redeem.</summary>
    public long Points { get; init; }

    /// <summary>Codes beside the cart's own.</summary>
    public ImmutableArray<string> CouponCodes { get; init; } = [];

    /// <summary>Sell at new prices.</summary>
    public bool AcceptsPriceChanges { get; init; }

    /// <summary>What the cart's total was shown to be, promotions taken off; null when the caller does not say.</summary>
    public Money? ExpectedTotal { get; init; }

    /// <summary>A contact was given: the owner's own, if the owner begins the checkout, else the checkout's.</summary>
    public bool HasContact { get; init; }

    /// <summary>The outward number of an order id.</summary>
    public required Func<string, string> NumberOf { get; init; }

    /// <summary>Delivery details were given.</summary>
    public bool HasDelivery { get; init; }

    /// <summary>Country where it goes by them, ISO 3166-1 alpha-2; else empty.</summary>
    public string Country { get; init; } = "";

    /// <summary>
    /// The caller has contact or delivery details to pass on, once the cart is its own: the checkout waits for <see cref="CheckoutRules.PassedOn"/>.
    /// </summary>
    public bool PassesDetailsOn { get; init; }

    /// <summary>The version of the return policy in force; 0 when nobody could say.</summary>
    public int ReturnPolicyVersion { get; init; }

    /// <summary>In one call at a till, with these tenders.</summary>
    public bool IsInStore { get; init; }

    /// <summary>At a till.</summary>
    public ImmutableArray<Tender> Tenders { get; init; } = [];

    /// <summary>Gift cards and store credit that are to pay first; null while they are to be found, for what would otherwise begin.</summary>
    public ImmutableArray<WalletShare>? Wallets { get; init; } = [];
}

/// <summary>
/// The checkout saga's decisions: OPEN, HOLDING, READY, COMPLETING, then CHECKED_OUT or CANCELLED. Each is idempotent: whoever drives the saga (the caller, a
/// duplicate, a timer after a crash) may take any step again.
/// </summary>
public static class CheckoutRules
{
    /// <summary>Cancelled by then unless it is completing.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    /// <summary>How soon a stuck step is tried again.</summary>
    public static readonly TimeSpan Retry = TimeSpan.FromSeconds(2);

    private const int MostRefunds = 128;

    /// <summary>Why the cart cannot be checked out in this way; null when it can.</summary>
    public static Refusal? Refuse(SharedCart cart, CheckoutOrder order, Surroundings around)
    {
        if (cart.Phase is CartPhase.Merging or CartPhase.Merged)
        {
            return new CartClosed();
        }

        if (cart.IsInCheckout)
        {
            return CartInCheckout.Of(cart);
        }

        if (cart.Version != order.ExpectedVersion)
        {
            return new CartChanged(cart.Version);
        }

        return !cart.ActiveLines.Any() ? new CartEmpty()
            : CodesOf(cart, order).Length > OperationRules.MostCodes ? new CodeLimit()
            : order.Points > 0 && cart.OwnerIsGuest ? new NotAMember()
            : CheckoutTerms.Refuse(cart, order, around) ?? TenderRules.Refuse(cart, order.Tenders);
    }

    /// <summary>
    /// Id of the checkout that a call begins on the cart in its present state. The same call gets the same; another one does not, even if the cart went back behind the
    /// first (a failover): what was paid for the one must not pay for the other.
    /// </summary>
    public static string IdOf(SharedCart cart, AnswerKey key) => CartId.Derived(
        "k-",
        cart.Id,
        cart.Generation.ToString(CultureInfo.InvariantCulture),
        (cart.Attempts + 1).ToString(CultureInfo.InvariantCulture),
        key.Principal.Person,
        key.Principal.Device,
        key.Rpc,
        key.Key);

    /// <summary>
    /// Freezes the cart: HOLDING, or READY at once when there is nothing to hold and nothing to pass on. No answer and no refusal: the order's wallets are to be found first.
    /// </summary>
    public static Change<Checkout?> Begin(SharedCart cart, CheckoutOrder order, Surroundings around)
    {
        if (cart.Checkout is { } running && cart.IsInCheckout && running.BegunBy is { } begun && begun.IsSameCall(order.Key))
        {
            return new Change<Checkout?>(cart, running) { Refusal = begun.RequestHash == order.Key.RequestHash ? null : new IdempotencyKeyReused() };
        }

        if (Refuse(cart, order, around) is { } refusal)
        {
            return new Change<Checkout?>(cart, null) { Refusal = refusal };
        }

        if (order.Wallets is not { } shares)
        {
            return new Change<Checkout?>(cart, null);
        }

        var attempt = cart.Attempts + 1;
        var id = IdOf(cart, order.Key);
        var contactId = cart.IsOwnedBy(order.Actor) && order.HasContact ? cart.OwnerId : cart.ContactId;
        var codes = CodesOf(cart, order);
        var lines = CheckoutTerms.SaleLines(CheckoutTerms.Priced(cart, around), order);
        var option = CheckoutTerms.OptionOf(lines, order, around.Book);
        var totals = TotalsOf(lines, CheckoutTerms.ShippingCostMinor(lines, option), 0) with { StandardShippingMinor = CheckoutTerms.StandardShippingMinor(lines, option, around.Book) };
        var wallets = WalletRules.AtMost(shares, totals.DueMinor + Taxes.OnTopMinor(lines, around.Book));
        var early = CheckoutTerms.EarlyAccessIds(lines, around);
        var needsHold = codes.Length > 0 || order.Points > 0 || wallets.Length > 0 || early.Length > 0;
        var checkout = new Checkout
        {
            CheckoutId = id,
            Generation = cart.Generation,
            OrderNumber = order.NumberOf(CartId.OrderId(cart.Id, cart.Generation)),
            ContactId = order.HasContact && !cart.IsOwnedBy(order.Actor) ? id : contactId,
            Attempt = attempt,
            Phase = CartPhase.Holding,
            Actor = order.Actor,
            StartedAt = around.Now,
            ExpiresAt = around.Now + Lifetime,
            DriveAt = order.PassesDetailsOn ? default : around.Now + Retry,
            HoldId = needsHold ? $"{cart.Id}/{cart.Generation}/{attempt}" : "",
            CouponCodes = codes,
            EarlyAccessIds = early,
            Points = order.Points,
            ShippingOptionId = option?.Id ?? "",
            Promise = option?.Days ?? DeliveryDays.None,
            IsPromiseLearned = option?.AreDaysLearned ?? false,
            ReturnPolicyVersion = order.ReturnPolicyVersion,
            Country = order.Country,
            IsInStore = order.IsInStore,
            Lines = [.. lines.Select(line => CheckoutTerms.With(line, option))],
            Totals = totals,
            Tenders = order.Tenders,
            Wallets = wallets,
            BegunBy = order.Key,
        };
        var next = cart.Next(order.Actor, around.Now) with
        {
            Phase = CartPhase.Holding,
            Checkout = checkout,
            Attempts = attempt,
            ContactId = contactId,
        };
        return needsHold || order.PassesDetailsOn ? new Change<Checkout?>(next, checkout) : Chain(Held(next, checkout.CheckoutId, HeldDiscounts.None, around));
    }

    /// <summary>Contact and delivery details of the call that began the checkout are where they belong: it goes on.</summary>
    public static Change<Checkout> PassedOn(SharedCart cart, string checkoutId, Surroundings around)
    {
        if (cart.Checkout is not { AwaitsDetails: true } checkout || checkout.CheckoutId != checkoutId)
        {
            return new Change<Checkout>(cart, cart.Checkout!);
        }

        var driven = checkout with { DriveAt = around.Now + Retry };
        var next = cart with { Checkout = driven };
        return driven.HoldId.Length > 0 ? new Change<Checkout>(next, driven) : Held(next, checkoutId, HeldDiscounts.None, around);
    }

    /// <summary>Contact or delivery details were refused where they belong (an e-mail address that is none, say): the cart opens again.</summary>
    public static Change<Checkout> DetailsRefused(SharedCart cart, string checkoutId, DateTimeOffset now) =>
        cart.Checkout is { AwaitsDetails: true } checkout && checkout.CheckoutId == checkoutId
            ? Cancelled(cart, new Reason(RefusalKind.Invalid, "DETAILS_REFUSED", "The contact or the delivery details were refused."), "DETAILS_REFUSED", checkout.Actor, now)
            : new Change<Checkout>(cart, cart.Checkout!);

    /// <summary>Loyalty holds everything: the due amount is fixed. At a till the sale goes on with the tenders that came along.</summary>
    public static Change<Checkout> Held(SharedCart cart, string checkoutId, HeldDiscounts held, Surroundings around)
    {
        if (cart.Checkout is not { Phase: CartPhase.Holding } checkout || checkout.CheckoutId != checkoutId || cart.Phase is not CartPhase.Holding)
        {
            return new Change<Checkout>(cart, cart.Checkout!);
        }

        var (lines, totals) = Discounts.Spread(cart.CurrencyCode, checkout.Lines, checkout.Totals, held, checkout.HoldId);
        totals = totals with { TaxMinor = Taxes.OnTopMinor(lines, around.Book) };
        var ready = checkout with
        {
            Phase = CartPhase.Ready,
            Lines = lines,
            Totals = totals,
            CouponCodes = [.. checkout.CouponCodes.Where(code => held.Has(code))],
            Points = held.Points,
            WalletTenders = WalletRules.Needed(held.Wallets, totals.DueMinor),
        };
        var next = cart.Next(checkout.Actor, around.Now) with
        {
            Phase = CartPhase.Ready,
            Checkout = ready,
            Codes = [.. cart.Codes.Select(code => WithHeld(code, held, checkout))],
        };
        return checkout.IsInStore ? Tendered(next, ready, ready.Tenders, ready.Actor, ready.BegunBy, around.Now) : new Change<Checkout>(next, ready);
    }

    /// <summary>Loyalty refused to hold: the cart opens again.</summary>
    public static Change<Checkout> HoldRefused(SharedCart cart, string checkoutId, Reason reason, DateTimeOffset now) =>
        cart.Checkout is { Phase: CartPhase.Holding } checkout && checkout.CheckoutId == checkoutId
            ? Cancelled(Flag(cart, reason), reason, "HOLD_REFUSED", checkout.Actor, now)
            : new Change<Checkout>(cart, cart.Checkout!);

    /// <summary>
    /// Takes tenders for a READY checkout. Payments that no sale can stand on any more (it was cancelled, sold for others, or is not on file) are ordered to be given
    /// back; those that the sale does stand on never are.
    /// </summary>
    public static Change<Checkout?> Complete(
        SharedCart cart, string checkoutId, ImmutableArray<Tender> tenders, AnswerKey key, Actor actor, EndedCheckout? ended, DateTimeOffset now)
    {
        if (cart.Checkout is { } checkout && checkout.CheckoutId == checkoutId && cart.IsInCheckout)
        {
            return checkout.Phase switch
            {
                CartPhase.Ready => Chain(Tendered(cart, checkout, tenders, actor, key, now)),
                CartPhase.Completing when TenderRules.AreSame(checkout.Tenders, tenders) => new Change<Checkout?>(cart, checkout),
                CartPhase.Completing => Refund(cart, EndedCheckout.Of(checkout), tenders, "ALREADY_COMPLETED", actor, new CheckoutAlreadyCompleted()),
                _ => new Change<Checkout?>(cart, checkout) { Refusal = new CheckoutNotReady() },
            };
        }

        if (ended is null || ended.CheckoutId != checkoutId)
        {
            return new Change<Checkout?>(cart, null) { Refusal = new CheckoutNotFound() };
        }

        return ended.IsUnknown ? Refund(cart, ended, tenders, "CHECKOUT_UNKNOWN", actor, new CheckoutNotFound())
            : !ended.IsSold ? Refund(cart, ended, tenders, "CHECKOUT_CANCELLED", actor, new CheckoutWasCancelled())
            : TenderRules.AreSame(ended.Tenders, tenders) ? new Change<Checkout?>(cart, null)
            : Refund(cart, ended, TenderRules.Beside(tenders, ended.Tenders), "ALREADY_COMPLETED", actor, new CheckoutAlreadyCompleted());
    }

    /// <summary>The hold is final: the cart is sold and empty, under the next generation.</summary>
    public static Change<Checkout> Committed(SharedCart cart, string checkoutId, DateTimeOffset now)
    {
        if (cart.Checkout is not { Phase: CartPhase.Completing } checkout || checkout.CheckoutId != checkoutId)
        {
            return new Change<Checkout>(cart, cart.Checkout!);
        }

        var sold = checkout with { Phase = CartPhase.CheckedOut };
        var next = cart.Next(checkout.CompletedBy, now);
        ImmutableArray<CartEvent> events = [new CartEvent.CheckedOut(sold, cart.CampaignSource)];
        if (cart.AbandonedStage > 0)
        {
            events = events.Add(new CartEvent.Recovered(cart.AbandonedStage, true, sold.SoldAt.Channel, cart.Generation, cart.CampaignSource));
        }

        next = next with
        {
            Phase = CartPhase.Open,
            Generation = cart.Generation + 1,
            GenerationStart = next.Version,
            Lines = [.. cart.Lines.Where(line => line.IsSaved)],
            Codes = [],
            GiftNote = "",
            Checkout = null,
            Attempts = 0,
            LastEditChannel = SalesChannel.None,
            LastEditAt = default,
            AbandonedStage = 0,
            CampaignSource = "",
            Removed = [],
            WatchFloor = next.Version,

            // Sold here as well as there: what is not in the cart any more needs no taking off.
            WaitingPurchases = [],
        };

        // A till was let in for what is sold now, not for what its customer puts into the next cart.
        next = Shares.End(next, static participant => participant.Actor.Role is ActorRole.Terminal);
        return new Change<Checkout>(TenderRules.Spend(next, sold.Tenders), sold) { Events = events, Ended = [sold] };
    }

    /// <summary>Loyalty refused to make the hold final (it had expired): nothing is sold, and what was paid is given back.</summary>
    public static Change<Checkout> CommitRefused(SharedCart cart, string checkoutId, Reason reason, DateTimeOffset now)
    {
        if (cart.Checkout is not { Phase: CartPhase.Completing } checkout || checkout.CheckoutId != checkoutId)
        {
            return new Change<Checkout>(cart, cart.Checkout!);
        }

        var cancelled = Cancelled(cart, reason, "HOLD_REFUSED", checkout.CompletedBy!, now);
        var refund = Refund(cancelled.Cart, EndedCheckout.Of(checkout), checkout.Tenders, "HOLD_REFUSED", checkout.CompletedBy!, null);
        return cancelled with { Cart = refund.Cart, Events = cancelled.Events.AddRange(refund.Events) };
    }

    /// <summary>Gives a checkout up.</summary>
    public static Change<Checkout?> Cancel(SharedCart cart, string checkoutId, Actor actor, EndedCheckout? ended, DateTimeOffset now)
    {
        if (cart.Checkout is { } checkout && checkout.CheckoutId == checkoutId && cart.IsInCheckout)
        {
            return checkout.Phase is CartPhase.Completing
                ? new Change<Checkout?>(cart, null) { Refusal = new CheckoutCompleting() }
                : GiveBack(Cancelled(cart, new Reason(RefusalKind.Precondition, "BY_CALLER", "The checkout was given up."), "BY_CALLER", actor, now), actor);
        }

        Refusal? refusal = ended is null || ended.CheckoutId != checkoutId ? new CheckoutNotFound() : ended.IsSold ? new CheckoutAlreadyCompleted() : null;
        return new Change<Checkout?>(cart, null) { Refusal = refusal };
    }

    /// <summary>Time is up before it was completed.</summary>
    public static Change<Checkout?> Expire(SharedCart cart, DateTimeOffset now)
    {
        if (cart.Phase is not (CartPhase.Holding or CartPhase.Ready) || cart.Checkout is not { } checkout || checkout.ExpiresAt > now)
        {
            return new Change<Checkout?>(cart, null);
        }

        return GiveBack(
            Cancelled(cart, new Reason(RefusalKind.Precondition, "TIMED_OUT", "The checkout was not completed in time."), "TIMED_OUT", checkout.Actor, now), checkout.Actor);
    }

    /// <summary>A hold was given back.</summary>
    public static Change<bool> Released(SharedCart cart, string holdId) =>
        new(cart with { PendingReleases = cart.PendingReleases.RemoveAll(release => release.HoldId == holdId) }, true);

    private static ImmutableArray<string> CodesOf(SharedCart cart, CheckoutOrder order) =>
        [.. cart.Codes.Select(code => code.Code).Concat(order.CouponCodes).DistinctBy(Canonical.CouponCode)];

    private static Change<Checkout> Tendered(
        SharedCart cart, Checkout checkout, ImmutableArray<Tender> tenders, Actor actor, AnswerKey? key, DateTimeOffset now)
    {
        var due = checkout.ToPayMinor;
        var rounding = CashRounding.In(cart.Market, cart.CurrencyCode);
        var settled = TenderRules.Settle(tenders, due, rounding);
        var refusal = TenderRules.Refuse(cart, tenders) ?? (settled is null ? new TendersDoNotMatch(due, rounding.Round(due), TenderRules.GivenMinor(tenders)) : null);
        if (refusal is not null || settled is not { } paid)
        {
            if (!checkout.IsInStore)
            {
                return new Change<Checkout>(cart, checkout) { Refusal = refusal };
            }

            // In one call at the till: nothing stays held after a refusal.
            var reason = new Reason(refusal!.Kind, refusal.Reason, refusal.Message, refusal.Facts.ToImmutableSortedDictionary());
            return Cancelled(cart, reason, refusal.Reason, actor, now) with { Refusal = refusal };
        }

        var completing = checkout with
        {
            Phase = CartPhase.Completing,
            Totals = checkout.Totals with { RoundingMinor = paid.RoundingMinor },
            Tenders = paid.Tenders,
            CompletedBy = actor,
            CompletedByKey = key,
            DriveAt = now + Retry,
        };
        var next = cart.Next(actor, now) with { Phase = CartPhase.Completing, Checkout = completing };
        return checkout.HoldId.Length == 0 ? Committed(next, checkout.CheckoutId, now) : new Change<Checkout>(next, completing);
    }

    private static Change<Checkout> Cancelled(SharedCart cart, Reason reason, string why, Actor actor, DateTimeOffset now)
    {
        var cancelled = cart.Checkout! with { Phase = CartPhase.Cancelled, Cancellation = reason };
        var next = cart.Next(actor, now) with
        {
            Phase = CartPhase.Open,
            Checkout = null,
            Codes = [.. cart.Codes.Select(code => code.Phase is CodePhase.Held ? new CartCode(code.Code) : code)],
            PendingReleases = cancelled.HoldId.Length > 0 ? cart.PendingReleases.Add(new PendingRelease(cancelled.HoldId, why)) : cart.PendingReleases,

            // Whoever was checking out has not left the cart idle.
            LastEditAt = cart.LastEditAt < cancelled.StartedAt ? cancelled.StartedAt : cart.LastEditAt,
        };
        return new Change<Checkout>(cart.WaitingPurchases.IsEmpty ? next : Abandonment.TakeOffWaiting(next, now), cancelled)
        {
            Events = [new CartEvent.CheckoutCancelled(cancelled, why, actor.Channel)],
            Ended = [cancelled],
        };
    }

    // Tenders that came along with a till's call go back when somebody else, or time, ends its checkout: the till may not have heard, and does not take them twice.
    private static Change<Checkout?> GiveBack(Change<Checkout> cancelled, Actor actor)
    {
        var taken = cancelled.Answer.Tenders.RemoveAll(tender => tender.AmountMinor is null);
        var refund = Refund(cancelled.Cart, EndedCheckout.Of(cancelled.Answer), taken, "CHECKOUT_CANCELLED", actor, null);
        return Chain(cancelled with { Cart = refund.Cart, Events = cancelled.Events.AddRange(refund.Events) });
    }

    private static Change<Checkout?> Refund(SharedCart cart, EndedCheckout checkout, ImmutableArray<Tender> tenders, string why, Actor actor, Refusal? refusal)
    {
        var next = cart;
        var told = checkout.IsUnknown ? checkout with { ContactId = cart.ContactId } : checkout;
        var events = ImmutableArray<CartEvent>.Empty;

        // A sale that is being made stands on its payments, too: should it fail, it gives them back itself.
        var standing = cart.Checkout is { Phase: CartPhase.Completing } completing ? completing.Tenders : [];
        foreach (var tender in TenderRules.Beside(tenders, standing))
        {
            // Once per payment, whoever repeats it.
            var id = TenderRules.RefundId(cart.Id, checkout.CheckoutId, tender);
            if (!next.Refunds.Contains(id) && !TenderRules.IsSpent(cart, tender))
            {
                var kept = next.Refunds.Length < MostRefunds ? next.Refunds : next.Refunds.RemoveAt(0);
                next = next with { Refunds = kept.Add(id) };
                events = events.Add(new CartEvent.RefundRequested(told, id, tender, why, actor));
            }
        }

        return new Change<Checkout?>(next, null) { Events = events, Refusal = refusal };
    }

    private static SharedCart Flag(SharedCart cart, Reason reason) => reason.Facts.TryGetValue("code", out var refused)
        ? cart with { Codes = [.. cart.Codes.Select(code => code.Is(refused) ? new CartCode(code.Code, CodePhase.Refused, reason) : code)] }
        : cart;

    // A code that the others leave no room for stays on the cart: it is tried again at the next checkout.
    private static CartCode WithHeld(CartCode code, HeldDiscounts held, Checkout checkout) =>
        held.Coupons.FirstOrDefault(coupon => code.Is(coupon.Code)) is { } coupon ? new CartCode(code.Code, CodePhase.Held, null, coupon.AmountMinor)
        : checkout.CouponCodes.Any(code.Is) ? new CartCode(code.Code, CodePhase.Refused, Reason.NotCombined(code.Code))
        : code;

    private static Totals TotalsOf(ImmutableArray<SaleLine> lines, long shipping, long tax) =>
        new(lines.Sum(line => line.LineTotalMinor), lines.Sum(line => line.Discounts.Sum(discount => discount.AmountMinor)), 0, shipping, tax);

    private static Change<Checkout?> Chain(Change<Checkout> change) =>
        new(change.Cart, change.Answer) { Events = change.Events, Ended = change.Ended, Refusal = change.Refusal };
}
