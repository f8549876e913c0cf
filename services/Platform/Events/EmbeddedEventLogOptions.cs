namespace Omnichannel.Platform.Events;

/// <summary>Settings of <see cref="EmbeddedEventLog"/>.</summary>
public sealed record EmbeddedEventLogOptions
{
    /// <summary>The SQLite file; it and its folder are created when absent.</summary>
    public required string Path { get; init; }

    /// <summary>Partitions of topics that do not exist yet; a topic keeps the number that it was created with.</summary>
    public int Partitions { get; init; } = 8;

    /// <summary>Events older than this are removed once every group that subscribed to their topic is behind them.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How often expired events are looked for.</summary>
    public TimeSpan RetentionInterval { get; init; } = TimeSpan.FromMinutes(1);
}
