using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Net.Http.Headers;
using Omnichannel.Gateway.Limits;
using Omnichannel.Gateway.Streams;
using Omnichannel.Gateway.Transcoding;
using Omnichannel.Platform.Hosting;

namespace Omnichannel.Gateway.Edge;

/// <summary>What browsers and proxies need to be told: CORS, security headers, forwarded addresses.</summary>
internal static class BrowserRules
{
    private static readonly string[] RequestHeaders =
    [
        HeaderNames.Authorization, HeaderNames.ContentType, HeaderNames.Accept, HeaderNames.CacheControl, CallContext.IdempotencyHeader, CallContext.TimeoutHeader,
        EventStream.LastEventId, HeaderNames.IfNoneMatch, HeaderNames.TraceParent, HeaderNames.TraceState,
    ];

    /// <summary>Tokens travel in a header that only the page's own code can set, so no cookies are involved and credentials stay off.</summary>
    public static void Cors(CorsPolicyBuilder policy, EdgeOptions options)
    {
        var origins = options.AllowedOrigins.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        policy.WithOrigins(origins).AllowAnyMethod().WithHeaders(RequestHeaders).WithExposedHeaders(HeaderNames.RetryAfter, HeaderNames.ETag, RateLimitHeaders.Policy, RateLimitHeaders.Limit)
            .SetPreflightMaxAge(TimeSpan.FromMinutes(10));
        if (origins is ["*"])
        {
            policy.AllowAnyOrigin();
        }
    }

    /// <summary>The caller's address as told by proxies that are trusted, and only by them.</summary>
    public static void Forwarded(ForwardedHeadersOptions forwarded, EdgeOptions options)
    {
        forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        forwarded.ForwardLimit = options.ForwardLimit;
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var network in options.Proxies())
        {
            forwarded.KnownIPNetworks.Add(network);
        }

        // Without a known proxy the framework would believe everybody.
        if (forwarded.KnownIPNetworks.Count == 0)
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.None;
        }
    }

    public static Task SecurityHeaders(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        if (context.Request.IsHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }

        return next(context);
    }
}
