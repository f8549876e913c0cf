using Omnichannel.Platform.Text;

namespace Omnichannel.Platform.Domain;

/// <summary>
/// To what cash is rounded where the smallest coins are not in use, from <c>cash-rounding.yaml</c>, each country with its source. Only what is paid or paid out in cash
/// is rounded, never a price, a line or what points are counted from.
/// </summary>
/// <param name="StepMinor">The smallest step, in minor units; 1 where nothing is rounded.</param>
/// <param name="TiesDown">Of two steps that are equally near the lower one counts.</param>
public sealed record CashRounding(long StepMinor, bool TiesDown)
{
    private static readonly IReadOnlyDictionary<string, (string Currency, CashRounding Rule)> Countries = Read();

    /// <summary>Cash is paid to the minor unit.</summary>
    public static CashRounding None { get; } = new(1, false);

    /// <summary>The countries that have a rule (ISO 3166-1 alpha-2).</summary>
    public static IEnumerable<string> Known => Countries.Keys;

    /// <summary>The rule of a market's country (<c>IT</c>, <c>IT-north</c>) for its own currency; in any other currency, and elsewhere, nothing is rounded.</summary>
    public static CashRounding In(string market, string currencyCode) =>
        Countries.TryGetValue(market.Split('-', '_')[0].ToUpperInvariant(), out var country) && country.Currency == currencyCode ? country.Rule : None;

    /// <summary>What cash pays of an amount that is not negative.</summary>
    public long Round(long amountMinor)
    {
        var beyond = amountMinor % StepMinor;
        var isUp = TiesDown ? beyond * 2 > StepMinor : beyond * 2 >= StepMinor;
        return StepMinor == 1 ? amountMinor : checked(amountMinor - beyond + (isUp ? StepMinor : 0));
    }

    /// <summary>
    /// What payments bring beyond what is due: nothing, or what the one in cash is rounded by, which pays the part that the others leave. Null when they do not pay for it.
    /// </summary>
    /// <param name="payments">Each with its amount, not negative.</param>
    /// <param name="dueMinor">What is due, exact.</param>
    public long? RoundingOf(IReadOnlyCollection<(TenderKind Kind, long AmountMinor)> payments, long dueMinor)
    {
        var beyond = payments.Sum(payment => payment.AmountMinor) - dueMinor;
        long[] cash = [.. payments.Where(payment => payment.Kind is TenderKind.Cash).Select(payment => payment.AmountMinor)];
        return beyond == 0 || (cash is [var paid] && paid == Round(Math.Max(0, paid - beyond))) ? beyond : null;
    }

    /// <summary>
    /// What cash pays out of one part of an amount. Parts in any sizes add up to the rounded whole: each counts what was paid out before it.
    /// </summary>
    /// <param name="partMinor">The part, exact.</param>
    /// <param name="beforeMinor">The parts before it together, exact.</param>
    public long RoundPart(long partMinor, long beforeMinor) => Round(checked(beforeMinor + partMinor)) - Round(beforeMinor);

    private static Dictionary<string, (string, CashRounding)> Read()
    {
        using var reader = DataFile.Embedded(typeof(CashRounding).Assembly, "Omnichannel.Platform.Domain.cash-rounding.yaml");
        return DataFile.Read<Dictionary<string, Entry>>(reader, "cash rounding")
            .ToDictionary(country => country.Key, country => (country.Value.Currency, new CashRounding(country.Value.Step, country.Value.Ties == "down")), StringComparer.Ordinal);
    }

    private sealed class Entry
    {
        public string Currency { get; set; } = "";

        public long Step { get; set; }

        public string Ties { get; set; } = "up";
    }
}
