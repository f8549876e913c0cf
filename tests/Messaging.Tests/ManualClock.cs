namespace Omnichannel.Messaging.Tests;

/// <summary>A clock that stands until it is moved.</summary>
internal sealed class ManualClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}

/// <summary>A clock that goes, and was noon when it was made: no quiet hours.</summary>
internal sealed class NoonClock : TimeProvider
{
    private readonly TimeSpan offset = DateTimeOffset.UtcNow.Date.AddHours(12) - DateTimeOffset.UtcNow.DateTime;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow + offset;
}
