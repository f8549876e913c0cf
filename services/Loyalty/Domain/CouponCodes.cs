namespace Omnichannel.Loyalty.Domain;

/// <summary>
/// Codes of coupons that are made here (<see cref="CheckedCode"/>): a prefix, if there is one, and 16 characters, the last of which proves all before it. Codes of somebody's own
/// choice that look so must fit, too; then one that does not is misread, whoever typed it, and nobody needs to look.
/// </summary>
public static class CouponCodes
{
    /// <summary>The longest prefix.</summary>
    public const int LongestPrefix = 8;

    private const int Group = 4;
    private const int Length = CheckedCode.DrawnCharacters + 1;

    /// <summary>A code as it is printed: SPRING-7K3M-9QX2-T4HB-AACD.</summary>
    /// <param name="prefix">Characters of the alphabet; empty for none.</param>
    /// <param name="drawn">Those that were drawn for it.</param>
    public static string Of(string prefix, string drawn)
    {
        var code = CheckedCode.WithCheckCharacter(prefix + drawn)[prefix.Length..];
        var groups = string.Join('-', code.Chunk(Group).Select(group => new string(group)));
        return prefix.Length == 0 ? groups : $"{prefix}-{groups}";
    }

    /// <summary>Whether codes may begin so. The check character is about the prefix as well, so it has their characters.</summary>
    public static bool IsPrefix(string prefix) => prefix.Length <= LongestPrefix && CheckedCode.IsOfAlphabet(prefix);

    /// <summary>Whether a code, in capitals and without dashes, looks as if it was made here, and its last character does not fit the others.</summary>
    public static bool IsMisread(string code) => code.Length is >= Length and <= Length + LongestPrefix && CheckedCode.IsOfAlphabet(code) && !CheckedCode.Fits(code);
}
