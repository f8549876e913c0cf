using System.Globalization;
using System.Threading.RateLimiting;
using Google.Protobuf;
using Microsoft.Extensions.Options;
using Omnichannel.Gateway.Contracts;
using Omnichannel.Gateway.Edge;
using Omnichannel.Gateway.Errors;
using Omnichannel.Gateway.PassThrough;

namespace Omnichannel.Gateway.Limits;

/// <summary>
/// Takes each call's weight from the budgets of its caller and of its address: first from what this process counts, then, where it is shared, from what all
/// gateways count together.
/// </summary>
internal sealed class RateLimits(IOptions<LimitOptions> options, SharedLimits shared, RpcCatalogue catalogue) : IMiddleware, IDisposable
{
    private readonly PartitionedRateLimiter<Budget> line = PartitionedRateLimiter.Create<Budget, (string, string)>(budget => budget.IsUnlimited
        ? RateLimitPartition.GetNoLimiter((budget.Kind, string.Empty))
        : RateLimitPartition.GetTokenBucketLimiter((budget.Kind, budget.Owner), _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = budget.Bucket.Capacity,
            TokensPerPeriod = budget.Bucket.PerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        }));

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var isGrpc = GrpcAnswers.IsGrpc(context.Request);
        var rpc = isGrpc ? catalogue.Find(context.Request.Path) : context.GetEndpoint()?.Metadata.GetMetadata<Rpc>();
        var spending = await Take(Payer.Of(context), CallWeight.Of(context, rpc));
        if (!isGrpc)
        {
            RateLimitHeaders.Write(context.Response.Headers, spending);
        }

        // No exception: that many calls may be refused that it would cost more than the calls.
        await (spending.Wait is { } wait ? ErrorAnswers.Answer(context, Problems.RateLimited(wait)) : next(context));
    }

    /// <summary>Takes what a request's items or watches weigh beyond the call itself, as soon as they are known.</summary>
    /// <exception cref="ProblemException">It is more than what is left.</exception>
    public async ValueTask TakeMore(HttpContext http, int weight)
    {
        if (weight > 0 && (await Take(Payer.Of(http), weight)).Wait is { } wait)
        {
            throw new ProblemException(Problems.RateLimited(wait));
        }
    }

    /// <summary>Whether a token from there that is not known yet is worth the work of verifying it.</summary>
    public bool MayVerify(HttpContext http) => line.GetStatistics(RefusedTokens(http)) is { CurrentAvailablePermits: > 0 };

    /// <summary>A token from there was not accepted.</summary>
    public void TokenRefused(HttpContext http) => line.AttemptAcquire(RefusedTokens(http)).Dispose();

    public void Dispose() => line.Dispose();

    private Budget RefusedTokens(HttpContext http) => new("tokens", Payer.Of(http).Place, options.Value.RefusedTokens);

    private async ValueTask<Spending> Take(Payer payer, int weight)
    {
        var (own, address) = (payer.Own(options.Value), payer.Shared(options.Value));
        var wait = TakeHere(own, weight) ?? TakeHere(address, weight);
        var spending = new Spending(own, line.GetStatistics(own)?.CurrentAvailablePermits ?? 0, wait);
        return wait is null && shared.IsThere ? spending.And(await shared.Take(own, address, weight)) : spending;
    }

    private TimeSpan? TakeHere(Budget budget, int weight)
    {
        using var lease = line.AttemptAcquire(budget, Math.Min(weight, budget.Bucket.Capacity));
        return lease.IsAcquired ? null : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromSeconds(1);
    }
}
