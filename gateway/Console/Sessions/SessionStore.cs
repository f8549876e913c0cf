using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components.Endpoints;

namespace Omnichannel.WebConsole.Sessions;

/// <summary>
/// The sessions of the browsers that this replica serves, as their cookies had them last. Circuits read here what requests brought: a circuit sees no cookie after
/// its first request, and can set none. What is lost with the replica comes back with the browser's next request.
/// </summary>
public sealed class SessionStore(TimeProvider clock)
{
    /// <summary>The claim that names the browser.</summary>
    public const string BrowserClaim = "sid";

    private static readonly TimeSpan KeepFor = TimeSpan.FromHours(12);
    private readonly ConcurrentDictionary<(string Browser, string Seat), Entry> sessions = new();
    private long swept;

    /// <summary>Somebody signed in or out, or got a new token.</summary>
    public event Action<string, string>? Changed;

    /// <summary>The tokens of a browser's seat; null when nobody sits there.</summary>
    public SessionTokens? Find(string browser, string seat) => sessions.TryGetValue((browser, seat), out var entry) ? entry.Tokens : null;

    /// <summary>Somebody sits there, or got a new token. Requests may overtake each other: what was issued later stays.</summary>
    public void Put(string browser, string seat, SessionTokens tokens)
    {
        var now = clock.GetUtcNow();
        var changed = false;
        sessions.AddOrUpdate(
            (browser, seat),
            _ =>
            {
                changed = true;
                return new Entry(tokens, now);
            },
            (_, known) =>
            {
                changed = tokens.IssuedAt > known.Tokens.IssuedAt;
                return changed ? new Entry(tokens, now) : known with { SeenAt = now };
            });
        Sweep(now);
        if (changed)
        {
            Changed?.Invoke(browser, seat);
        }
    }

    /// <summary>Nobody sits there any more.</summary>
    public void Remove(string browser, string seat)
    {
        if (sessions.TryRemove((browser, seat), out _))
        {
            Changed?.Invoke(browser, seat);
        }
    }

    /// <summary>Takes from a request's cookies who sits where, and gives the request the browser's name.</summary>
    internal static async Task Remember(HttpContext http, RequestDelegate next)
    {
        if (http.Request.Path.StartsWithSegments("/session") || http.Request.Path.StartsWithSegments("/_blazor") || http.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null)
        {
            var store = http.RequestServices.GetRequiredService<SessionStore>();
            var browser = BrowserOf(http);
            http.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(BrowserClaim, browser)], "browser"));
            foreach (var seat in SeatNames.All)
            {
                if (SessionTokens.Of((await http.AuthenticateAsync(SeatNames.CookieScheme(seat))).Properties) is { } tokens)
                {
                    store.Put(browser, seat, tokens);
                }
            }
        }

        await next(http);
    }

    // A name that nobody can guess, and over TLS none that another host could have set.
    private static string BrowserOf(HttpContext http)
    {
        var name = http.Request.IsHttps ? "__Host-omnichannel.visitor" : "omnichannel.visitor";
        if (http.Request.Cookies[name] is { Length: 64 } known && known.All(char.IsAsciiHexDigit))
        {
            return known;
        }

        var made = RandomNumberGenerator.GetHexString(64, lowercase: true);
        http.Response.Cookies.Append(name, made, new CookieOptions { HttpOnly = true, Secure = http.Request.IsHttps, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true });
        return made;
    }

    private void Sweep(DateTimeOffset now)
    {
        var last = Interlocked.Read(ref swept);
        if (now.ToUnixTimeSeconds() - last < 600 || Interlocked.CompareExchange(ref swept, now.ToUnixTimeSeconds(), last) != last)
        {
            return;
        }

        foreach (var (key, entry) in sessions)
        {
            if (now - entry.SeenAt > KeepFor)
            {
                sessions.TryRemove(new(key, entry));
            }
        }
    }

    private sealed record Entry(SessionTokens Tokens, DateTimeOffset SeenAt);
}
