using System.Globalization;
using Microsoft.Extensions.Options;
using Omnichannel.Gateway.Contracts;
using Omnichannel.Gateway.Edge;
using Omnichannel.Gateway.Errors;
using Omnichannel.Gateway.Upstream;
using Yarp.ReverseProxy.Forwarder;

namespace Omnichannel.Gateway.PassThrough;

/// <summary>Stands before the proxy: lets in the rpcs that are offered to the outside, to those whom their access rule admits, with a deadline.</summary>
internal static class GrpcGate
{
    private const string TimeoutHeader = "grpc-timeout";

    public static async Task Pass(HttpContext context, RequestDelegate next)
    {
        if (!GrpcAnswers.IsGrpc(context.Request))
        {
            throw new ProblemException(Problems.WrongContentType() with { Detail = "This path takes gRPC calls (application/grpc over HTTP/2)." });
        }

        var catalogue = context.RequestServices.GetRequiredService<RpcCatalogue>();
        var rpc = catalogue.Find(context.Request.Path) ?? throw new ProblemException(Problems.RouteUnknown() with { Detail = "The service has no such rpc." });
        if (rpc.IsInternal)
        {
            throw new ProblemException(Problems.RoleNotAllowed("This rpc is for calls between services and is not offered at the gateway.") with { Reason = "INTERNAL_RPC" });
        }

        EdgeAccess.Demand(context, rpc);
        LimitTime(context, rpc);
        await next(context);
        AnswerFailure(context, rpc.Area);
    }

    // A caller that names no deadline would keep a call of a service that hangs for ever.
    private static void LimitTime(HttpContext context, Rpc rpc)
    {
        if (rpc.Method is { IsClientStreaming: false, IsServerStreaming: false } && !context.Request.Headers.ContainsKey(TimeoutHeader))
        {
            var timeout = context.RequestServices.GetRequiredService<IOptions<UpstreamOptions>>().Value.DefaultTimeout;
            context.Request.Headers[TimeoutHeader] = string.Create(CultureInfo.InvariantCulture, $"{(long)timeout.TotalMilliseconds}m");
        }
    }

    private static void AnswerFailure(HttpContext context, string area)
    {
        var failed = context.Features.Get<IForwarderErrorFeature>() is not null || context.Response.StatusCode == StatusCodes.Status503ServiceUnavailable;
        if (failed && !context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            throw new ProblemException(Problems.Unavailable(area, TimeSpan.FromSeconds(1)));
        }
    }
}
