using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Domain;

/// <summary>Proves that coupons were counted as often as holds have them: held while a hold is open, used once it is captured, until it is given back.</summary>
public sealed class CouponCheck(LedgerFindings findings)
{
    private readonly Dictionary<string, (long Held, long Redeemed)> coupons = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Code, string Owner), (long Used, string CampaignId)> uses = [];

    /// <summary>A hold that has a coupon.</summary>
    /// <param name="code">The coupon.</param>
    /// <param name="campaignId">Its campaign; empty for none.</param>
    /// <param name="owner">Whose use it is.</param>
    /// <param name="state">The hold's, as it stands there.</param>
    /// <param name="isGivenBack">Whether it can be used again.</param>
    public void Add(string code, string campaignId, string owner, string state, bool isGivenBack)
    {
        var isHeld = state == HoldState.Held.Name();
        var isUsed = state == HoldState.Captured.Name() && !isGivenBack;
        if (isHeld || isUsed)
        {
            var (held, redeemed) = coupons.GetValueOrDefault(code);
            coupons[code] = (held + (isHeld ? 1 : 0), redeemed + (isUsed ? 1 : 0));
            uses[(code, owner)] = (uses.GetValueOrDefault((code, owner)).Used + 1, campaignId);
        }
    }

    /// <summary>A coupon's row. All holds were added before.</summary>
    public void CheckCoupon(string code, string codeKey, string keyOfCode, long held, long redeemed)
    {
        coupons.Remove(code, out var counted);
        findings.Compare("coupons", code, "code_key", keyOfCode, codeKey);
        findings.Compare("coupons", code, "held_count", counted.Held, held);
        findings.Compare("coupons", code, "redeemed_count", counted.Redeemed, redeemed);
    }

    /// <summary>The row that counts how often somebody used a coupon.</summary>
    public void CheckUses(string code, string campaignId, string owner, long used)
    {
        if (uses.Remove((code, owner), out var counted))
        {
            findings.Compare("coupon_uses", $"{code}/{owner}", "campaign_id", counted.CampaignId, campaignId);
        }

        findings.Compare("coupon_uses", $"{code}/{owner}", "used", counted.Used, used);
    }

    /// <summary>Tells what has no row: all were checked.</summary>
    public void Complete()
    {
        foreach (var code in coupons.Keys.Order(StringComparer.Ordinal))
        {
            findings.Tell("coupons", code, "code", LedgerFinding.Present, LedgerFinding.Absent);
        }

        foreach (var ((code, owner), _) in uses.OrderBy(use => use.Key))
        {
            findings.Tell("coupon_uses", $"{code}/{owner}", "code", LedgerFinding.Present, LedgerFinding.Absent);
        }
    }
}
