using System.Globalization;

namespace Omnichannel.Loyalty.Domain;

/// <summary>Numbers of loyalty cards: digits, the last of which proves the others (Luhn), so that a misread one is noticed at the till.</summary>
public static class CardNumbers
{
    /// <summary>How many digits are drawn for a new card; the check digit follows them.</summary>
    public const int DrawnDigits = 15;

    /// <summary>The number that such digits make.</summary>
    public static string WithCheckDigit(string digits) => digits + ((10 - (Sum(digits + '0') % 10)) % 10).ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether the last digit fits the others.</summary>
    public static bool IsProven(string number) => number.Length > 1 && number.All(char.IsAsciiDigit) && Sum(number) % 10 == 0;

    /// <summary>Whether a number looks like one of ours, and was misread. Numbers that came from elsewhere prove nothing.</summary>
    public static bool IsMisread(string number) => number.Length == DrawnDigits + 1 && number.All(char.IsAsciiDigit) && !IsProven(number);

    // Every second digit counts twice, from the one before the last.
    private static int Sum(string number)
    {
        var sum = 0;
        for (var i = 0; i < number.Length; i++)
        {
            var digit = (number[i] - '0') * ((number.Length - i) % 2 == 0 ? 2 : 1);
            sum += digit > 9 ? digit - 9 : digit;
        }

        return sum;
    }
}
