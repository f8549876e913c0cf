using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Platform.Timers;

/// <summary>Wakes the pump when a timer was set in this process.</summary>
public sealed class TimerWakeUp
{
    /// <summary>A pump looks at least so often, whether somebody wakes it or not.</summary>
    public static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(1);

    /// <summary>Set after a commit that scheduled something that is due before the pump looks again anyway.</summary>
    public WakeUp Signal { get; } = new();

    /// <summary>A timer was set, and is committed.</summary>
    public void Scheduled(DateTimeOffset dueAt, DateTimeOffset now)
    {
        // Most timers are set for long, and most of those are taken away again: a look for each of them would find nothing.
        if (dueAt < now + LongestSleep)
        {
            Signal.Set();
        }
    }
}

/// <summary>Kind of timer → handler, as registered by <c>AddTimer</c>.</summary>
public sealed record TimerRegistration(string Kind, Func<IServiceProvider, ITimerHandler> Handler);

/// <summary>
/// Fires due timers. Every replica runs one: a due row is claimed by pushing its <c>not_before</c> ahead (the lease), so others leave it alone; after a
/// crash the claim lapses and the timer fires again. Its effect happens once because the effect's transaction deletes the row.
/// </summary>
public sealed partial class TimerPump(
    IDatabase database, TimeProvider clock, TimerWakeUp wakeUp, IEnumerable<TimerRegistration> registrations, IServiceProvider services, TakeoverSettings takeover, ILogger<TimerPump> log)
    : BackgroundService, IOverdueTimers
{
    private const int MostPerRound = 64;
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, ITimerHandler> handlers = registrations.ToDictionary(r => r.Kind, r => r.Handler(services));

    /// <summary>Fires what is due now; returns how many were due. Tests and simulations call it directly.</summary>
    public async Task<int> FireDue(CancellationToken cancellation)
    {
        var due = await ClaimDue(cancellation).ConfigureAwait(false);
        await Task.WhenAll(due.Select(row => Fire(row, cancellation))).ConfigureAwait(false);
        return due.Count;
    }

    /// <inheritdoc/>
    public async Task<OverdueTimers> MeasureOverdue(CancellationToken cancellation)
    {
        // A claim or a back-off pushes not_before ahead, so far at most: the index leads to those, too.
        var now = clock.GetUtcNow();
        var furthest = now + (takeover.After > LongestBackOff ? takeover.After : LongestBackOff);
        var overdue = await database.Read(
            sql => sql.QueryFirst<OverdueRow>(
                """
                select count(*) as Total, min(due_at) as Oldest
                from (select due_at from timers where not_before <= @furthest and due_at <= @now order by not_before limit @most) as overdue
                """,
                new { furthest = furthest.ToMicros(), now = now.ToMicros(), most = OverdueTimers.MostCounted }),
            cancellation).ConfigureAwait(false);
        return overdue?.Oldest is { } oldest ? new OverdueTimers(overdue.Total, Instants.FromMicros(oldest)) : default;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (handlers.Count == 0)
        {
            return;
        }

        var firing = new FiringTimers(clock);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var due = await ClaimDue(stoppingToken).ConfigureAwait(false);
                await firing.Round(due.Select(row => Fire(row, stoppingToken)), stoppingToken).ConfigureAwait(false);
                if (due.Count < MostPerRound)
                {
                    await wakeUp.Signal.Wait(await TimeToNext(stoppingToken).ConfigureAwait(false), clock, stoppingToken).ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception error)
            {
                RoundFailed(log, error);
                await Task.Delay(TimerWakeUp.LongestSleep, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await firing.End().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [LoggerMessage(EventId = 1, EventName = "TimerRoundFailed", Level = LogLevel.Warning, Message = "Due timers could not be read; trying again.")]
    private static partial void RoundFailed(ILogger log, Exception error);

    [LoggerMessage(EventId = 2, EventName = "TimerFailed", Level = LogLevel.Warning, Message = "Timer {Kind} {Key} failed at attempt {Attempt}; trying again later.")]
    private static partial void TimerFailed(ILogger log, Exception error, string kind, string key, long attempt);

    private async Task<TimeSpan> TimeToNext(CancellationToken cancellation)
    {
        var next = await database.Read(sql => sql.QueryFirst<long?>("select min(not_before) from timers"), cancellation).ConfigureAwait(false);
        if (next is null)
        {
            return TimerWakeUp.LongestSleep;
        }

        var wait = Instants.FromMicros(next.Value) - clock.GetUtcNow();
        return wait <= TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : wait < TimerWakeUp.LongestSleep ? wait : TimerWakeUp.LongestSleep;
    }

    private async Task<IReadOnlyList<Row>> ClaimDue(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var isAnyDue = await database.Read(
            sql => sql.QueryFirst<long?>("select not_before from timers where not_before <= @now limit 1", new { now = now.ToMicros() }),
            cancellation).ConfigureAwait(false);
        if (isAnyDue is null)
        {
            return [];
        }

        return await database.Write(
            sql => sql.Query<Row>(
                $"""
                update timers set not_before = @claimedUntil, attempts = attempts + 1
                where (kind, key) in (select kind, key from timers where not_before <= @now order by not_before limit {MostPerRound}{SkipLocked(sql)})
                returning kind as Kind, key as Key, generation as Generation, due_at as DueAt, attempts as Attempts
                """,
                new { now = now.ToMicros(), claimedUntil = (now + takeover.After).ToMicros() }),
            cancellation).ConfigureAwait(false);
    }

    private static string SkipLocked(SqlSession sql) => sql.Dialect.LockRow is "" ? "" : sql.Dialect.LockRow + " skip locked";

    private async Task Fire(Row row, CancellationToken cancellation)
    {
        if (!handlers.TryGetValue(row.Kind, out var handler))
        {
            // A newer version of the service set it; that version will fire it.
            return;
        }

        try
        {
            await handler.Fire(new DueTimer(row.Kind, row.Key, row.Generation, Instants.FromMicros(row.DueAt)), cancellation).ConfigureAwait(false);
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested)
        {
            TimerFailed(log, error, row.Kind, row.Key, row.Attempts);
            await Postpone(row, cancellation).ConfigureAwait(false);
        }
    }

    private Task<int> Postpone(Row row, CancellationToken cancellation)
    {
        var backOff = TimeSpan.FromMilliseconds(Math.Min(LongestBackOff.TotalMilliseconds, 200 * Math.Pow(2, Math.Min(row.Attempts, 20))));
        return database.Write(
            sql => sql.Execute(
                "update timers set not_before = @notBefore where kind = @Kind and key = @Key and generation = @Generation",
                new { notBefore = (clock.GetUtcNow() + backOff).ToMicros(), row.Kind, row.Key, row.Generation }),
            cancellation);
    }

    private sealed record Row
    {
        public string Kind { get; init; } = "";

        public string Key { get; init; } = "";

        public long Generation { get; init; }

        public long DueAt { get; init; }

        public long Attempts { get; init; }
    }

    private sealed record OverdueRow
    {
        public long Total { get; init; }

        public long? Oldest { get; init; }
    }
}
