using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Omnichannel.Gateway.Errors;
using Omnichannel.Gateway.OpenApi;
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

    private static readonly ApiParameter Code = new("header", CodeHeader, typeof(string), "The code that the process printed.") { IsRequired = true };

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
            var request = Read(await JsonBody.Read<DevelopmentTokenRequest>(http));
            return Results.Json(new DevelopmentToken(issuer.Issue(request), "Bearer", (long)request.Lifetime.TotalSeconds));
        })
            .WithName("CreateDevelopmentToken")
            .WithSummary("Issues any token, for development")
            .WithDescription("For who is on this machine and knows the code that the process printed. Nowhere but in a process that hosts everything, on loopback.")
            .AllowAnonymous()
            .Takes(Code)
            .TakesJson<DevelopmentTokenRequest>()
            .Answers<DevelopmentToken>("The token.")
            .Refuses(Problems.DevelopmentCodeWrong(), Problems.DevelopmentTokensLocalOnly(string.Empty, string.Empty));
        app.MapPost("/dev/links", (HttpContext http) =>
        {
            access.DemandCode(http);
            return Results.Json(new DevelopmentLink(access.NewLink()));
        })
            .WithName("CreateDevelopmentLink")
            .WithSummary("Makes a link that is worth the development code, once")
            .WithDescription("For a page that shall get the code by the address that it is opened with. The next link ends this one.")
            .AllowAnonymous()
            .Takes(Code)
            .Answers<DevelopmentLink>("The link.")
            .Refuses(Problems.DevelopmentCodeWrong(), Problems.DevelopmentTokensLocalOnly(string.Empty, string.Empty));
        app.MapPost("/dev/code", async (HttpContext http) =>
        {
            access.DemandNear(http);
            var body = await JsonBody.Read<DevelopmentLink>(http);
            return Results.Json(new DevelopmentCode(access.Redeem(JsonBody.Text(body, "link") ?? throw Invalid("link", "is required"))));
        })
            .WithName("RedeemDevelopmentLink")
            .WithSummary("Gives the development code for a link")
            .WithDescription("Once: a second time it is DEVELOPMENT_LINK_USED.")
            .AllowAnonymous()
            .TakesJson<DevelopmentLink>()
            .Answers<DevelopmentCode>("The code.")
            .Refuses(Problems.DevelopmentLinkUsed(), Problems.DevelopmentTokensLocalOnly(string.Empty, string.Empty));
    }

    private static TokenRequest Read(JsonElement body)
    {
        var role = TokenClaims.RoleOf(JsonBody.Text(body, "role")) ?? throw Invalid("role", "expected one of customer, guest, terminal, associate, agent, ops, service, assistant, warehouse");
        var store = JsonBody.Text(body, "store_id");
        if (role == Role.Terminal && store is null)
        {
            throw Invalid("store_id", "a terminal has a store");
        }

        var actor = JsonBody.Text(body, "actor");
        if (role == Role.Assistant && actor is null)
        {
            throw Invalid("actor", "an assistant has a name of its own beside its customer's");
        }

        var seconds = body.TryGetProperty("ttl_seconds", out var ttl)
            ? ttl.ValueKind == JsonValueKind.Number && ttl.TryGetInt32(out var given) && given is > 0 and <= DevelopmentTokenRequest.LongestSeconds ? given : throw Invalid("ttl_seconds", "expected 1 to 86400")
            : DevelopmentTokenRequest.UsualSeconds;
        return new TokenRequest(JsonBody.Text(body, "sub") ?? throw Invalid("sub", "is required"), role, TimeSpan.FromSeconds(seconds))
        {
            Channel = JsonBody.Text(body, "channel") is { } channel
                ? TokenClaims.ChannelOf(channel) ?? throw Invalid("channel", "expected one of WEB, APP, STORE, SUPPORT, SOCIAL, AGENT")
                : DefaultChannel(role),
            StoreId = store,
            ActorId = actor,
            DeviceId = JsonBody.Text(body, "device_id"),
        };
    }

    private static Channel DefaultChannel(Role role) => role switch
    {
        Role.Customer or Role.Guest => Channel.Web,
        Role.Terminal or Role.Associate => Channel.Store,
        Role.Agent => Channel.Support,
        Role.Assistant => Channel.Agent,
        _ => Channel.Unspecified,
    };

    private static ProblemException Invalid(string field, string description) => new(Problems.InvalidField(field, description));
}

/// <summary>What <c>POST /dev/tokens</c> takes: the claims of the token.</summary>
internal sealed record DevelopmentTokenRequest
{
    /// <summary>A day.</summary>
    public const int LongestSeconds = 86_400;

    /// <summary>An hour.</summary>
    public const int UsualSeconds = 3600;

    [JsonPropertyName("sub")]
    [Description("Whose token it is.")]
    public required string Subject { get; init; }

    [AllowedValues("customer", "guest", "terminal", "associate", "agent", "ops", "service", "assistant", "warehouse")]
    public required string Role { get; init; }

    [AllowedValues("WEB", "APP", "STORE", "SUPPORT", "SOCIAL", "AGENT")]
    [Description("WEB for customers and guests, STORE for tills and associates, SUPPORT for agents, where it is left out. An assistant's is AGENT.")]
    public string? Channel { get; init; }

    [JsonPropertyName("store_id")]
    [Description("A terminal has one.")]
    public string? StoreId { get; init; }

    [Description("Who stands at the till; an assistant's own name.")]
    public string? Actor { get; init; }

    [JsonPropertyName("device_id")]
    [Description("Scope of idempotency keys.")]
    public string? DeviceId { get; init; }

    [JsonPropertyName("ttl_seconds")]
    [Range(1, LongestSeconds)]
    [DefaultValue(UsualSeconds)]
    public int TtlSeconds { get; init; }
}

/// <summary>The answer to it.</summary>
internal sealed record DevelopmentToken(
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("token_type")] string TokenType,
    [property: JsonPropertyName("expires_in"), Description("Seconds.")] long ExpiresIn);

/// <summary>What <c>POST /dev/links</c> answers and <c>POST /dev/code</c> takes.</summary>
internal sealed record DevelopmentLink([property: Description("Good for one use, until the next one is made.")] string Link);

/// <summary>The answer to <c>POST /dev/code</c>.</summary>
internal sealed record DevelopmentCode(string Code);
