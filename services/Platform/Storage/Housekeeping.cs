using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Omnichannel.Platform.Storage;

/// <summary>Removes what has outlived its retention, a few rows at a time so that nobody waits for it.</summary>
/// <remarks>Inbox rows live longer (60 days) than any topic keeps events, so a redelivered event always finds its row.</remarks>
public sealed partial class Housekeeping(IDatabase database, TimeProvider clock, ILogger<Housekeeping> log) : BackgroundService
{
    private const int RowsPerStep = 500;
    private static readonly TimeSpan InboxRetention = TimeSpan.FromDays(60);
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(15);

    /// <summary>One full sweep; returns the rows removed.</summary>
    public async Task<int> Sweep(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var answers = await Drain(
            $"""
            delete from idempotency where (person, device, rpc, key) in
                (select person, device, rpc, key from idempotency where expires_at < @before order by expires_at limit {RowsPerStep})
            """,
            now,
            cancellation).ConfigureAwait(false);
        var inbox = await Drain(
            $"""
            delete from inbox where (consumer, event_id) in
                (select consumer, event_id from inbox where applied_at < @before order by applied_at limit {RowsPerStep})
            """,
            now - InboxRetention,
            cancellation).ConfigureAwait(false);
        var waiting = await Drain(
            $"""
            delete from waiting_news where (room, key, news_id) in
                (select room, key, news_id from waiting_news where expires_at < @before order by expires_at limit {RowsPerStep})
            """,
            now,
            cancellation).ConfigureAwait(false);
        return answers + inbox + waiting;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Interval, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await Sweep(stoppingToken).ConfigureAwait(false);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                SweepFailed(log, error);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    [LoggerMessage(EventId = 1, EventName = "SweepFailed", Level = LogLevel.Warning, Message = "Old rows could not be removed; trying again later.")]
    private static partial void SweepFailed(ILogger log, Exception error);

    private async Task<int> Drain(string sql, DateTimeOffset before, CancellationToken cancellation)
    {
        for (var total = 0; ;)
        {
            var removed = await database.Write(session => session.Execute(sql, new { before = before.ToMicros() }), cancellation).ConfigureAwait(false);
            total += removed;
            if (removed < RowsPerStep)
            {
                return total;
            }
        }
    }
}
