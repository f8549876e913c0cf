using System.Globalization;
using System.Threading.RateLimiting;
using Grpc.Core;
using Omnichannel.Platform.Errors;

namespace Omnichannel.OrderTracking.Transport;

/// <summary>
/// Slows down whoever guesses numbers: look-ups per address and number (so that nobody tries many e-mail addresses for one order), per address (nobody
/// tries many orders) and per number (nobody spreads out), claims per subject. Per process; the gateway limits per address besides.
/// </summary>
public sealed class GuessLimits : IDisposable
{
    private readonly PartitionedRateLimiter<(string Address, string Number)> lookups;
    private readonly PartitionedRateLimiter<string> claims = PerMinute<string>(10, subject => subject);

    /// <summary>Five, sixty and twenty look-ups a minute, ten claims a minute.</summary>
    public GuessLimits() => lookups = PartitionedRateLimiter.CreateChained(
        PerMinute<(string Address, string Number)>(5, key => $"{key.Address}\n{key.Number}"),
        PerMinute<(string Address, string Number)>(60, key => key.Address),
        PerMinute<(string Address, string Number)>(20, key => key.Number));

    /// <summary>Counts a look-up.</summary>
    /// <exception cref="RpcException">RESOURCE_EXHAUSTED, RATE_LIMITED.</exception>
    public void CountLookup(string address, string number) => Take(lookups.AttemptAcquire((address, number.Trim().ToUpperInvariant())));

    /// <summary>Counts a claim.</summary>
    /// <exception cref="RpcException">RESOURCE_EXHAUSTED, RATE_LIMITED.</exception>
    public void CountClaim(string subject) => Take(claims.AttemptAcquire(subject));

    /// <inheritdoc/>
    public void Dispose()
    {
        lookups.Dispose();
        claims.Dispose();
    }

    private static void Take(RateLimitLease lease)
    {
        using (lease)
        {
            if (!lease.IsAcquired)
            {
                var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var time) ? time : TimeSpan.FromSeconds(10);
                throw GrpcErrors.Create(
                    StatusCode.ResourceExhausted, "RATE_LIMITED", $"Too many tries; again in {wait.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s.", retryAfter: wait);
            }
        }
    }

    private static PartitionedRateLimiter<T> PerMinute<T>(int permits, Func<T, string> key) =>
        PartitionedRateLimiter.Create<T, string>(resource => RateLimitPartition.GetSlidingWindowLimiter(key(resource), _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = permits,
            Window = TimeSpan.FromMinutes(1),
            SegmentsPerWindow = 6,
            AutoReplenishment = true,
        }));
}
