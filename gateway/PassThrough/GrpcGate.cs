using Microsoft.Extensions.Options;
using Omnichannel.Gateway.Contracts;
using Omnichannel.Gateway.Edge;
using Omnichannel.Gateway.Errors;
using Omnichannel.Gateway.Limits;
using Omnichannel.Gateway.Upstream;
using Yarp.ReverseProxy.Forwarder;

namespace Omnichannel.Gateway.PassThrough;

/// <summary>Stands before the proxy: lets in the rpcs that are offered to the outside, to those whom their access rule admits, with a deadline.</summary>
internal static class GrpcGate
{
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
        using var place = rpc.Method.IsClientStreaming || rpc.Method.IsServerStreaming ? context.RequestServices.GetRequiredService<OpenStreams>().Enter(context) : null;
        using var time = CallTime.Limit(context, rpc, context.RequestServices.GetRequiredService<IOptions<UpstreamOptions>>().Value);
        if (rpc is { ItemFields.Count: > 0, Method: { IsClientStreaming: false, IsServerStreaming: false } })
        {
            var items = await RequestItems.Count(rpc, context.Request);
            await context.RequestServices.GetRequiredService<RateLimits>().TakeMore(context, CallWeight.OfItems(items) - rpc.Weight);
        }

        await next(context);
        time?.DemandInTime();
        AnswerFailure(context, rpc.Area);
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
