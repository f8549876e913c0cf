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
        var message = new V1.CouponCampaign
        {
            CampaignId = terms.CampaignId,
            State = (V1.CouponState)terms.State,
            StateReason = terms.StateReason,
            Uses = campaign.Uses,
            BudgetSpent = campaign.IsBudgetSpent,
        };
        if (terms.BudgetMinor is { } budget)
        {
            message.Budget = Money(terms.CurrencyCode, budget);
            message.Spent = Money(terms.CurrencyCode, campaign.SpentMinor);
        }

        if (terms.BudgetUses is { } uses)
        {
            message.BudgetUses = uses;
        }

        if (terms.UsesPerPerson is { } most)
        {
            message.UsesPerPerson = most;
        }

        return message;
    }

    public static V1.CouponMint Mint(CouponMint mint) => new()
    {
        MintId = mint.MintId,
        Terms = Terms(mint.Terms),
        Prefix = mint.Prefix,
        Count = mint.Wanted,
        Minted = mint.Minted,
        State = mint.State switch
        {
            MintState.Done => V1.CouponMintState.Done,
            MintState.Stopped => V1.CouponMintState.Stopped,
            _ => V1.CouponMintState.Running,
        },
        BegunAt = Time(mint.BegunAt),
        EndedAt = Time(mint.EndedAt),
    };
}
