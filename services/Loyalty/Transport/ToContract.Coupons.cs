using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Contracts;

namespace Omnichannel.Loyalty.Transport;

/// <content>What coupons would do, and what campaigns cost.</content>
internal static partial class ToContract
{
    public static V1.QualifyCouponsResponse Qualified(Qualification qualification, string currencyCode) => new()
    {
        Coupons =
        {
            qualification.Chances.Select(chance => new V1.QualifiedCoupon
            {
                Code = chance.Code,
                Discount = chance.Alone is { } alone ? Discount(alone, currencyCode) : null,
                Refusal = chance.Refusal?.ToContract(),
            }),
        },
        Best = { qualification.Best.Coupons.Select(coupon => Discount(coupon, currencyCode)) },
    };

    public static V1.CouponCampaign Campaign(Campaign campaign)
    {
        var terms = campaign.Terms;
        var message = new V1.CouponCampaign { CampaignId = terms.CampaignId, Paused = terms.IsPaused, Uses = campaign.Uses };
        if (terms.BudgetMinor is { } budget)
        {
            message.Budget = Money(terms.CurrencyCode, budget);
            message.Spent = Money(terms.CurrencyCode, campaign.SpentMinor);
        }

        if (terms.BudgetUses is { } uses)
        {
            message.BudgetUses = uses;
        }

        return message;
    }
}
