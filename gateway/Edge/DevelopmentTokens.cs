using System.Net;
using System.Text.Json;
using Omnichannel.Gateway.Errors;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Security;
using Omnichannel.Types.V1;

namespace Omnichannel.Gateway.Edge;

/// <summary>
/// The development token issuer, <c>POST /dev/tokens</c>: any token for the asking. It exists only where a process hosts everything and trusts an issuer of
/// this name, on a loopback listener, for callers on this machine.
/// </summary>
public static class DevelopmentTokens
{
    /// <summary>The <c>iss</c> claim; AllInOne puts an issuer of this name into <see cref="PlatformHost.TrustedIssuers"/>.</summary>
    public const string Issuer = "omnichannel-development";

    private static readonly string[] Names = ["sub", "role", "channel", "store_id", "associate", "device_id", "ttl_seconds"];

    internal static void Map(WebApplication app, PlatformHost host, IConfiguration configuration)
    {
        var listens = configuration[$"Omnichannel:Listen:{GatewayApplication.PublicListener}"];
        if (!host.HostsSeveralServices || host.TrustedIssuers.FirstOrDefault(trusted => trusted.Issuer == Issuer) is not { } own
            || !Uri.TryCreate(listens, UriKind.Absolute, out var url) || !url.IsLoopback)
        {
            return;
        }

        var issuer = new TokenIssuer(Issuer, own.Keys, host.Clock);
        app.MapPost("/dev/tokens", async (HttpContext http) =>
        {
            if (http.Connection.RemoteIpAddress is not { } address || !IPAddress.IsLoopback(address))
            {
                throw new ProblemException(Problems.RouteUnknown());
            }

            var request = Read(await JsonBody.Read(http, Names));
            return Results.Json(new Dictionary<string, object>
            {
                ["access_token"] = issuer.Issue(request),
                ["token_type"] = "Bearer",
                ["expires_in"] = (long)request.Lifetime.TotalSeconds,
            });
        });
    }

    private static TokenRequest Read(JsonElement body)
    {
        var role = TokenClaims.RoleOf(Text(body, "role")) ?? throw Invalid("role", "expected one of customer, guest, terminal, associate, agent, ops, service");
        var store = Text(body, "store_id");
        if (role == Role.Terminal && store is null)
        {
            throw Invalid("store_id", "a terminal has a store");
        }

        var seconds = body.TryGetProperty("ttl_seconds", out var ttl)
            ? ttl.ValueKind == JsonValueKind.Number && ttl.TryGetInt32(out var given) && given is > 0 and <= 86_400 ? given : throw Invalid("ttl_seconds", "expected 1 to 86400")
            : 3600;
        return new TokenRequest(Text(body, "sub") ?? throw Invalid("sub", "is required"), role, TimeSpan.FromSeconds(seconds))
        {
            Channel = Text(body, "channel") is { } channel
                ? TokenClaims.ChannelOf(channel) ?? throw Invalid("channel", "expected one of WEB, APP, STORE, SUPPORT, SOCIAL")
                : DefaultChannel(role),
            StoreId = store,
            ActorId = Text(body, "associate"),
            DeviceId = Text(body, "device_id"),
        };
    }

    private static Channel DefaultChannel(Role role) => role switch
    {
        Role.Customer or Role.Guest => Channel.Web,
        Role.Terminal or Role.Associate => Channel.Store,
        Role.Agent => Channel.Support,
        _ => Channel.Unspecified,
    };

    private static string? Text(JsonElement body, string name)
    {
        if (!body.TryGetProperty(name, out var value))
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 and <= 128 } text ? text : throw Invalid(name, "expected a text of 1 to 128 characters");
    }

    private static ProblemException Invalid(string field, string description) => new(Problems.InvalidField(field, description));
}
