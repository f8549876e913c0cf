using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Omnichannel.Platform.Hosting;

/// <summary>
/// The sources of one service's traces and metrics. Each service has its own, by its area, so that services that share a process are told apart. Recording costs
/// next to nothing while nobody listens.
/// </summary>
public sealed class Telemetry
{
    /// <summary>What the names of all sources and meters begin with.</summary>
    public const string Name = "Omnichannel";

    /// <summary>Bucket boundaries for durations in seconds: a millisecond is as interesting as ten seconds (OpenTelemetry's advice for calls).</summary>
    public static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10] };

    private static readonly ConcurrentDictionary<string, Telemetry> Known = new(StringComparer.Ordinal);

    private Telemetry(string area)
    {
        Source = new ActivitySource(NameOf(area));
        Meter = new Meter(NameOf(area));
        ServerDuration = Meter.CreateHistogram("rpc.server.call.duration", "s", "Duration of served calls, from their headers to their status.", advice: Seconds);
    }

    /// <summary>Spans: rpcs served and called, events.</summary>
    public ActivitySource Source { get; }

    /// <summary>Metrics.</summary>
    public Meter Meter { get; }

    /// <summary>Duration of served rpcs, by method and status (OpenTelemetry's name and unit).</summary>
    internal Histogram<double> ServerDuration { get; }

    /// <summary>The sources of an area's service.</summary>
    public static Telemetry Of(string area) => Known.GetOrAdd(area, name => new Telemetry(name));

    /// <summary>The name of an area's source and meter.</summary>
    public static string NameOf(string area) => $"{Name}.{area}";

    /// <summary>
    /// Goes on with a remote trace, or begins one, whether or not anybody records it: log lines, calls and events that follow belong together by it.
    /// </summary>
    public Activity Continue(string name, ActivityKind kind, string? traceParent, string? traceState = null)
    {
        var isRemote = ActivityContext.TryParse(traceParent, traceState, isRemote: true, out var parent);
        if (Source.StartActivity(name, kind, parent) is { } recorded)
        {
            return recorded;
        }

        var activity = new Activity(name) { TraceStateString = traceState };
        return (isRemote ? activity.SetParentId(traceParent!) : activity).Start();
    }
}
