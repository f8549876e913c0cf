using System.Collections.Immutable;
using System.Globalization;
using Omnichannel.Platform.Domain;
using Omnichannel.Values;

namespace Omnichannel.CartSync.Domain;

/// <summary>No such cart, or none that is the caller's to see.</summary>
public sealed record CartNotFound() : Refusal(RefusalKind.NotFound, "CART_NOT_FOUND", "There is no such cart for this caller.");

/// <summary>The market has no prices.</summary>
public sealed record MarketUnknown(string FieldName) : Refusal(RefusalKind.Invalid, "MARKET_UNKNOWN", "The market is not known: no price or shipping option names it.")
{
    /// <inheritdoc/>
    public override string? Field => FieldName;
}

/// <summary>The request names another device than the token.</summary>
public sealed record DeviceMismatch() : Refusal(RefusalKind.Invalid, "DEVICE_MISMATCH", "device_id is not the device of the token.")
{
    /// <inheritdoc/>
    public override string? Field => "device_id";
}

/// <summary>More devices have edited one cart than is kept track of.</summary>
public sealed record DeviceLimit() : Refusal(RefusalKind.Exhausted, "DEVICE_LIMIT", "More than 1,000 devices have edited this cart within 30 days.");

/// <summary>The token, code or guest session is unknown, used or expired, all alike.</summary>
public sealed record GrantNotValid() : Refusal(RefusalKind.NotFound, "GRANT_NOT_VALID", "The code or token is unknown, used or expired.");

/// <summary>The item is not in the catalogue.</summary>
public sealed record SkuUnknown() : Refusal(RefusalKind.NotFound, "SKU_UNKNOWN", "The catalogue has no such item.");

/// <summary>The item has no price in the market, or is no longer sold.</summary>
public sealed record NotForSale() : Refusal(RefusalKind.Precondition, "NOT_FOR_SALE", "The item is not for sale in this market.");

/// <summary>The line is not in the cart.</summary>
public sealed record LineNotFound() : Refusal(RefusalKind.NotFound, "LINE_NOT_FOUND", "The cart has no such line.");

/// <summary>Quantity below 1 or beyond what the measure allows, of the operation or of the line afterwards.</summary>
public sealed record QuantityOutOfRange(Measure Measure) : Refusal(
    RefusalKind.Invalid, "QUANTITY_OUT_OF_RANGE", string.Create(CultureInfo.InvariantCulture, $"A line's quantity is 1 to {Measure.MostOf():N0}."))
{
    /// <summary>Null when the quantity is in range.</summary>
    public static Refusal? Of(int quantity, Measure measure) => quantity < 1 || quantity > measure.MostOf() ? new QuantityOutOfRange(measure) : null;
}

/// <summary>Too many lines.</summary>
public sealed record LineLimit() : Refusal(RefusalKind.Exhausted, "LINE_LIMIT", "A cart has at most 500 lines.");

/// <summary>Too many codes.</summary>
public sealed record CodeLimit() : Refusal(RefusalKind.Exhausted, "CODE_LIMIT", "A cart and its checkout have at most 32 codes together.");

/// <summary>Options beyond 2 KiB.</summary>
public sealed record OptionsTooLarge() : Refusal(RefusalKind.Invalid, "OPTIONS_TOO_LARGE", "The options of a line are at most 2 KiB.");

/// <summary>Options with a control character.</summary>
public sealed record OptionsInvalid() : Refusal(RefusalKind.Invalid, "OPTIONS_INVALID", "Names and values of options have no control characters.");

/// <summary>The item does not offer the option, or not this value of it.</summary>
public sealed record OptionNotOffered(string Option) : Refusal(RefusalKind.Invalid, "OPTION_NOT_OFFERED", "The item does not offer this option, or not with this value.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string> { ["option"] = Option };
}

/// <summary>The item requires a choice that the line does not make.</summary>
public sealed record OptionRequired(string Option) : Refusal(RefusalKind.Invalid, "OPTION_REQUIRED", "The item requires this option.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string> { ["option"] = Option };
}

/// <summary>The store is not known.</summary>
public sealed record StoreUnknown() : Refusal(RefusalKind.NotFound, "STORE_UNKNOWN", "There is no such store in the market.");

/// <summary>The store offers no pickup.</summary>
public sealed record PickupNotOffered() : Refusal(RefusalKind.Precondition, "PICKUP_NOT_OFFERED", "The store offers no pickup.");

/// <summary>Gift note too long.</summary>
public sealed record GiftNoteTooLong() : Refusal(RefusalKind.Invalid, "GIFT_NOTE_TOO_LONG", "A gift note has at most 1,000 characters.");

/// <summary>An operation without content, with a bad code, or with a number or base that is none.</summary>
public sealed record OperationInvalid(string What) : Refusal(RefusalKind.Invalid, "OPERATION_INVALID", What);

/// <summary>The cart that was meant was sold or moved.</summary>
public sealed record CartClosed() : Refusal(RefusalKind.Precondition, "CART_CLOSED", "The cart that this means was checked out or merged; only additions move on.");

/// <summary>Somebody is checking the cart out: who, on which channel and where.</summary>
public sealed record CartInCheckout(Actor By, DateTimeOffset StartedAt, DateTimeOffset ExpiresAt) : Refusal(
    RefusalKind.Precondition, "CART_IN_CHECKOUT", "The cart is being checked out.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string>
    {
        ["role"] = By.Role.Name(),
        ["subject_id"] = By.Subject,
        ["channel"] = By.Channel.Name(),
        ["store_id"] = By.StoreId,
        ["started_at"] = StartedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        ["expires_at"] = ExpiresAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
    };

    /// <summary>For the cart's checkout (or merge) under way.</summary>
    public static CartInCheckout Of(SharedCart cart) => cart.Checkout is { } checkout && cart.IsInCheckout
        ? new(checkout.Actor, checkout.StartedAt, checkout.ExpiresAt)
        : new(cart.LastActor ?? new Actor("", ActorRole.None, SalesChannel.None), cart.UpdatedAt, cart.UpdatedAt);
}

/// <summary>The cart is another one than the customer saw.</summary>
public sealed record CartChanged(long Version) : Refusal(RefusalKind.Conflict, "CART_CHANGED", "The cart changed since the customer saw it.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string> { ["version"] = Version.ToString(CultureInfo.InvariantCulture) };
}

/// <summary>Nothing to sell.</summary>
public sealed record CartEmpty() : Refusal(RefusalKind.Precondition, "CART_EMPTY", "The cart has no lines to sell.");

/// <summary>A line's price moved since it was acknowledged, or the total is another one than was shown.</summary>
/// <param name="LineId">The first line that changed; empty when only the total is another one.</param>
/// <param name="Change">What changed of it.</param>
/// <param name="Previous">As it was seen.</param>
/// <param name="Now">As it is.</param>
public sealed record PriceChanged(string LineId, string Change, string Previous, string Now) : Refusal(
    RefusalKind.Precondition, "PRICE_CHANGED", "A price or a promotion changed since the customer saw it.")
{
    /// <summary>All lines that changed.</summary>
    public ImmutableArray<string> LineIds { get; init; } = [];

    /// <summary>The lines after promotions, in minor units.</summary>
    public long TotalMinor { get; init; }

    /// <summary>What the caller said that it was; null when the caller did not say.</summary>
    public long? ExpectedMinor { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts
    {
        get
        {
            var facts = LineFacts.Of(LineIds);
            (facts["change"], facts["previous"], facts["now"]) = (Change, Previous, Now);
            facts["total_minor"] = TotalMinor.ToString(CultureInfo.InvariantCulture);
            if (ExpectedMinor is { } expected)
            {
                facts["expected_minor"] = expected.ToString(CultureInfo.InvariantCulture);
            }

            return facts;
        }
    }
}

/// <summary>The quantities of lines cannot be had.</summary>
/// <param name="LineId">The first of them.</param>
/// <param name="Change">STOCK_GONE, STOCK_LIMITED or NO_LONGER_SOLD.</param>
/// <param name="Available">How many of its item can be had in its way.</param>
public sealed record OutOfStock(string LineId, string Change, string Available) : Refusal(
    RefusalKind.Precondition, "OUT_OF_STOCK", "A line's quantity is not available.")
{
    /// <summary>All such lines.</summary>
    public ImmutableArray<string> LineIds { get; init; } = [];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts
    {
        get
        {
            var facts = LineFacts.Of(LineIds);
            (facts["change"], facts["available"]) = (Change, Available);
            return facts;
        }
    }
}

/// <summary>More of an item than one order may have.</summary>
public sealed record OrderLimitExceeded(string Sku, int Limit, ImmutableArray<string> LineIds) : Refusal(
    RefusalKind.Precondition, "ORDER_LIMIT_EXCEEDED", "An order may not have so many of this item.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts
    {
        get
        {
            var facts = LineFacts.Of(LineIds);
            facts["sku"] = Sku;
            facts["limit"] = Limit.ToString(CultureInfo.InvariantCulture);
            return facts;
        }
    }
}

/// <summary>A line waits at a store that offers no pickup (any more).</summary>
public sealed record PickupUnavailable(string LineId, string StoreId) : Refusal(RefusalKind.Precondition, "PICKUP_NOT_OFFERED", "The store offers no pickup.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string> { ["line_id"] = LineId, ["store_id"] = StoreId };
}

/// <summary>How refusals name lines.</summary>
internal static class LineFacts
{
    /// <summary>The first, and all of them separated by commas.</summary>
    public static Dictionary<string, string> Of(ImmutableArray<string> lineIds) => lineIds.IsEmpty
        ? []
        : new Dictionary<string, string> { ["line_id"] = lineIds[0], ["line_ids"] = string.Join(',', lineIds) };
}

/// <summary>A line is shipped, and no option was chosen.</summary>
public sealed record ShippingOptionRequired() : Refusal(RefusalKind.Precondition, "SHIPPING_OPTION_REQUIRED", "A line is shipped: choose a shipping option.");

/// <summary>The market has no such shipping option.</summary>
public sealed record ShippingOptionUnknown() : Refusal(RefusalKind.Precondition, "SHIPPING_OPTION_UNKNOWN", "The market has no such shipping option.");

/// <summary>A line is shipped, and nobody said where to.</summary>
public sealed record DeliveryRequired() : Refusal(RefusalKind.Precondition, "DELIVERY_REQUIRED", "A line is shipped: say where to.");

/// <summary>A guest has to say how to be reached.</summary>
public sealed record ContactRequired() : Refusal(RefusalKind.Precondition, "CONTACT_REQUIRED", "Nobody knows how to reach this guest: give a contact.");

/// <summary>Points need a customer who is a member.</summary>
public sealed record NotAMember() : Refusal(RefusalKind.Precondition, "NOT_A_MEMBER", "Only a member's points can be redeemed.");

/// <summary>No such checkout of this cart.</summary>
public sealed record CheckoutNotFound() : Refusal(RefusalKind.NotFound, "CHECKOUT_NOT_FOUND", "The cart has no such checkout.");

/// <summary>It is not READY.</summary>
public sealed record CheckoutNotReady() : Refusal(RefusalKind.Precondition, "CHECKOUT_NOT_READY", "The checkout is not ready for tenders.");

/// <summary>It was cancelled; what was paid is given back.</summary>
public sealed record CheckoutWasCancelled() : Refusal(RefusalKind.Precondition, "CHECKOUT_CANCELLED", "The checkout was cancelled; what was paid for it is given back.");

/// <summary>It was completed with other tenders; these are given back.</summary>
public sealed record CheckoutAlreadyCompleted() : Refusal(RefusalKind.Precondition, "CHECKOUT_ALREADY_COMPLETED", "The checkout was completed already.");

/// <summary>It can no longer be cancelled.</summary>
public sealed record CheckoutCompleting() : Refusal(RefusalKind.Precondition, "CHECKOUT_COMPLETING", "The checkout is being completed and can no longer be cancelled.");

/// <summary>The tenders are not the due amount.</summary>
public sealed record TendersDoNotMatch(long DueMinor, long CashDueMinor, long TenderedMinor) : Refusal(
    RefusalKind.Invalid, "TENDERS_DO_NOT_MATCH", "The tenders do not add up to the due amount.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string>
    {
        ["due_minor"] = DueMinor.ToString(CultureInfo.InvariantCulture),
        ["cash_due_minor"] = CashDueMinor.ToString(CultureInfo.InvariantCulture),
        ["tendered_minor"] = TenderedMinor.ToString(CultureInfo.InvariantCulture),
    };

    /// <inheritdoc/>
    public override string? Field => "tenders";
}

/// <summary>Money in another currency than the cart's.</summary>
public sealed record CurrencyMismatch(string FieldName, string CurrencyCode) : Refusal(
    RefusalKind.Invalid, "CURRENCY_MISMATCH", "The amount is not in the cart's currency.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string> { ["currency_code"] = CurrencyCode };

    /// <inheritdoc/>
    public override string? Field => FieldName;
}

/// <summary>One payment is named twice.</summary>
public sealed record TenderRepeated() : Refusal(RefusalKind.Invalid, "TENDER_REPEATED", "Two tenders are the same payment: kind and reference name it.")
{
    /// <inheritdoc/>
    public override string? Field => "tenders";
}

/// <summary>The payment is being given back.</summary>
public sealed record TenderRefunded() : Refusal(RefusalKind.Precondition, "TENDER_REFUNDED", "The payment is being given back and cannot pay for this.");

/// <summary>Another sale stands on the payment.</summary>
public sealed record TenderUsed() : Refusal(RefusalKind.Precondition, "TENDER_USED", "Another sale stands on the payment already.");

/// <summary>A card number where a reference belongs. It is not repeated anywhere.</summary>
public sealed record CardNumberRefused(string FieldName) : Refusal(
    RefusalKind.Invalid, "CARD_NUMBER_REFUSED", "A reference must not be a card number: name the provider's payment instead.")
{
    /// <inheritdoc/>
    public override string? Field => FieldName;
}

/// <summary>The guest's cart moved into another customer's.</summary>
public sealed record CartAlreadyMerged() : Refusal(RefusalKind.Precondition, "CART_ALREADY_MERGED", "The guest's cart was merged into another customer's.");

/// <summary>No such merge.</summary>
public sealed record MergeNotFound() : Refusal(RefusalKind.NotFound, "MERGE_NOT_FOUND", "The cart has no such merge.");

/// <summary>Too late to take it back.</summary>
public sealed record MergeUndoExpired() : Refusal(RefusalKind.Precondition, "MERGE_UNDO_EXPIRED", "A merge can be taken back for 15 minutes.");

/// <summary>The merged cart was sold.</summary>
public sealed record CartWasCheckedOut() : Refusal(RefusalKind.Precondition, "CART_CHECKED_OUT", "The merged cart was checked out.");

/// <summary>A refusal that was kept, or that Loyalty gave.</summary>
public sealed record KeptRefusal(Reason Kept) : Refusal(Kept.Kind, Kept.Name, Kept.Message)
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => Kept.Facts;
}
