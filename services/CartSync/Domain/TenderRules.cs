using System.Collections.Immutable;
using System.Globalization;
using Omnichannel.Platform.Domain;

namespace Omnichannel.CartSync.Domain;

/// <summary>Tenders that pay for what is due.</summary>
/// <param name="Tenders">Every amount is set.</param>
/// <param name="RoundingMinor">What they pay beyond it, because cash is rounded; negative: below it.</param>
public sealed record SettledTenders(ImmutableArray<Tender> Tenders, long RoundingMinor);

/// <summary>What is taken as payment, and when two payments are one: kind and reference name a payment.</summary>
public static class TenderRules
{
    private const string SpentPrefix = "pd-";
    private const int MostSpent = 16;

    /// <summary>Why these tenders cannot pay for a checkout of the cart, whatever it costs; null when they can.</summary>
    public static Platform.Domain.Refusal? Refuse(SharedCart cart, ImmutableArray<Tender> tenders)
    {
        var seen = new HashSet<(TenderKind, string)>();
        foreach (var tender in tenders)
        {
            if (tender.CurrencyCode.Length > 0 && tender.CurrencyCode != cart.CurrencyCode)
            {
                return new CurrencyMismatch("tenders", cart.CurrencyCode);
            }

            if (!seen.Add((tender.Kind, tender.Reference)))
            {
                return new TenderRepeated();
            }

            if (tender.Reference.Length > 0 && cart.Refunds.Contains(RefundId(cart.Id, "", tender)))
            {
                return new TenderRefunded();
            }

            if (IsSpent(cart, tender))
            {
                return new TenderUsed();
            }
        }

        return null;
    }

    /// <summary>
    /// The tenders with every amount set, when they add up to the due amount; null when they do not. One without an amount takes what remains, if anything does. The one
    /// payment in cash may pay its part exactly or as its country rounds it.
    /// </summary>
    public static SettledTenders? Settle(ImmutableArray<Tender> tenders, long dueMinor, CashRounding rule)
    {
        var rest = dueMinor - GivenMinor(tenders);
        var open = tenders.Count(tender => tender.AmountMinor is null);
        if (tenders.Any(tender => tender.AmountMinor <= 0) || open > 1 || (open == 1 && rest <= 0))
        {
            return null;
        }

        var isCashAlone = tenders.Count(tender => tender.Kind is TenderKind.Cash) == 1;
        ImmutableArray<Tender> paid =
        [
            .. tenders.Select(tender => tender with { AmountMinor = tender.AmountMinor ?? (tender.Kind is TenderKind.Cash && isCashAlone ? rule.Round(rest) : rest), CurrencyCode = "" }),
        ];
        return rule.RoundingOf([.. paid.Select(tender => (tender.Kind, tender.AmountMinor!.Value))], dueMinor) is { } rounding ? new SettledTenders(paid, rounding) : null;
    }

    /// <summary>Sum of the amounts that are set.</summary>
    public static long GivenMinor(ImmutableArray<Tender> tenders) => tenders.Sum(tender => tender.AmountMinor ?? 0);

    /// <summary>Whether both are the same payments, in whatever order.</summary>
    /// <param name="known">As accepted.</param>
    /// <param name="sent">As a caller sends them.</param>
    public static bool AreSame(ImmutableArray<Tender> known, ImmutableArray<Tender> sent) =>
        known.Length == sent.Length && InOrder(known).Zip(InOrder(sent)).All(pair => pair.First.Kind == pair.Second.Kind && pair.First.Reference == pair.Second.Reference
            && (pair.Second.AmountMinor is not { } amount || amount == pair.First.AmountMinor));

    /// <summary>The payments that a sale does not stand on.</summary>
    /// <param name="sent">As a caller sends them.</param>
    /// <param name="sold">What the sale was paid with; empty when nothing was sold.</param>
    public static ImmutableArray<Tender> Beside(ImmutableArray<Tender> sent, ImmutableArray<Tender> sold) => sent.RemoveAll(tender => sold.Any(
        paid => paid.Kind == tender.Kind && paid.Reference == tender.Reference && (paid.Reference.Length > 0 || paid.AmountMinor == tender.AmountMinor)));

    /// <summary>
    /// Names the refund of a payment: the same whoever repeats it, and for whichever checkout it comes again. Cash without a reference is only known by its checkout.
    /// </summary>
    public static string RefundId(string cartId, string checkoutId, Tender tender)
    {
        var kind = tender.Kind.Name();
        return tender.Reference.Length > 0
            ? CartId.Derived("rf-", cartId, kind, tender.Reference)
            : CartId.Derived("rf-", cartId, checkoutId, kind, (tender.AmountMinor ?? 0).ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Whether a sale of the cart stands on the payment, as far as the latest sales are remembered.</summary>
    public static bool IsSpent(SharedCart cart, Tender tender) => tender.Reference.Length > 0 && cart.Refunds.Contains(SpentId(cart.Id, tender));

    /// <summary>Remembers the payments of a sale.</summary>
    public static SharedCart Spend(SharedCart cart, ImmutableArray<Tender> tenders)
    {
        var marks = cart.Refunds;
        foreach (var tender in tenders.Where(tender => tender.Reference.Length > 0))
        {
            // They are written with every operation on the cart: a few are enough.
            marks = marks.Count(IsSpentId) < MostSpent ? marks : marks.Remove(marks.First(IsSpentId));
            marks = marks.Add(SpentId(cart.Id, tender));
        }

        return cart with { Refunds = marks };
    }

    private static string SpentId(string cartId, Tender tender) =>
        CartId.Derived(SpentPrefix, cartId, tender.Kind.Name(), tender.Reference);

    private static bool IsSpentId(string mark) => mark.StartsWith(SpentPrefix, StringComparison.Ordinal);

    private static IEnumerable<Tender> InOrder(ImmutableArray<Tender> tenders) =>
        tenders.OrderBy(tender => tender.Kind).ThenBy(tender => tender.Reference, StringComparer.Ordinal).ThenBy(tender => tender.AmountMinor);
}
