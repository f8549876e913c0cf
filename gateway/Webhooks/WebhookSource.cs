using System.Threading.RateLimiting;
using Omnichannel.Gateway.Limits;

namespace Omnichannel.Gateway.Webhooks;

/// <summary>Somebody who sends webhooks: how they sign, and with which keys.</summary>
/// <param name="path">Of its deliveries behind <c>/v1/webhooks/</c>: target and name.</param>
/// <param name="scheme">How it signs.</param>
/// <param name="keys">The current ones, and while they are replaced the earlier ones.</param>
/// <param name="limit">How often it may deliver.</param>
internal sealed class WebhookSource(string path, WebhookScheme scheme, IReadOnlyList<WebhookKey> keys, BucketOptions limit) : IDisposable
{
    private readonly TokenBucketRateLimiter? limiter = limit.PerSecond == 0 ? null : new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
    {
        TokenLimit = limit.Capacity,
        TokensPerPeriod = limit.PerSecond,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = 0,
    });

    /// <summary>Target and name.</summary>
    public string Path => path;

    /// <summary>How far a timestamp may be from now.</summary>
    public TimeSpan Tolerance => scheme.Tolerance;

    /// <summary>The proof that this source sent the request to its own path; null when there is none.</summary>
    public ProvenSignature? Prove(HttpRequest request, byte[] body) =>
        scheme.Prove(request, body, keys.Select(key => key.Bytes)) is { } proof && IsForThisPath(proof) ? proof : null;

    /// <summary>Whether one more delivery is within its limit.</summary>
    public bool MayDeliver() => limiter is null || limiter.AttemptAcquire().IsAcquired;

    public void Dispose() => limiter?.Dispose();

    // Else what one source sent would be worth something at another's path, if both have the key.
    private bool IsForThisPath(ProvenSignature proof) =>
        scheme.SignsAddress || !keys.First(key => key.Bytes == proof.Key).IsShared || proof.Id.StartsWith(path + ":", StringComparison.Ordinal);
}

/// <summary>A key of a source.</summary>
/// <param name="Bytes">The key.</param>
/// <param name="IsShared">Other sources have it too: alone it does not tell who sent something.</param>
internal sealed record WebhookKey(byte[] Bytes, bool IsShared);
