namespace Omnichannel.Values;

/// <summary>The check digit of GS1's numbers, whatever their length (GS1 General Specifications 7.9.1).</summary>
public static class CheckDigit
{
    /// <summary>What belongs behind these digits.</summary>
    public static char Of(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            sum += (digits[i] - '0') * ((digits.Length - i) % 2 == 0 ? 1 : 3);
        }

        return (char)('0' + ((10 - (sum % 10)) % 10));
    }

    /// <summary>Whether the last of these digits is the check digit of the others.</summary>
    public static bool IsRight(ReadOnlySpan<char> digits) => digits.Length > 1 && Of(digits[..^1]) == digits[^1];
}
