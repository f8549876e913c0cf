namespace Omnichannel.Loyalty.Domain;

/// <summary>Codes by which members bring friends: shorter than those of gift cards, for friends tell them one another, and worth less to whoever guesses one.</summary>
public static class ReferralCodes
{
    /// <summary>How many characters are drawn; the check character follows them. 2^45 codes, and wrong ones are limited.</summary>
    public const int DrawnCharacters = 9;

    /// <summary>A code as it was typed; null when its last character does not fit the others.</summary>
    public static string? Read(string typed) => CardCodes.Read(typed, DrawnCharacters);
}
