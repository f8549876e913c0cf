using System.Text.Json;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>How domain objects stand in columns.</summary>
internal static class Columns
{
    /// <summary>Sorts after every time: lots that never lapse are spent last.</summary>
    public const long Never = long.MaxValue;

    private static readonly JsonSerializerOptions Json = new() { Converters = { StoredJson.Enums } };

    public static string ToJson<T>(T value) => JsonSerializer.Serialize(value, Json);

    public static T FromJson<T>(string text) => JsonSerializer.Deserialize<T>(text, Json)!;

    public static long OrNever(DateTimeOffset? at) => at?.ToMicros() ?? Never;

    public static DateTimeOffset? Instant(long? micros) => micros is null or Never ? null : Instants.FromMicros(micros.Value);
}

internal sealed record MemberRow
{
    public const string Select =
        """
        select member_id as MemberId, program_id as ProgramId, card_number as CardNumber, enrolled_at as EnrolledAt,
            enrolled_channel as EnrolledChannel, credits_from as CreditsFrom, tier_id as TierId, tier_since as TierSince, tier_at_risk_at as TierAtRiskAt,
            issuance as Issuance, pending as Pending, active as Active, held as Held, redeemed as Redeemed, expired as Expired, debt as Debt,
            last_entry as LastEntry, last_lot as LastLot, next_expiry as NextExpiry, version as Version
        from members where member_id = @memberId
        """;

    public string MemberId { get; init; } = "";

    public string ProgramId { get; init; } = "";

    public string CardNumber { get; init; } = "";

    public long EnrolledAt { get; init; }

    public string EnrolledChannel { get; init; } = "";

    public long CreditsFrom { get; init; }

    public string TierId { get; init; } = "";

    public long TierSince { get; init; }

    public long? TierAtRiskAt { get; init; }

    public long Issuance { get; init; }

    public long Pending { get; init; }

    public long Active { get; init; }

    public long Held { get; init; }

    public long Redeemed { get; init; }

    public long Expired { get; init; }

    public long Debt { get; init; }

    public long LastEntry { get; init; }

    public long LastLot { get; init; }

    public long NextExpiry { get; init; }

    public long Version { get; init; }

    public Member ToMember() => new()
    {
        MemberId = MemberId,
        ProgramId = ProgramId,
        CardNumber = CardNumber,
        EnrolledAt = Instants.FromMicros(EnrolledAt),
        EnrolledChannel = EnumNames.Read<SalesChannel>(EnrolledChannel),
        CreditsFrom = Instants.FromMicros(CreditsFrom),
        TierId = TierId,
        TierSince = Instants.FromMicros(TierSince),
        TierAtRiskAt = Columns.Instant(TierAtRiskAt),
    };

    public Balances ToBalances()
    {
        var balances = new Balances();
        balances[LedgerAccount.Issuance] = Issuance;
        balances[LedgerAccount.Pending] = Pending;
        balances[LedgerAccount.Active] = Active;
        balances[LedgerAccount.Held] = Held;
        balances[LedgerAccount.Redeemed] = Redeemed;
        balances[LedgerAccount.Expired] = Expired;
        balances[LedgerAccount.Debt] = Debt;
        return balances;
    }

    public Account ToAccount() => Account.Load(MemberId, ToBalances(), LastEntry, LastLot);
}

internal sealed record LotRow
{
    public const string Select =
        """
        select sequence as Sequence, source as Source, part_of as PartOf, order_id as OrderId, line_id as LineId, program_version as ProgramVersion, rule_id as RuleId,
            quantity as Quantity, issued as Issued, returned_quantity as ReturnedQuantity, clawed as Clawed, pending as Pending, active as Active,
            held as Held, redeemed as Redeemed, expired as Expired, reversed as Reversed, withdrawn as Withdrawn,
            activates_at as ActivatesAt, expires_at as ExpiresAt
        from lots
        """;

    public long Sequence { get; init; }

    public long Source { get; init; }

    public long? PartOf { get; init; }

    public string? OrderId { get; init; }

    public string? LineId { get; init; }

    public long ProgramVersion { get; init; }

    public string RuleId { get; init; } = "";

    public long Quantity { get; init; }

    public long Issued { get; init; }

    public long ReturnedQuantity { get; init; }

    public long Clawed { get; init; }

    public long Pending { get; init; }

    public long Active { get; init; }

    public long Held { get; init; }

    public long Redeemed { get; init; }

    public long Expired { get; init; }

    public long Reversed { get; init; }

    public long Withdrawn { get; init; }

    public long? ActivatesAt { get; init; }

    public long ExpiresAt { get; init; }

    public Lot ToLot() => new()
    {
        Sequence = Sequence,
        Source = (LotSource)Source,
        PartOf = PartOf,
        OrderId = OrderId,
        LineId = LineId,
        ProgramVersion = ProgramVersion,
        RuleId = RuleId,
        Quantity = Quantity,
        Issued = Issued,
        ReturnedQuantity = ReturnedQuantity,
        Clawed = Clawed,
        Pending = Pending,
        Active = Active,
        Held = Held,
        Redeemed = Redeemed,
        Expired = Expired,
        Reversed = Reversed,
        Withdrawn = Withdrawn,
        ActivatesAt = Columns.Instant(ActivatesAt),
        ExpiresAt = Columns.Instant(ExpiresAt),
    };
}

internal sealed record CouponRow
{
    public const string Select =
        "select code as Code, terms as Terms, redeemed_count as RedeemedCount, held_count as HeldCount, issued_at as IssuedAt, version as Version from coupons";

    public string Code { get; init; } = "";

    public string Terms { get; init; } = "";

    public long RedeemedCount { get; init; }

    public long HeldCount { get; init; }

    public long IssuedAt { get; init; }

    public long Version { get; init; }

    public Coupon ToCoupon() => new()
    {
        Code = Code,
        Terms = Columns.FromJson<CouponTerms>(Terms),
        RedeemedCount = RedeemedCount,
        HeldCount = HeldCount,
        IssuedAt = Instants.FromMicros(IssuedAt),
        Version = Version,
    };
}

/// <summary>A ledger entry as a statement shows it.</summary>
public sealed record EntryRow
{
    internal const string Columns =
        """
        sequence as Sequence, version as Version, kind as Kind, from_account as FromAccount, to_account as ToAccount, points as Points,
        effective_at as EffectiveAt, recorded_at as RecordedAt, historical as Historical, order_id as OrderId, hold_id as HoldId, return_id as ReturnId,
        lot_sequence as LotSequence, rule_id as RuleId, program_version as ProgramVersion, expires_at as ExpiresAt, reason as Reason, actor as Actor
        """;

    public long Sequence { get; init; }

    public long Version { get; init; }

    public long Kind { get; init; }

    public long FromAccount { get; init; }

    public long ToAccount { get; init; }

    public long Points { get; init; }

    public long EffectiveAt { get; init; }

    public long RecordedAt { get; init; }

    public long Historical { get; init; }

    public string? OrderId { get; init; }

    public string? HoldId { get; init; }

    public string? ReturnId { get; init; }

    public long? LotSequence { get; init; }

    public string? RuleId { get; init; }

    public long ProgramVersion { get; init; }

    public long? ExpiresAt { get; init; }

    public string? Reason { get; init; }

    public string? Actor { get; init; }

    /// <summary>Active points after this entry, in the order of the statement.</summary>
    public long RunningActive { get; init; }

    /// <summary>Active and pending points after this entry, in the order of the statement.</summary>
    public long RunningTotal { get; init; }
}
