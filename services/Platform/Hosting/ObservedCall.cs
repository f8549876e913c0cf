using System.Diagnostics;
using Grpc.Core;
using Omnichannel.Platform.Monitoring;

namespace Omnichannel.Platform.Hosting;

/// <summary>A served call whose trace is carried on and whose duration is measured and counted, with the status that the client gets.</summary>
internal sealed class ObservedCall : IDisposable
{
    private readonly long started = Stopwatch.GetTimestamp();
    private readonly Telemetry telemetry;
    private readonly CallCounts counts;
    private readonly bool isStream;
    private readonly bool isCounted;
    private readonly string rpc;
    private readonly Activity activity;

    public ObservedCall(Telemetry telemetry, CallCounts counts, ServerCallContext context, bool isStream)
    {
        this.telemetry = telemetry;
        this.counts = counts;
        this.isStream = isStream;
        rpc = context.Method[1..];

        // Health checks and reflection come whether or not anybody calls.
        isCounted = !rpc.StartsWith("grpc.", StringComparison.Ordinal);
        var headers = context.GetHttpContext().Request.Headers;
        activity = telemetry.Continue(rpc, ActivityKind.Server, headers.TraceParent, headers.TraceState);
    }

    /// <summary>What the call is answered with.</summary>
    public StatusCode Status { get; set; } = StatusCode.OK;

    /// <summary>The call is answered.</summary>
    public void Dispose()
    {
        var took = Stopwatch.GetElapsedTime(started);
        if (isCounted)
        {
            counts.Add(Status, isStream ? null : took);
        }

        if (telemetry.ServerDuration.Enabled)
        {
            telemetry.ServerDuration.Record(
                took.TotalSeconds,
                new("rpc.system.name", "grpc"),
                new("rpc.method", rpc),
                new("rpc.response.status_code", StatusText()));
        }

        if (activity.IsAllDataRequested)
        {
            activity.SetTag("rpc.system.name", "grpc").SetTag("rpc.method", rpc).SetTag("rpc.response.status_code", StatusText());
            if (Status is StatusCode.Internal or StatusCode.Unknown or StatusCode.DataLoss)
            {
                activity.SetStatus(ActivityStatusCode.Error);
            }
        }

        activity.Dispose();
    }

    /// <summary>As gRPC writes it: <c>NOT_FOUND</c>.</summary>
    private string StatusText() => Status switch
    {
        StatusCode.OK => "OK",
        var other => string.Concat(other.ToString().Select((letter, i) => i > 0 && char.IsUpper(letter) ? $"_{letter}" : $"{char.ToUpperInvariant(letter)}")),
    };
}
