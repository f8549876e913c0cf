using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.Options;
using Omnichannel.Gateway.Errors;
using Omnichannel.Gateway.OpenApi;
using Omnichannel.Gateway.Transcoding;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Security;
using Omnichannel.Types.V1;

namespace Omnichannel.Gateway.Edge;

/// <summary>
/// Issues guest sessions: signed tokens that services verify like any other issuer's. The device id is the gateway's to make, since it scopes
/// idempotency keys: one that a caller could choose would be another device's to read.
/// </summary>
internal sealed class GuestSessions(TokenIssuer issuer, IIdGenerator ids)
{
    private const string KeysPath = "/.well-known/jwks.json";
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    public static void Map(WebApplication app, GuestIssuer guests)
    {
        if (guests.IsEphemeral)
        {
            Log.GuestKeyGenerated(app.Services.GetRequiredService<ILogger<GuestSessions>>());
        }

        app.MapPost("/v1/guestSessions", async (HttpContext http, GuestSessions sessions) => Results.Json(sessions.Create(ChannelOf(await JsonBody.Read<NewGuest>(http)))))
            .WithName("CreateGuestSession")
            .WithSummary("Begins a guest session")
            .WithDescription("Issues a token of role guest for a new guest id. The token is signed by the gateway and good for 30 days.")
            .AllowAnonymous()
            .TakesJson<NewGuest>(isRequired: false)
            .Answers<GuestSession>("The session.");
        MapKeys(app, guests);
    }

    // What a service needs in order to trust the gateway: Omnichannel:Auth:Issuers:guests:JwksUri, or :Authority.
    private static void MapKeys(WebApplication app, GuestIssuer guests)
    {
        var keys = guests.Keys.ToJwks();
        var publicUri = app.Services.GetRequiredService<EdgeOptions>().PublicUri;
        app.MapGet(KeysPath, () => Results.Text(keys, MediaTypes.Json))
            .WithName("GetKeys")
            .WithSummary("Keys of guests' tokens")
            .WithDescription("The public keys that verify the tokens of guest sessions, as a JSON Web Key Set (RFC 7517).")
            .AllowAnonymous()
            .Answers<JsonObject>("The key set.");
        app.MapGet("/.well-known/openid-configuration", (HttpContext http) => Results.Json(new IssuerDocument(guests.Name, new Uri(publicUri ?? CalledAt(http), KeysPath))))
            .WithName("GetIssuer")
            .WithSummary("The issuer of guests' tokens")
            .WithDescription("What a service that is told the gateway's address needs in order to trust the tokens of guest sessions (OpenID Connect Discovery).")
            .AllowAnonymous()
            .Answers<IssuerDocument>("The issuer.");
    }

    /// <summary>A new guest with a token.</summary>
    public GuestSession Create(Channel channel)
    {
        var guestId = GuestIds.From(ids.NewId());
        var deviceId = $"device-{ids.NewId():N}";
        var token = issuer.Issue(new TokenRequest(guestId, Role.Guest, Lifetime) { Channel = channel, DeviceId = deviceId });
        return new GuestSession(token, "Bearer", (long)Lifetime.TotalSeconds, guestId, deviceId);
    }

    /// <summary>By the connection itself. The Host header is the caller's word: who reads a cached document would fetch keys from wherever it says.</summary>
    private static Uri CalledAt(HttpContext http)
    {
        var scheme = http.Features.Get<ITlsHandshakeFeature>() is null ? Uri.UriSchemeHttp : Uri.UriSchemeHttps;
        var address = http.Connection.LocalIpAddress is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : http.Connection.LocalIpAddress ?? IPAddress.Loopback;
        return new UriBuilder(scheme, address.ToString(), http.Connection.LocalPort).Uri;
    }

    private static Channel ChannelOf(JsonElement body)
    {
        if (!body.TryGetProperty("channel", out var value))
        {
            return Channel.Web;
        }

        return value.ValueKind == JsonValueKind.String && TokenClaims.ChannelOf(value.GetString()) is { } channel and (Channel.Web or Channel.App or Channel.Social)
            ? channel
            : throw new ProblemException(Problems.InvalidField("channel", "expected one of WEB, APP, SOCIAL"));
    }
}

/// <summary>What <c>POST /v1/guestSessions</c> takes.</summary>
internal sealed record NewGuest
{
    [AllowedValues("WEB", "APP", "SOCIAL")]
    [DefaultValue("WEB")]
    public string? Channel { get; init; }
}

/// <summary>The answer to it.</summary>
internal sealed record GuestSession(
    string AccessToken,
    [property: AllowedValues("Bearer")] string TokenType,
    [property: Description("Seconds.")] long ExpiresIn,
    string GuestId,
    [property: Description("Scope of idempotency keys; stays the device's after signing in.")] string DeviceId);

/// <summary>The answer to <c>GET /.well-known/openid-configuration</c>.</summary>
internal sealed record IssuerDocument(string Issuer, [property: JsonPropertyName("jwks_uri")] Uri JwksUri);
