using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Omnichannel.Platform.Hosting;

/// <summary>The sources of all traces and metrics of this system. Recording costs nothing while nobody listens.</summary>
public static class Telemetry
{
    /// <summary>Name of the activity source and of the meter.</summary>
    public const string Name = "Omnichannel";

    /// <summary>Spans: rpcs served and called, commands, events.</summary>
    public static readonly ActivitySource Source = new(Name);

    /// <summary>Metrics.</summary>
    public static readonly Meter Meter = new(Name);

    /// <summary>Duration of served rpcs in seconds, by method and status (OpenTelemetry's name and unit).</summary>
    internal static readonly Histogram<double> ServerDuration =
        Meter.CreateHistogram<double>("rpc.server.call.duration", "s", "Duration of served calls, from their headers to their status.");

    /// <summary>
    /// Starts a span under a remote parent. Without a listener the trace is still carried on, so that calls and events which follow belong to the caller's
    /// trace; without a parent there is then nothing to carry.
    /// </summary>
    public static Activity? Continue(string name, ActivityKind kind, string? traceParent, string? traceState = null)
    {
        if (Source.HasListeners())
        {
            ActivityContext.TryParse(traceParent, traceState, isRemote: true, out var parent);
            return Source.StartActivity(name, kind, parent);
        }

        return traceParent is not null && ActivityContext.TryParse(traceParent, traceState, isRemote: true, out _)
            ? new Activity(name) { TraceStateString = traceState }.SetParentId(traceParent).Start()
            : null;
    }
}
