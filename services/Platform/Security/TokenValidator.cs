using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Hosting;

namespace Omnichannel.Platform.Security;

/// <summary>The answer of <see cref="TokenValidator"/>: a caller, or the reason why there is none.</summary>
/// <param name="Caller">Who the token names; null when it is not accepted.</param>
/// <param name="Failure">One of the TOKEN reasons of <see cref="ErrorReasons"/>; null when accepted.</param>
public readonly record struct TokenValidation(Caller? Caller, string? Failure);

/// <summary>
/// Verifies access tokens (JWS: RS256, PS256 or ES256) of the configured issuers. A token is verified once and then known by its hash until it expires,
/// at most for five minutes, so that withdrawn keys stop working; a known token costs about a microsecond.
/// </summary>
public sealed class TokenValidator
{
    private const int Capacity = 20_000;
    private const string Scheme = "Bearer ";

    /// <summary>Of the year 9999.</summary>
    private const double LastSecond = 253402300799;
    private static readonly TimeSpan TrustFor = TimeSpan.FromMinutes(5);
    private static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256];
    private static readonly TokenValidation Invalid = new(null, ErrorReasons.TokenInvalid);
    private static readonly TokenValidation Expired = new(null, ErrorReasons.TokenExpired);

    private readonly JsonWebTokenHandler handler = new() { MaximumTokenSizeInBytes = TokenCache.MaxTokenLength };
    private readonly TokenCache cache = new(Capacity);
    private readonly Dictionary<string, AcceptedIssuer> issuers;
    private readonly AuthSettings settings;
    private readonly TimeProvider clock;
    private readonly ILogger<TokenValidator> logger;

    /// <summary>Reads <c>Omnichannel:Auth</c>; adds the issuers of this process.</summary>
    /// <exception cref="StartupException">The configuration does not make sense.</exception>
    public TokenValidator(AuthOptions options, PlatformHost host, PlatformTls tls, ILogger<TokenValidator> logger)
    {
        settings = AuthSettings.Read(options, host.TrustedIssuers, new IssuerKeySources(tls, host.Clock));
        issuers = settings.Issuers.ToDictionary(issuer => issuer.Name, StringComparer.Ordinal);
        clock = host.Clock;
        this.logger = logger;
        foreach (var issuer in settings.Issuers.Where(issuer => issuer.Prefix!.Length > 0))
        {
            Log.SubjectsArePrefixed(logger, issuer.Name, issuer.Prefix!);
        }
    }

    /// <summary>Whether any issuer is trusted: without one, every token is refused.</summary>
    public bool HasIssuers => issuers.Count > 0;

    /// <summary>How far the clocks of issuers may be off.</summary>
    internal TimeSpan ClockSkew => settings.ClockSkew;

    /// <summary>Verifies the value of an <c>authorization</c> header (<c>Bearer …</c>).</summary>
    public ValueTask<TokenValidation> ValidateHeader(string? authorization, CancellationToken cancellation = default)
    {
        return authorization is not null && authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? Validate(authorization.AsMemory(Scheme.Length), cancellation)
            : ValueTask.FromResult(new TokenValidation(null, string.IsNullOrEmpty(authorization) ? ErrorReasons.TokenMissing : ErrorReasons.TokenInvalid));
    }

    /// <summary>Whether this header's token was verified lately, so that it costs next to nothing to do it again.</summary>
    public bool Knows(string authorization) =>
        authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && TokenHash.TryCompute(authorization.AsSpan(Scheme.Length), out var hash) && cache.TryGet(hash, out var known) && clock.GetUtcNow() < known.RecheckAt;

    /// <summary>Verifies a token.</summary>
    /// <exception cref="Grpc.Core.RpcException">UNAVAILABLE: the issuer's keys cannot be fetched now.</exception>
    public ValueTask<TokenValidation> Validate(ReadOnlyMemory<char> token, CancellationToken cancellation = default)
    {
        if (!TokenHash.TryCompute(token.Span, out var hash))
        {
            return ValueTask.FromResult(Invalid);
        }

        var now = clock.GetUtcNow();
        return cache.TryGet(hash, out var known) && now < known.RecheckAt
            ? ValueTask.FromResult(IsExpired(known.Caller, now) ? Expired : new TokenValidation(known.Caller, null))
            : Verify(token.ToString(), hash, now, cancellation);
    }

    // Taken from now, for a token may end at the end of time.
    private bool IsExpired(Caller caller, DateTimeOffset now) => now - settings.ClockSkew >= caller.ExpiresAt;

    private async ValueTask<TokenValidation> Verify(string token, TokenHash hash, DateTimeOffset now, CancellationToken cancellation)
    {
        if (await VerifySignature(token, cancellation).ConfigureAwait(false) is not var (jwt, issuer)
            || ReadCaller(jwt, issuer, now) is not { } caller)
        {
            return Invalid;
        }

        if (IsExpired(caller, now))
        {
            return Expired;
        }

        cache.Add(hash, new TokenCache.Entry(caller, now + TrustFor));
        return new TokenValidation(caller, null);
    }

    private async Task<(JsonWebToken Token, AcceptedIssuer Issuer)?> VerifySignature(string token, CancellationToken cancellation)
    {
        JsonWebToken jwt;
        try
        {
            jwt = handler.ReadJsonWebToken(token);
        }
        catch (Exception exception) when (exception is ArgumentException or SecurityTokenException)
        {
            return null;
        }

        if (!issuers.TryGetValue(jwt.Issuer, out var issuer))
        {
            return null;
        }

        for (var attempt = 0; ; attempt++)
        {
            var result = await handler.ValidateTokenAsync(jwt, Parameters(issuer, await KeysOf(issuer, attempt > 0, cancellation).ConfigureAwait(false)))
                .ConfigureAwait(false);
            if (result.IsValid)
            {
                return (jwt, issuer);
            }

            // A key that is not known may have been added since: ask the issuer once more.
            if (attempt > 0 || result.Exception is not SecurityTokenSignatureKeyNotFoundException)
            {
                Log.TokenRefused(logger, issuer.Name, result.Exception);
                return null;
            }
        }
    }

    /// <summary>Lifetime is not checked here but against the injected clock, after the signature.</summary>
    private TokenValidationParameters Parameters(AcceptedIssuer issuer, IEnumerable<SecurityKey> keys) => new()
    {
        ValidIssuer = issuer.Name,
        ValidAudience = issuer.Audience,
        ValidAlgorithms = Algorithms,
        IssuerSigningKeys = keys,
        ValidateIssuerSigningKey = true,
        RequireSignedTokens = true,
        ValidateLifetime = false,
    };

    private async ValueTask<IEnumerable<SecurityKey>> KeysOf(AcceptedIssuer issuer, bool refresh, CancellationToken cancellation)
    {
        try
        {
            return await issuer.Keys(refresh, cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or ArgumentException)
        {
            Log.IssuerUnavailable(logger, issuer.Name, exception.Message);
            throw GrpcErrors.Create(
                Grpc.Core.StatusCode.Unavailable,
                ErrorReasons.DependencyUnavailable,
                "The token issuer's keys cannot be fetched; try again.",
                retryAfter: TimeSpan.FromSeconds(5));
        }
    }

    /// <summary>Whom an access token names; nobody by one without an end, or not yet begun, and nobody who is not the issuer's to name.</summary>
    private Caller? ReadCaller(JsonWebToken jwt, AcceptedIssuer issuer, DateTimeOffset now)
    {
        try
        {
            using var document = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(jwt.EncodedPayload));
            var payload = document.RootElement;
            return payload.ValueKind == JsonValueKind.Object
                && issuer.Types.Admit(jwt, payload)
                && Time(payload, "exp") is { } end
                && (!payload.TryGetProperty("nbf", out _) || Time(payload, "nbf") is { } start && start - settings.ClockSkew <= now)
                && issuer.Claims.Read(payload, issuer.Roles, issuer.Prefix!, end) is { } caller
                && SubjectScopes.IsOwn(caller, issuer, settings.Issuers) ? caller : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A time in seconds since 1970; null when it is none that a calendar has.</summary>
    private static DateTimeOffset? Time(JsonElement payload, string name) =>
        payload.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) && seconds is >= 0 and <= LastSecond
            ? DateTimeOffset.UnixEpoch.AddSeconds(Math.Floor(seconds))
            : null;
}
