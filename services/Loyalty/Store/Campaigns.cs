using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>What is decided about coupons: one by one, and by campaign.</summary>
public static class Campaigns
{
    /// <summary>Decides about a campaign, for the first time or anew.</summary>
    public static async Task<Campaign> Set(UnitOfWork unit, CampaignTerms terms)
    {
        await LockName(unit, terms.CampaignId).ConfigureAwait(false);
        var before = (await CampaignRow.Lock(unit.Sql, [terms.CampaignId]).ConfigureAwait(false)).GetValueOrDefault(terms.CampaignId);
        var campaign = Campaign.Decide(before, terms).Value;
        if (campaign != before)
        {
            CampaignRow.Save(unit, campaign);
        }

        if (campaign.Terms.State != (before?.Terms.State ?? CouponState.Usable))
        {
            unit.Publish(terms.CampaignId, campaign.Version, EventHeader.News(unit.Now).On(new V1.CampaignStateChanged
            {
                CampaignId = terms.CampaignId,
                State = (V1.CouponState)terms.State,
            }));
        }

        return campaign;
    }

    /// <summary>A campaign; null when nothing was decided about it.</summary>
    public static async Task<Campaign?> Find(SqlSession sql, string campaignId) =>
        (await CampaignRow.List(sql, [campaignId]).ConfigureAwait(false)).GetValueOrDefault(campaignId);

    /// <summary>What a campaign counts of coupons that are held, and whether that was the last of its budget.</summary>
    internal static void Use(UnitOfWork unit, Campaign campaign, string currencyCode, IEnumerable<HeldCoupon> coupons)
    {
        var used = coupons.Where(coupon => coupon.CampaignId == campaign.Terms.CampaignId).Aggregate(campaign, (left, coupon) => left.Use(currencyCode, coupon.DiscountMinor));
        if (used == campaign)
        {
            return;
        }

        CampaignRow.Save(unit, used);
        if (used.IsBudgetSpent && !campaign.IsBudgetSpent)
        {
            unit.Publish(used.Terms.CampaignId, used.Version, EventHeader.News(unit.Now).On(new V1.CampaignBudgetSpent
            {
                CampaignId = used.Terms.CampaignId,
                Uses = used.Uses,
                Spent = used.Terms.BudgetMinor is null ? null : new Types.V1.Money { CurrencyCode = used.Terms.CurrencyCode, AmountMinor = used.SpentMinor },
            }));
        }
    }

    /// <summary>Waits for whoever decides about a campaign: there may be no row to lock yet.</summary>
    internal static Task LockName(UnitOfWork unit, string campaignId) => unit.Sql.Lock("campaign/" + campaignId);

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
