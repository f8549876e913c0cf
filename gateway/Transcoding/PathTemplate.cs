using System.Globalization;
using System.Text;
using Google.Protobuf.Reflection;

namespace Omnichannel.Gateway.Transcoding;

/// <summary>
/// A path template of <c>google.api.http</c>, compiled to a route pattern of ASP.NET Core and to the variables that it binds:
/// <c>/v1/carts/{cart_id}:apply</c>, <c>/v1/{name=stores/*/shelves/*}</c>, <c>/v1/files/{path=**}</c>.
/// </summary>
internal sealed class PathTemplate
{
    private PathTemplate(string source, string pattern, IReadOnlyList<PathVariable> variables, string? verb)
    {
        Source = source;
        Pattern = pattern;
        Variables = variables;
        Verb = verb;
    }

    /// <summary>As written in the proto.</summary>
    public string Source { get; }

    /// <summary>Route pattern; its parameters are <c>p0</c>, <c>p1</c>, and so on.</summary>
    public string Pattern { get; }

    /// <summary>The request fields that the path sets.</summary>
    public IReadOnlyList<PathVariable> Variables { get; }

    /// <summary>The custom verb behind the last segment (<c>apply</c>); null when there is none.</summary>
    public string? Verb { get; }

    /// <summary>Compiles a template against the request that it binds to.</summary>
    /// <exception cref="FormatException">The template is not valid, or names a field that the request does not have.</exception>
    public static PathTemplate Parse(string template, MessageDescriptor request)
    {
        if (!template.StartsWith('/'))
        {
            throw new FormatException($"Path template '{template}' of {request.FullName} does not begin with a slash.");
        }

        var (path, verb) = SplitVerb(template);
        var pattern = new StringBuilder();
        var variables = new List<PathVariable>();
        var parameters = 0;
        foreach (var segment in SplitSegments(path))
        {
            if (!segment.StartsWith('{'))
            {
                pattern.Append('/').Append(Plain(segment, ref parameters, null));
                continue;
            }

            var (name, inner) = segment[1..^1].Split('=', 2) is [var left, var right] ? (left, right) : (segment[1..^1], "*");
            var parts = new List<PathPart>();
            foreach (var part in inner.Split('/'))
            {
                pattern.Append('/').Append(Plain(part, ref parameters, parts));
            }

            variables.Add(new PathVariable(FieldPath.Parse(name, request), parts));
        }

        if (verb is not null)
        {
            pattern.Append(':').Append(verb);
        }

        return new PathTemplate(template, pattern.ToString(), variables, verb);
    }

    private static (string Path, string? Verb) SplitVerb(string template)
    {
        var colon = template.LastIndexOf(':');
        return colon > template.LastIndexOf('/') && colon > template.LastIndexOf('}') ? (template[1..colon], template[(colon + 1)..]) : (template[1..], null);
    }

    // Slashes within braces belong to a variable's own pattern.
    private static IEnumerable<string> SplitSegments(string path)
    {
        var start = 0;
        var depth = 0;
        for (var index = 0; index < path.Length; index++)
        {
            depth += path[index] switch { '{' => 1, '}' => -1, _ => 0 };
            if (path[index] == '/' && depth == 0)
            {
                yield return path[start..index];
                start = index + 1;
            }
        }

        yield return path[start..];
    }

    private static string Plain(string segment, ref int parameters, List<PathPart>? parts)
    {
        if (segment is not ("*" or "**"))
        {
            parts?.Add(new PathPart(segment, null));
            return segment;
        }

        var name = string.Create(CultureInfo.InvariantCulture, $"p{parameters++}");
        parts?.Add(new PathPart(null, name));
        return segment == "*" ? $"{{{name}}}" : $"{{**{name}}}";
    }
}

/// <summary>A request field that is bound by one or several segments of the path.</summary>
internal sealed record PathVariable(FieldPath Field, IReadOnlyList<PathPart> Parts)
{
    /// <summary>The variable's text from the matched route. A slash within an id arrives as <c>%2F</c>, the one escape that the server leaves in place.</summary>
    public string Read(RouteValueDictionary values) =>
        Parts is [{ Parameter: { } only }] ? Text(values, only) : string.Join('/', Parts.Select(part => part.Literal ?? Text(values, part.Parameter!)));

    private static string Text(RouteValueDictionary values, string name) =>
        ((string?)values[name] ?? string.Empty).Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}

/// <summary>One segment of a variable: either fixed text or a route parameter.</summary>
internal sealed record PathPart(string? Literal, string? Parameter);
