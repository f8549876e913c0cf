using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Timers;
using StackExchange.Redis;

namespace Omnichannel.CartSync.Store;

/// <summary>
/// Fires the carts' timers in Redis, like Platform's <see cref="TimerPump"/> does in SQL: every replica runs one, a due entry is claimed by pushing it ahead (the
/// lease), and after a crash the claim lapses. The cart re-checks what is due, and its next commit sets the entry anew.
/// </summary>
public sealed partial class RedisTimers(RedisConnection redis, TimeProvider clock, ITimerHandler handler, TakeoverSettings takeover, ILogger<RedisTimers> log)
    : BackgroundService, IOverdueTimers
{
    private const int MostPerShard = 32;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private const string ClaimScript =
        """
        local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[3])
        for _, cart in ipairs(due) do redis.call('ZADD', KEYS[1], ARGV[2], cart) end
        return due
        """;

    /// <summary>Of all carts. One whose timer is being fired, or has failed, counts from the end of its claim.</summary>
    public async Task<OverdueTimers> MeasureOverdue(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().ToMicros();
        var shards = await redis.Run(db => Task.WhenAll(RedisKeys.Timers.Select(async key => (
            Count: await db.SortedSetLengthAsync(key, max: now).ConfigureAwait(false),
            First: await db.SortedSetRangeByScoreWithScoresAsync(key, stop: now, take: 1).ConfigureAwait(false))))).ConfigureAwait(false);
        var oldest = shards.SelectMany(shard => shard.First).Select(entry => (long?)entry.Score).Min();
        return new OverdueTimers(shards.Sum(shard => shard.Count), oldest is { } due ? Instants.FromMicros(due) : null);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var firing = new FiringTimers(clock);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await firing.Round(await FireDue(stoppingToken).ConfigureAwait(false), stoppingToken).ConfigureAwait(false);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                RoundFailed(log, error);
            }
            catch (OperationCanceledException)
            {
                break;
            }

            await Task.Delay(Interval, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await firing.End().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [LoggerMessage(EventId = 20, EventName = "CartTimerRoundFailed", Level = LogLevel.Warning, Message = "Due carts could not be read; trying again.")]
    private static partial void RoundFailed(ILogger log, Exception error);

    [LoggerMessage(EventId = 21, EventName = "CartTimerFailed", Level = LogLevel.Warning, Message = "The timer of cart {CartId} failed; trying again when its claim lapses.")]
    private static partial void TimerFailed(ILogger log, Exception error, string cartId);

    private async Task<IEnumerable<Task>> FireDue(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var due = await redis.Run(db => Task.WhenAll(RedisKeys.Timers.Select(key => db.ScriptEvaluateAsync(
            ClaimScript, [key], [now.ToMicros(), (now + takeover.After).ToMicros(), MostPerShard])))).ConfigureAwait(false);
        return due.SelectMany(result => (string[])result!).Select(cart => Fire(cart, now, cancellation)).ToArray();
    }

    private async Task Fire(string cartId, DateTimeOffset now, CancellationToken cancellation)
    {
        try
        {
            await handler.Fire(new DueTimer(SqlCartStore.TimerKind, cartId, 0, now), cancellation).ConfigureAwait(false);
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested)
        {
            TimerFailed(log, error, cartId);
        }
    }
}
