using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Omnichannel.Types.V1;

namespace Omnichannel.Platform.Security;

/// <summary>Issues access tokens of this system's own: guest sessions at the gateway, and the development issuer of AllInOne.</summary>
/// <param name="issuer">The <c>iss</c> claim; verifiers trust it by configuration.</param>
/// <param name="keys">The issuer's keys.</param>
/// <param name="clock">The time of issue.</param>
/// <param name="audience">The <c>aud</c> claim.</param>
public sealed class TokenIssuer(string issuer, SigningKeys keys, TimeProvider clock, string audience = TokenClaims.DefaultAudience)
{
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <summary>The <c>iss</c> claim of its tokens.</summary>
    public string Issuer => issuer;

    /// <summary>A signed access token (JWS, ES256; RFC 9068).</summary>
    public string Issue(TokenRequest request)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            IssuedAt = now,
            Expires = now + request.Lifetime,
            SigningCredentials = keys.Signing,
            TokenType = "at+jwt",
            Claims = Claims(request),
        });
    }

    private static Dictionary<string, object> Claims(TokenRequest request)
    {
        var claims = new Dictionary<string, object>
        {
            [TokenClaims.Subject] = request.Subject,
            [TokenClaims.Role] = TokenClaims.NameOf(request.Role),
        };
        if (request.Channel != Channel.Unspecified)
        {
            claims[TokenClaims.Channel] = TokenClaims.NameOf(request.Channel);
        }

        if (request.StoreId is { } store)
        {
            claims[TokenClaims.StoreId] = store;
        }

        if (request.ActorId is { } actor)
        {
            claims[TokenClaims.Actor] = new Dictionary<string, object> { [TokenClaims.Subject] = actor };
        }

        if (request.DeviceId is { } device)
        {
            claims[TokenClaims.DeviceId] = device;
        }

        return claims;
    }
}

/// <summary>What a token shall say.</summary>
/// <param name="Subject">Who: claim <c>sub</c>.</param>
/// <param name="Role">As what: claim <c>role</c>.</param>
/// <param name="Lifetime">How long it is good for.</param>
public sealed record TokenRequest(string Subject, Role Role, TimeSpan Lifetime)
{
    /// <summary>Claim <c>channel</c>.</summary>
    public Channel Channel { get; init; }

    /// <summary>Claim <c>store_id</c>; a terminal needs one.</summary>
    public string? StoreId { get; init; }

    /// <summary>Claim <c>act.sub</c>: the associate at a terminal.</summary>
    public string? ActorId { get; init; }

    /// <summary>Claim <c>device_id</c>: stays the same when the shopper signs in.</summary>
    public string? DeviceId { get; init; }
}
