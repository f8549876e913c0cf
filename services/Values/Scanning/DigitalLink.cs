using System.Text;

namespace Omnichannel.Values.Scanning;

/// <summary>GS1 Digital Link URIs: the identifiers stand in the path, behind whatever a host has there, and in the query.</summary>
internal static class DigitalLink
{
    private const string Item = "01";
    private const int GtinLength = 14;
    private const int ShortestCompressed = 10;
    private const string Base64Url = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    // What may follow the item in the path, in this order; 235 by itself.
    private static readonly string[] Qualifiers = ["22", "10", "21", "235"];

    // What else a link can be about.
    private static readonly HashSet<string> OtherKeys = ["00", "253", "255", "401", "402", "414", "415", "417", "8003", "8004", "8006", "8010", "8013", "8017", "8018"];

    // Names of the first editions.
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal) { ["gtin"] = Item, ["cpv"] = "22", ["lot"] = "10", ["ser"] = "21" };

    /// <summary>Whether it can be a link.</summary>
    public static bool IsUri(string text) =>
        text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    /// <summary>Its elements.</summary>
    public static Reading<List<Element>> Read(string uri, int year)
    {
        var link = uri.Split('#')[0].Split('?', 2);
        var segments = link[0][(link[0].IndexOf("//", StringComparison.Ordinal) + 2)..].Split('/', StringSplitOptions.RemoveEmptyEntries);
        var path = Path(segments.Length == 0 ? [] : segments[1..], year);
        return path.IsRead && link.Length > 1 && Query(link[1], year, path.Value) is { } fault ? fault : path;
    }

    // What a host has before the item may look like its identifier, too: /2026/01/01/09506000134352.
    private static Reading<List<Element>> Path(string[] segments, int year)
    {
        ScanFault? first = null;
        for (var at = 0; at < segments.Length - 1; at++)
        {
            if (Code(segments[at]) == Item)
            {
                var read = Pairs(segments.AsSpan(at), year);
                if (read.IsRead)
                {
                    return read;
                }

                first ??= read.Fault;
            }
        }

        return segments.Length > 0 && IsCompressed(segments[^1]) ? ScanFault.Compressed
            : first is not null ? first
            : NamesSomethingElse(segments, year) ? ScanFault.WithoutItem
            : ScanFault.NotUnderstood;
    }

    private static Reading<List<Element>> Pairs(ReadOnlySpan<string> segments, int year)
    {
        var elements = new List<Element>();
        var place = -1;
        for (var at = 0; at < segments.Length; at += 2)
        {
            var code = Code(segments[at]);
            var next = Array.IndexOf(Qualifiers, code);
            if (at + 1 == segments.Length || (at > 0 && (next <= place || (next == Qualifiers.Length - 1 && place >= 0))))
            {
                return ScanFault.NotUnderstood;
            }

            place = next;
            if (Add(elements, code, segments[at + 1], year) is { } fault)
            {
                return fault;
            }
        }

        return elements;
    }

    // Keys that are no digits are the host's: linkType, context.
    private static ScanFault? Query(string query, int year, List<Element> elements)
    {
        foreach (var pair in query.Split(['&', ';'], StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            if (parts[0].All(char.IsAsciiDigit) && Add(elements, parts[0], parts.Length > 1 ? parts[1] : "", year) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    private static ScanFault? Add(List<Element> elements, string code, string encoded, int year)
    {
        if (ApplicationIdentifier.Find(code) is not { } identifier)
        {
            return null;
        }

        if (Decoded(encoded) is not { } data)
        {
            return ScanFault.ElementInvalid(code);
        }

        // Only here a GTIN may have its shorter forms.
        data = code == Item && data.Length is 8 or 12 or 13 ? data.PadLeft(GtinLength, '0') : data;
        if (identifier.Refuse(data, year) is { } fault)
        {
            return fault;
        }

        elements.Add(new Element(identifier, data));
        return null;
    }

    private static string Code(string segment) => Names.GetValueOrDefault(segment, segment);

    private static bool NamesSomethingElse(string[] segments, int year)
    {
        for (var at = 0; at < segments.Length - 1; at++)
        {
            if (OtherKeys.Contains(segments[at]) && ApplicationIdentifier.Find(segments[at])!.Refuse(Decoded(segments[at + 1]) ?? "", year) is null)
            {
                return true;
            }
        }

        return false;
    }

    // Bytes beyond ASCII become characters that no element may have. Null for a percent sign without its two digits.
    private static string? Decoded(string text)
    {
        var decoded = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '%')
            {
                decoded.Append(text[at]);
            }
            else if (at + 2 < text.Length && char.IsAsciiHexDigit(text[at + 1]) && char.IsAsciiHexDigit(text[at + 2]))
            {
                decoded.Append((char)Convert.ToByte(text.Substring(at + 1, 2), 16));
                at += 2;
            }
            else
            {
                return null;
            }
        }

        return decoded.ToString();
    }

    // GS1 Digital Link, compression: base 64 whose first eight bits are the identifier 01, or a letter of the table of usual combinations.
    private static bool IsCompressed(string segment)
    {
        if (segment.Length < ShortestCompressed || segment.All(char.IsAsciiDigit) || segment.Any(c => !Base64Url.Contains(c, StringComparison.Ordinal)))
        {
            return false;
        }

        var bits = (Base64Url.IndexOf(segment[0], StringComparison.Ordinal) << 2) | (Base64Url.IndexOf(segment[1], StringComparison.Ordinal) >> 4);
        return bits == 1 || bits >> 4 > 9 || (bits & 15) > 9;
    }
}
