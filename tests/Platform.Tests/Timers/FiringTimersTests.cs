using Omnichannel.Platform.Timers;

namespace Omnichannel.Platform.Tests.Timers;

public sealed class FiringTimersTests
{
    [Fact]
    public async Task Round_WithATimerThatWaits_GoesOn_AndTheEndIsThatOfAll()
    {
        var firing = new FiringTimers(TimeProvider.System);
        var waits = new TaskCompletionSource();
        await firing.Round([waits.Task], default);
        await firing.Round([Task.FromException(new TimeoutException()), Task.CompletedTask], default);

        var end = firing.End();
        Assert.False(end.IsCompleted);
        waits.SetResult();
        await end;
    }

    [Fact]
    public async Task Round_WithVeryManyThatWait_TakesNoMoreOnUntilSomeHaveFired()
    {
        var firing = new FiringTimers(TimeProvider.System);
        var waits = new TaskCompletionSource();
        var round = firing.Round(Enumerable.Range(0, 2000).Select(_ => waits.Task), default);
        Assert.NotSame(round, await Task.WhenAny(round, Task.Delay(2 * FiringTimers.LongestRound)));
        waits.SetResult();
        await round;
    }
}
