using System.Globalization;
using System.Threading.RateLimiting;
using Grpc.Core;
using Omnichannel.Platform.Errors;

namespace Omnichannel.Platform.Security;

/// <summary>
/// Slows down whoever guesses what should be known: so many tries a minute under each of several keys. Per process; the gateway limits calls per subject and address besides.
/// </summary>
/// <typeparam name="T">What a try is about.</typeparam>
public sealed class GuessLimit<T> : IDisposable
{
    private readonly PartitionedRateLimiter<T> limiter;

    /// <summary>A limit by rules that all have to allow a try.</summary>
    /// <param name="rules">Tries a minute, and the part of a try that they are counted for.</param>
    public GuessLimit(params (int PerMinute, Func<T, string> Key)[] rules) => limiter = PartitionedRateLimiter.CreateChained([.. rules.Select(rule =>
        PartitionedRateLimiter.Create<T, string>(what => RateLimitPartition.GetSlidingWindowLimiter(rule.Key(what), _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = rule.PerMinute,
            Window = TimeSpan.FromMinutes(1),
            SegmentsPerWindow = 6,
            AutoReplenishment = true,
        })))]);

    /// <summary>Counts a try.</summary>
    /// <exception cref="RpcException">RESOURCE_EXHAUSTED, RATE_LIMITED, with the time to wait.</exception>
    public void Count(T what) => Take(what, 1);

    /// <summary>Refuses whoever has no try left, without counting one: for guesses of which only the wrong ones count.</summary>
    /// <exception cref="RpcException">RESOURCE_EXHAUSTED, RATE_LIMITED, with the time to wait.</exception>
    public void Check(T what) => Take(what, 0);

    /// <inheritdoc/>
    public void Dispose() => limiter.Dispose();

    private void Take(T what, int tries)
    {
        using var lease = limiter.AttemptAcquire(what, tries);
        if (!lease.IsAcquired)
        {
            var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var time) ? time : TimeSpan.FromSeconds(10);
            throw GrpcErrors.Create(
                StatusCode.ResourceExhausted, "RATE_LIMITED", $"Too many tries; again in {wait.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s.", retryAfter: wait);
        }
    }
}
