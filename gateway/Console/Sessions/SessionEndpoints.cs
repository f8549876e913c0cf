using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Omnichannel.Platform.Security;
using Omnichannel.Types.V1;

namespace Omnichannel.WebConsole.Sessions;

/// <summary>Signing in and out at a seat, and what a page may know of its session. For pages of this origin alone.</summary>
internal static class SessionEndpoints
{
    private const int UsualSeconds = 8 * 3600;

    public static void MapSessions(this WebApplication app)
    {
        app.MapGet("/session/open", Open);
        var seats = app.MapGroup("/session/{seat}").AddEndpointFilter(OwnPagesOnly);
        seats.MapGet("", Describe);
        seats.MapGet("/token", Token);
        seats.MapGet("/sign-in", SignIn);
        seats.MapPost("/identity", ChooseIdentity).DisableAntiforgery();
        seats.MapPost("/sign-out", SignOut).DisableAntiforgery();
        app.MapPost("/session/code", EnterCode).AddEndpointFilter(OwnPagesOnly).DisableAntiforgery();
    }

    // Forms and scripts of other origins get nowhere. A link from elsewhere to a sign-in is fine: it changes nothing by itself.
    private static ValueTask<object?> OwnPagesOnly(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var request = call.HttpContext.Request;
        if (request.RouteValues["seat"] is string seat && !SeatNames.All.Contains(seat))
        {
            return ValueTask.FromResult<object?>(Results.NotFound());
        }

        var origin = (string?)request.Headers.Origin;
        var isNavigation = HttpMethods.IsGet(request.Method) && request.Headers["Sec-Fetch-Mode"] == "navigate" && request.Path.Value!.EndsWith("/sign-in", StringComparison.Ordinal);
        var isForeign = (origin is not null && origin != $"{request.Scheme}://{request.Host.Value}")
            || (request.Headers["Sec-Fetch-Site"] is { Count: > 0 } site && site != "same-origin" && site != "none")
            || (HttpMethods.IsPost(request.Method) && origin is null);
        return isForeign && !isNavigation ? ValueTask.FromResult<object?>(Results.StatusCode(StatusCodes.Status403Forbidden)) : next(call);
    }

    private static async Task<IResult> Describe(string seat, HttpContext http, TokenValidator validator)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (await TokensOf(http, seat) is not { } tokens || (await validator.ValidateHeader($"Bearer {tokens.AccessToken}", http.RequestAborted)).Caller is not { } caller)
        {
            return Results.Json(new SessionDescription(false));
        }

        return Results.Json(new SessionDescription(true)
        {
            Subject = caller.Subject,
            Role = TokenClaims.NameOf(caller.Role),
            Channel = caller.Channel is Channel.Unspecified ? null : TokenClaims.NameOf(caller.Channel),
            DeviceId = caller.DevicePrincipal == caller.Subject ? null : caller.DevicePrincipal,
            StoreId = caller.StoreId,
            ExpiresAt = tokens.ExpiresAt,
        });
    }

    private static async Task<IResult> Token(string seat, HttpContext http, SessionRenewal renewal, SessionStore store, SessionTurns turns)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (await TokensOf(http, seat) is not { } tokens)
        {
            return Ended();
        }

        if (renewal.IsDue(tokens))
        {
            // Tabs ask at once, and a refresh token is good for one use.
            var browser = http.User.FindFirst(SessionStore.BrowserClaim)!.Value;
            using var turn = await turns.Take((browser, seat), http.RequestAborted);
            if (store.Find(browser, seat) is { } known && known.IssuedAt > tokens.IssuedAt)
            {
                tokens = known;
            }

            if (renewal.IsDue(tokens))
            {
                if (await renewal.Renew(seat, tokens, http.RequestAborted) is not { } renewed)
                {
                    return Ended();
                }

                tokens = renewed;
            }

            await Sit(http, seat, tokens, store);
        }

        return Results.Json(new SessionToken(tokens.AccessToken, tokens.ExpiresAt));
    }

    private static IResult SignIn(string seat, [FromQuery(Name = "return")] string? back, ConsoleOptions options)
    {
        var target = LocalPath(back);
        if (options.SignIn.Authority.Length == 0)
        {
            return Results.LocalRedirect($"/session/choose?seat={seat}&return={Uri.EscapeDataString(target)}");
        }

        var properties = new AuthenticationProperties { RedirectUri = target };
        if (seat != SeatNames.Main)
        {
            // Side by side sit different people.
            properties.SetParameter("prompt", "login");
        }

        return Results.Challenge(properties, [SeatNames.SignInScheme(seat)]);
    }

    private static async Task<IResult> ChooseIdentity(string seat, HttpContext http, DevelopmentIdentities identities, SessionStore store)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var identity = new DevelopmentIdentity(
            Text(form, "subject") ?? "", Text(form, "role") ?? "", Text(form, "channel"), Text(form, "store_id"), Text(form, "actor"), Text(form, "device_id"),
            int.TryParse(Text(form, "ttl_seconds"), out var seconds) ? seconds : UsualSeconds);
        var (tokens, refusal) = await identities.SignIn(http, identity);
        var back = Text(form, "return");
        if (tokens is null)
        {
            return back is null
                ? Results.Problem(refusal, statusCode: StatusCodes.Status403Forbidden)
                : Results.LocalRedirect($"/session/choose?seat={seat}&return={Uri.EscapeDataString(LocalPath(back))}&refusal={Uri.EscapeDataString(refusal ?? "")}");
        }

        await Sit(http, seat, tokens, store);
        return back is null ? Results.NoContent() : Results.LocalRedirect(LocalPath(back));
    }

    private static async Task<IResult> SignOut(string seat, HttpContext http, SessionStore store)
    {
        await http.SignOutAsync(SeatNames.CookieScheme(seat));
        store.Remove(http.User.FindFirst(SessionStore.BrowserClaim)!.Value, seat);
        var form = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(http.RequestAborted) : null;
        return form is not null && Text(form, "return") is { } back ? Results.LocalRedirect(LocalPath(back)) : Results.NoContent();
    }

    private static async Task<IResult> Open(HttpContext http, string? link, [FromQuery(Name = "return")] string? back, DevelopmentIdentities identities)
    {
        // Not left in the address, nor told to anybody.
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        http.Response.Headers.CacheControl = "no-store";
        var isGood = link is { Length: > 0 and < 200 } && await identities.Open(http, link);
        return Results.LocalRedirect(isGood || identities.MayChoose(http) ? LocalPath(back) : "/session/choose?seat=main&return=/");
    }

    private static async Task<IResult> EnterCode(HttpContext http, DevelopmentIdentities identities)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (Text(form, "code") is { Length: < 200 } code)
        {
            identities.LetIn(http, code);
        }

        return Results.LocalRedirect($"/session/choose?seat={Uri.EscapeDataString(Text(form, "seat") ?? SeatNames.Main)}&return={Uri.EscapeDataString(LocalPath(Text(form, "return")))}");
    }

    private static async Task Sit(HttpContext http, string seat, SessionTokens tokens, SessionStore store)
    {
        await http.SignInAsync(SeatNames.CookieScheme(seat), SeatPrincipal.Of(seat), tokens.ToProperties());
        store.Put(http.User.FindFirst(SessionStore.BrowserClaim)!.Value, seat, tokens);
    }

    private static async Task<SessionTokens?> TokensOf(HttpContext http, string seat) =>
        SessionTokens.Of((await http.AuthenticateAsync(SeatNames.CookieScheme(seat))).Properties);

    private static IResult Ended() => Results.Json(new { reason = "SESSION_ENDED" }, statusCode: StatusCodes.Status401Unauthorized);

    private static string? Text(IFormCollection form, string name) => form[name] is [{ Length: > 0 } value] ? value : null;

    /// <summary>A path of this origin; the start page for anything else.</summary>
    internal static string LocalPath(string? path) =>
        path is ['/', ..] && !path.StartsWith("//", StringComparison.Ordinal) && !path.StartsWith("/\\", StringComparison.Ordinal) && !path.Any(char.IsControl) ? path : "/";
}

/// <summary>Whose session it is.</summary>
internal sealed record SessionDescription(bool SignedIn)
{
    public string? Subject { get; init; }

    public string? Role { get; init; }

    public string? Channel { get; init; }

    public string? DeviceId { get; init; }

    public string? StoreId { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>A session's access token.</summary>
internal sealed record SessionToken(string AccessToken, DateTimeOffset ExpiresAt);
