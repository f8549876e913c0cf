using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;
using Omnichannel.Client;
using Omnichannel.Platform.Security;

namespace Omnichannel.WebConsole.Sessions;

/// <summary>The seats of the browser that a circuit (or a request that renders a page) belongs to.</summary>
public sealed class Seats : IDisposable
{
    private readonly Dictionary<string, Seat> seats;
    private readonly AuthenticationStateProvider authentication;
    private readonly SessionStore store;
    private string? browser;
    private Task? loading;

    public Seats(AuthenticationStateProvider authentication, SessionStore store, TokenValidator validator, GatewayAddress gateway, IJSRuntime script, TimeProvider clock)
    {
        this.authentication = authentication;
        this.store = store;
        seats = SeatNames.All.ToDictionary(name => name, name => new Seat(name, store, validator, gateway, script, clock), StringComparer.Ordinal);
        store.Changed += Follow;
    }

    /// <summary>The person of desk, mailbox and orders.</summary>
    public Seat Main => this[SeatNames.Main];

    /// <summary>A seat by name.</summary>
    public Seat this[string name] => seats[name];

    /// <summary>Learns who sits where. Pages call it before they look; asked again it knows.</summary>
    public Task Load() => loading is null or { IsFaulted: true } ? loading = LoadAll() : loading;

    /// <inheritdoc/>
    public void Dispose()
    {
        store.Changed -= Follow;
        foreach (var seat in seats.Values)
        {
            seat.Dispose();
        }
    }

    private async Task LoadAll()
    {
        browser = (await authentication.GetAuthenticationStateAsync()).User.FindFirst(SessionStore.BrowserClaim)?.Value ?? "";
        foreach (var seat in seats.Values)
        {
            await seat.Load(browser);
        }
    }

    private void Follow(string changedBrowser, string seat)
    {
        if (changedBrowser == browser)
        {
            _ = seats[seat].Load(changedBrowser);
        }
    }
}

/// <summary>One seat: who sits there, and the platform as this person may use it.</summary>
public sealed class Seat : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(7);
    private static readonly TimeSpan ABitLater = TimeSpan.FromMilliseconds(50);

    // Somebody looks at the page meanwhile: that nobody answers is said early, and asked again.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(15);

    private readonly SessionStore store;
    private readonly TokenValidator validator;
    private readonly IJSRuntime script;
    private readonly TimeProvider clock;
    private readonly Lazy<OmnichannelClient> client;
    private readonly Lazy<HttpClient> http;
    private ITimer? end;
    private bool isGone;
    private string browser = "";

    internal Seat(string name, SessionStore store, TokenValidator validator, GatewayAddress gateway, IJSRuntime script, TimeProvider clock)
    {
        Name = name;
        this.store = store;
        this.validator = validator;
        this.script = script;
        this.clock = clock;
        client = new(() => new OmnichannelClient(new OmnichannelClientOptions(gateway.Grpc, Token) { Deadline = Deadline }));
        http = new(() => new HttpClient(new TokenHandler(this)) { BaseAddress = gateway.Http, Timeout = TimeSpan.FromSeconds(30) });
    }

    /// <summary>main, phone, browser or till.</summary>
    public string Name { get; }

    /// <summary>Who sits there; null when nobody is signed in. Still there when the token is over: the page is theirs.</summary>
    public Caller? Person { get; private set; }

    /// <summary>Whether the token is over and could not be renewed. The person has to sign in again; nothing that is on the page goes.</summary>
    public bool IsOver { get; private set; }

    /// <summary>The platform over gRPC, as this person. A call without a token that counts fails as UNAUTHENTICATED.</summary>
    public OmnichannelClient Client => client.Value;

    /// <summary>The gateway over HTTP, as this person.</summary>
    public HttpClient Http => http.Value;

    /// <summary>The device that the person's token is made out to; null for none.</summary>
    public string? DeviceId => Person is { } person && person.DevicePrincipal != person.Subject ? person.DevicePrincipal : null;

    /// <summary>Another person, or nobody, or the session is over or goes on. Told from any thread.</summary>
    public event Action? Changed;

    /// <summary>A token that counts, renewed where that is possible.</summary>
    public async ValueTask<string> Token(CancellationToken cancellation)
    {
        if (Current() is { } token)
        {
            return token;
        }

        // Only a request can renew a session, since that changes its cookie.
        await Ask(cancellation);
        if (Current() is { } renewed)
        {
            return renewed;
        }

        End();
        return "";
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        isGone = true;
        end?.Dispose();
        if (client.IsValueCreated)
        {
            client.Value.Dispose();
        }

        if (http.IsValueCreated)
        {
            http.Value.Dispose();
        }
    }

    internal async Task Load(string ofBrowser)
    {
        browser = ofBrowser;
        var tokens = store.Find(browser, Name);
        var person = tokens is null ? null : (await validator.ValidateHeader($"Bearer {tokens.AccessToken}", CancellationToken.None)).Caller ?? Person;
        if (store.Find(browser, Name) != tokens)
        {
            // Somebody else sits there meanwhile: the look that this set off tells who.
            return;
        }

        Person = person;
        IsOver = Person is not null && Current() is null;
        WaitForEnd(tokens);
        ForgetToken();
        Changed?.Invoke();
    }

    // What nobody can renew ends while somebody looks at the page: they are told before the next thing that they do.
    private void WaitForEnd(SessionTokens? tokens)
    {
        end?.Dispose();
        end = !isGone && !IsOver && tokens is { RefreshToken: null } && tokens.ExpiresAt - clock.GetUtcNow() is var left && left < LongestWait
            ? clock.CreateTimer(_ => End(), null, (left > TimeSpan.Zero ? left : TimeSpan.Zero) + ABitLater, Timeout.InfiniteTimeSpan)
            : null;
    }

    // The platform takes a token a little longer, for clocks may be off. A page that says that the session is over does nothing with it any more.
    private void End()
    {
        if (Person is not null && !IsOver && Current() is null)
        {
            IsOver = true;
            ForgetToken();
            Changed?.Invoke();
        }
    }

    private void ForgetToken()
    {
        if (client.IsValueCreated)
        {
            client.Value.ForgetToken();
        }
    }

    private string? Current() => store.Find(browser, Name) is { } tokens && tokens.ExpiresAt > clock.GetUtcNow() ? tokens.AccessToken : null;

    private async Task Ask(CancellationToken cancellation)
    {
        try
        {
            await script.InvokeVoidAsync("omnichannel.renewSession", cancellation, Name);
        }
        catch (Exception failure) when (failure is JSException or JSDisconnectedException or InvalidOperationException or OperationCanceledException)
        {
            // Rendered without a circuit, or the page is away: then the session is what it is.
        }
    }

    private sealed class TokenHandler(Seat seat) : DelegatingHandler(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5) })
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (await seat.Token(cancellationToken) is { Length: > 0 } token)
            {
                request.Headers.Authorization = new("Bearer", token);
            }

            return await base.SendAsync(request, cancellationToken);
        }
    }
}
