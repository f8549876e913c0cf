using System.Globalization;
using Omnichannel.Gateway.Edge;
using Omnichannel.Gateway.Upstream;
using Omnichannel.Platform.Hosting;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace Omnichannel.Gateway.Pages;

/// <summary>
/// The console behind the gateway, so that pages and API are one origin: what a page's address may begin with goes there, web sockets included, and a browser stays with one
/// replica. Everything else is API, or nothing.
/// </summary>
internal static class ConsoleRoutes
{
    /// <summary>The proxy's name for it.</summary>
    public const string Cluster = "console";

    private const string AffinityCookie = "omnichannel.replica";

    private static readonly string[] Beginnings =
        ["_blazor", "_framework", "_content", "console", "client", "session", "p", "channels", "orders", "pickups", "warehouse", "returns", "desk", "members", "adjustments", "till", "programs", "finance", "mailbox", "ops"];

    /// <summary>Routes; none where there is no console.</summary>
    public static IEnumerable<RouteConfig> Routes(EdgeOptions options, PlatformHost host) =>
        !Exists(options, host) ? [] : Beginnings.Select(beginning => Route(beginning, $"/{beginning}/{{**rest}}")).Append(Route("start", "/")).Append(Route("styles", "/{program}.styles.css"));

    /// <summary>Where it is; nothing where there is none.</summary>
    public static IEnumerable<ClusterConfig> Clusters(EdgeOptions options, PlatformHost host)
    {
        if (!Exists(options, host))
        {
            yield break;
        }

        yield return new ClusterConfig
        {
            ClusterId = Cluster,
            SessionAffinity = new SessionAffinityConfig
            {
                Enabled = true,
                Policy = "HashCookie",
                AffinityKeyName = AffinityCookie,
                FailurePolicy = "Redistribute",
                Cookie = new SessionAffinityCookieConfig { HttpOnly = true, SameSite = SameSiteMode.Lax, SecurePolicy = CookieSecurePolicy.SameAsRequest },
            },
            HealthCheck = new HealthCheckConfig
            {
                AvailableDestinationsPolicy = UsableDestinations.PolicyName,
                Passive = new PassiveHealthCheckConfig { Enabled = true, Policy = CircuitBreaker.PolicyName },
            },
            HttpRequest = new ForwarderRequestConfig { Version = new Version(1, 1), VersionPolicy = HttpVersionPolicy.RequestVersionExact },
            Destinations = Addresses(options, host)
                .Select((address, index) => (Name: string.Create(CultureInfo.InvariantCulture, $"console-{index}"), Address: address))
                .ToDictionary(each => each.Name, each => new DestinationConfig { Address = each.Address }),
        };
    }

    /// <summary>Whether there is a console whose address is not known yet.</summary>
    public static bool IsAwaited(EdgeOptions options, PlatformHost host) => Exists(options, host) && !Addresses(options, host).Any();

    /// <summary>Whether what a request was routed to is the console's.</summary>
    public static bool Has(Endpoint? endpoint) => endpoint?.Metadata.GetMetadata<RouteModel>()?.Config.ClusterId == Cluster;

    /// <summary>Whether a request goes to the console.</summary>
    public static bool Take(HttpContext http) => http.GetReverseProxyFeature().Route.Config.ClusterId == Cluster;

    /// <summary>Forwards a request. The console says itself what browsers need to be told.</summary>
    public static async Task Pass(HttpContext http, RequestDelegate next)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = default;
        headers.CacheControl = default;
        headers.XContentTypeOptions = default;
        headers["Referrer-Policy"] = default;
        await next(http);
        var isAway = http.Features.Get<IForwarderErrorFeature>() is not null || http.Response.StatusCode == StatusCodes.Status503ServiceUnavailable;
        if (isAway && !http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            await AwayPage.Write(http);
        }
    }

    private static bool Exists(EdgeOptions options, PlatformHost host) => options.Console.Length > 0 || host.HostsConsole;

    private static IEnumerable<string> Addresses(EdgeOptions options, PlatformHost host) =>
        options.Console.Length > 0 ? options.Console.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        : host.HttpAddresses.TryGetValue(Cluster, out var here) ? [here.ToString()] : [];

    private static RouteConfig Route(string name, string path) => new()
    {
        RouteId = $"console-{name}",
        ClusterId = Cluster,
        Match = new RouteMatch { Path = path },
    };
}
