using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.People;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>Which adjustments.</summary>
/// <param name="MemberId">Null for all members'.</param>
/// <param name="State">Null for all.</param>
/// <param name="After">Continue behind this one; null for the first page.</param>
/// <param name="Size">How many.</param>
public sealed record AdjustmentQuery(string? MemberId, AdjustmentState? State, (long RequestedAt, string AdjustmentId)? After, int Size);

/// <summary>An adjustment as it stands in its table.</summary>
internal sealed record AdjustmentRow
{
    public const string Select =
        """
        select adjustment_id as AdjustmentId, member_id as MemberId, points as Points, reason as Reason, may_owe as MayOwe, points_expire_at as PointsExpireAt,
            state as State, requested_by as RequestedBy, requested_at as RequestedAt, expires_at as ExpiresAt, decided_by as DecidedBy, decided_at as DecidedAt,
            decline_reason as DeclineReason, version as Version, seal as Seal
        from adjustments
        """;

    public string AdjustmentId { get; init; } = "";

    public string MemberId { get; init; } = "";

    public long Points { get; init; }

    public string Reason { get; init; } = "";

    public long MayOwe { get; init; }

    public long? PointsExpireAt { get; init; }

    public string State { get; init; } = "";

    public string RequestedBy { get; init; } = "";

    public long RequestedAt { get; init; }

    public long ExpiresAt { get; init; }

    public string? DecidedBy { get; init; }

    public long? DecidedAt { get; init; }

    public string DeclineReason { get; init; } = "";

    public long Version { get; init; }

    public byte[]? Seal { get; init; }

    /// <summary>What the seal must be.</summary>
    public byte[] TrueSeal() => Store.Seal.Of(this with { Seal = null });

    /// <summary>Locks and loads one; null when there is none.</summary>
    public static async Task<Adjustment?> Find(SqlSession sql, string adjustmentId) =>
        (await sql.QueryFirst<AdjustmentRow>($"{Select} where adjustment_id = @adjustmentId{sql.Dialect.LockRow}", new { adjustmentId }).ConfigureAwait(false))?.ToAdjustment();

    /// <summary>Loads one without locking it.</summary>
    public static async Task<Adjustment?> Look(SqlSession sql, string adjustmentId) =>
        (await sql.QueryFirst<AdjustmentRow>($"{Select} where adjustment_id = @adjustmentId", new { adjustmentId }).ConfigureAwait(false))?.ToAdjustment();

    public static async Task<IReadOnlyList<Adjustment>> Page(SqlSession sql, AdjustmentQuery query)
    {
        var person = query.MemberId is null ? [] : await PersonMerges.Group(sql, query.MemberId).ConfigureAwait(false);
        var rows = await sql.Query<AdjustmentRow>(
            $"""
            {Select} where (requested_at, adjustment_id) > (@afterAt, @afterId)
                {(query.MemberId is null ? "" : $"and member_id {sql.Dialect.In("@person")}")} {(query.State is null ? "" : "and state = @state")}
            order by requested_at, adjustment_id limit {query.Size}
            """,
            new
            {
                afterAt = query.After?.RequestedAt ?? long.MinValue,
                afterId = query.After?.AdjustmentId ?? "",
                person = person.ToArray(),
                state = query.State?.Name() ?? "",
            }).ConfigureAwait(false);
        return [.. rows.Select(row => row.ToAdjustment())];
    }

    public static void Insert(SqlSession sql, Adjustment adjustment) => sql.Defer(
        """
        insert into adjustments (adjustment_id, member_id, points, reason, may_owe, points_expire_at, state, requested_by, requested_at, expires_at, decided_by, decided_at,
            decline_reason, version, seal)
        values (@AdjustmentId, @MemberId, @Points, @Reason, @MayOwe, @PointsExpireAt, @State, @RequestedBy, @RequestedAt, @ExpiresAt, @DecidedBy, @DecidedAt,
            @DeclineReason, @Version, @Seal)
        """,
        Of(adjustment));

    public static void Update(SqlSession sql, Adjustment adjustment) => sql.Defer(
        """
        update adjustments set state = @State, decided_by = @DecidedBy, decided_at = @DecidedAt, decline_reason = @DeclineReason, version = @Version, seal = @Seal
        where adjustment_id = @AdjustmentId
        """,
        Of(adjustment));

    private static AdjustmentRow Of(Adjustment adjustment)
    {
        var row = Unsealed(adjustment);
        return row with { Seal = row.TrueSeal() };
    }

    private static AdjustmentRow Unsealed(Adjustment adjustment) => new()
    {
        AdjustmentId = adjustment.AdjustmentId,
        MemberId = adjustment.Command.MemberId,
        Points = adjustment.Command.Points,
        Reason = adjustment.Command.Reason,
        MayOwe = adjustment.Command.MayOwe ? 1 : 0,
        PointsExpireAt = adjustment.Command.ExpiresAt?.ToMicros(),
        State = adjustment.State.Name(),
        RequestedBy = Columns.ToJson(adjustment.Command.Actor),
        RequestedAt = adjustment.RequestedAt.ToMicros(),
        ExpiresAt = adjustment.ExpiresAt.ToMicros(),
        DecidedBy = adjustment.DecidedBy is { } by ? Columns.ToJson(by) : null,
        DecidedAt = adjustment.DecidedAt?.ToMicros(),
        DeclineReason = adjustment.DeclineReason,
        Version = adjustment.Version,
    };

    public Adjustment ToAdjustment() => new()
    {
        AdjustmentId = AdjustmentId,
        Command = new AdjustCommand(MemberId, Points, MayOwe != 0, Columns.Instant(PointsExpireAt), Reason, Columns.FromJson<Actor>(RequestedBy)),
        State = EnumNames.Read<AdjustmentState>(State),
        RequestedAt = Instants.FromMicros(RequestedAt),
        ExpiresAt = Instants.FromMicros(ExpiresAt),
        DecidedBy = DecidedBy is { } by ? Columns.FromJson<Actor>(by) : null,
        DecidedAt = Columns.Instant(DecidedAt),
        DeclineReason = DeclineReason,
        Version = Version,
    };
}
