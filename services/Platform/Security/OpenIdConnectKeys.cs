using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Omnichannel.Platform.Security;

/// <summary>
/// Keys that an issuer publishes: fetched when first needed, again every hour, and at once (but not more often than every 30 s, so that forged tokens
/// cannot make us call it without end) when a token names a key that is not known. While the issuer is away the last keys stay good.
/// </summary>
internal sealed class OpenIdConnectKeys(Func<CancellationToken, Task<IReadOnlyCollection<SecurityKey>>> fetch, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan RefreshEvery = TimeSpan.FromHours(1);
    private static readonly TimeSpan RefreshAtMostEvery = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim gate = new(1, 1);
    private Keys? known;

    /// <summary>The keys of an OpenID Connect provider, which its discovery document leads to.</summary>
    public static OpenIdConnectKeys OfProvider(string authority, HttpClient http, TimeProvider clock)
    {
        var (address, documents) = (authority.TrimEnd('/') + "/.well-known/openid-configuration", Documents(authority, http));
        return new(async cancellation => [.. (await OpenIdConnectConfigurationRetriever.GetAsync(address, documents, cancellation).ConfigureAwait(false)).SigningKeys], clock);
    }

    /// <summary>The keys of a JSON Web Key Set.</summary>
    public static OpenIdConnectKeys OfKeySet(string address, HttpClient http, TimeProvider clock)
    {
        var documents = Documents(address, http);
        return new(async cancellation => [.. IssuerKeySources.Parse(await documents.GetDocumentAsync(address, cancellation).ConfigureAwait(false))], clock);
    }

    /// <summary>An <see cref="IssuerKeySource"/>.</summary>
    /// <exception cref="IOException">The issuer has never been reached.</exception>
    public async ValueTask<IEnumerable<SecurityKey>> Get(bool refresh, CancellationToken cancellation)
    {
        if (IsFresh(refresh))
        {
            return known!.All;
        }

        await gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            // Another call may have fetched them meanwhile.
            if (!IsFresh(refresh))
            {
                known = new Keys(await Fetch(cancellation).ConfigureAwait(false), clock.GetUtcNow());
            }

            return known!.All;
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    private bool IsFresh(bool refresh) => known is { } keys && clock.GetUtcNow() - keys.At < (refresh ? RefreshAtMostEvery : RefreshEvery);

    private async Task<IReadOnlyCollection<SecurityKey>> Fetch(CancellationToken cancellation)
    {
        try
        {
            return await fetch(cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or ArgumentException && known is not null)
        {
            return known.All;
        }
    }

    private static HttpDocumentRetriever Documents(string address, HttpClient http) =>
        new(http) { RequireHttps = address.StartsWith("https://", StringComparison.OrdinalIgnoreCase) };

    private sealed record Keys(IReadOnlyCollection<SecurityKey> All, DateTimeOffset At);
}
