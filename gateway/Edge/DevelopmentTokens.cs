using System.Text.Json;
using Omnichannel.Gateway.Errors;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Security;
using Omnichannel.Types.V1;

namespace Omnichannel.Gateway.Edge;

/// <summary>
/// The development token issuer, <c>POST /dev/tokens</c>: any token, for those whom <see cref="DevelopmentAccess"/> admits. It exists only where a process hosts
/// everything, trusts an issuer of this name and has a code, on a loopback listener.
/// </summary>
/// <remarks>
/// A page gets the code by a link that carries something of worth only once: <c>POST /dev/links</c> (with the code) makes its <c>link</c>, which the page sends to
/// <c>POST /dev/code</c>.
/// </remarks>
public static class DevelopmentTokens
{
    /// <summary>The <c>iss</c> claim; AllInOne puts an issuer of this name into <see cref="PlatformHost.TrustedIssuers"/>.</summary>
    public const string Issuer = "omnichannel-development";

    /// <summary>The setting of the code; without one there is no issuer.</summary>
    public const string CodeSetting = "Omnichannel:Gateway:Development:Code";

    /// <summary>The header that carries it.</summary>
    public const string CodeHeader = "Omnichannel-Dev-Code";

    private static readonly string[] Names = ["sub", "role", "channel", "store_id", "associate", "device_id", "ttl_seconds"];

    internal static void Map(WebApplication app, PlatformHost host, ListenSettings listen, DevelopmentOptions options)
    {
        if (!host.HostsSeveralServices || host.TrustedIssuers.FirstOrDefault(trusted => trusted.Issuer == Issuer) is not { } own
            || options.Code is not { Length: > 0 } code || !Uri.TryCreate(listen.Http, UriKind.Absolute, out var url) || !url.IsLoopback)
        {
            return;
        }

        var issuer = new TokenIssuer(Issuer, own.Keys, host.Clock);
        var access = new DevelopmentAccess(code, () => app.Addresses()[GatewayApplication.PublicListener].Port);
        app.MapPost("/dev/tokens", async (HttpContext http) =>
        {
            access.DemandCode(http);
            var request = Read(await JsonBody.Read(http, Names));
            return Results.Json(new Dictionary<string, object>
            {
                ["access_token"] = issuer.Issue(request),
                ["token_type"] = "Bearer",
                ["expires_in"] = (long)request.Lifetime.TotalSeconds,
            });
        });
        app.MapPost("/dev/links", (HttpContext http) =>
        {
            access.DemandCode(http);
            return Results.Json(new { link = access.NewLink() });
        });
        app.MapPost("/dev/code", async (HttpContext http) =>
        {
            access.DemandNear(http);
            var body = await JsonBody.Read(http, ["link"]);
            return Results.Json(new { code = access.Redeem(JsonBody.Text(body, "link") ?? throw Invalid("link", "is required")) });
        });
    }

    private static TokenRequest Read(JsonElement body)
    {
        var role = TokenClaims.RoleOf(JsonBody.Text(body, "role")) ?? throw Invalid("role", "expected one of customer, guest, terminal, associate, agent, ops, service");
        var store = JsonBody.Text(body, "store_id");
        if (role == Role.Terminal && store is null)
        {
            throw Invalid("store_id", "a terminal has a store");
        }

        var seconds = body.TryGetProperty("ttl_seconds", out var ttl)
            ? ttl.ValueKind == JsonValueKind.Number && ttl.TryGetInt32(out var given) && given is > 0 and <= 86_400 ? given : throw Invalid("ttl_seconds", "expected 1 to 86400")
            : 3600;
        return new TokenRequest(JsonBody.Text(body, "sub") ?? throw Invalid("sub", "is required"), role, TimeSpan.FromSeconds(seconds))
        {
            Channel = JsonBody.Text(body, "channel") is { } channel
                ? TokenClaims.ChannelOf(channel) ?? throw Invalid("channel", "expected one of WEB, APP, STORE, SUPPORT, SOCIAL")
                : DefaultChannel(role),
            StoreId = store,
            ActorId = JsonBody.Text(body, "associate"),
            DeviceId = JsonBody.Text(body, "device_id"),
        };
    }

    private static Channel DefaultChannel(Role role) => role switch
    {
        Role.Customer or Role.Guest => Channel.Web,
        Role.Terminal or Role.Associate => Channel.Store,
        Role.Agent => Channel.Support,
        _ => Channel.Unspecified,
    };

    private static ProblemException Invalid(string field, string description) => new(Problems.InvalidField(field, description));
}
