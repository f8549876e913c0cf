using System.Text.Json;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>A hold as it stands in its table.</summary>
internal sealed record HoldRow
{
    public const string SelectAll =
        """
        select hold_id as HoldId, member_id as MemberId, tender as Tender, part_of as PartOf, is_checkout as IsCheckout, state as State, points as Points, captured_points as CapturedPoints,
            allocations as Allocations, coupons as Coupons, order_id as OrderId, reference as Reference,
            store_id as StoreId, presence as Presence, currency_code as CurrencyCode,
            value_minor as ValueMinor, owner_id as OwnerId, owner_is_guest as OwnerIsGuest, content_hash as ContentHash, wallets as Wallets,
            created_at as CreatedAt, expires_at as ExpiresAt, resolved_at as ResolvedAt, seal as Seal
        from holds
        """;

    private const string Select = SelectAll + " where hold_id = @holdId";

    public string HoldId { get; init; } = "";

    public string? MemberId { get; init; }

    public string? Tender { get; init; }

    public string? PartOf { get; init; }

    public long IsCheckout { get; init; }

    public string State { get; init; } = "";

    public long Points { get; init; }

    public long CapturedPoints { get; init; }

    public string Allocations { get; init; } = "";

    public string Coupons { get; init; } = "";

    public string? OrderId { get; init; }

    public string Reference { get; init; } = "";

    public string? StoreId { get; init; }

    public string Presence { get; init; } = "";

    public string CurrencyCode { get; init; } = "";

    public long ValueMinor { get; init; }

    public string OwnerId { get; init; } = "";

    public long OwnerIsGuest { get; init; }

    public string ContentHash { get; init; } = "";

    public long Wallets { get; init; }

    public long CreatedAt { get; init; }

    public long ExpiresAt { get; init; }

    public long? ResolvedAt { get; init; }

    public byte[]? Seal { get; init; }

    /// <summary>What the seal must be.</summary>
    public byte[] TrueSeal() => Store.Seal.Of(this with { Seal = null });

    /// <summary>Locks and loads a hold; null when there is none.</summary>
    public static async Task<Hold?> Find(SqlSession sql, string holdId) =>
        (await sql.QueryFirst<HoldRow>(Select + sql.Dialect.LockRow, new { holdId }).ConfigureAwait(false))?.ToHold();

    /// <summary>Loads a hold without locking it: who resolves it at this moment has it, and waits for what is locked here.</summary>
    public static async Task<Hold?> Look(SqlSession sql, string holdId) => (await AskLook(sql, holdId).First().ConfigureAwait(false))?.ToHold();

    /// <summary>Asks for a hold without locking it.</summary>
    public static Asked<HoldRow> AskLook(SqlSession sql, string holdId) => sql.AskFirst<HoldRow>(Select, new { holdId });

    /// <summary>Locks and loads what a checkout's hold has in wallets, in the order in which it was asked for. A hold that named none costs nothing.</summary>
    public static async Task<IReadOnlyList<Hold>> FindParts(SqlSession sql, Hold checkout)
    {
        if (checkout.Wallets == 0)
        {
            return [];
        }

        string[] ids = [.. checkout.PartIds];
        var rows = await sql.Query<HoldRow>($"{SelectAll} where hold_id {sql.Dialect.In("@ids")} order by hold_id{sql.Dialect.LockRow}", new { ids }).ConfigureAwait(false);
        return [.. rows.Select(row => row.ToHold()).OrderBy(part => Array.IndexOf(ids, part.HoldId))];
    }

    /// <summary>What checkouts of some customers hold, or took, of somebody else's wallets.</summary>
    public static async Task<IReadOnlyList<Hold>> PartsOf(SqlSession sql, string walletOwnerId, IReadOnlyList<string> owners) =>
    [
        .. (await sql.Query<HoldRow>(
            $"{SelectAll} where member_id in (select wallet_id from wallets where member_id = @walletOwnerId) and exists ("
            + $"select 1 from holds as checkouts where checkouts.hold_id = holds.part_of and checkouts.owner_is_guest = 0 and checkouts.owner_id {sql.Dialect.In("@owners")}) order by hold_id",
            new { walletOwnerId, owners = owners.ToArray() }).ConfigureAwait(false)).Select(row => row.ToHold()),
    ];

    /// <summary>Refuses what goes along with it when another hold was captured for the receipt that an order was made of.</summary>
    public static void RefuseTaken(SqlSession sql, string orderId, string holdId) => sql.AskFirst<string>(
        "select hold_id from holds where order_id = @orderId and is_checkout = 0 and hold_id <> @holdId",
        new { orderId, holdId },
        static _ => throw new RefusedException(new ReceiptTaken()));

    /// <summary>Whether a hold was captured for a receipt.</summary>
    public static async Task<bool> IsTaken(SqlSession sql, string orderId) =>
        await sql.QueryFirst<string>("select hold_id from holds where order_id = @orderId and is_checkout = 0", new { orderId }).ConfigureAwait(false) is not null;

    /// <summary>Points of a person that were held on the scan of a card since a moment, and not given back.</summary>
    public static async Task<long> HeldOnCards(SqlSession sql, IReadOnlyList<string> accounts, DateTimeOffset since) => await sql.QueryFirst<long>(
        $"""
        select cast(coalesce(sum(case when resolved_at is null then points else captured_points end), 0) as bigint)
        from holds where presence = 'CARD' and member_id {sql.Dialect.In("@accounts")} and created_at >= @since
        """,
        new { accounts = accounts.ToArray(), since = since.ToMicros() }).ConfigureAwait(false);

    public static void Insert(UnitOfWork unit, Hold hold)
    {
        unit.Sql.Defer(
            """
            insert into holds (hold_id, member_id, tender, part_of, is_checkout, state, points, captured_points, allocations, coupons, order_id, reference, store_id, presence,
                currency_code, value_minor, owner_id, owner_is_guest, content_hash, wallets, created_at, expires_at, resolved_at, seal)
            values (@HoldId, @MemberId, @Tender, @PartOf, @IsCheckout, @State, @Points, @CapturedPoints, @Allocations, @Coupons, @OrderId, @Reference, @StoreId, @Presence,
                @CurrencyCode, @ValueMinor, @OwnerId, @OwnerIsGuest, @ContentHash, @Wallets, @CreatedAt, @ExpiresAt, @ResolvedAt, @Seal)
            """,
            Of(hold));
        if (hold is { State: HoldState.Held, PartOf: null })
        {
            unit.Schedule(TimerKinds.HoldExpiry, hold.HoldId, hold.ExpiresAt);
        }
    }

    /// <summary>Writes what became of a hold: it has no time to run out any more.</summary>
    public static void Update(UnitOfWork unit, Hold hold)
    {
        unit.Sql.Defer(
            """
            update holds set state = @State, captured_points = @CapturedPoints, allocations = @Allocations, order_id = @OrderId, resolved_at = @ResolvedAt,
                coupons = @Coupons, seal = @Seal
            where hold_id = @HoldId
            """,
            Of(hold));
        unit.CancelTimer(TimerKinds.HoldExpiry, hold.HoldId);
    }

    /// <summary>What proves the ledger.</summary>
    public HoldFact ToFact() => new(HoldId)
    {
        State = State,
        Points = Points,
        CapturedPoints = CapturedPoints,
        OrderId = OrderId,
        Allocations = ReadAllocations(),
    };

    private List<Allocation>? ReadAllocations()
    {
        try
        {
            return Columns.FromJson<List<Allocation>>(Allocations);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static HoldRow Of(Hold hold)
    {
        var row = Unsealed(hold);
        return row with { Seal = row.TrueSeal() };
    }

    private static HoldRow Unsealed(Hold hold) => new()
    {
        HoldId = hold.HoldId,
        MemberId = hold.MemberId,
        Tender = hold.Tender?.Name(),
        PartOf = hold.PartOf,
        IsCheckout = hold.IsCheckout ? 1 : 0,
        State = hold.State.Name(),
        Points = hold.Points,
        CapturedPoints = hold.CapturedPoints,
        Allocations = Columns.ToJson(hold.Allocations),
        Coupons = Columns.ToJson(hold.Coupons),
        OrderId = hold.OrderId,
        Reference = hold.Reference,
        StoreId = hold.StoreId,
        Presence = hold.Presence.Name(),
        CurrencyCode = hold.CurrencyCode,
        ValueMinor = hold.ValueMinor,
        OwnerId = hold.OwnerId,
        OwnerIsGuest = hold.OwnerIsGuest ? 1 : 0,
        ContentHash = hold.ContentHash,
        Wallets = hold.Wallets,
        CreatedAt = hold.CreatedAt.ToMicros(),
        ExpiresAt = hold.ExpiresAt.ToMicros(),
        ResolvedAt = hold.ResolvedAt?.ToMicros(),
    };

    public Hold ToHold() => new()
    {
        HoldId = HoldId,
        MemberId = MemberId,
        Tender = Tender is null ? null : EnumNames.Read<TenderKind>(Tender),
        PartOf = PartOf,
        IsCheckout = IsCheckout != 0,
        State = EnumNames.Read<HoldState>(State),
        Points = Points,
        CapturedPoints = CapturedPoints,
        Allocations = Columns.FromJson<List<Allocation>>(Allocations),
        Coupons = Columns.FromJson<List<HeldCoupon>>(Coupons),
        OrderId = OrderId,
        Reference = Reference,
        StoreId = StoreId,
        Presence = EnumNames.Read<PresenceKind>(Presence),
        CurrencyCode = CurrencyCode,
        ValueMinor = ValueMinor,
        OwnerId = OwnerId,
        OwnerIsGuest = OwnerIsGuest != 0,
        ContentHash = ContentHash,
        Wallets = Wallets,
        CreatedAt = Instants.FromMicros(CreatedAt),
        ExpiresAt = Instants.FromMicros(ExpiresAt),
        ResolvedAt = Columns.Instant(ResolvedAt),
    };
}
