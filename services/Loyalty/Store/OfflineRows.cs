using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>An allowance as it stands in its table.</summary>
internal sealed record OfflineAllowanceRow
{
    public const string Select =
        """
        select allowance_id as AllowanceId, store_id as StoreId, terminal_id as TerminalId, program_id as ProgramId, points as Points, points_per_member as PointsPerMember, card_points as CardPoints,
            minimum_redemption as MinimumRedemption, currency_code as CurrencyCode, rate_points as RatePoints, rate_minor as RateMinor, granted_at as GrantedAt, expires_at as ExpiresAt,
            closed_at as ClosedAt, last_number as LastNumber, seal as Seal
        from offline_allowances
        """;

    public string AllowanceId { get; init; } = "";

    public string StoreId { get; init; } = "";

    public string TerminalId { get; init; } = "";

    public string ProgramId { get; init; } = "";

    public long Points { get; init; }

    public long PointsPerMember { get; init; }

    public long CardPoints { get; init; }

    public long MinimumRedemption { get; init; }

    public string CurrencyCode { get; init; } = "";

    public long RatePoints { get; init; }

    public long RateMinor { get; init; }

    public long GrantedAt { get; init; }

    public long ExpiresAt { get; init; }

    public long? ClosedAt { get; init; }

    public long? LastNumber { get; init; }

    public byte[]? Seal { get; init; }

    /// <summary>What the seal must be.</summary>
    public byte[] TrueSeal() => Store.Seal.Of(this with { Seal = null });

    public static void Insert(SqlSession sql, OfflineAllowance allowance) => sql.Defer(
        """
        insert into offline_allowances (allowance_id, store_id, terminal_id, program_id, points, points_per_member, card_points, minimum_redemption, currency_code, rate_points, rate_minor,
            granted_at, expires_at, closed_at, last_number, seal)
        values (@AllowanceId, @StoreId, @TerminalId, @ProgramId, @Points, @PointsPerMember, @CardPoints, @MinimumRedemption, @CurrencyCode, @RatePoints, @RateMinor,
            @GrantedAt, @ExpiresAt, @ClosedAt, @LastNumber, @Seal)
        """,
        Of(allowance));

    public static void Close(SqlSession sql, OfflineAllowance allowance) => sql.Defer(
        "update offline_allowances set closed_at = @ClosedAt, last_number = @LastNumber, seal = @Seal where allowance_id = @AllowanceId", Of(allowance));

    private static OfflineAllowanceRow Of(OfflineAllowance allowance)
    {
        var row = new OfflineAllowanceRow
        {
            AllowanceId = allowance.AllowanceId,
            StoreId = allowance.StoreId,
            TerminalId = allowance.TerminalId,
            ProgramId = allowance.ProgramId,
            Points = allowance.Points,
            PointsPerMember = allowance.PointsPerMember,
            CardPoints = allowance.CardPoints,
            MinimumRedemption = allowance.MinimumRedemption,
            CurrencyCode = allowance.Rate?.CurrencyCode ?? "",
            RatePoints = allowance.Rate?.Points ?? 0,
            RateMinor = allowance.Rate?.AmountMinor ?? 0,
            GrantedAt = allowance.GrantedAt.ToMicros(),
            ExpiresAt = allowance.ExpiresAt.ToMicros(),
            ClosedAt = allowance.ClosedAt?.ToMicros(),
            LastNumber = allowance.LastNumber,
        };
        return row with { Seal = row.TrueSeal() };
    }

    public OfflineAllowance ToAllowance() => new()
    {
        AllowanceId = AllowanceId,
        StoreId = StoreId,
        TerminalId = TerminalId,
        ProgramId = ProgramId,
        Points = Points,
        PointsPerMember = PointsPerMember,
        CardPoints = CardPoints,
        MinimumRedemption = MinimumRedemption,
        Rate = CurrencyCode.Length == 0 ? null : new RedemptionRate(CurrencyCode, RatePoints, RateMinor),
        GrantedAt = Instants.FromMicros(GrantedAt),
        ExpiresAt = Instants.FromMicros(ExpiresAt),
        ClosedAt = Columns.Instant(ClosedAt),
        LastNumber = LastNumber,
    };
}

/// <summary>A redemption as it stands in its table.</summary>
internal sealed record OfflineRedemptionRow
{
    private const string Fields =
        """
        store_id as StoreId, terminal_id as TerminalId, allowance_id as AllowanceId, redemption_id as RedemptionId, number as Number, points as Points, presence as Presence,
            redeemed_at as RedeemedAt, received_at as ReceivedAt, order_id as OrderId, receipt as Receipt, outcome as Outcome, is_stray as IsStray, debt as Debt, code_step as CodeStep,
            is_other_program as IsOtherProgram, altered as Altered, content_hash as ContentHash, seal as Seal
        """;

    public const string Select = $"select {Fields} from offline_redemptions";

    private const string IsThis = "store_id = @StoreId and terminal_id = @TerminalId and allowance_id = @AllowanceId and redemption_id = @RedemptionId";

    public string StoreId { get; init; } = "";

    public string TerminalId { get; init; } = "";

    public string AllowanceId { get; init; } = "";

    public string RedemptionId { get; init; } = "";

    public long Number { get; init; }

    public long Points { get; init; }

    public string Presence { get; init; } = "";

    public long RedeemedAt { get; init; }

    public long ReceivedAt { get; init; }

    public string OrderId { get; init; } = "";

    public string Receipt { get; init; } = "";

    public string Outcome { get; init; } = "";

    public long IsStray { get; init; }

    public long Debt { get; init; }

    public long? CodeStep { get; init; }

    public long IsOtherProgram { get; init; }

    public long Altered { get; init; }

    public byte[]? ContentHash { get; init; }

    public byte[]? Seal { get; init; }

    /// <summary>What the seal must be.</summary>
    public byte[] TrueSeal() => Store.Seal.Of(this with { Seal = null });

    /// <summary>One of a till; null when it was not sent.</summary>
    public static Task<OfflineRedemptionRow?> Find(SqlSession sql, Till till, OfflineRedemption told) => sql.QueryFirst<OfflineRedemptionRow>(
        $"{Select} where {IsThis}", new { till.StoreId, TerminalId = till.Device, told.AllowanceId, told.RedemptionId });

    public static void Insert(SqlSession sql, SentRedemption sent) => sql.Defer(
        """
        insert into offline_redemptions (store_id, terminal_id, allowance_id, redemption_id, number, points, presence, redeemed_at, received_at, order_id, receipt, outcome, is_stray, debt,
            code_step, is_other_program, altered, content_hash, seal)
        values (@StoreId, @TerminalId, @AllowanceId, @RedemptionId, @Number, @Points, @Presence, @RedeemedAt, @ReceivedAt, @OrderId, @Receipt, @Outcome, @IsStray, @Debt,
            @CodeStep, @IsOtherProgram, @Altered, @ContentHash, @Seal)
        """,
        Of(sent));

    /// <summary>It came again with other content.</summary>
    public static void Alter(SqlSession sql, OfflineRedemptionRow row)
    {
        var altered = row with { Altered = row.Altered + 1 };
        sql.Defer($"update offline_redemptions set altered = @Altered, seal = @Seal where {IsThis}", altered with { Seal = altered.TrueSeal() });
    }

    private static OfflineRedemptionRow Of(SentRedemption sent)
    {
        var row = new OfflineRedemptionRow
        {
            StoreId = sent.StoreId,
            TerminalId = sent.TerminalId,
            AllowanceId = sent.Told.AllowanceId,
            RedemptionId = sent.Told.RedemptionId,
            Number = sent.Told.Number,
            Points = sent.Told.Points,
            Presence = sent.Told.Presence.Name(),
            RedeemedAt = sent.Told.RedeemedAt.ToMicros(),
            ReceivedAt = sent.ReceivedAt.ToMicros(),
            OrderId = sent.Told.OrderId,
            Receipt = sent.Told.Receipt,
            Outcome = sent.Outcome.Name(),
            IsStray = sent.Outcome is OfflineOutcome.AllowanceUnknown ? 1 : 0,
            Debt = sent.Debt,
            CodeStep = sent.CodeStep,
            IsOtherProgram = sent.IsOtherProgram ? 1 : 0,
            Altered = sent.Altered,
            ContentHash = sent.Told.ContentHash,
        };
        return row with { Seal = row.TrueSeal() };
    }

    /// <summary>The redemption.</summary>
    /// <param name="memberId">Whose its hold is; null where there is none.</param>
    public SentRedemption ToSent(string? memberId) => new(
        new OfflineRedemption(AllowanceId, RedemptionId, Number, Points, EnumNames.Read<PresenceKind>(Presence), Instants.FromMicros(RedeemedAt))
        {
            OrderId = OrderId,
            Receipt = Receipt,
            IsVoided = EnumNames.Read<OfflineOutcome>(Outcome) is OfflineOutcome.Voided,
            ContentHash = ContentHash ?? [],
        },
        EnumNames.Read<OfflineOutcome>(Outcome),
        Instants.FromMicros(ReceivedAt))
    {
        StoreId = StoreId,
        TerminalId = TerminalId,
        Debt = Debt,
        CodeStep = CodeStep,
        MemberId = memberId,
        IsOtherProgram = IsOtherProgram != 0,
        Altered = Altered,
    };
}

/// <summary>A switch as it stands in its table.</summary>
internal sealed record OfflineSwitchRow
{
    public const string Select =
        "select store_id as StoreId, terminal_id as TerminalId, is_off as IsOff, reason as Reason, switched_by as SwitchedBy, switched_at as SwitchedAt, seal as Seal from offline_switches";

    public const string Upsert =
        """
        insert into offline_switches (store_id, terminal_id, is_off, reason, switched_by, switched_at, seal) values (@StoreId, @TerminalId, @IsOff, @Reason, @SwitchedBy, @SwitchedAt, @Seal)
        on conflict (store_id, terminal_id) do update set is_off = excluded.is_off, reason = excluded.reason, switched_by = excluded.switched_by, switched_at = excluded.switched_at, seal = excluded.seal
        """;

    public string StoreId { get; init; } = "";

    public string TerminalId { get; init; } = "";

    public long IsOff { get; init; }

    public string Reason { get; init; } = "";

    public string SwitchedBy { get; init; } = "";

    public long SwitchedAt { get; init; }

    public byte[]? Seal { get; init; }

    /// <summary>What the seal must be.</summary>
    public byte[] TrueSeal() => Store.Seal.Of(this with { Seal = null });

    /// <summary>The row with its seal.</summary>
    public OfflineSwitchRow Sealed() => this with { Seal = TrueSeal() };
}
