using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Omnichannel.Platform.Live;
using RedisRateLimiting;
using StackExchange.Redis;

namespace Omnichannel.Gateway.Limits;

/// <summary>What came of taking from the budgets that gateways share.</summary>
/// <param name="Left">Units left in the caller's own.</param>
/// <param name="Wait">How long to wait before the same call fits; null when it did.</param>
internal readonly record struct SharedSpending(long Left, TimeSpan? Wait)
{
    /// <summary>Nobody can be asked: what this process counts has to do.</summary>
    public static SharedSpending Unknown { get; } = new(long.MaxValue, null);
}

/// <summary>
/// The budgets that all gateways share, in Redis. A call waits for one round trip, for both of its budgets at once. While Redis is away, calls go on by what
/// each process counts; one call every now and then finds out whether it is back.
/// </summary>
internal sealed class SharedLimits : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan RestWhenAway = TimeSpan.FromSeconds(1);

    private readonly PartitionedRateLimiter<Budget>? line;
    private readonly Task<ConnectionMultiplexer>? redis;
    private readonly TimeProvider clock;
    private readonly ILogger<SharedLimits> logger;

    // 0 while Redis answers, else the timestamp from which on the next call may try it.
    private long tryAgainAt;

    public SharedLimits(IOptions<LimitOptions> options, TimeProvider clock, ILogger<SharedLimits> logger)
    {
        (this.clock, this.logger) = (clock, logger);
        if (options.Value.Redis.Length == 0)
        {
            return;
        }

        var configuration = RedisOptions.Parse(options.Value.Redis);
        configuration.BacklogPolicy = BacklogPolicy.FailFast;
        redis = ConnectionMultiplexer.ConnectAsync(configuration);
        line = PartitionedRateLimiter.Create<Budget, string>(Partition);
    }

    /// <summary>Whether gateways share their budgets.</summary>
    public bool IsThere => line is not null;

    /// <summary>Takes the weight from both budgets.</summary>
    public async ValueTask<SharedSpending> Take(Budget own, Budget address, int weight)
    {
        var since = Volatile.Read(ref tryAgainAt);
        if (!redis!.IsCompletedSuccessfully || (since != 0 && !IsMineToTry(since)))
        {
            return SharedSpending.Unknown;
        }

        try
        {
            var taken = await Task.WhenAll(TakeFrom(own, weight), TakeFrom(address, weight)).WaitAsync(Patience, clock);
            if (Interlocked.Exchange(ref tryAgainAt, 0) != 0)
            {
                Log.SharedLimitsBack(logger);
            }

            return new SharedSpending(taken[0].Left, taken[0].Wait ?? taken[1].Wait);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            if (Interlocked.Exchange(ref tryAgainAt, Later()) == 0)
            {
                Log.SharedLimitsAway(logger, exception.Message);
            }

            return SharedSpending.Unknown;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (line is not null)
        {
            await line.DisposeAsync();
            (await redis!).Dispose();
        }
    }

    private RateLimitPartition<string> Partition(Budget budget) => budget.IsUnlimited
        ? RateLimitPartition.GetNoLimiter(budget.Kind)
        : RedisRateLimitPartition.GetTokenBucketRateLimiter(Key(budget), _ => new RedisTokenBucketRateLimiterOptions
        {
            ConnectionMultiplexerFactory = () => redis!.Result,
            TokenLimit = budget.Bucket.Capacity,
            TokensPerPeriod = budget.Bucket.PerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        });

    // Who calls, and from where, is nothing to be read in Redis.
    private static string Key(Budget budget) => $"omnichannel/{budget.Kind}/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(budget.Owner)))}";

    private async Task<SharedSpending> TakeFrom(Budget budget, int weight)
    {
        var units = Math.Min(weight, budget.Bucket.Capacity);
        using var lease = await line!.AcquireAsync(budget, units);
        var left = lease.TryGetMetadata(RateLimitMetadataName.Remaining, out var remaining) ? remaining : long.MaxValue;

        // The limiter tells the time until something is added, which may be less than this call takes.
        return new SharedSpending(left, lease.IsAcquired ? null : TimeSpan.FromSeconds(Math.Ceiling((units - left) / (double)budget.Bucket.PerSecond)));
    }

    private bool IsMineToTry(long since) => clock.GetTimestamp() >= since && Interlocked.CompareExchange(ref tryAgainAt, Later(), since) == since;

    private long Later() => clock.GetTimestamp() + (long)(RestWhenAway.TotalSeconds * clock.TimestampFrequency);
}
