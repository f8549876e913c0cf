using System.Text.Json;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>Reads what proves the coupons: the holds that have any, then the rows that count them. Of many coupons, part after part, so that memory holds one part.</summary>
internal static class CouponProof
{
    private const long HoldsPerPart = 200_000;

    public static async Task Check(SqlSession sql, LedgerFindings findings, Func<Task> tell)
    {
        var holds = await sql.QueryFirst<long>("select count(*) from holds where coupons <> '[]'").ConfigureAwait(false);
        var parts = (int)(1 + (holds / HoldsPerPart));
        for (var part = 0; part < parts; part++)
        {
            var check = new CouponCheck(findings);
            await foreach (var hold in sql.Stream<HoldRow>($"{HoldRow.SelectAll} where coupons <> '[]'").ConfigureAwait(false))
            {
                foreach (var coupon in Held(hold).Where(coupon => PartOf(coupon.Code, parts) == part))
                {
                    check.Add(coupon.Code, coupon.CampaignId, Coupons.Owner(hold.OwnerId, hold.OwnerIsGuest != 0), hold.State, coupon.GivenBackAt is not null);
                }
            }

            await foreach (var coupon in sql.Stream<CouponFacts>(CouponFacts.Select).ConfigureAwait(false))
            {
                if (PartOf(coupon.Code, parts) == part)
                {
                    findings.Compare("coupons", coupon.Code, "issue_seal", coupon.Issue.TrueSeal(), coupon.IssueSeal);
                    findings.Compare("coupons", coupon.Code, "standing_seal", coupon.Standing.TrueSeal(), coupon.StandingSeal);
                    check.CheckCoupon(coupon.Code, coupon.CodeKey, Coupons.KeyOf(coupon.Code), coupon.HeldCount, coupon.RedeemedCount);
                }
            }

            await foreach (var use in sql.Stream<UseFacts>("select code as Code, campaign_id as CampaignId, owner_id as OwnerId, used as Used from coupon_uses").ConfigureAwait(false))
            {
                if (PartOf(use.Code, parts) == part)
                {
                    check.CheckUses(use.Code, use.CampaignId, use.OwnerId, use.Used);
                }
            }

            check.Complete();
            await tell().ConfigureAwait(false);
        }
    }

    /// <summary>A mint has the codes that it says, numbered from 1 without a gap.</summary>
    public static async Task CheckMints(SqlSession sql, LedgerFindings findings)
    {
        var codes = (await sql.Query<MintFacts>(
            """
            select mint_id as MintId, count(*) as Codes, min(mint_number) as First, max(mint_number) as Last from coupons where mint_id is not null group by mint_id
            """).ConfigureAwait(false)).ToDictionary(facts => facts.MintId, StringComparer.Ordinal);
        await foreach (var mint in sql.Stream<CouponMintRow>(CouponMintRow.Select).ConfigureAwait(false))
        {
            findings.Compare("coupon_mints", mint.MintId, "seal", mint.TrueSeal(), mint.Seal);
            codes.Remove(mint.MintId, out var facts);
            findings.Compare("coupon_mints", mint.MintId, "minted", facts?.Codes ?? 0, mint.Minted);
            if (facts is not null)
            {
                findings.Compare("coupon_mints", mint.MintId, "mint_number", (1, mint.Minted), (facts.First, facts.Last));
            }
        }

        foreach (var mintId in codes.Keys.Order(StringComparer.Ordinal))
        {
            findings.Tell("coupon_mints", mintId, "mint_id", LedgerFinding.Present, LedgerFinding.Absent);
        }
    }

    private static int PartOf(string code, int parts) => parts == 1 ? 0 : (int)((uint)code.GetHashCode(StringComparison.Ordinal) % (uint)parts);

    // What cannot be read is found by its seal.
    private static IReadOnlyList<HeldCoupon> Held(HoldRow hold)
    {
        try
        {
            return Columns.FromJson<List<HeldCoupon>>(hold.Coupons);
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private sealed record CouponFacts
    {
        public const string Select =
            """
            select code as Code, code_key as CodeKey, terms as Terms, mint_id as MintId, mint_number as MintNumber, member_id as MemberId, redeemed_count as RedeemedCount, held_count as HeldCount, state as State,
                state_reason as StateReason, issued_at as IssuedAt, version as Version, issue_seal as IssueSeal, standing_seal as StandingSeal
            from coupons
            """;

        public string Code { get; init; } = "";

        public string CodeKey { get; init; } = "";

        public string? Terms { get; init; }

        public string? MintId { get; init; }

        public long? MintNumber { get; init; }

        public long RedeemedCount { get; init; }

        public long HeldCount { get; init; }

        public long IssuedAt { get; init; }

        public string? MemberId { get; init; }

        public string State { get; init; } = "";

        public string StateReason { get; init; } = "";

        public long Version { get; init; }

        public byte[]? IssueSeal { get; init; }

        public byte[]? StandingSeal { get; init; }

        public CouponIssue Issue => new(Code, CodeKey, Terms, MintId, MintNumber, MemberId, IssuedAt);

        public CouponStanding Standing => new(Code, RedeemedCount, HeldCount, State, StateReason, Version);
    }

    private sealed record MintFacts
    {
        public string MintId { get; init; } = "";

        public long Codes { get; init; }

        public long First { get; init; }

        public long Last { get; init; }
    }

    private sealed record UseFacts
    {
        public string Code { get; init; } = "";

        public string CampaignId { get; init; } = "";

        public string OwnerId { get; init; } = "";

        public long Used { get; init; }
    }
}
