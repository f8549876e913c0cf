namespace Omnichannel.Loyalty.Domain;

/// <summary>
/// Codes that are made here: letters and digits that nobody mistakes for one another, the last of which proves the others (Luhn, mod 32), so that a misread or swapped one is
/// noticed before anybody looks it up. It keeps no secret: whoever knows the rule makes as many fitting codes as they like, and guesses one that exists no sooner for it.
/// </summary>
public static class CheckedCode
{
    /// <summary>What they are made of.</summary>
    public const string Alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    /// <summary>How many characters are drawn at random for a new one, 5 bits each: 75 bits.</summary>
    public const int DrawnCharacters = 15;

    /// <summary>The code that such characters make.</summary>
    public static string WithCheckCharacter(string characters) =>
        characters + Alphabet[(Alphabet.Length - (Sum(characters + Alphabet[0]) % Alphabet.Length)) % Alphabet.Length];

    /// <summary>Whether a text has these characters only.</summary>
    public static bool IsOfAlphabet(string text) => text.All(character => Alphabet.Contains(character, StringComparison.Ordinal));

    /// <summary>Whether the last of these characters fits the others.</summary>
    public static bool Fits(string code) => Sum(code) % Alphabet.Length == 0;

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
