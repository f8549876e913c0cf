using System.Globalization;
using System.Text.RegularExpressions;

namespace Omnichannel.WebConsole.Programs;

/// <summary>From when a program document is in force: its key <c>effective_from</c>, in YAML as in JSON.</summary>
public static partial class EffectiveFrom
{
    /// <summary>The document with another moment; everything else of it stays to the byte. Where it has none, its first line does.</summary>
    public static string Set(string document, DateTimeOffset at)
    {
        var moment = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return Key().Match(document) is { Success: true } found
            ? document[..found.Groups["value"].Index] + (found.Groups["value"].Value is ['"', ..] ? $"\"{moment}\"" : moment) + document[(found.Groups["value"].Index + found.Groups["value"].Length)..]
            : document.TrimStart() is ['{', ..] ? Json().Replace(document, $"{{\"effective_from\": \"{moment}\", ", 1)
            : $"effective_from: {moment}\n{document}";
    }

    [GeneratedRegex("""(?:^|[\{,])[ \t]*"?effective_from"?[ \t]*:[ \t]*(?<value>"[^"\r\n]*"|'[^'\r\n]*'|[^\s,\}#]+)""", RegexOptions.Multiline)]
    private static partial Regex Key();

    [GeneratedRegex(@"\{\s*")]
    private static partial Regex Json();
}
