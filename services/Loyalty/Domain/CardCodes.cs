namespace Omnichannel.Loyalty.Domain;

/// <summary>
/// Codes of gift cards: letters and digits that nobody mistakes for one another, the last of which proves the others (Luhn, mod 32), so that a misread or swapped one is noticed
/// before anybody looks it up.
/// </summary>
public static class CardCodes
{
    /// <summary>What codes are made of.</summary>
    public const string Alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    /// <summary>How many characters are drawn for a new code; the check character follows them.</summary>
    public const int DrawnCharacters = 15;

    /// <summary>What PINs are made of.</summary>
    public const string PinDigits = "0123456789";

    /// <summary>How many digits a PIN has.</summary>
    public const int PinLength = 8;

    /// <summary>The code that such characters make.</summary>
    public static string WithCheckCharacter(string drawn) => drawn + Alphabet[(Alphabet.Length - (Sum(drawn + Alphabet[0]) % Alphabet.Length)) % Alphabet.Length];

    /// <summary>A code as it was typed, without blanks and dashes, in capitals; null when its last character does not fit the others.</summary>
    /// <param name="typed">The code.</param>
    /// <param name="drawn">How many characters stand before the one that proves them.</param>
    public static string? Read(string typed, int drawn = DrawnCharacters)
    {
        var code = string.Concat(typed.Where(character => character is not (' ' or '-'))).ToUpperInvariant();
        return code.Length == drawn + 1 && code.All(character => Alphabet.Contains(character, StringComparison.Ordinal)) && Sum(code) % Alphabet.Length == 0
            ? code
            : null;
    }

    // Every second character counts twice, from the one before the last; a double value counts as the sum of its two digits.
    private static int Sum(string code)
    {
        var sum = 0;
        for (var i = 0; i < code.Length; i++)
        {
            var value = Alphabet.IndexOf(code[i], StringComparison.Ordinal) * ((code.Length - i) % 2 == 0 ? 2 : 1);
            sum += (value / Alphabet.Length) + (value % Alphabet.Length);
        }

        return sum;
    }
}
