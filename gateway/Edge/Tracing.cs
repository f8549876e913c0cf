using System.Diagnostics;
using Omnichannel.Platform.Hosting;

namespace Omnichannel.Gateway.Edge;

/// <summary>
/// Every request belongs to a trace: the caller's, or one that begins here, whether or not anybody records it. So each problem's <c>instance</c> leads to the
/// log lines of all services that had to do with it.
/// </summary>
internal static class Tracing
{
    private static readonly Telemetry Source = Telemetry.Of("gateway");

    public static async Task Trace(HttpContext context, RequestDelegate next)
    {
        var headers = context.Request.Headers;
        using var activity = Source.Continue("gateway", ActivityKind.Server, headers.TraceParent, headers.TraceState);
        await next(context);
        activity.SetTag("http.response.status_code", context.Response.StatusCode);
    }
}
