using System.Text.RegularExpressions;

namespace Omnichannel.WebConsole.Desk;

/// <summary>By what a customer is looked for.</summary>
public enum SearchBy
{
    /// <summary>By what the typed text looks like.</summary>
    Anything,
    Email,
    Phone,
    Card,
    Order,
    Customer,
}

/// <summary>What was typed, and by what it is looked for.</summary>
/// <param name="By">Never <see cref="SearchBy.Anything"/>.</param>
/// <param name="Text">Without blanks around it.</param>
public sealed partial record SearchTerm(SearchBy By, string Text)
{
    private const int FewestPhoneDigits = 6;
    private const int FewestCardDigits = 12;

    /// <summary>Reads what was typed; null when nothing was.</summary>
    public static SearchTerm? Read(string? typed, SearchBy by = SearchBy.Anything)
    {
        var text = typed?.Trim() ?? "";
        return text.Length == 0 ? null : new SearchTerm(by is SearchBy.Anything ? Guess(text) : by, text);
    }

    private static SearchBy Guess(string text)
    {
        if (text.Contains('@', StringComparison.Ordinal))
        {
            return SearchBy.Email;
        }

        if (OrderNumber().IsMatch(text) || OrderId().IsMatch(text))
        {
            return SearchBy.Order;
        }

        var digits = text.Count(char.IsAsciiDigit);
        return !Numbers().IsMatch(text) ? SearchBy.Customer
            : !text.StartsWith('+') && digits >= FewestCardDigits ? SearchBy.Card
            : digits >= FewestPhoneDigits ? SearchBy.Phone
            : SearchBy.Customer;
    }

    [GeneratedRegex(@"^\s*[Oo]\s*-\s*[0-9A-Za-z]{10}\s*$")]
    private static partial Regex OrderNumber();

    // A cart's id and its generation, or one that was made when the order was recorded.
    [GeneratedRegex(@"^(\S+\.\d+|x-[0-9a-z]+)$")]
    private static partial Regex OrderId();

    [GeneratedRegex(@"^\+?[\d\s().\-/]+$")]
    private static partial Regex Numbers();
}
