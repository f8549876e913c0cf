using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using Omnichannel.Gateway.Errors;

namespace Omnichannel.Gateway.Edge;

/// <summary>Limits per address before tokens are verified, and per subject behind it.</summary>
internal static class RateLimits
{
    /// <summary>How long a bucket takes to be worth a call again is told to the caller, but never less than this.</summary>
    private static readonly TimeSpan LeastWait = TimeSpan.FromSeconds(1);

    public static IApplicationBuilder UseAddressLimit(this IApplicationBuilder app) =>
        app.UseRateLimiter(Options(app, limits => http => Partition("address", Address(http), limits.PerAddress)));

    public static IApplicationBuilder UseSubjectLimit(this IApplicationBuilder app) => app.UseRateLimiter(Options(
        app,
        limits => http => http.Features.Get<BearerToken>() is { } token
            ? Partition("subject", token.Caller.Subject, limits.PerSubject)
            : Partition("anonymous", Address(http), limits.Anonymous)));

    private static RateLimiterOptions Options(IApplicationBuilder app, Func<LimitOptions, Func<HttpContext, RateLimitPartition<string>>> partition) => new()
    {
        GlobalLimiter = PartitionedRateLimiter.Create(partition(app.ApplicationServices.GetRequiredService<IOptions<EdgeOptions>>().Value.Limits)),
        OnRejected = static (rejected, _) => new ValueTask(ErrorAnswers.Answer(rejected.HttpContext, Problems.RateLimited(Wait(rejected.Lease)))),
    };

    private static RateLimitPartition<string> Partition(string kind, string key, BucketOptions bucket) => bucket.PerSecond == 0
        ? RateLimitPartition.GetNoLimiter(kind)
        : RateLimitPartition.GetTokenBucketLimiter($"{kind}/{key}", _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = Math.Max(bucket.Burst, 1),
            TokensPerPeriod = bucket.PerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        });

    private static string Address(HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? "unknown";

    private static TimeSpan Wait(RateLimitLease lease) =>
        lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) && wait > LeastWait ? wait : LeastWait;
}
