using System.Diagnostics;
using Omnichannel.Platform.Hosting;

namespace Omnichannel.Gateway.Edge;

/// <summary>
/// Every request belongs to a trace: the caller's, or one that begins here, whether or not anybody records it. So each problem's <c>instance</c> leads to the
/// log lines of all services that had to do with it.
/// </summary>
internal static class Tracing
{
    public static async Task Trace(HttpContext context, RequestDelegate next)
    {
        var headers = context.Request.Headers;
        using var activity = Telemetry.Continue("gateway", ActivityKind.Server, headers.TraceParent, headers.TraceState) ?? new Activity("gateway").Start();
        await next(context);
        activity.SetTag("http.response.status_code", context.Response.StatusCode);
    }
}
