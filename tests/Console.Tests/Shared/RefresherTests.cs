using Microsoft.JSInterop;
using Omnichannel.TestKit;
using Omnichannel.WebConsole.Shared;

namespace Omnichannel.WebConsole.Tests.Shared;

public sealed class RefresherTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private int rounds;

    // Without the test's own context, so that what waits for the clock goes on before the clock's call returns.
    [Fact]
    public Task Page_ThatNobodySees_IsNotRefreshed_AndAtOnceWhenItIsSeenAgain() => Task.Run(async () =>
    {
        var clock = new HeldClock();
        await using var refresher = new Refresher(new Page(), clock, TimeSpan.FromSeconds(4), Round);
        await refresher.Start();
        Assert.Equal((1, 1), (rounds, clock.Waiting));

        clock.Elapse();
        Assert.Equal((2, 1), (rounds, clock.Waiting));

        refresher.Seen(false);
        clock.Elapse();
        Assert.Equal((2, 0), (rounds, clock.Waiting));

        refresher.Seen(true);
        await Eventually.Within(Limit, () =>
        {
            Assert.Equal((3, 1), (rounds, clock.Waiting));
            return Task.FromResult(true);
        });
    });

    [Fact]
    public Task Round_UnderWay_IsCancelled_WhenThePageIsClosed() => Task.Run(async () =>
    {
        var refresher = new Refresher(new Page(), new HeldClock(), TimeSpan.FromSeconds(4), cancellation => Task.Delay(Timeout.Infinite, cancellation));
        await refresher.Start();

        await refresher.DisposeAsync().AsTask().WaitAsync(Limit);
    });

    [Fact]
    public async Task Page_ThatIsHiddenAndClosed_EndsIt()
    {
        var refresher = new Refresher(new Page(), TimeProvider.System, TimeSpan.Zero, Round);
        refresher.Seen(false);
        await refresher.Start();

        await refresher.DisposeAsync().AsTask().WaitAsync(Limit);
    }

    private Task Round(CancellationToken cancellation)
    {
        rounds++;
        return Task.CompletedTask;
    }

    /// <summary>Goes on when the test says so.</summary>
    private sealed class HeldClock : TimeProvider
    {
        private readonly List<Pause> pauses = [];

        public int Waiting => pauses.Count;

        public void Elapse()
        {
            var due = pauses.ToList();
            pauses.Clear();
            due.ForEach(pause => pause.Callback(pause.State));
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var pause = new Pause(callback, state);
            pauses.Add(pause);
            return pause;
        }

        private sealed record Pause(TimerCallback Callback, object? State) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }

    /// <summary>The browser's side.</summary>
    private sealed class Page : IJSRuntime, IJSObjectReference
    {
        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => ValueTask.FromResult(typeof(TValue) == typeof(IJSObjectReference) ? (TValue)(object)this : default!);

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) => InvokeAsync<TValue>(identifier, args);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
