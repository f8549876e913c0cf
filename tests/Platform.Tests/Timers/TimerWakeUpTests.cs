using Omnichannel.Platform.Timers;

namespace Omnichannel.Platform.Tests.Timers;

public sealed class TimerWakeUpTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(-5, true)]
    [InlineData(0, true)]
    [InlineData(0.9, true)]
    [InlineData(1, false)]
    [InlineData(900, false)]
    public void Scheduled_BeforeThePumpLooksAnyway_WakesIt(double inSeconds, bool wakes)
    {
        var wakeUp = new TimerWakeUp();

        wakeUp.Scheduled(Now + TimeSpan.FromSeconds(inSeconds), Now);

        Assert.Equal(wakes, wakeUp.Signal.Wait(Timeout.InfiniteTimeSpan, TimeProvider.System, new CancellationToken(canceled: true)).IsCompletedSuccessfully);
    }
}
