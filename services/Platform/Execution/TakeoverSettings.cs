using Omnichannel.Platform.Settings;

namespace Omnichannel.Platform.Execution;

/// <summary>When the work of a process that has died is taken over.</summary>
public sealed class TakeoverSettings : ISettings
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public static string Section => "Omnichannel:Takeover";

    [Setting("How long nothing is heard of a process until another one publishes its events and fires its timers. Shorter, and one that is only slow loses its work to another.")]
    public TimeSpan After { get; set; } = TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    public IEnumerable<string> FindProblems()
    {
        if (After < Shortest)
        {
            yield return $"{Section}:After is {After}; it must be at least {Shortest}.";
        }
    }
}
