namespace Omnichannel.Values;

/// <summary>What a quantity counts, and what a price is for. A quantity is a whole number of the smallest unit, so no weight is ever rounded.</summary>
public enum Measure
{
    /// <summary>Not told.</summary>
    None,

    /// <summary>Pieces; the price is for one.</summary>
    Piece,

    /// <summary>Grams; the price is for a kilogram.</summary>
    Gram,

    /// <summary>Millilitres; the price is for a litre.</summary>
    Millilitre,

    /// <summary>Millimetres; the price is for a metre.</summary>
    Millimetre,
}

/// <summary>What follows from how something is measured.</summary>
public static class Measures
{
    /// <summary>Most that a quantity can be, whatever it counts.</summary>
    public const int HighestQuantity = 100_000_000;

    private const int HighestTimesPriced = 100_000;

    /// <summary>Of how many the price is.</summary>
    public static int PricedPer(this Measure measure) => measure is Measure.Piece or Measure.None ? 1 : 1000;

    /// <summary>Most that a line can have: 100,000 times what the price is for, so that no total overflows.</summary>
    public static int MostOf(this Measure measure) => HighestTimesPriced * measure.PricedPer();

    /// <summary>How many things a person would count: a piece of cheese is one thing, whatever it weighs.</summary>
    public static int Things(this Measure measure, int quantity) => measure.PricedPer() == 1 ? quantity : Math.Sign(quantity);

    /// <summary>Minor units of so many of it at a price in major units: the exact product, rounded once, half to even.</summary>
    public static long TotalMinor(this Measure measure, decimal unitPrice, string currencyCode, long quantity) =>
        decimal.ToInt64(decimal.Round(unitPrice * quantity * Currencies.MinorUnits(currencyCode) / measure.PricedPer(), 0, MidpointRounding.ToEven));

    /// <summary>What the contract says: pieces where it says nothing.</summary>
    public static Measure Of(Types.V1.Measure measure) => measure is Types.V1.Measure.Unspecified ? Measure.Piece : SameWords.ToDomain<Measure, Types.V1.Measure>(measure);
}
