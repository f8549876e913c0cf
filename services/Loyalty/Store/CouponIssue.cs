using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>What of a coupon's row is written once, when it is issued; with a seal of its own.</summary>
internal sealed record CouponIssue(string Code, string CodeKey, string? Terms, string? MintId, long? MintNumber, string? MemberId, long IssuedAt)
{
    /// <summary>What the seal must be.</summary>
    public byte[] TrueSeal() => Seal.Of(this);

    /// <summary>Writes a coupon that is issued by itself, with its terms.</summary>
    public static void Insert(SqlSession sql, Coupon coupon, string terms)
    {
        var issue = Of(coupon, terms);
        sql.Defer(
            """
            insert into coupons (code, code_key, terms, redeemed_count, held_count, state, state_reason, member_id, issued_at, version, issue_seal, standing_seal)
            values (@Code, @CodeKey, @Terms, 0, 0, @State, '', @MemberId, @IssuedAt, 1, @IssueSeal, @StandingSeal)
            """,
            new
            {
                issue.Code,
                issue.CodeKey,
                issue.Terms,
                issue.MemberId,
                issue.IssuedAt,
                State = coupon.State.Name(),
                IssueSeal = issue.TrueSeal(),
                StandingSeal = CouponStanding.Of(coupon).TrueSeal(),
            });
    }

    /// <summary>Writes that a coupon that was issued by itself is somebody else's.</summary>
    public static Task Reassign(SqlSession sql, Coupon coupon)
    {
        var issue = Of(coupon, Columns.ToJson(coupon.Terms));
        return sql.Execute(
            "update coupons set terms = @Terms, member_id = @MemberId, issue_seal = @IssueSeal where code = @Code", new { issue.Code, issue.Terms, issue.MemberId, IssueSeal = issue.TrueSeal() });
    }

    /// <summary>Writes codes of a mint in one statement.</summary>
    /// <param name="sql">To write by.</param>
    /// <param name="mint">Whose.</param>
    /// <param name="codes">As they are printed; the first one has the number behind the mint's.</param>
    /// <param name="now">The moment.</param>
    public static void Insert(SqlSession sql, CouponMint mint, IEnumerable<string> codes, DateTimeOffset now)
    {
        var rows = codes.Select((code, i) =>
        {
            var issue = new CouponIssue(code, Coupons.KeyOf(code), null, mint.MintId, mint.Minted + i + 1, null, now.ToMicros());
            return new
            {
                issue.Code,
                issue.CodeKey,
                MintNumber = issue.MintNumber!.Value,
                IssueSeal = Convert.ToHexStringLower(issue.TrueSeal()),
                StandingSeal = Convert.ToHexStringLower(CouponStanding.OfNew(code).TrueSeal()),
            };
        });
        var table = sql.Dialect.Rows("@rows", ("code", "text"), ("code_key", "text"), ("mint_number", "bigint"), ("issue_seal", "text"), ("standing_seal", "text"));
        sql.Defer(
            $"""
            insert into coupons (code, code_key, mint_id, mint_number, redeemed_count, held_count, state, state_reason, issued_at, version, issue_seal, standing_seal)
            select r.code, r.code_key, @mintId, r.mint_number, 0, 0, @state, '', @issuedAt, 1, {sql.Dialect.Bytes("r.issue_seal")}, {sql.Dialect.Bytes("r.standing_seal")} from {table}
            """,
            new { rows = SqlRows.Json(rows), mintId = mint.MintId, state = CouponState.Usable.Name(), issuedAt = now.ToMicros() });
    }

    private static CouponIssue Of(Coupon coupon, string terms) => new(coupon.Code, Coupons.KeyOf(coupon.Code), terms, null, null, coupon.Terms.MemberId, coupon.IssuedAt.ToMicros());
}

/// <summary>What of a coupon's row changes; with a seal of its own.</summary>
internal sealed record CouponStanding(string Code, long RedeemedCount, long HeldCount, string State, string StateReason, long Version)
{
    /// <summary>What the seal must be.</summary>
    public byte[] TrueSeal() => Seal.Of(this);

    /// <summary>Of a coupon that nobody has used.</summary>
    public static CouponStanding OfNew(string code) => new(code, 0, 0, CouponState.Usable.Name(), "", 1);

    public static CouponStanding Of(Coupon coupon) => new(coupon.Code, coupon.RedeemedCount, coupon.HeldCount, coupon.State.Name(), coupon.StateReason, coupon.Version);

    /// <summary>Writes what became of a coupon.</summary>
    public static void Save(SqlSession sql, Coupon coupon)
    {
        var standing = Of(coupon);
        sql.Defer(
            """
            update coupons set redeemed_count = @RedeemedCount, held_count = @HeldCount, state = @State, state_reason = @StateReason, version = @Version,
                standing_seal = @StandingSeal
            where code = @Code
            """,
            new
            {
                standing.Code,
                standing.RedeemedCount,
                standing.HeldCount,
                standing.State,
                standing.StateReason,
                standing.Version,
                StandingSeal = standing.TrueSeal(),
            });
    }
}
