using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Omnichannel.Gateway.Edge;

/// <summary>
/// Lets browsers and CDNs keep, for a short time, what everybody is told alike. Everything else is <c>no-store</c> (<see cref="BrowserRules.SecurityHeaders"/>).
/// </summary>
internal static class PublicAnswers
{
    private const int TagBytes = 12;

    /// <summary>
    /// Marks the answer as one that may be kept. True when the caller has the same one already: then there is nothing to send.
    /// </summary>
    public static bool IsKnown(HttpContext http, ReadOnlySpan<byte> body, TimeSpan maxAge)
    {
        var response = http.Response;

        // Weak, for the same answer may be sent compressed.
        var tag = new EntityTagHeaderValue($"\"{Tag(body)}\"", isWeak: true);
        response.Headers.ETag = tag.ToString();
        response.GetTypedHeaders().CacheControl = new CacheControlHeaderValue { Public = true, MaxAge = maxAge };

        // A copy that was kept for a caller without an origin would lack what a browser needs to see.
        response.Headers.Append(HeaderNames.Vary, HeaderNames.Origin);
        if (!http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false) || known.Equals(EntityTagHeaderValue.Any)))
        {
            return false;
        }

        response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }

    private static string Tag(ReadOnlySpan<byte> body)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, hash);
        return Convert.ToHexStringLower(hash[..TagBytes]);
    }
}
