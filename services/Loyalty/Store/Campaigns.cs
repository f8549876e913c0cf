using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>What is decided about coupons: one by one, and by campaign.</summary>
public static class Campaigns
{
    /// <summary>Decides about a campaign, for the first time or anew.</summary>
    public static async Task<Campaign> Set(UnitOfWork unit, CampaignTerms terms)
    {
        // There may be no row to lock yet.
        await unit.Sql.Lock("campaign/" + terms.CampaignId).ConfigureAwait(false);
        var known = await CampaignRow.Lock(unit.Sql, [terms.CampaignId]).ConfigureAwait(false);
        var campaign = known.TryGetValue(terms.CampaignId, out var before) ? before.Terms == terms ? before : before.With(terms) : Campaign.Of(terms);
        if (campaign != before)
        {
            CampaignRow.Save(unit, campaign);
        }

        return campaign;
    }

    /// <summary>A campaign; null when nothing was decided about it.</summary>
    public static async Task<Campaign?> Find(SqlSession sql, string campaignId) =>
        (await CampaignRow.List(sql, [campaignId]).ConfigureAwait(false)).GetValueOrDefault(campaignId);

    /// <summary>What campaigns counted of coupons that can be used once more. The campaigns are locked already.</summary>
    internal static async Task GiveBack(UnitOfWork unit, Hold hold, IEnumerable<HeldCoupon> coupons)
    {
        List<HeldCoupon> counted = [.. coupons.Where(coupon => coupon.IsBudgeted)];
        var campaigns = await CampaignRow.Lock(unit.Sql, counted.Select(coupon => coupon.CampaignId)).ConfigureAwait(false);
        foreach (var (id, campaign) in campaigns)
        {
            CampaignRow.Save(unit, counted.Where(coupon => coupon.CampaignId == id).Aggregate(campaign, (left, coupon) => left.GiveBack(hold.CurrencyCode, coupon.DiscountMinor)));
        }
    }
}
