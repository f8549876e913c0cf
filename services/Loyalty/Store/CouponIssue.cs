using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>What of a coupon's row is written once, when it is issued; with a seal of its own.</summary>
internal sealed record CouponIssue(string Code, string CodeKey, string Terms, string? MemberId, long IssuedAt)
{
    /// <summary>What the seal must be.</summary>
    public byte[] TrueSeal() => Seal.Of(this);

    /// <summary>All columns of a coupon that is issued.</summary>
    public static object Row(Coupon coupon, string codeKey, string terms)
    {
        var issue = new CouponIssue(coupon.Code, codeKey, terms, coupon.Terms.MemberId, coupon.IssuedAt.ToMicros());
        return new
        {
            issue.Code,
            issue.CodeKey,
            issue.Terms,
            issue.MemberId,
            issue.IssuedAt,
            State = coupon.State.Name(),
            IssueSeal = issue.TrueSeal(),
            StandingSeal = CouponStanding.Of(coupon).TrueSeal(),
        };
    }
}

/// <summary>What of a coupon's row changes; with a seal of its own.</summary>
internal sealed record CouponStanding(string Code, long RedeemedCount, long HeldCount, string State, string StateReason, long Version)
{
    /// <summary>What the seal must be.</summary>
    public byte[] TrueSeal() => Seal.Of(this);

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
