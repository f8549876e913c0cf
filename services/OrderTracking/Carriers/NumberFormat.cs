using System.Text.RegularExpressions;
using Omnichannel.OrderTracking.Places;
using Omnichannel.Platform.Text;

namespace Omnichannel.OrderTracking.Carriers;

/// <summary>How a carrier's numbers look, and how they prove themselves.</summary>
public sealed partial class NumberFormat
{
    /// <summary>Unique over all carriers.</summary>
    public string Name { get; set; } = "";

    /// <summary>Of the canonical number: upper case, without blanks and dashes. Its groups <c>serial</c> and <c>check</c> are what the check digit is of.</summary>
    public Regex Pattern { get; set; } = Parse("");

    /// <summary>Null where the carrier has none.</summary>
    public CheckDigit? Check { get; set; }

    /// <summary>What a serial number begins with, for its check digit, where it is printed without.</summary>
    public string Begins { get; set; } = "";

    /// <summary>A pattern of whole numbers. It takes time in proportion to the number's length, whatever it says.</summary>
    public static Regex Parse(string pattern) => new($"^(?:{pattern})$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <summary>Whether a number, in its canonical form, is one of these.</summary>
    public bool Fits(string canonical)
    {
        var match = Pattern.Match(canonical);
        if (!match.Success || Check is null)
        {
            return match.Success;
        }

        var serial = match.Groups["serial"].Value;
        return Check.Proves(serial.StartsWith(Begins, StringComparison.Ordinal) ? serial : Begins + serial, match.Groups["check"].Value[0]);
    }

    /// <summary>The country whose post gave out a number of international mail (S10 of the Universal Postal Union); null when it is no such number.</summary>
    public static string? PostalCountry(string typed) =>
        Canonical.TrackingNumber(typed) is { } number && Postal().Match(number) is { Success: true } match && CheckDigit.Postal.Proves(match.Groups[1].Value, match.Groups[2].Value[0])
            ? PlaceZones.CodeOf(match.Groups[3].Value)
            : null;

    [GeneratedRegex("^[A-Z]{2}([0-9]{8})([0-9])([A-Z]{2})$")]
    private static partial Regex Postal();
}
