namespace Omnichannel.CartSync.Domain;

/// <summary>Recognises card numbers where only references belong: card data never enters this system.</summary>
/// <remarks>
/// ISO/IEC 7812: 13 to 19 digits with the check digit of Luhn. The first digit is that of a payment network (2 to 6), which leaves times and most counters alone. A number
/// that is part of a longer word (a provider's prefix, a hexadecimal id) is none.
/// </remarks>
public static class CardNumbers
{
    private const int Shortest = 13;
    private const int Longest = 19;

    /// <summary>Whether a card number stands in the text, written together or in groups.</summary>
    public static bool IsIn(string text)
    {
        for (var start = 0; start < text.Length; start++)
        {
            if (StartsWord(text, start) && text[start] is >= '2' and <= '6' && BeginsAt(text, start))
            {
                return true;
            }
        }

        return false;
    }

    // The digits from here on, in groups divided by one blank or hyphen each: a number ends where a group does.
    private static bool BeginsAt(string text, int start)
    {
        Span<int> digits = stackalloc int[Longest];
        var count = 0;
        for (var at = start; at < text.Length && count < Longest; at++)
        {
            if (char.IsAsciiDigit(text[at]))
            {
                digits[count++] = text[at] - '0';
                if (count >= Shortest && EndsWord(text, at) && HasLuhnDigit(digits[..count]))
                {
                    return true;
                }
            }
            else if (text[at] is not (' ' or '-') || !char.IsAsciiDigit(text[at - 1]))
            {
                return false;
            }
        }

        return false;
    }

    private static bool StartsWord(string text, int at) => at == 0 || !char.IsLetterOrDigit(text[at - 1]);

    private static bool EndsWord(string text, int at) => at == text.Length - 1 || !char.IsLetterOrDigit(text[at + 1]);

    private static bool HasLuhnDigit(ReadOnlySpan<int> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var isDoubled = (digits.Length - i) % 2 == 0;
            var digit = isDoubled ? digits[i] * 2 : digits[i];
            sum += digit > 9 ? digit - 9 : digit;
        }

        return sum % 10 == 0;
    }
}
