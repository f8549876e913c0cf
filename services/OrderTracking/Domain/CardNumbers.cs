namespace Omnichannel.OrderTracking.Domain;

/// <summary>Card numbers must never be stored: text that could be one is refused wherever a reference is taken.</summary>
public static class CardNumbers
{
    /// <summary>Whether text is 12 to 19 digits, however grouped, whose check digit is right (ISO/IEC 7812-1).</summary>
    public static bool IsOne(string text)
    {
        var digits = text.Where(character => character is not (' ' or '-' or '.' or '/')).ToList();
        return digits.Count is >= 12 and <= 19 && digits.TrueForAll(char.IsAsciiDigit) && IsChecked(digits);
    }

    // Every second digit from the right is doubled.
    private static bool IsChecked(List<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Count; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            var doubled = i % 2 == 1 ? digit * 2 : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }

        return sum % 10 == 0;
    }
}
