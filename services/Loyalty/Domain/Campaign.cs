namespace Omnichannel.Loyalty.Domain;

/// <summary>What somebody decides about the coupons of a campaign.</summary>
/// <param name="CampaignId">As the coupons' terms name it.</param>
/// <param name="IsPaused">None of them can be used.</param>
/// <param name="CurrencyCode">Of the budget; empty without one in money.</param>
/// <param name="BudgetMinor">What they may take off together; null for no limit.</param>
/// <param name="BudgetUses">How often they may be used together; null for no limit.</param>
public sealed record CampaignTerms(string CampaignId, bool IsPaused, string CurrencyCode, long? BudgetMinor, long? BudgetUses);

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
    /// <summary>A campaign that nothing was decided about before.</summary>
    public static Campaign Of(CampaignTerms terms) => new(terms, 0, 0, 1);

    /// <summary>Decides anew. In another currency, money is counted anew.</summary>
    public Campaign With(CampaignTerms terms) =>
        this with { Terms = terms, SpentMinor = terms.CurrencyCode == Terms.CurrencyCode ? SpentMinor : 0, Version = Version + 1 };

    /// <summary>Whether its budget is in money that a basket does not cost.</summary>
    public bool IsOfAnotherCurrency(string currencyCode) => Terms.BudgetMinor is not null && Terms.CurrencyCode != currencyCode;

    /// <summary>Whether the budget allows so many uses more, for so much.</summary>
    public bool HasRoomFor(long uses, long discountMinor) => !(Uses + uses > Terms.BudgetUses) && !(SpentMinor + discountMinor > Terms.BudgetMinor);

    /// <summary>One of its coupons is held.</summary>
    public Campaign Use(string currencyCode, long discountMinor) =>
        this with { Uses = Uses + 1, SpentMinor = SpentMinor + (Counts(currencyCode) ? discountMinor : 0), Version = Version + 1 };

    /// <summary>One that was held or used can be used once more.</summary>
    public Campaign GiveBack(string currencyCode, long discountMinor) => this with
    {
        Uses = Math.Max(0, Uses - 1),
        SpentMinor = Math.Max(0, SpentMinor - (Counts(currencyCode) ? discountMinor : 0)),
        Version = Version + 1,
    };

    private bool Counts(string currencyCode) => Terms.CurrencyCode == currencyCode;
}
