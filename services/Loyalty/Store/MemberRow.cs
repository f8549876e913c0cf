using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>A member as it stands in its table: the root row of a ledger.</summary>
internal sealed record MemberRow
{
    private const string Columns =
        """
        member_id as MemberId, program_id as ProgramId, card_number as CardNumber, enrolled_at as EnrolledAt,
            enrolled_channel as EnrolledChannel, credits_from as CreditsFrom, tier_id as TierId, tier_since as TierSince, tier_at_risk_at as TierAtRiskAt, referral_id as ReferralId,
            issuance as Issuance, pending as Pending, active as Active, held as Held, redeemed as Redeemed, expired as Expired, debt as Debt, status as Status,
            last_entry as LastEntry, last_lot as LastLot, chain_head as ChainHead, next_expiry as NextExpiry, has_idle as HasIdle, version as Version, seal as Seal
        """;

    public const string SelectAll = $"select {Columns} from members";

    /// <summary>One, who says also whether anybody else is the same person.</summary>
    public const string Select =
        $"""
        select {Columns},
            cast(case when exists (select 1 from person_merges where from_id = members.member_id and is_undone = 0)
                or exists (select 1 from person_merges where into_id = members.member_id and is_undone = 0) then 1 else 0 end as bigint) as IsMerged
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

    public string? ReferralId { get; init; }

    public long Issuance { get; init; }

    public long Pending { get; init; }

    public long Active { get; init; }

    public long Held { get; init; }

    public long Redeemed { get; init; }

    public long Expired { get; init; }

    public long Debt { get; init; }

    public long Status { get; init; }

    public long LastEntry { get; init; }

    public long LastLot { get; init; }

    public byte[] ChainHead { get; init; } = [];

    public long NextExpiry { get; init; }

    public long HasIdle { get; init; }

    public long Version { get; init; }

    public byte[]? Seal { get; init; }

    /// <summary>1 when others are the same person. Stands in no row.</summary>
    public long IsMerged { get; init; }

    /// <summary>What the seal must be.</summary>
    public byte[] TrueSeal() => Store.Seal.Of(this with { Seal = null, IsMerged = 0 });

    /// <summary>A member without a lock; null when there is none.</summary>
    public static async Task<Member?> Look(SqlSession sql, string memberId) =>
        (await sql.QueryFirst<MemberRow>(Select, new { memberId }).ConfigureAwait(false))?.ToMember();

    public static void Insert(SqlSession sql, MemberState state) => sql.Defer(
        """
        insert into members (member_id, program_id, card_number, enrolled_at, enrolled_channel, credits_from, tier_id, tier_since, tier_at_risk_at, referral_id,
            issuance, pending, active, held, redeemed, expired, debt, status, last_entry, last_lot, chain_head, next_expiry, has_idle, version, seal)
        values (@MemberId, @ProgramId, @CardNumber, @EnrolledAt, @EnrolledChannel, @CreditsFrom, @TierId, @TierSince, @TierAtRiskAt, @ReferralId,
            @Issuance, @Pending, @Active, @Held, @Redeemed, @Expired, @Debt, @Status, @LastEntry, @LastLot, @ChainHead, @NextExpiry, @HasIdle, @Version, @Seal)
        """,
        Of(state));

    public static void Update(SqlSession sql, MemberState state) => sql.Defer(
        """
        update members set issuance = @Issuance, pending = @Pending, active = @Active, held = @Held, redeemed = @Redeemed, expired = @Expired,
            debt = @Debt, status = @Status, last_entry = @LastEntry, last_lot = @LastLot, chain_head = @ChainHead, next_expiry = @NextExpiry, has_idle = @HasIdle, version = @Version, enrolled_at = @EnrolledAt,
            credits_from = @CreditsFrom, tier_id = @TierId, tier_since = @TierSince, tier_at_risk_at = @TierAtRiskAt, referral_id = @ReferralId, seal = @Seal
        where member_id = @MemberId
        """,
        Of(state));

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
        TierAtRiskAt = Store.Columns.Instant(TierAtRiskAt),
        ReferralId = ReferralId,
    };

    public Balances ToBalances() => new()
    {
        [LedgerAccount.Issuance] = Issuance,
        [LedgerAccount.Pending] = Pending,
        [LedgerAccount.Active] = Active,
        [LedgerAccount.Held] = Held,
        [LedgerAccount.Redeemed] = Redeemed,
        [LedgerAccount.Expired] = Expired,
        [LedgerAccount.Debt] = Debt,
        [LedgerAccount.Status] = Status,
    };

    /// <summary>What proves the ledger.</summary>
    public HolderFact ToFact() => new("members", MemberId)
    {
        Balances = ToBalances(),
        LastEntry = LastEntry,
        LastLot = LastLot,
        ChainHead = ChainHead,
        Version = Version,
    };

    public MemberState ToState() => new()
    {
        Member = ToMember(),
        Account = Account.Load(MemberId, ToBalances(), LastEntry, LastLot, ChainHead),
        Version = Version,
        NextExpiry = NextExpiry,
        HasIdle = HasIdle != 0,
        IsMerged = IsMerged != 0,
    };

    private static MemberRow Of(MemberState state)
    {
        var row = Unsealed(state);
        return row with { Seal = row.TrueSeal() };
    }

    private static MemberRow Unsealed(MemberState state)
    {
        var (member, account, balances) = (state.Member, state.Account, state.Account.Balances);
        return new MemberRow
        {
            MemberId = member.MemberId,
            ProgramId = member.ProgramId,
            CardNumber = member.CardNumber,
            EnrolledAt = member.EnrolledAt.ToMicros(),
            EnrolledChannel = member.EnrolledChannel.Name(),
            CreditsFrom = member.CreditsFrom.ToMicros(),
            TierId = member.TierId,
            TierSince = member.TierSince.ToMicros(),
            TierAtRiskAt = member.TierAtRiskAt?.ToMicros(),
            ReferralId = member.ReferralId,
            Issuance = balances[LedgerAccount.Issuance],
            Pending = balances[LedgerAccount.Pending],
            Active = balances[LedgerAccount.Active],
            Held = balances[LedgerAccount.Held],
            Redeemed = balances[LedgerAccount.Redeemed],
            Expired = balances[LedgerAccount.Expired],
            Debt = balances[LedgerAccount.Debt],
            Status = balances[LedgerAccount.Status],
            LastEntry = account.LastEntry,
            LastLot = account.LastLot,
            ChainHead = account.ChainHead,
            NextExpiry = state.NextExpiry,
            HasIdle = state.HasIdle ? 1 : 0,
            Version = state.Version,
        };
    }
}
