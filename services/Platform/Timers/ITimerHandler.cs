namespace Omnichannel.Platform.Timers;

/// <summary>A durable timer that has come due. (kind, key, generation) is its identity: a timer that was moved has another generation.</summary>
public sealed record DueTimer(string Kind, string Key, long Generation, DateTimeOffset DueAt);

/// <summary>Acts on one kind of timer. Called at least once per due timer and possibly on two nodes at once: the unit of work it runs through
/// <c>CommandExecutor.Execute(DueTimer, …)</c> removes the timer's row, so its effect happens once; the domain re-checks before acting.</summary>
public interface ITimerHandler
{
    /// <summary>Fires; throwing leaves the timer in place, to be tried again with back-off.</summary>
    Task Fire(DueTimer timer, CancellationToken cancellation);
}
