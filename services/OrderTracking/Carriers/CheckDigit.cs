using System.Globalization;

namespace Omnichannel.OrderTracking.Carriers;

/// <summary>
/// How the last character of a number proves the others. Named by method and weights: <c>mod10 3 1</c> (weights in turn; <c>backwards</c> from the last), <c>mod11 3 1 7</c> (then mod 10),
/// <c>mod7</c> (the number itself), <c>luhn</c>, <c>s10</c> (of the Universal Postal Union), <c>mod37-36</c> (ISO 7064).
/// </summary>
public sealed class CheckDigit
{
    private static readonly int[] PostalWeights = [8, 6, 4, 2, 3, 5, 9, 7];

    private readonly string method;
    private readonly int[] weights;
    private readonly bool isBackwards;

    private CheckDigit(string method, int[] weights, bool isBackwards)
    {
        this.method = method;
        this.weights = weights;
        this.isBackwards = isBackwards;
    }

    /// <summary>That of international mail.</summary>
    public static CheckDigit Postal { get; } = new("s10", PostalWeights, false);

    /// <summary>Reads a method with its weights.</summary>
    /// <exception cref="InvalidDataException">There is none of that name, or it lacks weights.</exception>
    public static CheckDigit Parse(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var weights = words.Skip(1).Where(word => word != "backwards").Select(word => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var weight)
            ? weight
            : throw new InvalidDataException($"{word} is no weight of a check digit.")).ToArray();
        return words.FirstOrDefault() switch
        {
            "s10" => Postal,
            "mod7" or "luhn" or "mod37-36" when weights.Length == 0 => new CheckDigit(words[0], [], false),
            "mod10" or "mod11" when weights.Length > 0 => new CheckDigit(words[0], weights, words.Contains("backwards")),
            _ => throw new InvalidDataException($"'{text}' is no check digit."),
        };
    }

    /// <summary>Whether a check character is that of a serial number.</summary>
    public bool Proves(string serial, char check) => method switch
    {
        "mod7" => serial.Aggregate(0, (rest, digit) => ((rest * 10) + Value(digit)) % 7) == Value(check),
        "mod10" => (10 - (Weighted(isBackwards ? serial.Reverse() : serial) % 10)) % 10 == Value(check),
        "mod11" => Weighted(serial) % 11 % 10 == Value(check),
        "luhn" => (10 - (serial.Reverse().Select((digit, i) => Halved(Value(digit) * (i % 2 == 0 ? 2 : 1))).Sum() % 10)) % 10 == Value(check),
        "s10" => (11 - (Weighted(serial) % 11)) switch { 10 => 0, 11 => 5, var rest => rest } == Value(check),
        _ => Iso7064(serial) == Letter(check),
    };

    private int Weighted(IEnumerable<char> serial) => serial.Select((character, i) => Value(character) * weights[i % weights.Length]).Sum();

    private static int Halved(int product) => product > 9 ? product - 9 : product;

    // Letters stand for digits: A is 2, and so on round.
    private static int Value(char character) => char.IsAsciiDigit(character) ? character - '0' : (character - 3) % 10;

    private static int Letter(char character) => char.IsAsciiDigit(character) ? character - '0' : character - 'A' + 10;

    private static int Iso7064(string serial)
    {
        const int Modulus = 36;
        var product = Modulus;
        foreach (var character in serial)
        {
            var sum = (product + Letter(character)) % Modulus;
            product = (sum == 0 ? Modulus : sum) * 2 % (Modulus + 1);
        }

        return (Modulus + 1 - product) % Modulus;
    }
}
