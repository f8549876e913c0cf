using System.Globalization;

namespace Omnichannel.Gateway.Limits;

/// <summary>What came of taking from a caller's budget.</summary>
/// <param name="Budget">The caller's own.</param>
/// <param name="Left">Units left in it.</param>
/// <param name="Wait">How long to wait before the same call fits; null when it did.</param>
internal readonly record struct Spending(Budget Budget, long Left, TimeSpan? Wait)
{
    /// <summary>The same, by those who count together with us.</summary>
    public Spending And(SharedSpending others) => this with { Left = Math.Min(Left, others.Left), Wait = others.Wait };
}

/// <summary>The <c>RateLimit</c> headers (draft-ietf-httpapi-ratelimit-headers): what the caller may spend, so that it can pace itself before it is refused.</summary>
internal static class RateLimitHeaders
{
    public const string Policy = "RateLimit-Policy";
    public const string Limit = "RateLimit";

    /// <summary>Quota and the seconds in which it fills; what is left and the seconds until it is full again.</summary>
    public static void Write(IHeaderDictionary headers, Spending spending)
    {
        var (kind, _, bucket) = spending.Budget;
        if (bucket.PerSecond == 0)
        {
            return;
        }

        headers[Policy] = string.Create(CultureInfo.InvariantCulture, $"\"{kind}\";q={bucket.Capacity};w={Seconds(bucket.Capacity, bucket)}");
        headers[Limit] = string.Create(CultureInfo.InvariantCulture, $"\"{kind}\";r={spending.Left};t={Seconds(bucket.Capacity - spending.Left, bucket)}");
    }

    private static long Seconds(long units, BucketOptions bucket) => (units + bucket.PerSecond - 1) / bucket.PerSecond;
}
