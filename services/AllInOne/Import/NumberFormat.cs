using System.Globalization;
using System.Text;

namespace Omnichannel.AllInOne.Import;

/// <summary>
/// How a file writes numbers. Nothing is guessed: <c>1.250</c> is 1.25 in one country and 1250 in the next, and a price that is wrong by a factor looks like any other.
/// </summary>
/// <param name="DecimalSign">Between whole and fraction.</param>
/// <param name="GroupingSign">Between groups of digits; null when the file has none. A space stands for every kind of space.</param>
public sealed record NumberFormat(char DecimalSign, char? GroupingSign)
{
    /// <summary>Plain decimal text of a number of the file, as in <c>-1250.5</c>; null when it is none in this format.</summary>
    /// <remarks>Groups have three digits; those before the last may have two, as in India.</remarks>
    public string? Normalize(string text)
    {
        var digits = text.AsSpan().Trim();
        var plain = new StringBuilder(digits.Length);
        if (digits is ['-', ..])
        {
            plain.Append('-');
            digits = digits[1..];
        }

        var point = digits.IndexOf(DecimalSign);
        var whole = point < 0 ? digits : digits[..point];
        var fraction = point < 0 ? [] : digits[(point + 1)..];
        if ((whole.IsEmpty && fraction.IsEmpty) || (point >= 0 && fraction.IsEmpty) || fraction.ContainsAnyExceptInRange('0', '9') || !AddWhole(whole, plain))
        {
            return null;
        }

        return (point < 0 ? plain : plain.Append('.').Append(fraction)).ToString();
    }

    /// <summary>A whole number of the file.</summary>
    public bool TryWhole(string text, out long number)
    {
        number = 0;
        return Normalize(text) is { } plain && long.TryParse(plain, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
    }

    private bool AddWhole(ReadOnlySpan<char> whole, StringBuilder plain)
    {
        var groups = new List<int> { 0 };
        foreach (var character in whole)
        {
            if (char.IsAsciiDigit(character))
            {
                plain.Append(character);
                groups[^1]++;
            }
            else if (IsGrouping(character))
            {
                groups.Add(0);
            }
            else
            {
                return false;
            }
        }

        if (whole.IsEmpty)
        {
            plain.Append('0');
        }

        return groups is [_] || (groups is [>= 1 and <= 3, .., 3] && groups[1..^1] is var between && (between.TrueForAll(length => length == 3) || (groups[0] <= 2 && between.TrueForAll(length => length == 2))));
    }

    // Thousands are set apart by a narrow or a no-break space, which on paper is the same.
    private bool IsGrouping(char character) => character == GroupingSign
        || (GroupingSign is ' ' && char.GetUnicodeCategory(character) is UnicodeCategory.SpaceSeparator)
        || (GroupingSign is '\'' && character is '’');
}
