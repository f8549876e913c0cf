using System.Globalization;
using Grpc.Core;
using Omnichannel.Gateway.Edge;
using Omnichannel.Gateway.Errors;
using Omnichannel.Gateway.Upstream;

namespace Omnichannel.Gateway.Transcoding;

/// <summary>What of an HTTP request goes to the service beside the message: who asks, under which key, until when.</summary>
internal static class CallContext
{
    public const string IdempotencyHeader = "Idempotency-Key";
    public const string TimeoutHeader = "X-Request-Timeout";

    private const int LongestKey = 128;

    /// <summary>The call's metadata. The trace travels by itself, with the HTTP client's own propagation.</summary>
    public static Metadata Metadata(HttpContext http)
    {
        var metadata = new Metadata();
        if (http.Features.Get<BearerToken>() is { } token)
        {
            metadata.Add("authorization", token.Header);
        }

        if (http.Request.Headers[IdempotencyHeader] is { Count: > 0 } keys)
        {
            var key = keys.ToString();
            if (keys.Count > 1 || key.Length is 0 or > LongestKey || key.AsSpan().ContainsAnyExceptInRange('!', '~'))
            {
                throw new ProblemException(Problems.InvalidField(IdempotencyHeader, "expected 1 to 128 visible ASCII characters, once"));
            }

            metadata.Add("idempotency-key", key);
        }

        if (http.Connection.RemoteIpAddress is { } address)
        {
            metadata.Add("x-forwarded-for", address.ToString());
        }

        return metadata;
    }

    /// <summary>When the caller stops waiting: what <c>X-Request-Timeout</c> says in seconds, within the limit, else the default.</summary>
    public static TimeSpan Timeout(HttpContext http, UpstreamOptions options)
    {
        string? text = http.Request.Headers[TimeoutHeader];
        if (text is null)
        {
            return options.DefaultTimeout;
        }

        if (!double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            || !double.IsFinite(seconds) || seconds <= 0)
        {
            throw new ProblemException(Problems.InvalidField(TimeoutHeader, "expected seconds, such as 2.5"));
        }

        return seconds < options.LongestTimeout.TotalSeconds ? TimeSpan.FromSeconds(seconds) : options.LongestTimeout;
    }
}
