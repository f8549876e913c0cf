using System.Globalization;
using System.Numerics;
using Omnichannel.Values;

namespace Omnichannel.Platform.Domain;

/// <summary>An amount in minor units of one currency. Arithmetic is exact and checked: amounts of two currencies never mix, overflow never wraps.</summary>
/// <param name="CurrencyCode">ISO 4217 code, upper case.</param>
/// <param name="AmountMinor">Minor units: cents for EUR, yen for JPY.</param>
public readonly record struct Money(string CurrencyCode, long AmountMinor) : IComparable<Money>
{
    /// <summary>No money in a currency.</summary>
    public static Money Zero(string currencyCode) => new(currencyCode, 0);

    /// <summary>Sum.</summary>
    public static Money operator +(Money left, Money right) => left with { AmountMinor = checked(left.AmountMinor + Same(left, right).AmountMinor) };

    /// <summary>Difference.</summary>
    public static Money operator -(Money left, Money right) => left with { AmountMinor = checked(left.AmountMinor - Same(left, right).AmountMinor) };

    /// <summary>Negation.</summary>
    public static Money operator -(Money amount) => amount with { AmountMinor = checked(-amount.AmountMinor) };

    /// <summary>Order.</summary>
    public static bool operator <(Money left, Money right) => left.CompareTo(right) < 0;

    /// <summary>Order.</summary>
    public static bool operator >(Money left, Money right) => left.CompareTo(right) > 0;

    /// <summary>Order.</summary>
    public static bool operator <=(Money left, Money right) => left.CompareTo(right) <= 0;

    /// <summary>Order.</summary>
    public static bool operator >=(Money left, Money right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public int CompareTo(Money other) => AmountMinor.CompareTo(Same(this, other).AmountMinor);

    /// <summary>
    /// Splits this amount in proportion to the weights; the parts add up to the whole, and none differs from its exact share by a minor unit or more.
    /// What rounding down leaves goes, one minor unit each, to the largest remainders (ties: the earlier part).
    /// </summary>
    /// <param name="weights">Not negative. All zero: everything goes to the first part.</param>
    public IReadOnlyList<Money> Split(IReadOnlyList<long> weights)
    {
        ArgumentOutOfRangeException.ThrowIfZero(weights.Count);
        var total = BigInteger.Zero;
        foreach (var weight in weights)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(weight);
            total += weight;
        }

        if (total.IsZero)
        {
            var currency = CurrencyCode;
            var whole = this;
            return [.. weights.Select((_, i) => i == 0 ? whole : Zero(currency))];
        }

        var sign = Math.Sign(AmountMinor);
        var amount = BigInteger.Abs(AmountMinor);
        var parts = new long[weights.Count];
        var remainders = new BigInteger[weights.Count];
        var left = amount;
        for (var i = 0; i < parts.Length; i++)
        {
            var share = BigInteger.DivRem(amount * weights[i], total, out remainders[i]);
            parts[i] = (long)share;
            left -= share;
        }

        foreach (var i in Enumerable.Range(0, parts.Length).OrderByDescending(i => remainders[i]).ThenBy(i => i).Take((int)left))
        {
            parts[i]++;
        }

        var code = CurrencyCode;
        return [.. parts.Select(part => new Money(code, sign * part))];
    }

    /// <inheritdoc/>
    public override string ToString() => $"{(decimal)AmountMinor / Currencies.MinorUnits(CurrencyCode):0.####} {CurrencyCode}";

    private static Money Same(Money left, Money right) => left.CurrencyCode == right.CurrencyCode
        ? right
        : throw new InvalidOperationException($"Amounts of {left.CurrencyCode} and {right.CurrencyCode} do not mix.");
}

/// <summary>A price for one piece, or for as much as <see cref="Measure"/> says, in major units with at most four decimal places: finer than money, because real shops sell at 0.001.</summary>
public readonly record struct UnitPrice
{
    /// <summary>Highest price taken; with the highest quantity a line total stays far inside 64 bits.</summary>
    public const decimal Highest = 1_000_000_000m;

    private UnitPrice(string currencyCode, decimal amount)
    {
        CurrencyCode = currencyCode;
        Amount = amount;
    }

    /// <summary>ISO 4217 code.</summary>
    public string CurrencyCode { get; }

    /// <summary>Major units.</summary>
    public decimal Amount { get; }

    /// <summary>What it is for.</summary>
    public Measure Measure { get; init; } = Measure.Piece;

    /// <summary>Reads decimal text such as <c>2.55</c>; false when it is no plain decimal, negative, too high or finer than four places.</summary>
    public static bool TryParse(string currencyCode, string text, out UnitPrice price)
    {
        price = default;
        if (!Currencies.IsKnown(currencyCode)
            || !decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            || amount > Highest
            || decimal.Round(amount, 4) != amount)
        {
            return false;
        }

        // Divided by one with all the places that there are, 1.50 is 1.5, in its digits too.
        price = new UnitPrice(currencyCode, amount / 1.0000000000000000000000000000m);
        return true;
    }

    /// <summary>Reads decimal text that is known to be good.</summary>
    public static UnitPrice Parse(string currencyCode, string text) =>
        TryParse(currencyCode, text, out var price) ? price : throw new FormatException($"'{text}' is no unit price in {currencyCode}.");

    /// <summary>The line total of so many of its measure: the exact product, rounded once, half to even.</summary>
    public Money Times(long quantity) => new(CurrencyCode, Measure.TotalMinor(Amount, CurrencyCode, quantity));

    /// <summary>Decimal text in major units, without needless zeros.</summary>
    public override string ToString() => Amount.ToString("0.####", CultureInfo.InvariantCulture);
}
