using System.Buffers.Binary;
using System.Diagnostics;
using Omnichannel.Gateway.Contracts;
using Omnichannel.Platform.Security;
using Omnichannel.Types.V1;

namespace Omnichannel.Gateway.Edge;

/// <summary>
/// One log line a request: what was called and how it went, never by whom or about what. Of a share of all traces, so that a line of one request has its fellows;
/// and of every request that failed here.
/// </summary>
internal sealed class AccessLog(EdgeOptions options, RpcCatalogue catalogue, ILogger<AccessLog> logger) : IMiddleware
{
    private readonly double share = options.AccessLogShare;

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            if (logger.IsEnabled(LogLevel.Information) && (context.Response.StatusCode >= StatusCodes.Status500InternalServerError || IsSampled()))
            {
                Write(context, Stopwatch.GetElapsedTime(started));
            }
        }
    }

    private void Write(HttpContext context, TimeSpan took)
    {
        var role = context.Features.Get<BearerToken>()?.Caller.Role ?? Role.Unspecified;
        Log.RequestServed(
            logger, MethodOf(context.Request), RouteOf(context), context.Response.StatusCode, Math.Round(took.TotalMilliseconds, 1),
            role == Role.Unspecified ? "nobody" : TokenClaims.NameOf(role), context.RequestAborted.IsCancellationRequested);
    }

    /// <summary>By the trace's own random number: the same answer in every gateway.</summary>
    private bool IsSampled()
    {
        if (share >= 1 || Activity.Current is not { } activity)
        {
            return share > 0;
        }

        Span<byte> id = stackalloc byte[16];
        activity.TraceId.CopyTo(id);
        return BinaryPrimitives.ReadUInt64BigEndian(id[8..]) < share * ulong.MaxValue;
    }

    /// <summary>The rpc, or the pattern of the path: paths have ids in them.</summary>
    private string RouteOf(HttpContext context) => context.GetEndpoint() switch
    {
        RouteEndpoint when catalogue.Find(context.Request.Path) is { } rpc => rpc.FullName,
        RouteEndpoint route => route.RoutePattern.RawText ?? "none",
        _ => "none",
    };

    private static string MethodOf(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || HttpMethods.IsPost(request.Method) || HttpMethods.IsPut(request.Method) || HttpMethods.IsPatch(request.Method)
            || HttpMethods.IsDelete(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method)
            ? request.Method
            : "other";
}
