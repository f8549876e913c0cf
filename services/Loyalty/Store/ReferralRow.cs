using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>A referral as it stands in its table.</summary>
internal sealed record ReferralRow
{
    public const string Select =
        """
        select referral_id as ReferralId, referrer_id as ReferrerId, friend_id as FriendId, program_id as ProgramId, program_version as ProgramVersion,
            linked_at as LinkedAt, ends_at as EndsAt, state as State, reason as Reason, order_id as OrderId, rewarded_at as RewardedAt, referrer as Referrer,
            friend as Friend, version as Version, seal as Seal
        from referrals
        """;

    public string ReferralId { get; init; } = "";

    public string ReferrerId { get; init; } = "";

    public string FriendId { get; init; } = "";

    public string ProgramId { get; init; } = "";

    public long ProgramVersion { get; init; }

    public long LinkedAt { get; init; }

    public long EndsAt { get; init; }

    public string State { get; init; } = "";

    public string Reason { get; init; } = "";

    public string? OrderId { get; init; }

    public long? RewardedAt { get; init; }

    public string Referrer { get; init; } = "";

    public string Friend { get; init; } = "";

    public long Version { get; init; }

    public byte[]? Seal { get; init; }

    /// <summary>What the seal must be.</summary>
    public byte[] TrueSeal() => Store.Seal.Of(this with { Seal = null });

    /// <summary>What one side was given in points, as the row has it; null when it was none, or when the row cannot be read.</summary>
    public static GivenReward? Gave(string column)
    {
        try
        {
            return Columns.FromJson<GivenReward>(column) is { LotSequence: > 0 } given ? given : null;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    /// <summary>By which a friend was brought; null when nobody brought them.</summary>
    public static Task<string?> IdOfFriend(SqlSession sql, IReadOnlyList<string> person) =>
        sql.QueryFirst<string>($"select referral_id from referrals where friend_id {sql.Dialect.In("@person")} order by linked_at, referral_id limit 1", new { person = person.ToArray() });

    /// <summary>A referral without a lock; null when there is none.</summary>
    public static async Task<Referral?> Look(SqlSession sql, string referralId) =>
        (await sql.QueryFirst<ReferralRow>($"{Select} where referral_id = @referralId", new { referralId }).ConfigureAwait(false))?.ToReferral();

    /// <summary>A page of those that a member brought, the latest first.</summary>
    public static async Task<IReadOnlyList<Referral>> Page(SqlSession sql, IReadOnlyList<string> referrers, (long LinkedAt, string ReferralId)? after, int size)
    {
        var rows = await sql.Query<ReferralRow>(
            $"""
            {Select} where referrer_id {sql.Dialect.In("@referrers")} and (linked_at, referral_id) < (@afterAt, @afterId) order by linked_at desc, referral_id desc limit {size}
            """,
            new { referrers = referrers.ToArray(), afterAt = after?.LinkedAt ?? long.MaxValue, afterId = after?.ReferralId ?? "" }).ConfigureAwait(false);
        return [.. rows.Select(row => row.ToReferral())];
    }

    /// <summary>For how many friends a member has been rewarded since then.</summary>
    public static Task<long> CountRewarded(SqlSession sql, IReadOnlyList<string> referrers, DateTimeOffset since) => sql.QueryFirst<long>(
        $"select count(*) from referrals where referrer_id {sql.Dialect.In("@referrers")} and state = @state and reason <> @capped and rewarded_at >= @since",
        new { referrers = referrers.ToArray(), state = ReferralState.Rewarded.Name(), capped = ReferralReason.CapReached.Name(), since = since.ToMicros() });

    public static void Insert(SqlSession sql, Referral referral) => sql.Defer(
        """
        insert into referrals (referral_id, referrer_id, friend_id, program_id, program_version, linked_at, ends_at, state, reason, order_id, rewarded_at, referrer, friend, version, seal)
        values (@ReferralId, @ReferrerId, @FriendId, @ProgramId, @ProgramVersion, @LinkedAt, @EndsAt, @State, @Reason, @OrderId, @RewardedAt, @Referrer, @Friend, @Version, @Seal)
        """,
        Of(referral));

    public static void Update(SqlSession sql, Referral referral) => sql.Defer(
        """
        update referrals set friend_id = @FriendId, state = @State, reason = @Reason, order_id = @OrderId, rewarded_at = @RewardedAt, referrer = @Referrer, friend = @Friend, version = @Version, seal = @Seal
        where referral_id = @ReferralId
        """,
        Of(referral));

    public Referral ToReferral() => new()
    {
        ReferralId = ReferralId,
        ReferrerId = ReferrerId,
        FriendId = FriendId,
        ProgramId = ProgramId,
        ProgramVersion = ProgramVersion,
        LinkedAt = Instants.FromMicros(LinkedAt),
        EndsAt = Instants.FromMicros(EndsAt),
        State = EnumNames.Read<ReferralState>(State),
        Reason = EnumNames.Read<ReferralReason>(Reason),
        OrderId = OrderId,
        RewardedAt = Columns.Instant(RewardedAt),
        Referrer = Columns.FromJson<GivenReward>(Referrer),
        Friend = Columns.FromJson<GivenReward>(Friend),
        Version = Version,
    };

    private static ReferralRow Of(Referral referral)
    {
        var row = new ReferralRow
        {
            ReferralId = referral.ReferralId,
            ReferrerId = referral.ReferrerId,
            FriendId = referral.FriendId,
            ProgramId = referral.ProgramId,
            ProgramVersion = referral.ProgramVersion,
            LinkedAt = referral.LinkedAt.ToMicros(),
            EndsAt = referral.EndsAt.ToMicros(),
            State = referral.State.Name(),
            Reason = referral.Reason.Name(),
            OrderId = referral.OrderId,
            RewardedAt = referral.RewardedAt?.ToMicros(),
            Referrer = Columns.ToJson(referral.Referrer),
            Friend = Columns.ToJson(referral.Friend),
            Version = referral.Version,
        };
        return row with { Seal = row.TrueSeal() };
    }
}

/// <summary>A member's code as it stands in its table: made once.</summary>
internal sealed record ReferralCodeRow
{
    public const string Select = "select member_id as MemberId, code as Code, made_at as MadeAt, seal as Seal from referral_codes";

    public string MemberId { get; init; } = "";

    public string Code { get; init; } = "";

    public long MadeAt { get; init; }

    public byte[]? Seal { get; init; }

    /// <summary>What the seal must be.</summary>
    public byte[] TrueSeal() => Store.Seal.Of(this with { Seal = null });

    /// <summary>A person's code, the first that was made; null when nobody asked for it.</summary>
    public static Task<string?> OfPerson(SqlSession sql, IReadOnlyList<string> person) =>
        sql.QueryFirst<string>($"select code from referral_codes where member_id {sql.Dialect.In("@person")} order by made_at, code limit 1", new { person = person.ToArray() });

    /// <summary>Whose a code is; null when nobody's.</summary>
    public static Task<string?> MemberOf(SqlSession sql, string code) => sql.QueryFirst<string>("select member_id from referral_codes where code = @code", new { code });

    public static void Insert(SqlSession sql, string memberId, string code, DateTimeOffset now)
    {
        var row = new ReferralCodeRow { MemberId = memberId, Code = code, MadeAt = now.ToMicros() };
        sql.Defer("insert into referral_codes (member_id, code, made_at, seal) values (@MemberId, @Code, @MadeAt, @Seal)", row with { Seal = row.TrueSeal() });
    }
}
