
namespace Omnichannel.Values.Scanning;

/// <summary>One application identifier and its data.</summary>
internal readonly record struct Element(ApplicationIdentifier Identifier, string Data);

/// <summary>Application identifiers with their data, one behind the other (GS1 General Specifications 7.8).</summary>
internal static class ElementString
{
    private const int ShortestIdentifier = 2;
    private const int LongestIdentifier = 4;

    /// <summary>As symbols carry them. An identifier that is not known is passed over: where it ends follows from its first digits, or the separator says so.</summary>
    public static Reading<List<Element>> Read(string text, int year)
    {
        var elements = new List<Element>();
        for (var at = 0; at < text.Length;)
        {
            if (text[at] == ScanReader.Separator)
            {
                at++;
                continue;
            }

            var rest = text.AsSpan(at);
            if (rest.Length < ShortestIdentifier || rest[..ShortestIdentifier].ContainsAnyExceptInRange('0', '9'))
            {
                return ScanFault.NotUnderstood;
            }

            var identifier = ApplicationIdentifier.At(rest);
            var separator = rest.IndexOf(ScanReader.Separator);
            var end = separator < 0 ? rest.Length : separator;
            if (ApplicationIdentifier.FixedLength(rest) is { } length)
            {
                if (end < length)
                {
                    return ScanFault.ElementInvalid(identifier?.Code ?? rest[..ShortestIdentifier].ToString());
                }

                end = length;
            }

            if (identifier is not null)
            {
                var data = rest[identifier.Code.Length..end].ToString();
                if (identifier.Refuse(data, year) is { } fault)
                {
                    return fault;
                }

                elements.Add(new Element(identifier, data));
            }

            at += end;
        }

        return elements;
    }

    /// <summary>As they are printed for people, each identifier in parentheses. Digits in parentheses are always one: data that has such must be scanned.</summary>
    public static Reading<List<Element>> ReadPrinted(string text, int year)
    {
        var elements = new List<Element>();
        for (var at = 0; at < text.Length;)
        {
            var code = Printed(text, at);
            if (code.Length == 0)
            {
                return ScanFault.NotUnderstood;
            }

            var start = at + code.Length + 2;
            for (at = start; at < text.Length && Printed(text, at).Length == 0;)
            {
                at++;
            }

            var data = text[start..at];
            if (ApplicationIdentifier.Find(code) is { } identifier)
            {
                if (identifier.Refuse(data, year) is { } fault)
                {
                    return fault;
                }

                elements.Add(new Element(identifier, data));
            }
        }

        return elements;
    }

    // The identifier whose opening parenthesis is here; empty when there is none.
    private static string Printed(string text, int at)
    {
        if (text[at] != '(')
        {
            return "";
        }

        var rest = text.AsSpan(at + 1);
        var end = rest[..Math.Min(rest.Length, LongestIdentifier + 1)].IndexOf(')');
        return end >= ShortestIdentifier && !rest[..end].ContainsAnyExceptInRange('0', '9') ? rest[..end].ToString() : "";
    }
}
