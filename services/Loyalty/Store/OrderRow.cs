using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>An order as it stands in its table.</summary>
internal sealed record OrderRow
{
    public const string Select =
        """
        select order_id as OrderId, guest_id as GuestId, buyer_key as BuyerKey, owner_id as OwnerId, member_id as MemberId, placed_at as PlacedAt, delivered_at as DeliveredAt,
            told_delivered_at as ToldDeliveredAt, kept as Kept, lines as Lines,
            historical as Historical, channel as Channel, program_id as ProgramId, program_version as ProgramVersion, earned_points as EarnedPoints,
            clawed_points as ClawedPoints, hold_id as HoldId, redemptions as Redemptions, content as Content, content_seal as ContentSeal,
            remembered_until as RememberedUntil, marks as Marks, seal as Seal
        from orders
        """;

    public string OrderId { get; init; } = "";

    public string? GuestId { get; init; }

    public string? BuyerKey { get; init; }

    public string? OwnerId { get; init; }

    public string? MemberId { get; init; }

    public long PlacedAt { get; init; }

    public long? DeliveredAt { get; init; }

    public long? ToldDeliveredAt { get; init; }

    public long Kept { get; init; }

    public string Lines { get; init; } = "";

    public long Historical { get; init; }

    public string Channel { get; init; } = "";

    public string? ProgramId { get; init; }

    public long ProgramVersion { get; init; }

    public long EarnedPoints { get; init; }

    public long ClawedPoints { get; init; }

    public string? HoldId { get; init; }

    public string? Redemptions { get; init; }

    public string? Content { get; init; }

    /// <summary>Of the content alone, which is forgotten while the rest stays.</summary>
    public byte[]? ContentSeal { get; init; }

    public long? RememberedUntil { get; init; }

    public string? Marks { get; init; }

    public byte[]? Seal { get; init; }

    /// <summary>What the seal must be.</summary>
    public byte[] TrueSeal() => Store.Seal.Of(this with { Content = null, ContentSeal = null, Seal = null });

    /// <summary>What the seal of the content must be; null when there is none.</summary>
    public byte[]? TrueContentSeal() => Content is null ? null : Store.Seal.Of(Content);

    /// <summary>Locks and loads an order; null when there is none.</summary>
    public static async Task<CreditedOrder?> Find(SqlSession sql, string orderId) =>
        (await sql.QueryFirst<OrderRow>($"{Select} where order_id = @orderId{sql.Dialect.LockRow}", new { orderId }).ConfigureAwait(false))?.ToOrder();

    /// <summary>Locks and loads remembered orders, the earliest first.</summary>
    public static async Task<IReadOnlyList<CreditedOrder>> List(SqlSession sql, string where, object parameters)
    {
        var rows = await sql.Query<OrderRow>(
            $"{Select} where content is not null and {where} order by placed_at, order_id{sql.Dialect.LockRow}", parameters).ConfigureAwait(false);
        return [.. rows.Select(row => row.ToOrder())];
    }

    public static void Insert(SqlSession sql, CreditedOrder order) => sql.Defer(
        """
        insert into orders (order_id, guest_id, buyer_key, owner_id, member_id, placed_at, delivered_at, told_delivered_at, kept, lines, historical, channel, program_id, program_version,
            earned_points, clawed_points, hold_id, redemptions, content, content_seal, remembered_until, marks, seal)
        values (@OrderId, @GuestId, @BuyerKey, @OwnerId, @MemberId, @PlacedAt, @DeliveredAt, @ToldDeliveredAt, @Kept, @Lines, @Historical, @Channel, @ProgramId, @ProgramVersion,
            @EarnedPoints, @ClawedPoints, @HoldId, @Redemptions, @Content, @ContentSeal, @RememberedUntil, @Marks, @Seal)
        """,
        WithContent(Of(order), order.Content));

    /// <summary>Writes what steps change. What the order would earn by is kept as it is, or forgotten.</summary>
    public static void Update(SqlSession sql, CreditedOrder order) => sql.Defer(
        $"""
        update orders set owner_id = @OwnerId, member_id = @MemberId, delivered_at = @DeliveredAt, told_delivered_at = @ToldDeliveredAt,
            kept = @Kept, lines = @Lines, program_id = @ProgramId, program_version = @ProgramVersion,
            earned_points = @EarnedPoints, clawed_points = @ClawedPoints, redemptions = @Redemptions, seal = @Seal{(order.Content is null ? ", content = null, content_seal = null" : "")}
        where order_id = @OrderId
        """,
        Of(order));

    private static OrderRow WithContent(OrderRow row, PlacedOrder? content)
    {
        var full = row with { Content = content is null ? null : Columns.ToJson(content) };
        return full with { ContentSeal = full.TrueContentSeal() };
    }

    private static OrderRow Of(CreditedOrder order)
    {
        var row = Unsealed(order);
        return row with { Seal = row.TrueSeal() };
    }

    private static OrderRow Unsealed(CreditedOrder order) => new()
    {
        OrderId = order.OrderId,
        GuestId = order.GuestId,
        BuyerKey = order.BuyerKey,
        OwnerId = order.OwnerId,
        MemberId = order.MemberId,
        PlacedAt = order.PlacedAt.ToMicros(),
        DeliveredAt = order.DeliveredAt?.ToMicros(),
        ToldDeliveredAt = order.ToldDeliveredAt?.ToMicros(),
        Kept = order.IsKept ? 1 : 0,
        Lines = Columns.ToJson(order.Lines),
        Historical = order.IsHistorical ? 1 : 0,
        Channel = order.Channel.Name(),
        ProgramId = order.ProgramId,
        ProgramVersion = order.ProgramVersion,
        EarnedPoints = order.EarnedPoints,
        ClawedPoints = order.ClawedPoints,
        HoldId = order.HoldId,
        Redemptions = order.Redemptions.Count > 0 ? Columns.ToJson(order.Redemptions) : null,
        RememberedUntil = order.RememberedUntil?.ToMicros(),
        Marks = order.Marks.Count > 0 ? Columns.ToJson(order.Marks) : null,
    };

    public CreditedOrder ToOrder() => new()
    {
        OrderId = OrderId,
        GuestId = GuestId,
        BuyerKey = BuyerKey,
        OwnerId = OwnerId,
        MemberId = MemberId,
        PlacedAt = Instants.FromMicros(PlacedAt),
        DeliveredAt = Columns.Instant(DeliveredAt),
        ToldDeliveredAt = Columns.Instant(ToldDeliveredAt),
        Lines = Columns.FromJson<List<BoughtLine>>(Lines),
        IsHistorical = Historical != 0,
        Channel = EnumNames.Read<SalesChannel>(Channel),
        ProgramId = ProgramId,
        ProgramVersion = ProgramVersion,
        EarnedPoints = EarnedPoints,
        ClawedPoints = ClawedPoints,
        HoldId = HoldId,
        Redemptions = Redemptions is null ? [] : Columns.FromJson<List<RedeemedLine>>(Redemptions),
        Content = Content is null ? null : Columns.FromJson<PlacedOrder>(Content),
        RememberedUntil = Columns.Instant(RememberedUntil),
        Marks = Marks is null ? [] : Columns.FromJson<List<BuyerMark>>(Marks),
    };
}
