using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;

namespace Omnichannel.Gateway.Webhooks;

/// <summary>What of a request is signed: literal text and parts of the request, in order.</summary>
internal sealed partial class SignedText
{
    private static readonly string[] Names = ["id", "timestamp", "body", "method", "path", "url", "form"];
    private readonly List<(string Literal, string Name)> parts = [];
    private readonly string end;

    /// <exception cref="InvalidDataException">A part is unknown.</exception>
    public SignedText(string template)
    {
        var at = 0;
        foreach (Match match in Placeholder().Matches(template))
        {
            var name = match.Groups[1].Value;
            parts.Add(Names.Contains(name)
                ? (template[at..match.Index], name)
                : throw new InvalidDataException($"signed: {{{name}}} is unknown; there are {string.Join(", ", Names.Select(known => $"{{{known}}}"))}"));
            at = match.Index + match.Length;
        }

        end = template[at..];
    }

    /// <summary>Whether a part of the request is in it.</summary>
    public bool Has(string name) => parts.Any(part => part.Name == name);

    /// <summary>The bytes; null when where one part ends could be read in two ways.</summary>
    public byte[]? Of(HttpRequest request, byte[] body, string id, string timestamp)
    {
        using var text = new MemoryStream();
        for (var index = 0; index < parts.Count; index++)
        {
            var (literal, name) = parts[index];
            text.Write(Encoding.UTF8.GetBytes(literal));
            if (name == "body")
            {
                text.Write(body);
                continue;
            }

            var value = ValueOf(name, request, body, id, timestamp);
            var next = index + 1 < parts.Count ? parts[index + 1].Literal : end;
            if (next.Length > 0 && value.Contains(next, StringComparison.Ordinal))
            {
                return null;
            }

            text.Write(Encoding.UTF8.GetBytes(value));
        }

        text.Write(Encoding.UTF8.GetBytes(end));
        return text.ToArray();
    }

    private static string ValueOf(string name, HttpRequest request, byte[] body, string id, string timestamp) => name switch
    {
        "id" => id,
        "timestamp" => timestamp,
        "method" => request.Method,
        "path" => request.GetEncodedPathAndQuery(),
        "url" => request.GetEncodedUrl(),
        _ => request.HasFormContentType ? Form(body) : "",
    };

    private static string Form(byte[] body)
    {
        using var reader = new FormReader(Encoding.UTF8.GetString(body));
        var fields = reader.ReadForm().OrderBy(field => field.Key, StringComparer.Ordinal);
        return string.Concat(fields.SelectMany(field => field.Value.Distinct().Order(StringComparer.Ordinal).Select(value => string.Create(CultureInfo.InvariantCulture, $"{field.Key}{value}"))));
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Placeholder();
}
