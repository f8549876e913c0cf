using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>A mint as it stands in its table.</summary>
internal sealed record CouponMintRow
{
    public const string Select =
        """
        select mint_id as MintId, campaign_id as CampaignId, prefix as Prefix, terms as Terms, wanted as Wanted, minted as Minted, state as State,
            begun_at as BegunAt, ended_at as EndedAt, seal as Seal
        from coupon_mints
        """;

    public string MintId { get; init; } = "";

    public string CampaignId { get; init; } = "";

    public string Prefix { get; init; } = "";

    public string Terms { get; init; } = "";

    public long Wanted { get; init; }

    public long Minted { get; init; }

    public string State { get; init; } = "";

    public long BegunAt { get; init; }

    public long? EndedAt { get; init; }

    public byte[]? Seal { get; init; }

    /// <summary>What the seal must be.</summary>
    public byte[] TrueSeal() => Store.Seal.Of(this with { Seal = null });

    /// <summary>One; null when there is none.</summary>
    public static Task<CouponMint?> Find(SqlSession sql, string mintId) => Read(sql, mintId, "");

    /// <summary>The same, locked.</summary>
    public static Task<CouponMint?> Lock(SqlSession sql, string mintId) => Read(sql, mintId, sql.Dialect.LockRow);

    /// <summary>Writes a mint, new or known.</summary>
    public static void Save(SqlSession sql, CouponMint mint) => sql.Defer(
        """
        insert into coupon_mints (mint_id, campaign_id, prefix, terms, wanted, minted, state, begun_at, ended_at, seal)
        values (@MintId, @CampaignId, @Prefix, @Terms, @Wanted, @Minted, @State, @BegunAt, @EndedAt, @Seal)
        on conflict (mint_id) do update set minted = excluded.minted, state = excluded.state, ended_at = excluded.ended_at, seal = excluded.seal
        """,
        Of(mint));

    public CouponMint ToMint() => new()
    {
        MintId = MintId,
        Terms = Columns.FromJson<CouponTerms>(Terms),
        Prefix = Prefix,
        Wanted = Wanted,
        Minted = Minted,
        State = EnumNames.Read<MintState>(State),
        BegunAt = Instants.FromMicros(BegunAt),
        EndedAt = Columns.Instant(EndedAt),
    };

    private static CouponMintRow Of(CouponMint mint)
    {
        var row = new CouponMintRow
        {
            MintId = mint.MintId,
            CampaignId = mint.Terms.CampaignId,
            Prefix = mint.Prefix,
            Terms = Columns.ToJson(mint.Terms),
            Wanted = mint.Wanted,
            Minted = mint.Minted,
            State = mint.State.Name(),
            BegunAt = mint.BegunAt.ToMicros(),
            EndedAt = mint.EndedAt?.ToMicros(),
        };
        return row with { Seal = row.TrueSeal() };
    }

    private static async Task<CouponMint?> Read(SqlSession sql, string mintId, string how) =>
        (await sql.QueryFirst<CouponMintRow>($"{Select} where mint_id = @mintId{how}", new { mintId }).ConfigureAwait(false))?.ToMint();
}
