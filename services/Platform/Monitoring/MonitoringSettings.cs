using Omnichannel.Platform.Settings;

namespace Omnichannel.Platform.Monitoring;

/// <summary>How a replica watches itself.</summary>
public sealed class MonitoringSettings : ISettings
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc/>
    public static string Section => "Omnichannel:Monitoring";

    [Setting("How often a replica measures itself, for its gauges and for those who ask another replica. One that misses three reports is called silent.")]
    public TimeSpan ReportEvery { get; set; } = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public IEnumerable<string> FindProblems()
    {
        if (ReportEvery < Shortest)
        {
            yield return $"{Section}:ReportEvery is {ReportEvery}; it must be at least {Shortest}.";
        }
    }
}
