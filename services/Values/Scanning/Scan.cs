using System.Collections.Immutable;
using Omnichannel.Cart.V1;
using Omnichannel.Types.V1;

namespace Omnichannel.Values.Scanning;

/// <summary>What a code says: which goods, and what else stands in it.</summary>
public sealed record Scan
{
    /// <summary>14 digits.</summary>
    public required string Gtin { get; init; }

    /// <summary>Eight digits may be a UPC-E as well: then this is what it stands for.</summary>
    public string? OtherGtin { get; init; }

    /// <summary>Nothing but the number: a price or a measure may be in it.</summary>
    public bool IsNumber { get; init; }

    /// <summary>Batch or lot; empty when there is none.</summary>
    public string Lot { get; init; } = "";

    /// <summary>Serial number; empty when there is none.</summary>
    public string Serial { get; init; } = "";

    /// <summary>Last day of use.</summary>
    public DateOnly? ExpiresOn { get; init; }

    /// <summary>Last day at its best.</summary>
    public DateOnly? BestBefore { get; init; }

    /// <summary>Last day of sale.</summary>
    public DateOnly? SellBy { get; init; }

    /// <summary>What the piece weighs or measures.</summary>
    public ImmutableArray<ScannedMeasure> Measures { get; init; } = [];

    /// <summary>What the piece costs.</summary>
    public ScannedPrice? Price { get; init; }

    /// <summary>How many pieces.</summary>
    public long? Count { get; init; }
}

/// <summary>What one piece weighs or measures.</summary>
/// <param name="Kind">What is measured.</param>
/// <param name="Value">In the unit.</param>
/// <param name="UnitCode">UN/ECE Recommendation 20.</param>
public sealed record ScannedMeasure(MeasureKind Kind, decimal Value, string UnitCode);

/// <summary>A price in a code.</summary>
/// <param name="Amount">In major units.</param>
/// <param name="CurrencyCode">ISO 4217; null for that of the market where it is read.</param>
/// <param name="Identifier">Of the element that says so; empty when it is in the number itself.</param>
public sealed record ScannedPrice(decimal Amount, string? CurrencyCode, string Identifier)
{
    /// <summary>As money of the market. What is finer than a minor unit, or beyond 64 bits, nobody can pay.</summary>
    public Reading<Money> In(string marketCurrency)
    {
        var currency = CurrencyCode ?? marketCurrency;
        var minor = Amount * Currencies.MinorUnits(currency);
        return minor == decimal.Truncate(minor) && minor <= long.MaxValue ? new Money { CurrencyCode = currency, AmountMinor = decimal.ToInt64(minor) } : ScanFault.ElementInvalid(Identifier);
    }
}
