using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>A lot as it stands in its table.</summary>
internal sealed record LotRow
{
    public const string Select =
        """
        select member_id as MemberId, sequence as Sequence, source as Source, part_of as PartOf, origin_member_id as OriginMemberId, origin_lot as OriginLot, order_id as OrderId, line_id as LineId,
            event_id as EventId, program_version as ProgramVersion, rule_id as RuleId,
            quantity as Quantity, issued as Issued, issued_at as IssuedAt, returned_quantity as ReturnedQuantity, clawed as Clawed, pending as Pending, active as Active,
            held as Held, redeemed as Redeemed, expired as Expired, status as Status, reversed as Reversed, withdrawn as Withdrawn,
            activates_at as ActivatesAt, expires_at as ExpiresAt, notice_at as NoticeAt, inactivity as Inactivity, seal as Seal
        from lots
        """;

    public string MemberId { get; init; } = "";

    public long Sequence { get; init; }

    public string Source { get; init; } = "";

    public long? PartOf { get; init; }

    public string OriginMemberId { get; init; } = "";

    public long? OriginLot { get; init; }

    public string? OrderId { get; init; }

    public string? LineId { get; init; }

    public string? EventId { get; init; }

    public long ProgramVersion { get; init; }

    public string RuleId { get; init; } = "";

    public long Quantity { get; init; }

    public long Issued { get; init; }

    public long IssuedAt { get; init; }

    public long ReturnedQuantity { get; init; }

    public long Clawed { get; init; }

    public long Pending { get; init; }

    public long Active { get; init; }

    public long Held { get; init; }

    public long Redeemed { get; init; }

    public long Expired { get; init; }

    public long Status { get; init; }

    public long Reversed { get; init; }

    public long Withdrawn { get; init; }

    public long? ActivatesAt { get; init; }

    public long ExpiresAt { get; init; }

    public long? NoticeAt { get; init; }

    public string? Inactivity { get; init; }

    public byte[]? Seal { get; init; }

    /// <summary>One; null when there is none.</summary>
    public static Task<LotRow?> Find(SqlSession sql, LotOrigin lot) =>
        sql.QueryFirst<LotRow>($"{Select} where member_id = @MemberId and sequence = @Lot", new { lot.MemberId, lot.Lot });

    /// <summary>What the seal must be.</summary>
    public byte[] TrueSeal() => Store.Seal.Of(this with { Seal = null });

    /// <summary>Writes a lot when it is new or has changed.</summary>
    public static void Save(SqlSession sql, string memberId, Lot lot)
    {
        if (lot.IsNew)
        {
            sql.Defer(
                """
                insert into lots (member_id, sequence, source, part_of, origin_member_id, origin_lot, order_id, line_id, event_id, program_version, rule_id, quantity, issued, issued_at,
                    returned_quantity, clawed, pending, active, held, redeemed, expired, status, reversed, withdrawn, activates_at, expires_at, notice_at, inactivity, seal)
                values (@MemberId, @Sequence, @Source, @PartOf, @OriginMemberId, @OriginLot, @OrderId, @LineId, @EventId, @ProgramVersion, @RuleId, @Quantity, @Issued, @IssuedAt,
                    @ReturnedQuantity, @Clawed, @Pending, @Active, @Held, @Redeemed, @Expired, @Status, @Reversed, @Withdrawn, @ActivatesAt, @ExpiresAt, @NoticeAt, @Inactivity, @Seal)
                """,
                Of(memberId, lot));
        }
        else if (lot.IsChanged)
        {
            sql.Defer(
                """
                update lots set returned_quantity = @ReturnedQuantity, clawed = @Clawed, pending = @Pending, active = @Active, held = @Held, redeemed = @Redeemed,
                    expired = @Expired, status = @Status, reversed = @Reversed, withdrawn = @Withdrawn, activates_at = @ActivatesAt, expires_at = @ExpiresAt,
                    notice_at = @NoticeAt, inactivity = @Inactivity, seal = @Seal
                where member_id = @MemberId and sequence = @Sequence
                """,
                Of(memberId, lot));
        }
    }

    /// <summary>What proves the ledger.</summary>
    public LotFact ToFact() => new(Sequence)
    {
        Source = Source,
        PartOf = PartOf,
        OrderId = OrderId,
        Quantity = Quantity,
        ReturnedQuantity = ReturnedQuantity,
        Issued = Issued,
        IssuedAt = IssuedAt,
        Clawed = Clawed,
        Pending = Pending,
        Active = Active,
        Held = Held,
        Redeemed = Redeemed,
        Expired = Expired,
        Status = Status,
        Reversed = Reversed,
        Withdrawn = Withdrawn,
        ActivatesAt = ActivatesAt,
        ExpiresAt = ExpiresAt == Columns.Never ? null : ExpiresAt,
        Inactivity = Domain.Inactivity.Read(Inactivity),
    };

    public Lot ToLot() => new()
    {
        Sequence = Sequence,
        Source = EnumNames.Read<LotSource>(Source),
        PartOf = PartOf,
        Origin = OriginLot is { } origin ? new LotOrigin(OriginMemberId, origin) : null,
        OrderId = OrderId,
        LineId = LineId,
        EventId = EventId,
        ProgramVersion = ProgramVersion,
        RuleId = RuleId,
        Quantity = Quantity,
        Issued = Issued,
        IssuedAt = Instants.FromMicros(IssuedAt),
        ReturnedQuantity = ReturnedQuantity,
        Clawed = Clawed,
        Pending = Pending,
        Active = Active,
        Held = Held,
        Redeemed = Redeemed,
        Expired = Expired,
        Status = Status,
        Reversed = Reversed,
        Withdrawn = Withdrawn,
        ActivatesAt = Columns.Instant(ActivatesAt),
        End = Columns.Instant(ExpiresAt) is not { } at ? null
            : new LotEnd(at) { NoticeAt = Columns.Instant(NoticeAt), Inactivity = Domain.Inactivity.Read(Inactivity) },
    };

    private static LotRow Of(string memberId, Lot lot)
    {
        var row = Unsealed(memberId, lot);
        return row with { Seal = row.TrueSeal() };
    }

    private static LotRow Unsealed(string memberId, Lot lot) => new()
    {
        MemberId = memberId,
        Sequence = lot.Sequence,
        Source = lot.Source.Name(),
        PartOf = lot.PartOf,
        OriginMemberId = lot.Origin?.MemberId ?? "",
        OriginLot = lot.Origin?.Lot,
        OrderId = lot.OrderId,
        LineId = lot.LineId,
        EventId = lot.EventId,
        ProgramVersion = lot.ProgramVersion,
        RuleId = lot.RuleId,
        Quantity = lot.Quantity,
        Issued = lot.Issued,
        IssuedAt = lot.IssuedAt.ToMicros(),
        ReturnedQuantity = lot.ReturnedQuantity,
        Clawed = lot.Clawed,
        Pending = lot.Pending,
        Active = lot.Active,
        Held = lot.Held,
        Redeemed = lot.Redeemed,
        Expired = lot.Expired,
        Status = lot.Status,
        Reversed = lot.Reversed,
        Withdrawn = lot.Withdrawn,
        ActivatesAt = lot.ActivatesAt?.ToMicros(),
        ExpiresAt = Columns.OrNever(lot.ExpiresAt),
        NoticeAt = lot.End?.NoticeAt?.ToMicros(),
        Inactivity = lot.End?.Inactivity?.ToString(),
    };
}
