using System.Globalization;
using System.Text.RegularExpressions;

namespace Omnichannel.Platform.Events;

/// <summary>Times as RFC 3339 §5.6 writes them. .NET's own parsers accept more, and less: any number of fraction digits, a leap second.</summary>
internal static partial class Rfc3339
{
    public static bool TryParse(string text, out DateTimeOffset time)
    {
        time = default;
        var match = Pattern().Match(text);
        if (!match.Success)
        {
            return false;
        }

        // 23:59:60 is a valid time that .NET cannot hold: it becomes the last tick before midnight.
        var second = match.Groups["second"].Value;
        var fraction = second == "60" ? "9999999" : match.Groups["fraction"].Value.PadRight(7, '0')[..7];
        var normal = $"{match.Groups["date"].Value}T{match.Groups["minutes"].Value}:{(second == "60" ? "59" : second)}.{fraction}{match.Groups["zone"].Value.ToUpperInvariant()}";
        return DateTimeOffset.TryParseExact(
            normal, "yyyy-MM-dd'T'HH:mm:ss.fffffffK", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
    }

    [GeneratedRegex("""^(?<date>\d{4}-\d{2}-\d{2})[Tt](?<minutes>\d{2}:\d{2}):(?<second>\d{2})(\.(?<fraction>\d+))?(?<zone>[Zz]|[+-]\d{2}:\d{2})\z""", RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
