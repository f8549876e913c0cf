using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Omnichannel.Platform.Clients;
using Omnichannel.Platform.Security;

namespace Omnichannel.OrderTracking.Carriers;

/// <summary>Asks carriers by HTTP as their data files say, with the shop's account. All replicas together never ask more often than the carrier allows.</summary>
public sealed class HttpCarrierTracking : ICarrierTracking, IDisposable
{
    private const int LongestDocument = 10 * 1024 * 1024;
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);

    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(15), MaxResponseContentBufferSize = LongestDocument };
    private readonly Dictionary<string, AskedCarrier> asked;
    private readonly OutboundLimits limits;
    private readonly TimeProvider clock;

    /// <summary>Asks nobody yet.</summary>
    public HttpCarrierTracking(CarrierCatalogue carriers, CarrierSettings settings, OutboundLimits limits, TimeProvider clock, ILogger<HttpCarrierTracking> logger)
    {
        (this.limits, this.clock) = (limits, clock);
        asked = settings.Accounts.ToDictionary(
            account => account.Key, account => ToAsk(account.Value, carriers.PollingOf(account.Key)!, logger), StringComparer.OrdinalIgnoreCase);
    }

    /// <inheritdoc/>
    public TimeSpan? Every(string carrierCode) => asked.TryGetValue(carrierCode, out var carrier) ? TimeSpan.FromMinutes(carrier.Terms.EveryMinutes) : null;

    /// <inheritdoc/>
    public async Task<CarrierAnswer> Ask(string carrierCode, string trackingNumber, CancellationToken cancellation)
    {
        var carrier = asked[carrierCode];
        if (carrier.Rest(clock.GetUtcNow()) is { } rest)
        {
            return new CarrierAnswer(null, rest);
        }

        if (await limits.Take(carrierCode.ToLowerInvariant(), carrier.Terms.PerMinute).ConfigureAwait(false) is { } wait)
        {
            return new CarrierAnswer(null, wait);
        }

        using var request = await Request(carrier, trackingNumber, cancellation).ConfigureAwait(false);
        using var response = await http.SendAsync(request, cancellation).ConfigureAwait(false);
        if (response.StatusCode is HttpStatusCode.TooManyRequests)
        {
            var retry = response.Headers.RetryAfter;
            return new CarrierAnswer(null, carrier.Refused(retry?.Delta ?? retry?.Date - clock.GetUtcNow(), clock.GetUtcNow()));
        }

        carrier.Answered();

        // A carrier knows a number some time after it was given out.
        if (response.StatusCode is HttpStatusCode.NotFound)
        {
            return new CarrierAnswer(null);
        }

        response.EnsureSuccessStatusCode();
        return new CarrierAnswer(await response.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private AskedCarrier ToAsk(CarrierAccountSettings account, PollingTerms terms, ILogger logger)
    {
        var uri = (account.Uri.Length > 0 ? account.Uri : terms.Uri).TrimEnd('/');
        var tokens = terms.Token is not { } token ? null : new ClientTokens(
            new ClientCredentialsOptions { TokenEndpoint = uri + token.Path, ClientId = account.Id, ClientSecret = account.Key, ClientAuthentication = token.Authentication },
            http,
            clock,
            logger);
        return new AskedCarrier(uri, terms, account, tokens);
    }

    private static async Task<HttpRequestMessage> Request(AskedCarrier carrier, string trackingNumber, CancellationToken cancellation)
    {
        var (uri, terms, account, tokens) = carrier;
        var token = tokens is null ? "" : await tokens.Get(cancellation).ConfigureAwait(false);
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{account.Id}:{account.Key}"));
        var request = new HttpRequestMessage(HttpMethod.Get, uri + terms.Path.Replace("{number}", Uri.EscapeDataString(trackingNumber), StringComparison.Ordinal));
        foreach (var (name, value) in terms.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value.Replace("{id}", account.Id, StringComparison.Ordinal).Replace("{key}", account.Key, StringComparison.Ordinal)
                .Replace("{basic}", basic, StringComparison.Ordinal).Replace("{token}", token, StringComparison.Ordinal)
                .Replace("{unique}", Guid.NewGuid().ToString("N"), StringComparison.Ordinal));
        }

        if (terms.Body.Length > 0)
        {
            var body = terms.Body.Replace("{number}", JsonEncodedText.Encode(trackingNumber).ToString(), StringComparison.Ordinal);
            (request.Method, request.Content) = (HttpMethod.Post, new StringContent(body, Encoding.UTF8, "application/json"));
        }

        return request;
    }

    /// <summary>A carrier that the shop has an account with. What it refuses is the account, whatever parcel was asked about: nobody asks it until its pause is over.</summary>
    private sealed record AskedCarrier(string Uri, PollingTerms Terms, CarrierAccountSettings Account, ClientTokens? Tokens)
    {
        private readonly Lock gate = new();
        private DateTimeOffset restsUntil = DateTimeOffset.MinValue;
        private TimeSpan lastPause = ShortestPause / 2;

        /// <summary>How long it is still left alone; null when it may be asked.</summary>
        public TimeSpan? Rest(DateTimeOffset now)
        {
            lock (gate)
            {
                return restsUntil > now ? restsUntil - now : null;
            }
        }

        /// <summary>It has had enough, and says for how long; where it does not, twice as long as the last time: the quota of a day is not over in a minute.</summary>
        public TimeSpan Refused(TimeSpan? told, DateTimeOffset now)
        {
            lock (gate)
            {
                var pause = told is null ? lastPause * 2 : told > ShortestPause ? told.Value : ShortestPause;
                lastPause = pause < LongestPause ? pause : LongestPause;
                restsUntil = now + lastPause;
                return lastPause;
            }
        }

        public void Answered()
        {
            lock (gate)
            {
                lastPause = ShortestPause / 2;
            }
        }
    }
}
