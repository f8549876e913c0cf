using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Omnichannel.Platform.Security;

/// <summary>
/// Tries that all replicas saw, in Redis; each replica's own count stands before it, and alone while Redis is away. Keys are hashes, and gone after a minute: nobody reads an
/// address or a code out of them.
/// </summary>
internal sealed class SharedGuessCounts(ConnectionMultiplexer redis, LocalGuessCounts local, ILogger<SharedGuessCounts> logger) : IGuessCounts, IDisposable
{
    // KEYS: a set of tries for each budget, all of one kind and so of one slot. ARGV: the window in ms, the ticket, then what each budget allows.
    private const string Script =
        """
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        local window = tonumber(ARGV[1])
        for i, key in ipairs(KEYS) do
            redis.call('ZREMRANGEBYSCORE', key, '-inf', now - window)
            if redis.call('ZCARD', key) >= tonumber(ARGV[i + 2]) then
                local first = redis.call('ZRANGE', key, 0, 0, 'WITHSCORES')
                return {i - 1, window - now + tonumber(first[2])}
            end
        end
        for _, key in ipairs(KEYS) do
            redis.call('ZADD', key, now, ARGV[2])
            redis.call('PEXPIRE', key, window)
        end
        return {-1, 0}
        """;

    public async ValueTask<GuessTaken> Take(IReadOnlyList<GuessBudget> budgets, string ticket)
    {
        var here = await local.Take(budgets, ticket).ConfigureAwait(false);
        if (here.Blocked >= 0 || budgets.Count == 0)
        {
            return here;
        }

        try
        {
            var answer = (long[])(await redis.GetDatabase().ScriptEvaluateAsync(
                Script, Keys(budgets), [(long)GuessLimits.Window.TotalMilliseconds, ticket, .. budgets.Select(budget => (RedisValue)budget.PerMinute)]).ConfigureAwait(false))!;
            if (answer[0] >= 0)
            {
                await local.GiveBack(budgets, ticket).ConfigureAwait(false);
            }

            return new GuessTaken((int)answer[0], TimeSpan.FromMilliseconds(answer[1]));
        }
        catch (Exception error) when (error is RedisException or TimeoutException)
        {
            Log.GuessesCountedHereOnly(logger, error.Message);
            return here;
        }
    }

    public async ValueTask GiveBack(IReadOnlyList<GuessBudget> budgets, string ticket)
    {
        await local.GiveBack(budgets, ticket).ConfigureAwait(false);
        foreach (var key in Keys(budgets))
        {
            // One that is not given back is over after a minute.
            _ = redis.GetDatabase().SortedSetRemoveAsync(key, ticket, CommandFlags.FireAndForget);
        }
    }

    public void Dispose() => redis.Dispose();

    private static RedisKey[] Keys(IReadOnlyList<GuessBudget> budgets) =>
        [.. budgets.Select(budget => (RedisKey)$"guess:{{{budget.Kind}}}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(budget.Key)))}")];
}
