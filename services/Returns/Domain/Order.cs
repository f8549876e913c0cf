using Omnichannel.Platform.Domain;
using Omnichannel.Values;

namespace Omnichannel.Returns.Domain;

/// <summary>A purchase as Returns keeps it: what was sold, what was paid, and how far it has been fulfilled. Never asked of another service.</summary>
/// <param name="OrderId">Order-tracking's id.</param>
/// <param name="Source">The system that recorded it, and numbers; empty for a cart that was sold here.</param>
/// <param name="ExternalId">Its number there: unique in the source and store.</param>
/// <param name="Tier">The customer's tier at purchase; empty when not known.</param>
/// <param name="PolicyVersion">Of the default policy, in force when it was placed.</param>
/// <param name="Lines">What was sold.</param>
/// <param name="TenderKinds">How it was paid: policies may ask.</param>
/// <param name="Progress">How far lines have been fulfilled; lines without an entry have not.</param>
/// <param name="CancelledQuantities">Units that cancellations named, by line.</param>
/// <param name="DeliveredAt">When everything was with the customer.</param>
public sealed record Order(
    string OrderId,
    string OrderNumber,
    string Source,
    string ExternalId,
    string CustomerId,
    string GuestId,
    string ContactId,
    string Market,
    string CurrencyCode,
    SalesChannel Channel,
    string StoreId,
    Origin Origin,
    DateTimeOffset PlacedAt,
    string Tier,
    int PolicyVersion,
    IReadOnlyList<OrderLine> Lines,
    IReadOnlyList<TenderKind> TenderKinds,
    IReadOnlyDictionary<string, LineProgress> Progress,
    IReadOnlyDictionary<string, int> CancelledQuantities,
    DateTimeOffset? DeliveredAt)
{
    /// <summary>What all of it cost, postage and tax included, without what rounding cash added.</summary>
    public required Money Total { get; init; }

    /// <summary>What delivery by the standard option cost in it: a dearer option's rest stays with who chose it.</summary>
    public long DeliveryMinor { get; init; }

    /// <summary>Units that accepted claims about their parcels have settled, by line: they were paid back, or are shipped again.</summary>
    public IReadOnlyDictionary<string, int> ClaimedQuantities { get; init; } = new Dictionary<string, int>();

    /// <summary>Units that nobody has decided claims about, by line: they are in a claim, and in no return.</summary>
    public IReadOnlyDictionary<string, int> InClaims { get; init; } = new Dictionary<string, int>();

    /// <summary>By what imported returns name it.</summary>
    public ExternalKey Key => new(Source, StoreId, ExternalId);

    /// <summary>The line of that id; null when there is none.</summary>
    public OrderLine? Line(string lineId) => Lines.FirstOrDefault(line => line.LineId == lineId);

    /// <summary>What was known of the shopper at purchase, as far as the policy asks.</summary>
    public IReadOnlyList<ShopperSignal> Signals { get; init; } = [];

    /// <summary>What the policy's scopes ask of a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="told">What who returns it says of it.</param>
    public RuleSubject Subject(OrderLine line, Told told = default) => new(Market, Channel, line.Category, line.Sku, Tier, TenderKinds, PlacedAt)
    {
        Reason = told.Reason, Condition = told.Condition, Signals = Signals, UnitPrice = line.UnitPrice,
    };

    /// <summary>Units of the line that were cancelled: as a cancellation said, or the fulfilment that came of it, whichever came first.</summary>
    public int Cancelled(OrderLine line) =>
        Math.Max(Progress.GetValueOrDefault(line.LineId)?.Cancelled ?? 0, CancelledQuantities.GetValueOrDefault(line.LineId));

    /// <summary>Whether an accepted claim has settled units of the line.</summary>
    public bool IsClaimed(string lineId) => ClaimedQuantities.GetValueOrDefault(lineId) > 0;

    /// <summary>Units of the line that left for the customer.</summary>
    /// <remarks>An imported order without news of its fulfilment was with its customer when it was placed, as the import's contract says.</remarks>
    public int Fulfilled(OrderLine line)
    {
        var most = Math.Max(0, line.Quantity - Cancelled(line));
        return DeliveredAt is not null || IsDoneHistory ? most : Math.Min(most, Progress.GetValueOrDefault(line.LineId)?.Fulfilled ?? 0);
    }

    /// <summary>Units of the line that are with the customer; the others are not, or are under way.</summary>
    public int WithCustomer(OrderLine line)
    {
        var fulfilled = Fulfilled(line);
        return DeliveredAt is not null || IsDoneHistory ? fulfilled : Math.Min(fulfilled, Progress.GetValueOrDefault(line.LineId)?.Delivered ?? 0);
    }

    /// <summary>When the clock of a window started for the line; null while it has not.</summary>
    public DateTimeOffset? AnchoredAt(OrderLine line, WindowAnchor anchor)
    {
        var known = Progress.GetValueOrDefault(line.LineId);
        return anchor switch
        {
            WindowAnchor.Order => PlacedAt,
            WindowAnchor.Fulfilment => known?.FulfilledAt ?? DeliveredAt ?? (IsDoneHistory ? PlacedAt : null),
            WindowAnchor.Delivery => known?.DeliveredAt ?? DeliveredAt ?? (IsDoneHistory ? PlacedAt : null),
            _ => null,
        };
    }

    private bool IsDoneHistory => Origin is Origin.Historical && Progress.Count == 0;
}

/// <summary>A line as sold.</summary>
/// <param name="Net">What the customer paid for all its units.</param>
/// <param name="IsMerchandise">False for postage, fees and services.</param>
public sealed record OrderLine(string LineId, string Sku, string Title, string Category, int Quantity, Money Net, bool IsMerchandise)
{
    /// <summary>What the quantity counts.</summary>
    public Measure Measure { get; init; } = Measure.Piece;

    /// <summary>What was paid for one unit; of what is sold by measure for all of it.</summary>
    public Money UnitPrice => Measure is Measure.Piece && Quantity > 0 ? Net with { AmountMinor = new Portion(Net.AmountMinor, Quantity).First(1) } : Net;

    /// <summary>Nothing travels: a download, a code, a ticket.</summary>
    public bool IsDigital { get; init; }

    /// <summary>Why its contract cannot be withdrawn from, as the customer was told before the purchase.</summary>
    public WithdrawalException Exception { get; init; }
}

/// <summary>What has become of a line: whole and cumulative.</summary>
public sealed record LineProgress(int Fulfilled, int Cancelled, DateTimeOffset? FulfilledAt, DateTimeOffset? DeliveredAt)
{
    /// <summary>Of those that left: with the customer.</summary>
    public int Delivered { get; init; }
}

/// <summary>A payment, or a part of one that goes back.</summary>
/// <param name="Reference">The provider's; may be empty for cash.</param>
public sealed record Tender(TenderKind Kind, string Reference, Money Amount);

/// <summary>What who returns something says of it, as far as anybody has said.</summary>
public readonly record struct Told(ReturnReason Reason, ItemCondition Condition);
