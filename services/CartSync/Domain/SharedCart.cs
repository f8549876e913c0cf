using System.Collections.Immutable;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Text;

namespace Omnichannel.CartSync.Domain;

/// <summary>Where a cart or a checkout stands. The numbers are those of the contract.</summary>
public enum CartPhase
{
    /// <summary>Never stored.</summary>
    None = 0,

    /// <summary>Takes operations.</summary>
    Open = 1,

    /// <summary>A checkout has begun; coupons and points are being held.</summary>
    Holding = 2,

    /// <summary>Everything is held, the due amount is fixed.</summary>
    Ready = 3,

    /// <summary>Tenders were accepted.</summary>
    Completing = 4,

    /// <summary>Sold (checkouts only).</summary>
    CheckedOut = 5,

    /// <summary>Given up (checkouts only).</summary>
    Cancelled = 6,

    /// <summary>A guest's cart that is moving into a customer's.</summary>
    Merging = 7,

    /// <summary>A guest's cart that moved.</summary>
    Merged = 8,
}

/// <summary>The whole state of one cart: what one compare-and-set reads and writes.</summary>
public sealed record SharedCart
{
    /// <summary>Derived id.</summary>
    public required string Id { get; init; }

    /// <summary>Customer or guest id.</summary>
    public required string OwnerId { get; init; }

    /// <summary>Whether the owner is a guest.</summary>
    public required bool OwnerIsGuest { get; init; }

    /// <summary>Market of its prices.</summary>
    public required string Market { get; init; }

    /// <summary>Currency of the market.</summary>
    public required string CurrencyCode { get; init; }

    /// <summary>Raised by every completed checkout.</summary>
    public long Generation { get; init; } = 1;

    /// <summary>Version at which the generation began: an operation with an older base means the sold cart.</summary>
    public long GenerationStart { get; init; }

    /// <summary>Raised by every change, and by nothing else: whoever names it means this content.</summary>
    public long Version { get; init; }

    /// <summary>
    /// Versions up to this one may have been shown, of states that were lost: the next change passes it. Known to a process, not stored.
    /// </summary>
    public long Given { get; init; }

    /// <summary>Where it stands.</summary>
    public CartPhase Phase { get; init; } = CartPhase.Open;

    /// <summary>In the order of their first addition.</summary>
    public ImmutableArray<CartLine> Lines { get; init; } = [];

    /// <summary>Coupon codes.</summary>
    public ImmutableArray<CartCode> Codes { get; init; } = [];

    /// <summary>Empty for none.</summary>
    public string GiftNote { get; init; } = "";

    /// <summary>The one number per device that makes resending harmless (<see cref="DeviceRules"/>).</summary>
    public ImmutableArray<DeviceMark> Devices { get; init; } = [];

    /// <summary>Devices that joined by handoff.</summary>
    public ImmutableArray<Participant> Participants { get; init; } = [];

    /// <summary>The unused code, if any.</summary>
    public HandoffCode? Handoff { get; init; }

    /// <summary>The checkout under way.</summary>
    public Checkout? Checkout { get; init; }

    /// <summary>Attempts so far in this generation; part of the hold's id.</summary>
    public int Attempts { get; init; }

    /// <summary>Holds that are to be given back at Loyalty and have not been yet.</summary>
    public ImmutableArray<PendingRelease> PendingReleases { get; init; } = [];

    /// <summary>
    /// What became of the latest payments: ids of refunds that were ordered (<c>rf-</c>), so that none goes out twice, and of payments that a sale stands on (<c>pd-</c>), so
    /// that none is used for another or given back.
    /// </summary>
    public ImmutableArray<string> Refunds { get; init; } = [];

    /// <summary>Guest side of a merge.</summary>
    public MergeOut? MovedTo { get; init; }

    /// <summary>Customer side: merges with their undo records, while they matter.</summary>
    public ImmutableArray<MergeRecord> Merges { get; init; } = [];

    /// <summary>Merges applied lately (<see cref="MergeRules.Repeatable"/>): a merge is never applied twice.</summary>
    public ImmutableArray<AppliedMerge> AppliedMerges { get; init; } = [];

    /// <summary>Lines removed lately, for watchers that resume.</summary>
    public ImmutableArray<RemovedLine> Removed { get; init; } = [];

    /// <summary>Watchers below this version get a snapshot.</summary>
    public long WatchFloor { get; init; }

    /// <summary>Who made the last change.</summary>
    public Actor? LastActor { get; init; }

    /// <summary>Channel of the last edit of this generation.</summary>
    public SalesChannel LastEditChannel { get; init; }

    /// <summary>When it was last edited.</summary>
    public DateTimeOffset LastEditAt { get; init; }

    /// <summary>Abandonment stages raised since the last edit: 0 to 3.</summary>
    public int AbandonedStage { get; init; }

    /// <summary>The owner bought since the last edit: nobody calls this cart abandoned.</summary>
    public bool IsBoughtSinceEdit { get; init; }

    /// <summary>Where Messaging finds the owner; empty while a guest has left nothing.</summary>
    public string ContactId { get; init; } = "";

    /// <summary>What last brought the owner back by a link; the sale carries it. Empty for none.</summary>
    public string CampaignSource { get; init; } = "";

    /// <summary>Orders from elsewhere that were taken into account.</summary>
    public ImmutableArray<string> SeenOrders { get; init; } = [];

    /// <summary>Bought elsewhere while a checkout held the cart: taken off when it opens again unsold.</summary>
    public ImmutableArray<Purchase> WaitingPurchases { get; init; } = [];

    /// <summary>First change.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Last change.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Lines that are for sale now.</summary>
    public IEnumerable<CartLine> ActiveLines => Lines.Where(line => !line.IsSaved);

    /// <summary>A checkout is under way.</summary>
    public bool IsInCheckout => Phase is CartPhase.Holding or CartPhase.Ready or CartPhase.Completing;

    /// <summary>Customer id of the owner, empty for guests.</summary>
    public string CustomerId => OwnerIsGuest ? "" : OwnerId;

    /// <summary>Guest id of the owner, empty for customers.</summary>
    public string GuestId => OwnerIsGuest ? OwnerId : "";

    /// <summary>An owner's cart before its first change.</summary>
    public static SharedCart Empty(CartOwner owner, string currencyCode) => new()
    {
        Id = CartId.Of(owner.Id, owner.Market),
        OwnerId = owner.Id,
        OwnerIsGuest = owner.IsGuest,
        Market = owner.Market,
        CurrencyCode = currencyCode,
        ContactId = owner.IsGuest ? "" : owner.Id,
    };

    /// <summary>The version that the next change makes.</summary>
    public long NextVersion => Math.Max(Version, Given) + 1;

    /// <summary>The next version, made by somebody (or by time) now. Who watches gets a snapshot when versions between were lost.</summary>
    /// <param name="actor">Who made it.</param>
    /// <param name="now">When.</param>
    /// <param name="devices">What is known of devices with it; null for no change.</param>
    public SharedCart Next(Actor? actor, DateTimeOffset now, ImmutableArray<DeviceMark>? devices = null) => this with
    {
        Devices = devices ?? Devices,
        Version = NextVersion,
        WatchFloor = Given > Version ? NextVersion : WatchFloor,
        LastActor = actor,
        CreatedAt = CreatedAt == default ? now : CreatedAt,
        UpdatedAt = now,
    };
}

/// <summary>Whose cart, in which market.</summary>
public sealed record CartOwner(string Id, bool IsGuest, string Market);

/// <summary>One chosen option.</summary>
public readonly record struct Option(string Name, string Value);

/// <summary>One item in one variant: a set of contributions.</summary>
public sealed record CartLine
{
    /// <summary>Derived from sku and options.</summary>
    public required string LineId { get; init; }

    /// <summary>Item.</summary>
    public required string Sku { get; init; }

    /// <summary>Sorted by name.</summary>
    public ImmutableArray<Option> Options { get; init; } = [];

    /// <summary>What devices put in; the quantity is their sum.</summary>
    public ImmutableArray<Contribution> Contributions
    {
        get;
        init
        {
            field = value;
            Quantity = value.Sum(contribution => contribution.Quantity);
        }
    } = [];

    /// <summary>Contributions up to this version were folded into one: a base below it has seen nothing of the line.</summary>
    public long CompactedVersion { get; init; }

    /// <summary>Null while nobody chose: shipped, or taken away at a till.</summary>
    public Fulfilment? Fulfilment { get; init; }

    /// <summary>Put aside.</summary>
    public bool IsSaved { get; init; }

    /// <summary>The price that the last operation on the line acknowledged.</summary>
    public string AcknowledgedPrice { get; init; } = "";

    /// <summary>The availability that the last operation on the line acknowledged.</summary>
    public LineAvailability AcknowledgedAvailability { get; init; }

    /// <summary>The promotions that the last edit showed; null for none.</summary>
    public SeenPromotions? SeenPromotions { get; init; }

    /// <summary>What merging did to it.</summary>
    public ImmutableArray<MergeNote> Notes { get; init; } = [];

    /// <summary>First addition.</summary>
    public DateTimeOffset AddedAt { get; init; }

    /// <summary>Version of its last change, for watchers.</summary>
    public long ChangedVersion { get; init; }

    /// <summary>Units. Asked for many times between two changes, so it is added up when the contributions are set.</summary>
    public int Quantity { get; private init; }
}

/// <summary>Part of a line's quantity, by one operation.</summary>
/// <param name="Device">Device that made it; empty after compaction.</param>
/// <param name="Seq">Its number there.</param>
/// <param name="Version">The cart's version that it made.</param>
/// <param name="Quantity">Units.</param>
/// <param name="IsSet">Made by "set quantity": the current set.</param>
public sealed record Contribution(string Device, long Seq, long Version, int Quantity, bool IsSet);

/// <summary>What is known of a device that edited the cart.</summary>
/// <param name="Device">Its stable name.</param>
/// <param name="LastSeq">Highest number applied.</param>
/// <param name="UsedAt">When.</param>
/// <param name="SeenVersion">Highest version that it said to have seen; <see cref="SeesNothing"/> for a guest's device whose additions follow the cart from elsewhere.</param>
public sealed record DeviceMark(string Device, long LastSeq, DateTimeOffset UsedAt, long SeenVersion)
{
    /// <summary>Its versions are those of another cart: it can only add, so nothing is kept in detail for it.</summary>
    public const long SeesNothing = -1;
}

/// <summary>A code on the cart; Loyalty decides at checkout.</summary>
public sealed record CartCode(string Code, CodePhase Phase = CodePhase.Entered, Reason? Refusal = null, long DiscountMinor = 0)
{
    /// <summary>Whether it is the code that somebody wrote: case, blanks and dashes do not matter.</summary>
    public bool Is(string written) => Canonical.CouponCode(Code) == Canonical.CouponCode(written);
}

/// <summary>What is known of a code. The numbers are those of the contract.</summary>
public enum CodePhase
{
    /// <summary>Not known.</summary>
    None = 0,

    /// <summary>Taken note of.</summary>
    Entered = 1,

    /// <summary>Held for the checkout under way.</summary>
    Held = 2,

    /// <summary>Refused at the last checkout.</summary>
    Refused = 3,
}

/// <summary>A refusal that is kept with the state.</summary>
public sealed record Reason(RefusalKind Kind, string Name, string Message, ImmutableSortedDictionary<string, string> Facts)
{
    /// <summary>Without facts.</summary>
    public Reason(RefusalKind kind, string name, string message)
        : this(kind, name, message, ImmutableSortedDictionary<string, string>.Empty)
    {
    }

    /// <summary>A code could be used, and is not: others take off more, and do not go together with it.</summary>
    public static Reason NotCombined(string code) => new(
        RefusalKind.Precondition, "COUPON_NOT_COMBINED", "Other coupons take off more, and do not go together with this one.", ImmutableSortedDictionary<string, string>.Empty.Add("code", code));
}

/// <summary>A device that may use the cart besides its owner's own.</summary>
/// <param name="ParticipantId">Derived from the cart and whose device it is.</param>
/// <param name="Actor">Whose device.</param>
/// <param name="JoinedAt">Since when.</param>
/// <param name="ExpiresAt">Until when.</param>
/// <param name="LetInBy">Whose code it joined by; empty: by the owner's, or an agent's.</param>
public sealed record Participant(string ParticipantId, Actor Actor, DateTimeOffset JoinedAt, DateTimeOffset ExpiresAt, string LetInBy = "");

/// <summary>A single-use code by which a device joins.</summary>
/// <param name="Code">What is typed or scanned.</param>
/// <param name="ExpiresAt">Until when it can be used.</param>
/// <param name="FromChannel">Where it was made.</param>
/// <param name="MadeBy">The participant who made it; empty: the owner, or an agent.</param>
public sealed record HandoffCode(string Code, DateTimeOffset ExpiresAt, SalesChannel FromChannel, string MadeBy = "");

/// <summary>A line that is gone, and the version that removed it.</summary>
public sealed record RemovedLine(string LineId, long Version);

/// <summary>A hold to give back.</summary>
public sealed record PendingRelease(string HoldId, string Why);

/// <summary>Why a line is not simply what one device said. The numbers are those of the contract.</summary>
public enum MergeNoteKind
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>What an operation had not seen stayed.</summary>
    UnseenKept = 1,

    /// <summary>A set lost against one that it had not seen.</summary>
    SetLost = 2,

    /// <summary>Added to a closed cart and moved here.</summary>
    Transferred = 3,

    /// <summary>From the guest's cart.</summary>
    FromGuest = 4,

    /// <summary>The base was older than what is kept in detail.</summary>
    BaseTooOld = 5,

    /// <summary>Bought elsewhere meanwhile.</summary>
    BoughtElsewhere = 6,

    /// <summary>The undo of a merge found no room for what the merge had replaced.</summary>
    NotRestored = 7,
}

/// <summary>One remark on a line.</summary>
public sealed record MergeNote(MergeNoteKind Kind, int Quantity, long Version);

/// <summary>Whether the quantity can be had. The numbers are those of the contract.</summary>
public enum LineAvailability
{
    /// <summary>The merchant's systems gave no stock.</summary>
    Unknown = 0,

    /// <summary>Enough.</summary>
    InStock = 1,

    /// <summary>Some.</summary>
    Limited = 2,

    /// <summary>None.</summary>
    OutOfStock = 3,

    /// <summary>No longer sold.</summary>
    Discontinued = 4,
}

/// <summary>How a line is obtained.</summary>
public abstract record Fulfilment
{
    /// <summary>Sent by a carrier.</summary>
    public sealed record Ship(string ShippingOptionId) : Fulfilment;

    /// <summary>Collected at a store.</summary>
    public sealed record Pickup(string StoreId) : Fulfilment;

    /// <summary>Leaves with the customer.</summary>
    public sealed record TakeAway : Fulfilment;

    /// <summary>Nothing travels. The item says so, never its line.</summary>
    public sealed record Digital : Fulfilment;
}
