namespace Omnichannel.Gateway.Tests.Wire;

/// <summary>The machine's clock, moved on by the test.</summary>
internal sealed class MovableClock : TimeProvider
{
    private long ticks;

    public void Advance(TimeSpan by) => Interlocked.Add(ref ticks, by.Ticks);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref ticks));
}
