using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Text;
using Omnichannel.Platform.Time;
using Omnichannel.Values;

namespace Omnichannel.CartSync.Domain;

/// <summary>One attempt to sell the cart's content.</summary>
public sealed record Checkout
{
    /// <summary>Derived from cart, generation, attempt, and the call that began it.</summary>
    public required string CheckoutId { get; init; }

    /// <summary>Generation that it sells.</summary>
    public required long Generation { get; init; }

    /// <summary>Attempt within the generation.</summary>
    public required int Attempt { get; init; }

    /// <summary>Outward number of the order that it becomes.</summary>
    public required string OrderNumber { get; init; }

    /// <summary>Where messages about the order go: the owner's contact, or the checkout's own (its id) where somebody else gave one. Empty while nobody has.</summary>
    public string ContactId { get; init; } = "";

    /// <summary>Holding, Ready, Completing, CheckedOut or Cancelled.</summary>
    public required CartPhase Phase { get; init; }

    /// <summary>Who began it, and where.</summary>
    public required Actor Actor { get; init; }

    /// <summary>Who completed it.</summary>
    public Actor? CompletedBy { get; init; }

    /// <summary>
    /// Whose channel and store are the sale's: who completed it, or began it when that was a service, which tells of a
    /// payment and is on no channel.
    /// </summary>
    public Actor SoldAt => CompletedBy is { Channel: not SalesChannel.None } by ? by : Actor;

    /// <summary>Whether somebody began or completed it: it stays theirs to ask about when their part in the cart is over.</summary>
    public bool IsBy(Actor somebody) => Actor.IsSame(somebody) || somebody.IsSame(CompletedBy);

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it is cancelled unless it is completing by then.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When a stuck step is tried again; default while <see cref="AwaitsDetails"/>.</summary>
    public DateTimeOffset DriveAt { get; init; }

    /// <summary>
    /// The caller is passing contact and delivery details on, which only this call has: nobody else can drive the checkout, and nothing is held or sold before.
    /// </summary>
    public bool AwaitsDetails => Phase is CartPhase.Holding && DriveAt == default;

    /// <summary>Hold at Loyalty; empty when there is nothing to hold.</summary>
    public string HoldId { get; init; } = "";

    /// <summary>Codes to hold.</summary>
    public ImmutableArray<string> CouponCodes { get; init; } = [];

    /// <summary>What it sells that is not sold to all yet.</summary>
    public ImmutableArray<string> EarlyAccessIds { get; init; } = [];

    /// <summary>Points to hold.</summary>
    public long Points { get; init; }

    /// <summary>Empty when nothing is shipped.</summary>
    public string ShippingOptionId { get; init; } = "";

    /// <summary>Delivery promise of the shipping option, counted from <see cref="StartedAt"/>: its buyer is shown it then.</summary>
    public DeliveryDays Promise { get; init; } = DeliveryDays.None;

    /// <summary>That is how long parcels took, not what the merchant set.</summary>
    public bool IsPromiseLearned { get; init; }

    /// <summary>The version of the return policy that its buyer is shown; 0 when nobody could say.</summary>
    public int ReturnPolicyVersion { get; init; }

    /// <summary>Country where it goes, ISO 3166-1 alpha-2; empty when nothing says so.</summary>
    public string Country { get; init; } = "";

    /// <summary>Sold at a till, goods handed over at once, in one call.</summary>
    public bool IsInStore { get; init; }

    /// <summary>What is sold, with every discount split over the lines.</summary>
    public ImmutableArray<SaleLine> Lines { get; init; } = [];

    /// <summary>What it costs.</summary>
    public Totals Totals { get; init; } = new(0, 0, 0, 0, 0);

    /// <summary>What was paid beside wallets, or at a till what is to be paid with.</summary>
    public ImmutableArray<Tender> Tenders { get; init; } = [];

    /// <summary>Gift cards and store credit that are to pay first, each with the most that it pays.</summary>
    public ImmutableArray<WalletShare> Wallets { get; init; } = [];

    /// <summary>What they pay of what is due, as Loyalty holds it and commits it: nothing, of a wallet that is not needed after all.</summary>
    public ImmutableArray<Tender> WalletTenders { get; init; } = [];

    /// <summary>What wallets leave to be paid.</summary>
    public long ToPayMinor => Totals.DueMinor - TenderRules.GivenMinor(WalletTenders);

    /// <summary>All that pays for it once it is completing.</summary>
    public IEnumerable<Tender> PaidWith => WalletTenders.Where(tender => tender.AmountMinor > 0).Concat(Tenders);

    /// <summary>Why it was cancelled.</summary>
    public Reason? Cancellation { get; init; }

    /// <summary>Key of the call that began it, for its answer.</summary>
    public AnswerKey? BegunBy { get; init; }

    /// <summary>Key of the call that completes it, for its answer.</summary>
    public AnswerKey? CompletedByKey { get; init; }
}

/// <summary>Where the answer to a call is remembered: with the cart that the call changes. For another cart the same key is another call's.</summary>
/// <param name="Principal">Whose key.</param>
/// <param name="Rpc">Full rpc name.</param>
/// <param name="Key">The device's key.</param>
/// <param name="RequestHash">The same key with another request for the same cart is refused.</param>
/// <param name="RetentionHours">How long: longer for terminals.</param>
public sealed record AnswerKey(Principal Principal, string Rpc, string Key, string RequestHash, int RetentionHours)
{
    /// <summary>The key of a plain edit: remembered with the cart's latest ones, not for itself.</summary>
    public bool IsEdit { get; init; }

    /// <summary>The key among those of all carts: a key has no blanks.</summary>
    public string Of(string cartId) => $"{cartId} {Key}";

    /// <summary>One short name for the call, whoever's and for whichever cart it is.</summary>
    public string Digest(string cartId) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Principal.Person}\0{Principal.Device}\0{Rpc}\0{Of(cartId)}")));

    /// <summary>The key as the same person used it on this device before they signed in, as a guest whose cart is this one, or went into it.</summary>
    public IEnumerable<AnswerKey> BeforeLogin(SharedCart cart)
    {
        IEnumerable<string> guests = Principal.CustomerId is not { } customer ? []
            : cart.MovedTo?.CustomerId == customer ? [cart.OwnerId]
            : cart.CustomerId == customer ? cart.Merges.Where(merge => !merge.IsUndone && merge.GuestId.Length > 0).Select(merge => merge.GuestId)
            : [];
        return guests.Select(guest => this with { Principal = Principal.AsGuest(guest) });
    }

    /// <summary>Whether both are the same call, repeated.</summary>
    public bool IsSameCall(AnswerKey other) => Principal == other.Principal && Rpc == other.Rpc && Key == other.Key;
}

/// <summary>A line as it is sold.</summary>
public sealed record SaleLine
{
    /// <summary>The cart line's id.</summary>
    public required string LineId { get; init; }

    /// <summary>Item.</summary>
    public required string Sku { get; init; }

    /// <summary>As sold.</summary>
    public required string Title { get; init; }

    /// <summary>Chosen options.</summary>
    public ImmutableArray<Option> Options { get; init; } = [];

    /// <summary>Path from the root.</summary>
    public string Category { get; init; } = "";

    /// <summary>Of the measure.</summary>
    public required int Quantity { get; init; }

    /// <summary>What the quantity counts.</summary>
    public Measure Measure { get; init; } = Measure.Piece;

    /// <summary>Decimal text, before discounts.</summary>
    public required string UnitPrice { get; init; }

    /// <summary>Minor units: price x quantity, rounded once.</summary>
    public required long LineTotalMinor { get; init; }

    /// <summary>Its shares of all discounts.</summary>
    public ImmutableArray<DiscountShare> Discounts { get; init; } = [];

    /// <summary>Its share of the points spent.</summary>
    public long PointsRedeemed { get; init; }

    /// <summary>How the customer gets it.</summary>
    public required Fulfilment Fulfilment { get; init; }

    /// <summary>Postage, a fee, a service.</summary>
    public bool IsNonMerchandise { get; init; }

    /// <summary>Each unit is a gift card.</summary>
    public bool IsGiftCard { get; init; }

    /// <summary>Why its contract cannot be withdrawn from, as the cart shows it.</summary>
    public WithdrawalException Exception { get; init; }

    /// <summary>What the customer pays for it.</summary>
    public long NetMinor => LineTotalMinor - Discounts.Sum(discount => discount.AmountMinor);
}

/// <summary>One line's share of one discount, positive minor units.</summary>
public sealed record DiscountShare(DiscountKind Kind, string SourceId, long AmountMinor);

/// <summary>What a basket costs, in minor units of the cart's currency.</summary>
public sealed record Totals(long ItemsMinor, long DiscountsMinor, long PointsValueMinor, long ShippingMinor, long TaxMinor)
{
    /// <summary>What rounding a payment in cash added; negative: took off.</summary>
    public long RoundingMinor { get; init; }

    /// <summary>Of the shipping: what the least expensive option would have cost. The rest stays with the buyer who chose a dearer one and withdraws from the contract.</summary>
    public long StandardShippingMinor { get; init; }

    /// <summary>What tenders must add up to.</summary>
    public long DueMinor => checked(ItemsMinor - DiscountsMinor - PointsValueMinor + ShippingMinor + TaxMinor + RoundingMinor);
}

/// <summary>A payment that was taken.</summary>
/// <param name="Kind">How.</param>
/// <param name="Reference">The provider's.</param>
/// <param name="AmountMinor">Positive, or what cash rounds to; null for the one tender at a till that takes what remains.</param>
public sealed record Tender(TenderKind Kind, string Reference, long? AmountMinor)
{
    /// <summary>As the caller said; empty for the cart's own, and so in every tender that was accepted.</summary>
    public string CurrencyCode { get; init; } = "";

    /// <summary>What the provider knows the means of payment by, the same whatever the payment; may be empty.</summary>
    public string Means { get; init; } = "";
}

/// <summary>What Loyalty holds for a checkout.</summary>
public sealed record HeldDiscounts(ImmutableArray<HeldCoupon> Coupons, long Points, long PointsValueMinor)
{
    /// <summary>Nothing was asked for.</summary>
    public static readonly HeldDiscounts None = new([], 0, 0);

    /// <summary>Lines of goods that points do not pay.</summary>
    public ImmutableArray<string> LinesNotPaid { get; init; } = [];

    /// <summary>What it holds in wallets, in their order.</summary>
    public ImmutableArray<Tender> Wallets { get; init; } = [];

    /// <summary>Whether a code is among them, however it is written.</summary>
    public bool Has(string code) => Coupons.Any(coupon => Canonical.CouponCode(coupon.Code) == Canonical.CouponCode(code));
}

/// <summary>The most that a wallet pays of a checkout; null for all that is due.</summary>
public sealed record WalletShare(string WalletId, long? MostMinor);

/// <summary>What one coupon takes off.</summary>
public sealed record HeldCoupon(string Code, long AmountMinor, ImmutableArray<KeyValuePair<string, long>> SharesByLineId, long ShippingMinor);

/// <summary>A checkout that is over, as far as later calls need it.</summary>
public sealed record EndedCheckout(string CheckoutId, long Generation, bool IsSold, ImmutableArray<Tender> Tenders)
{
    /// <summary>Where messages about it go; empty where nobody can know.</summary>
    public string ContactId { get; init; } = "";

    /// <summary>Neither running nor archived: nothing was sold under it, as far as anybody can know.</summary>
    public bool IsUnknown { get; private init; }

    /// <summary>What is to be known of a checkout.</summary>
    public static EndedCheckout Of(Checkout checkout) =>
        new(checkout.CheckoutId, checkout.Generation, checkout.Phase is CartPhase.CheckedOut, checkout.Tenders) { ContactId = checkout.ContactId };

    /// <summary>A checkout that is not on file.</summary>
    public static EndedCheckout Unknown(string checkoutId) => new(checkoutId, 0, false, []) { IsUnknown = true };
}
