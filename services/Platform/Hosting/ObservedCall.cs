using System.Diagnostics;
using Grpc.Core;

namespace Omnichannel.Platform.Hosting;

/// <summary>A served call whose trace is carried on and whose duration is measured, with the status that the client gets.</summary>
internal sealed class ObservedCall : IDisposable
{
    private readonly long started = Stopwatch.GetTimestamp();
    private readonly string rpc;
    private readonly Activity? activity;

    private ObservedCall(ServerCallContext context)
    {
        rpc = context.Method[1..];
        var headers = context.GetHttpContext().Request.Headers;
        activity = Telemetry.Continue(rpc, ActivityKind.Server, headers.TraceParent, headers.TraceState);
    }

    /// <summary>What the call is answered with.</summary>
    public StatusCode Status { get; set; } = StatusCode.OK;

    /// <summary>Null when nobody listens and the caller brings no trace to carry on.</summary>
    public static ObservedCall? Begin(ServerCallContext context) =>
        !Telemetry.Source.HasListeners() && !Telemetry.ServerDuration.Enabled && context.GetHttpContext().Request.Headers.TraceParent.Count == 0
            ? null
            : new ObservedCall(context);

    /// <summary>The call is answered.</summary>
    public void Dispose()
    {
        if (Status is StatusCode.Internal or StatusCode.Unknown or StatusCode.DataLoss)
        {
            activity?.SetStatus(ActivityStatusCode.Error);
        }

        activity?.SetTag("rpc.system.name", "grpc").SetTag("rpc.response.status_code", Status.ToString());
        Telemetry.ServerDuration.Record(
            Stopwatch.GetElapsedTime(started).TotalSeconds,
            new("rpc.method", rpc),
            new("rpc.response.status_code", Status.ToString()));
        activity?.Dispose();
    }
}
