using Omnichannel.Loyalty.V1;

namespace Omnichannel.WebConsole.TillDesk;

/// <summary>What a scanner read or a customer said: the picture of the app, a card, or a phone number.</summary>
/// <param name="Text">Without blanks around it.</param>
public sealed record TillTerm(string Text)
{
    // Card numbers are as long as bar codes; phone numbers are shorter where they come without their country.
    private const int FewestCardDigits = 12;
    private const string OfTheApp = "M1.";

    /// <summary>It has a code that proves that its member is here.</summary>
    public bool IsOfTheApp => Text.StartsWith(OfTheApp, StringComparison.OrdinalIgnoreCase);

    /// <summary>A phone number, with its country or as dialled.</summary>
    public bool IsPhone => !IsOfTheApp && Text.All(letter => char.IsAsciiDigit(letter) || " +()-/.".Contains(letter, StringComparison.Ordinal))
        && (Text.StartsWith('+') || Text.Count(char.IsAsciiDigit) < FewestCardDigits);

    /// <summary>Reads it; null when nothing was typed.</summary>
    public static TillTerm? Read(string? typed) => typed?.Trim() is { Length: > 0 } text ? new TillTerm(text) : null;

    /// <summary>Asks whose it is.</summary>
    /// <param name="region">Where a phone number without its country is dialled.</param>
    public FindMemberRequest ToRequest(string region)
    {
        var request = new FindMemberRequest();
        if (IsPhone)
        {
            (request.Phone, request.RegionCode) = (Text, region.Trim().ToUpperInvariant());
        }
        else if (IsOfTheApp)
        {
            request.Scan = Text;
        }
        else
        {
            request.CardNumber = Text;
        }

        return request;
    }
}
