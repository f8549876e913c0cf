using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Omnichannel.Platform.Hosting;

namespace Omnichannel.WebConsole.Sessions;

/// <summary>Registers the seats: a cookie for each and, where there is a provider, a way to sign in.</summary>
internal static class SessionRegistration
{
    public static void AddSessions(this IServiceCollection services, ConsoleOptions options)
    {
        var authentication = services.AddAuthentication(SeatNames.CookieScheme(SeatNames.Main));
        foreach (var seat in SeatNames.All)
        {
            authentication.AddCookie(SeatNames.CookieScheme(seat), cookie =>
            {
                cookie.Cookie.Name = $"omnichannel.{seat}";
                cookie.Cookie.HttpOnly = true;
                cookie.Cookie.SameSite = SameSiteMode.Lax;
                cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                cookie.ExpireTimeSpan = TimeSpan.FromHours(12);
                cookie.SlidingExpiration = false;
            });
            if (options.SignIn.Authority.Length > 0)
            {
                authentication.AddOpenIdConnect(SeatNames.SignInScheme(seat), provider => SignIn(provider, seat, options.SignIn));
            }
        }

        services.AddAuthorization();
        services.AddSingleton<SessionStore>();
        services.AddSingleton<SessionTurns>();
        services.AddSingleton<SessionRenewal>();
        services.AddSingleton<GatewayAddress>();
        services.AddSingleton<DevelopmentIdentities>();
        services.AddScoped<Seats>();
    }

    private static void SignIn(OpenIdConnectOptions provider, string seat, SignInOptions options)
    {
        provider.Authority = options.Authority;
        provider.ClientId = options.ClientId;
        provider.ClientSecret = options.ClientSecret.Length > 0 ? options.ClientSecret : null;
        provider.ResponseType = OpenIdConnectResponseType.Code;
        provider.ResponseMode = OpenIdConnectResponseMode.Query;
        provider.UsePkce = true;
        provider.CallbackPath = $"/session/{seat}/callback";
        provider.SignedOutCallbackPath = $"/session/{seat}/signed-out";
        provider.SignInScheme = SeatNames.CookieScheme(seat);
        provider.SaveTokens = false;
        provider.MapInboundClaims = false;
        provider.GetClaimsFromUserInfoEndpoint = false;
        provider.Resource = options.Resource.Length > 0 ? options.Resource : null;

        // A provider on this machine may do without TLS.
        provider.RequireHttpsMetadata = !(Uri.TryCreate(options.Authority, UriKind.Absolute, out var authority) && authority.IsLoopback);
        provider.Scope.Clear();
        foreach (var scope in options.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            provider.Scope.Add(scope);
        }

        provider.Events = new OpenIdConnectEvents
        {
            OnTokenValidated = context =>
            {
                if (context.TokenEndpointResponse is { AccessToken.Length: > 0 } answer)
                {
                    context.Principal = SeatPrincipal.Of(seat);
                    SessionTokens.Of(answer, context.HttpContext.RequestServices.GetRequiredService<TimeProvider>()).Write(context.Properties!);
                }
                else
                {
                    context.Fail("The provider gave no access token.");
                }

                return Task.CompletedTask;
            },
            OnRedirectToIdentityProvider = context =>
            {
                if (context.Properties.GetParameter<string>("prompt") is { } prompt)
                {
                    context.ProtocolMessage.Prompt = prompt;
                }

                return Task.CompletedTask;
            },
            OnRemoteFailure = context =>
            {
                Log.SignInFailed(context.HttpContext.RequestServices.GetRequiredService<ILogger<Seats>>(), seat, context.Failure);
                context.HandleResponse();
                context.Response.Redirect($"/session/failed?seat={seat}");
                return Task.CompletedTask;
            },
        };
    }
}
