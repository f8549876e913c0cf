using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Omnichannel.Gateway.Transcoding;

/// <summary>Which bodies are taken, and which answers a caller accepts.</summary>
internal static class MediaTypes
{
    public const string Json = "application/json";
    public const string EventStream = "text/event-stream";

    /// <summary>Whether a Content-Type is JSON in UTF-8.</summary>
    public static bool IsJson(string? contentType)
    {
        if (contentType == Json)
        {
            return true;
        }

        return MediaTypeHeaderValue.TryParse(contentType, out var type)
            && (type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase))
            && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Whether an Accept header takes this type; without one, everything is taken.</summary>
    public static bool Accepts(StringValues accept, string mediaType)
    {
        if (accept.Count == 0 || accept == "*/*" || accept == mediaType)
        {
            return true;
        }

        // A header that cannot be read excludes nothing.
        if (!MediaTypeHeaderValue.TryParseList(accept, out var ranges))
        {
            return true;
        }

        var offered = new MediaTypeHeaderValue(mediaType);
        return ranges.Any(range => range.Quality is null or > 0 && Covers(range, offered));
    }

    private static bool Covers(MediaTypeHeaderValue range, MediaTypeHeaderValue offered) =>
        range.MatchesAllTypes
        || (range.Type.Equals(offered.Type, StringComparison.OrdinalIgnoreCase)
            && (range.MatchesAllSubTypes || range.SubType.Equals(offered.SubType, StringComparison.OrdinalIgnoreCase)));
}
