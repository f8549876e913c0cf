using Omnichannel.Platform.Domain;

namespace Omnichannel.Returns.Domain;

/// <content>
/// What is given on top of store credit. It is the merchant's, and no money of the order: Loyalty gives it once the store credit was given, on what was given of it. What does not come after
/// all takes its part of it back.
/// </content>
public sealed partial record Return
{
    /// <summary>The bonus that was given; null while none was.</summary>
    public Money? BonusGiven { get; init; }

    /// <summary>The bonus as it was given, or else as it will be.</summary>
    public Money Bonus => BonusGiven ?? BonusOn(StoreCredit.AmountMinor);

    /// <summary>Names the bonus: given once.</summary>
    public string BonusId => $"bonus-{ReturnId}";

    // Lines differ in their percentages: some of the credit has its part of the bonus on all of it.
    private Money BonusOn(long creditMinor)
    {
        var lines = Lines.Where(line => line.Resolution is Resolution.StoreCredit).ToList();
        var all = lines.Sum(line => decimal.ToInt64(decimal.Round(line.RefundAmount.AmountMinor * line.BonusPercent / 100m, 0, MidpointRounding.ToEven)));
        return RefundAmount with { AmountMinor = new Portion(all, lines.Sum(line => line.RefundAmount.AmountMinor)).First(creditMinor) };
    }

    // What was refunded to a store credit that had paid names the payment; what is the buyer's names none.
    private long CreditGiven => Math.Min(
        StoreCredit.AmountMinor, Refund?.Tenders.Where(tender => tender.Kind is TenderKind.StoreCredit && tender.Reference.Length == 0).Sum(tender => tender.Amount.AmountMinor) ?? 0);

    private ReturnStep GiveBonus()
    {
        var bonus = BonusGiven is null ? BonusOn(CreditGiven) : Money.Zero(RefundAmount.CurrencyCode);
        return bonus.AmountMinor == 0 ? ReturnStep.Unchanged(this) : Step(this with { BonusGiven = bonus }, new BonusOwed(BonusId, bonus));
    }

    // After money for goods that did not come was asked back: the bonus on the credit that stays.
    private Return WithBonusOf(Return before)
    {
        var stays = before.CreditGiven - (before.StoreCredit.AmountMinor - StoreCredit.AmountMinor);
        var bonus = BonusOn(Math.Max(0, stays));
        return before.BonusGiven is { } given ? this with { BonusGiven = bonus < given ? bonus : given } : this;
    }
}
