namespace Omnichannel.Platform.Events;

/// <summary>Settings of one <see cref="OutboxRelay"/>.</summary>
public sealed record OutboxRelayOptions
{
    /// <summary>Names the outbox and its lease, for example <c>outbox</c> or <c>outbox/17</c>.</summary>
    public string Name { get; init; } = "outbox";

    /// <summary>Most events that are published together.</summary>
    public int BatchSize { get; init; } = 500;

    /// <summary>How long another process waits at most after this one has died.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How often a process that stands by tries to take over.</summary>
    public TimeSpan StandbyInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often the outbox is looked at without having been told to: other processes write rows too.</summary>
    public TimeSpan IdleInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a stopping process goes on publishing.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The first pause after a failure; it doubles up to <see cref="LongestBackOff"/>.</summary>
    public TimeSpan FirstBackOff { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest pause between attempts.</summary>
    public TimeSpan LongestBackOff { get; init; } = TimeSpan.FromSeconds(5);
}
