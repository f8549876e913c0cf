using System.Globalization;
using Omnichannel.Platform.Domain;

namespace Omnichannel.Returns.Domain;

/// <summary>Something that goods may be given to instead of coming back.</summary>
/// <param name="PurposeId">Unique in its rule.</param>
/// <param name="Name">How customers read it.</param>
public sealed record DonationPurpose(string PurposeId, Words Name);

/// <summary>What stays with the customer, or is given away, and is paid back all the same.</summary>
/// <param name="AtMost">What it may be worth of one order, in each currency; nothing in others.</param>
/// <param name="Purposes">To what goods may be given.</param>
public sealed record KeepTerms(IReadOnlyList<Money> AtMost, IReadOnlyList<DonationPurpose> Purposes)
{
    /// <summary>Nothing may stay.</summary>
    public static readonly KeepTerms None = new([], []);

    /// <summary>What an order may keep in all.</summary>
    public Money MostOf(string currencyCode) => AtMost.FirstOrDefault(most => most.CurrencyCode == currencyCode, Money.Zero(currencyCode));

    /// <summary>The purpose of that id; null when there is none.</summary>
    public DonationPurpose? Purpose(string purposeId) => Purposes.FirstOrDefault(purpose => purpose.PurposeId == purposeId);

    /// <summary>What is wrong with the terms of a rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="bought">In which currencies the rule's markets have bought.</param>
    /// <param name="path">Of the rule, in the contract's names.</param>
    public static IEnumerable<PolicyFault> Faults(PolicyRule rule, IEnumerable<MarketCurrency> bought, string path)
    {
        var terms = rule.Keep;
        var purposes = terms.Purposes.Select(purpose => purpose.PurposeId).ToList();
        (bool IsMet, string At, string Description)[] wanted =
        [
            (!rule.Resolutions.Any(Return.Stays) || terms.AtMost.Count > 0, "keep.at_most", "is required where KEEP or DONATE is among the resolutions"),
            (terms.AtMost.All(most => most.AmountMinor > 0), "keep.at_most", "must be above 0"),
            (terms.AtMost.DistinctBy(most => most.CurrencyCode).Count() == terms.AtMost.Count, "keep.at_most", "must name each currency once"),
            (!rule.Resolutions.Contains(Resolution.Donate) || purposes.Count > 0, "keep.donation_purposes", "is required where DONATE is among the resolutions"),
            (purposes.All(id => id.Length is > 0 and <= 64) && purposes.Distinct().Count() == purposes.Count, "keep.donation_purposes", "must have ids of at most 64 characters, each once"),
            (terms.Purposes.All(purpose => purpose.Name.Texts.Count > 0), "keep.donation_purposes", "must have names"),
        ];
        var missing = terms.AtMost.Count == 0 ? [] : bought.Where(pair => terms.MostOf(pair.CurrencyCode).AmountMinor == 0).Select(pair => pair.CurrencyCode).Distinct();
        return wanted.Where(each => !each.IsMet).Select(each => new PolicyFault($"{path}.{each.At}", each.Description))
            .Concat(missing.Select(currency => new PolicyFault($"{path}.keep.at_most", $"has no amount in {currency}, in which the rule's markets have bought")));
    }
}

/// <summary>How much of a line may stay with the customer now.</summary>
/// <param name="Units">Those that are with the customer and in no return or claim.</param>
/// <param name="Left">What they may be worth, with what was kept before taken off.</param>
public sealed record Keepable(int Units, Money Left)
{
    /// <summary>Of a line under a rule.</summary>
    public static Keepable Of(OrderReturns order, OrderLine line, PolicyRule rule)
    {
        // Nearly no rule lets anything stay: then nobody needs to know what did.
        var most = rule.Keep.MostOf(order.Order.CurrencyCode);
        var left = most.AmountMinor > 0 ? most - order.Kept : most;
        return new Keepable(
            Math.Max(0, order.Available(line) - (order.Order.Fulfilled(line) - order.Order.WithCustomer(line))),
            left.AmountMinor > 0 ? left : Money.Zero(left.CurrencyCode));
    }

    /// <summary>Why so many units that are worth so much may not stay; null when they may.</summary>
    public Refusal? WhyNot(string lineId, int units, Money worth, PolicyDecision decision) =>
        units > Units ? new KeepUnderWay(lineId, decision, Units)
        : worth > Left ? new KeepLimitReached(lineId, decision, Left.AmountMinor)
        : null;
}

/// <content>What stays with the customer: it does not travel, and nobody waits for it.</content>
public sealed partial record Return
{
    /// <summary>Whether what a line is for does not come back.</summary>
    public static bool Stays(Resolution resolution) => resolution is Resolution.Keep or Resolution.Donate;

    /// <summary>What the units that stay are worth, of a return that has them.</summary>
    public Money Kept => IsLive || IsResolved
        ? Lines.Where(line => line.Stays).Aggregate(Money.Zero(RefundAmount.CurrencyCode), (sum, line) => sum + line.RefundAmount)
        : Money.Zero(RefundAmount.CurrencyCode);

    // What its rule allows, beside what other lines of the same request keep.
    private static Refusal? WhyNotKept(NewReturnLine requested, LineEligibility answer, Money keptWith, OrderReturns order)
    {
        if (!Stays(requested.Resolution))
        {
            return null;
        }

        if (requested.Resolution is Resolution.Donate && answer.Rule.Keep.Purpose(requested.DonationPurpose) is null)
        {
            return new DonationPurposeUnknown(requested.LineId);
        }

        // Resolved now or once it is approved.
        var (now, later) = (order.Worth(answer.Line, requested.Quantity), order.Worth(answer.Line, requested.Quantity, includesReserved: true));
        return Keepable.Of(order, answer.Line, answer.Rule).WhyNot(requested.LineId, requested.Quantity, keptWith + (now < later ? later : now), answer.Decision);
    }
}
