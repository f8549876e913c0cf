using System.Collections.Concurrent;
using System.Net;
using System.Threading.RateLimiting;

namespace Omnichannel.OrderTracking.Carriers;

/// <summary>Asks carriers by HTTP as their data files say, with the shop's account. Never more often than the carrier allows.</summary>
public sealed class HttpCarrierTracking(CarrierCatalogue carriers, CarrierSettings settings) : ICarrierTracking, IDisposable
{
    private const int LongestDocument = 10 * 1024 * 1024;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, CarrierAccountSettings> accounts = new(settings.Accounts, StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, TokenBucketRateLimiter> limits = new(StringComparer.OrdinalIgnoreCase);
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(15), MaxResponseContentBufferSize = LongestDocument };

    /// <inheritdoc/>
    public TimeSpan? Every(string carrierCode) =>
        accounts.ContainsKey(carrierCode) && carriers.PollingOf(carrierCode) is { } terms ? TimeSpan.FromMinutes(terms.EveryMinutes) : null;

    /// <inheritdoc/>
    public async Task<CarrierAnswer> Ask(string carrierCode, string trackingNumber, CancellationToken cancellation)
    {
        var terms = carriers.PollingOf(carrierCode)!;
        var account = accounts[carrierCode];
        using var permit = limits.GetOrAdd(carrierCode, _ => Limit(terms.PerMinute)).AttemptAcquire();
        if (!permit.IsAcquired)
        {
            return new CarrierAnswer(null, Minute);
        }

        var path = terms.Path.Replace("{number}", Uri.EscapeDataString(trackingNumber), StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Get, (account.Uri.Length > 0 ? account.Uri : terms.Uri).TrimEnd('/') + path);
        foreach (var (name, value) in terms.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value.Replace("{key}", account.Key, StringComparison.Ordinal));
        }

        using var response = await http.SendAsync(request, cancellation).ConfigureAwait(false);
        if (response.StatusCode is HttpStatusCode.TooManyRequests)
        {
            return new CarrierAnswer(null, response.Headers.RetryAfter?.Delta ?? Minute);
        }

        // A carrier knows a number some time after it was given out.
        if (response.StatusCode is HttpStatusCode.NotFound)
        {
            return new CarrierAnswer(null);
        }

        response.EnsureSuccessStatusCode();
        return new CarrierAnswer(await response.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        http.Dispose();
        foreach (var limit in limits.Values)
        {
            limit.Dispose();
        }
    }

    private static TokenBucketRateLimiter Limit(int perMinute) => new(new TokenBucketRateLimiterOptions
    {
        TokenLimit = perMinute, TokensPerPeriod = perMinute, ReplenishmentPeriod = Minute, QueueLimit = 0, AutoReplenishment = true,
    });
}
