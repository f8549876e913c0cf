namespace Omnichannel.Client.Tests.Catalogue;

/// <summary>A till's two clocks: the one on its wall, which anybody sets, and the one that only runs.</summary>
internal sealed class TillClock : TimeProvider
{
    private DateTimeOffset wall = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private long run;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => wall;

    public override long GetTimestamp() => run;

    public void Pass(TimeSpan time)
    {
        wall += time;
        run += time.Ticks;
    }

    public void Set(TimeSpan by) => wall += by;
}
