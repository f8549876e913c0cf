using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Omnichannel.WebConsole.Sessions;

/// <summary>Gets the next access token for a refresh token.</summary>
internal sealed class SessionRenewal(IOptionsMonitor<OpenIdConnectOptions> schemes, ConsoleOptions options, TimeProvider clock, ILogger<SessionRenewal> logger)
{
    // Before it ends: a call that is under way shall still be taken.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    /// <summary>Whether it is over, or as good as over.</summary>
    public bool IsDue(SessionTokens tokens) => tokens.ExpiresAt - Margin <= clock.GetUtcNow();

    /// <summary>The next tokens; null when the person has to sign in again.</summary>
    public async Task<SessionTokens?> Renew(string seat, SessionTokens tokens, CancellationToken cancellation)
    {
        if (tokens.RefreshToken is null || options.SignIn.Authority.Length == 0)
        {
            return tokens.ExpiresAt > clock.GetUtcNow() ? tokens : null;
        }

        var scheme = schemes.Get(SeatNames.SignInScheme(seat));
        try
        {
            var configuration = await scheme.ConfigurationManager!.GetConfigurationAsync(cancellation);
            using var request = new HttpRequestMessage(HttpMethod.Post, configuration.TokenEndpoint)
            {
                Content = new FormUrlEncodedContent(Form(tokens.RefreshToken)),
            };
            using var answer = await scheme.Backchannel.SendAsync(request, cancellation);
            var message = new OpenIdConnectMessage(await answer.Content.ReadAsStringAsync(cancellation));
            if (answer.IsSuccessStatusCode && message.AccessToken is { Length: > 0 })
            {
                return SessionTokens.Of(message, clock, tokens.RefreshToken);
            }

            Log.RenewalRefused(logger, seat, (int)answer.StatusCode, message.Error ?? "none");
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException or InvalidOperationException or ArgumentException or System.Text.Json.JsonException)
        {
            Log.RenewalFailed(logger, seat, failure);
        }

        return tokens.ExpiresAt > clock.GetUtcNow() ? tokens : null;
    }

    private Dictionary<string, string> Form(string refreshToken)
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "refresh_token",
            ["refresh_token"] = refreshToken,
            ["client_id"] = options.SignIn.ClientId,
        };
        if (options.SignIn.ClientSecret.Length > 0)
        {
            form["client_secret"] = options.SignIn.ClientSecret;
        }

        if (options.SignIn.Resource.Length > 0)
        {
            form["resource"] = options.SignIn.Resource;
        }

        return form;
    }
}
