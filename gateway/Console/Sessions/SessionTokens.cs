using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Omnichannel.WebConsole.Sessions;

/// <summary>What a session is made of.</summary>
/// <param name="AccessToken">For the platform.</param>
/// <param name="RefreshToken">Gets the next one; null where the provider gave none.</param>
/// <param name="ExpiresAt">When the access token ends.</param>
/// <param name="IssuedAt">When the session got it: of two the later one counts.</param>
public sealed record SessionTokens(string AccessToken, string? RefreshToken, DateTimeOffset ExpiresAt, DateTimeOffset IssuedAt)
{
    private const string Access = "access_token";
    private const string Refresh = "refresh_token";
    private const string Expires = "expires_at";
    private const string Issued = "issued_at";

    internal static SessionTokens Of(OpenIdConnectMessage answer, TimeProvider clock, string? refreshTokenBefore = null)
    {
        var now = clock.GetUtcNow();
        var seconds = int.TryParse(answer.ExpiresIn, out var given) ? given : 300;
        return new SessionTokens(answer.AccessToken, answer.RefreshToken ?? refreshTokenBefore, now.AddSeconds(seconds), now);
    }

    /// <summary>As a cookie keeps them.</summary>
    internal AuthenticationProperties ToProperties()
    {
        var properties = new AuthenticationProperties { IsPersistent = false };
        Write(properties);
        return properties;
    }

    /// <summary>Puts them into what a cookie keeps.</summary>
    internal void Write(AuthenticationProperties properties) => properties.StoreTokens(
    [
        new AuthenticationToken { Name = Access, Value = AccessToken },
        new AuthenticationToken { Name = Refresh, Value = RefreshToken ?? "" },
        new AuthenticationToken { Name = Expires, Value = ExpiresAt.ToString("O") },
        new AuthenticationToken { Name = Issued, Value = IssuedAt.ToString("O") },
    ]);

    /// <summary>Those of a cookie; null when it has none.</summary>
    internal static SessionTokens? Of(AuthenticationProperties? properties) =>
        properties?.GetTokenValue(Access) is { Length: > 0 } access
            && DateTimeOffset.TryParse(properties.GetTokenValue(Expires), out var expires) && DateTimeOffset.TryParse(properties.GetTokenValue(Issued), out var issued)
            ? new SessionTokens(access, properties.GetTokenValue(Refresh) is { Length: > 0 } refresh ? refresh : null, expires, issued)
            : null;
}
