namespace Omnichannel.Loyalty.Domain;

/// <summary>Codes of gift cards (<see cref="CheckedCode"/>), and their PINs.</summary>
public static class CardCodes
{
    /// <summary>How many digits a PIN has.</summary>
    public const int PinLength = 8;

    /// <summary>A code as it was typed, without blanks and dashes, in capitals; null when its last character does not fit the others.</summary>
    /// <param name="typed">The code.</param>
    /// <param name="drawn">How many characters stand before the one that proves them.</param>
    public static string? Read(string typed, int drawn = CheckedCode.DrawnCharacters)
    {
        var code = string.Concat(typed.Where(character => character is not (' ' or '-'))).ToUpperInvariant();
        return code.Length == drawn + 1 && CheckedCode.IsOfAlphabet(code) && CheckedCode.Fits(code) ? code : null;
    }
}
