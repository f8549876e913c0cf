using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Domain;

/// <summary>What somebody decides about the coupons of a campaign.</summary>
/// <param name="CampaignId">As the coupons' terms name it.</param>
/// <param name="CurrencyCode">Of the budget; empty without one in money.</param>
/// <param name="BudgetMinor">What they may take off together; null for no limit.</param>
/// <param name="BudgetUses">How often they may be used together; null for no limit.</param>
public sealed record CampaignTerms(string CampaignId, string CurrencyCode, long? BudgetMinor, long? BudgetUses)
{
    /// <summary>Whether its coupons can be used, all of them.</summary>
    public CouponState State { get; init; } = CouponState.Usable;

    /// <summary>Why they cannot; may be empty while they can.</summary>
    public string StateReason { get; init; } = "";

    /// <summary>How often one person may use them, all codes together, as guest and customer together; null for no limit.</summary>
    public long? UsesPerPerson { get; init; }
}

/// <summary>
/// Coupons that belong together, with what they cost so far: its own aggregate, of campaigns that somebody decided about. What is held counts as what was used, so that no number
/// of checkouts at once spends more than there is.
/// </summary>
/// <param name="Terms">What was decided.</param>
/// <param name="Uses">How often its coupons are held or were used, since the first decision.</param>
/// <param name="SpentMinor">What they took off, in the currency of the budget; 0 without one in money.</param>
/// <param name="Version">Counts the changes.</param>
public sealed record Campaign(CampaignTerms Terms, long Uses, long SpentMinor, long Version)
{
    /// <summary>Whether a use left no room for another one like it, and neither more room nor anything given back came since.</summary>
    public bool IsBudgetSpent { get; init; }

    /// <summary>How often the person whose basket is looked at holds or has used its coupons.</summary>
    public long UsedByPerson { get; init; }

    /// <summary>Decides about a campaign, for the first time or anew. In another currency, money is counted anew. What was stopped for good stays so.</summary>
    /// <param name="known">Null for the first time.</param>
    /// <param name="terms">What is decided.</param>
    public static Decision<Campaign> Decide(Campaign? known, CampaignTerms terms) =>
        terms.State is not CouponState.Usable && string.IsNullOrWhiteSpace(terms.StateReason) ? new ReasonRequired()
        : known is null ? new Campaign(terms, 0, 0, 1)
        : known.Terms == terms ? known
        : known.Terms.State is CouponState.Voided && terms.State is not CouponState.Voided ? new CampaignVoided()
        : known.With(terms);

    /// <summary>Whether its budget is in money that a basket does not cost.</summary>
    public bool IsOfAnotherCurrency(string currencyCode) => Terms.BudgetMinor is not null && Terms.CurrencyCode != currencyCode;

    /// <summary>Whether the budget allows so many uses more, for so much.</summary>
    public bool HasRoomFor(long uses, long discountMinor) => !(Uses + uses > Terms.BudgetUses) && !(SpentMinor + discountMinor > Terms.BudgetMinor);

    /// <summary>Whether the person may use it so many times more.</summary>
    public bool HasRoomForPerson(long uses) => !(UsedByPerson + uses > Terms.UsesPerPerson);

    /// <summary>One of its coupons is held.</summary>
    public Campaign Use(string currencyCode, long discountMinor)
    {
        var used = this with { Uses = Uses + 1, SpentMinor = SpentMinor + (Counts(currencyCode) ? discountMinor : 0), Version = Version + 1 };
        return used with { IsBudgetSpent = IsBudgetSpent || !used.HasRoomFor(1, discountMinor) };
    }

    /// <summary>One that was held or used can be used once more.</summary>
    public Campaign GiveBack(string currencyCode, long discountMinor) => this with
    {
        Uses = Math.Max(0, Uses - 1),
        SpentMinor = Math.Max(0, SpentMinor - (Counts(currencyCode) ? discountMinor : 0)),
        IsBudgetSpent = false,
        Version = Version + 1,
    };

    private Campaign With(CampaignTerms terms) => this with
    {
        Terms = terms,
        SpentMinor = terms.CurrencyCode == Terms.CurrencyCode ? SpentMinor : 0,
        IsBudgetSpent = IsBudgetSpent && (terms.CurrencyCode, terms.BudgetMinor, terms.BudgetUses) == (Terms.CurrencyCode, Terms.BudgetMinor, Terms.BudgetUses),
        Version = Version + 1,
    };

    private bool Counts(string currencyCode) => Terms.CurrencyCode == currencyCode;
}
