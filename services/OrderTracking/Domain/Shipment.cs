namespace Omnichannel.OrderTracking.Domain;

/// <summary>A parcel: some units of an order, and the set of what is known to have happened to it.</summary>
public sealed record Shipment
{
    private static readonly TimeSpan BeforeAnnouncement = TimeSpan.FromDays(1);
    private static readonly TimeSpan ReusedAfterItsEnd = TimeSpan.FromDays(30);
    private static readonly TimeSpan ReusedAfterSilence = TimeSpan.FromDays(120);
    private Derived<(DateTimeOffset, IReadOnlyList<TrackingEvent>, IReadOnlyList<string>), ParcelState> reported;

    /// <summary>Unique.</summary>
    public required string ShipmentId { get; init; }

    /// <summary>Lower case.</summary>
    public required string CarrierCode { get; init; }

    /// <summary>The carrier's number; may be empty.</summary>
    public string TrackingNumber { get; init; } = "";

    /// <summary>Where the carrier shows it.</summary>
    public string TrackingUri { get; init; } = "";

    /// <summary>What is in it.</summary>
    public required IReadOnlyList<LineUnits> Lines { get; init; }

    /// <summary>Sorted by <see cref="TrackingEvent.Order"/>; each event once, and of very many those that <see cref="KeptEvents"/> says.</summary>
    public IReadOnlyList<TrackingEvent> Events { get; init; } = [];

    /// <summary>When it was announced.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The return that it brings back; empty of one that goes to the customer.</summary>
    public string ReturnId { get; init; } = "";

    /// <summary>The store's work as which it was sent; empty when a warehouse sent it.</summary>
    public string PickupId { get; init; } = "";

    /// <summary>From when on its carrier's number means it: what was told of that number before is of an earlier parcel.</summary>
    public DateTimeOffset CountsFrom { get; init; }

    /// <summary>The location that it leaves from; empty when that was not told.</summary>
    public string OriginId { get; init; } = "";

    /// <summary>In how many days parcels of its lane came when it was announced; null when that was not known.</summary>
    public UsualDays? Usual { get; init; }

    /// <summary>Whether its carrier is one that tells of its parcels, and it has a number.</summary>
    public bool IsTracked { get; init; }

    /// <summary>What was concluded from silence when it was last looked at.</summary>
    public Conclusion? Concluded { get; init; }

    /// <summary>Whether somebody tells of it: then silence means something.</summary>
    public bool IsReported => IsTracked || Events.Any(e => e is { IsOurs: false, IsCorrection: false });

    /// <summary>Where it stands by what was reported.</summary>
    public ParcelState Reported => reported.Of(
        (CreatedAt, Events, Pieces),
        this,
        static parcel => parcel.Pieces.Count == 0 ? ParcelState.Fold(parcel.CreatedAt, parcel.Events) : ParcelPieces.Together([.. parcel.Pieces.Select(parcel.StateOf)]));

    /// <summary>Numbers of its pieces, in their canonical form; empty when it is one.</summary>
    public IReadOnlyList<string> Pieces { get; init; } = [];

    /// <summary>Which address of the order it goes to.</summary>
    public int AddressVersion { get; init; } = 1;

    /// <summary>When we were first told who took it; null while nobody said. Who did is kept apart.</summary>
    public DateTimeOffset? ProvenAt { get; init; }

    /// <summary>Where one of its pieces stands: by what is told of it, and of all.</summary>
    public ParcelState StateOf(string piece) => ParcelState.Fold(CreatedAt, Events.Where(e => e.Piece.Length == 0 || e.Piece == piece));

    /// <summary>Where it stands.</summary>
    public ParcelState State => Concluded is { } conclusion ? Reported.With(conclusion, CreatedAt) : Reported;

    /// <summary>Whether it brings, or brought, something: not one that came to nothing.</summary>
    public bool Counts => Lines.Count > 0 && !ParcelState.IsVoid(State.Status);

    /// <summary>Whether it left, and has neither arrived nor come to nothing.</summary>
    public bool IsOnItsWay => Counts && State is { LeftAt: not null, DeliveredAt: null };

    /// <summary>When the last thing happened to it of which somebody told.</summary>
    public DateTimeOffset LastNewsAt => Events.LastOrDefault(e => e.IsScan) is { } last && last.OccurredAt > CreatedAt ? last.OccurredAt : CreatedAt;

    /// <summary>Since when nobody told of it: of a piece that is on its way, where it has several.</summary>
    public DateTimeOffset SilentSince => Pieces.Count == 0 ? LastNewsAt : ParcelPieces.SilentSince(this);

    /// <summary>The forecast that the carrier made last.</summary>
    public DateTimeOffset? EstimatedDeliveryAt => Events.LastOrDefault(e => e.IsForecast)?.EstimatedDeliveryAt;

    /// <summary>With another conclusion; the same parcel when it is the same.</summary>
    public Shipment Concluding(Conclusion? conclusion) => conclusion == Concluded ? this : this with { Concluded = conclusion };

    /// <summary>The first moment of which scans count for a parcel: a day before it was announced or handed over, whichever was first. Carriers are sometimes told before we are.</summary>
    public static DateTimeOffset FirstCounted(DateTimeOffset createdAt, IReadOnlyList<TrackingEvent> told) =>
        told.Select(e => e.OccurredAt).Append(createdAt).Min() - BeforeAnnouncement;

    /// <summary>
    /// Whether its number may mean another parcel from now on. Carriers use their numbers again, some after a few months; a number that was typed by mistake is free as soon as
    /// its parcel is called off.
    /// </summary>
    public bool FreesItsNumber(DateTimeOffset now)
    {
        var status = Reported.Status;
        return status is ShipmentStatus.Cancelled || now - LastNewsAt > (ParcelState.IsTerminal(status) ? ReusedAfterItsEnd : ReusedAfterSilence);
    }

    /// <summary>Adds what is new of some events; the rest of them were known, are of an earlier parcel with its number, or add nothing to very many. The same parcel when none is new.</summary>
    public Shipment With(IEnumerable<TrackingEvent> events)
    {
        var known = Events.ToDictionary(e => e.EventId, StringComparer.Ordinal);
        var latest = Events.LastOrDefault(e => e.IsForecast);
        var isNews = false;
        foreach (var e in events.Where(e => e.IsCorrection || e.LatestAt >= CountsFrom).Order(TrackingEvent.Order))
        {
            // A carrier that comes back to what it forecast before says so now. What it merely repeats is no news.
            var isKnown = known.TryGetValue(e.EventId, out var before);
            if (!isKnown || (e.IsForecast && e.OccurredAt > before!.OccurredAt && latest?.EstimatedDeliveryAt != e.EstimatedDeliveryAt))
            {
                known[e.EventId] = e;
                latest = e.IsForecast && (latest is null || TrackingEvent.Order.Compare(e, latest) > 0) ? e : latest;
                isNews = true;
            }
        }

        IReadOnlyList<TrackingEvent> kept = isNews ? KeptEvents.Of([.. known.Values.Order(TrackingEvent.Order)], Pieces.Count) : Events;
        return kept.SequenceEqual(Events, ReferenceEqualityComparer.Instance) ? this : this with { Events = kept };
    }
}

/// <summary>One thing that happened to a parcel.</summary>
public sealed record TrackingEvent
{
    /// <summary>Source of what operators tell.</summary>
    public const string ByOperations = "ops";

    /// <summary>Source of what whoever ships tells.</summary>
    public const string ByWarehouse = "warehouse";

    /// <summary>Hash of what identifies it.</summary>
    public required string EventId { get; init; }

    /// <summary>By the carrier.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>How that moment is known.</summary>
    public TimeBasis TimeBasis { get; init; } = TimeBasis.Offset;

    /// <summary>How far from <see cref="OccurredAt"/> the moment can really lie, on either side; zero where the time is certain.</summary>
    public TimeSpan UncertainBy { get; init; }

    /// <summary>Whether <see cref="OccurredAt"/> is the moment, not a guess at it. What follows from a guess alone decides nothing against anybody.</summary>
    public bool IsTimeCertain => UncertainBy == TimeSpan.Zero;

    /// <summary>The earliest moment at which it can have happened.</summary>
    public DateTimeOffset EarliestAt => OccurredAt - UncertainBy;

    /// <summary>The latest moment at which it can have happened.</summary>
    public DateTimeOffset LatestAt => OccurredAt + UncertainBy;

    /// <summary>By this system.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Who told.</summary>
    public string Source { get; init; } = "";

    /// <summary>Whether we told it ourselves: it does not mean that somebody else will tell more.</summary>
    public bool IsOurs => Source is ByOperations or ByWarehouse;

    /// <summary>Of a parcel of several pieces: the one that it is about; empty for all.</summary>
    public string Piece { get; init; } = "";

    /// <summary>The carrier's own code.</summary>
    public string CarrierStatusCode { get; init; } = "";

    /// <summary>What it means; unspecified changes nothing.</summary>
    public ShipmentStatus Status { get; init; }

    /// <summary>Why, or where exactly.</summary>
    public ShipmentReason Reason { get; init; }

    /// <summary>The carrier's text.</summary>
    public string Description { get; init; } = "";

    /// <summary>Where.</summary>
    public string Place { get; init; } = "";

    /// <summary>
    /// When the parcel arrives, of an event that is a forecast: made when it occurred. Where the carrier does not say when it made it, it occurred when we last heard it.
    /// </summary>
    public DateTimeOffset? EstimatedDeliveryAt { get; init; }

    /// <summary>Whether it says what will happen, not what has.</summary>
    public bool IsForecast => EstimatedDeliveryAt is not null;

    /// <summary>The carrier that goes on with the parcel, of an event that tells of one; else empty.</summary>
    public string OnwardCarrier { get; init; } = "";

    /// <summary>That carrier's number.</summary>
    public string OnwardNumber { get; init; } = "";

    /// <summary>Whether it says where the parcel was or is: neither a forecast nor another number of it.</summary>
    public bool IsScan => !IsForecast && OnwardCarrier.Length == 0;

    /// <summary>Set by staff against what the carrier says.</summary>
    public bool IsCorrection { get; init; }

    /// <summary>
    /// The one order of a set of events: by time; in the same instant the further status later (carriers round to minutes), corrections last; then by id.
    /// </summary>
    public static readonly IComparer<TrackingEvent> Order = Comparer<TrackingEvent>.Create(static (left, right) =>
    {
        var byTime = left.OccurredAt.CompareTo(right.OccurredAt);
        var byRank = byTime != 0 ? byTime : left.Rank.CompareTo(right.Rank);
        return byRank != 0 ? byRank : string.CompareOrdinal(left.EventId, right.EventId);
    });

    private int Rank => IsCorrection ? 100 : Status switch
    {
        ShipmentStatus.Unspecified => 0,
        ShipmentStatus.Pending => 1,
        ShipmentStatus.PickedUp => 2,
        ShipmentStatus.InTransit => 3,
        ShipmentStatus.OnHold or ShipmentStatus.Delayed or ShipmentStatus.LostSuspected => 4,
        ShipmentStatus.OutForDelivery => 5,
        ShipmentStatus.DeliveryFailed => 6,
        ShipmentStatus.ReadyForPickup => 7,
        ShipmentStatus.Cancelled => 8,
        ShipmentStatus.Expired => 9,
        ShipmentStatus.ReturnToSender => 10,
        _ => 11,
    };
}
