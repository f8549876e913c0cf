using System.Net;
using Omnichannel.Gateway.Limits;
using Omnichannel.Gateway.Streams;
using Omnichannel.Gateway.Upstream;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Settings;

namespace Omnichannel.Gateway.Edge;

/// <summary>The gateway's own settings (section <c>Omnichannel:Gateway</c>).</summary>
public sealed class EdgeOptions : ISettings
{
    /// <inheritdoc/>
    public static string Section => "Omnichannel:Gateway";

    [Setting("Origins of browser pages that may call (CORS), separated by commas; * for all; none when empty.")]
    public string AllowedOrigins { get; set; } = string.Empty;

    [Setting("Where one process hosts everything: names beside loopback's under which a proxy in front may ask for it, separated by commas. Elsewhere the proxy in front decides.")]
    public string AllowedHosts { get; set; } = string.Empty;

    [Setting("Networks (CIDR) of proxies in front whose X-Forwarded-For is believed, separated by commas.")]
    public string TrustedProxies { get; set; } = string.Empty;

    [Setting("How many proxies in a row stand in front, each of which adds an address to X-Forwarded-For: a CDN before an ingress makes two.")]
    public int ForwardLimit { get; set; } = 1;

    [Setting("The URL under which the world reaches the gateway (https://shop.example): what its own documents name. Else they name the address that was called, never the Host header.")]
    public Uri? PublicUri { get; set; }

    [Setting("The share of requests, by trace, that get a line in the log; 0 to 1. Requests that fail at the gateway always get one.")]
    public double AccessLogShare { get; set; } = 1;

    /// <summary>Guests' tokens.</summary>
    public GuestOptions Guests { get; set; } = new();

    /// <summary>Tickets for event streams.</summary>
    public TicketOptions Tickets { get; set; } = new();

    /// <summary>The development issuer.</summary>
    public DevelopmentOptions Development { get; set; } = new();

    [Setting("URLs of an area's gRPC endpoints, separated by commas, where Omnichannel:Services names fewer.")]
    public Dictionary<string, string> Services { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    [Setting("URLs of the console's pages, separated by commas; a host name stands for all of its addresses where Upstream:ResolveDns says so. Without one there are no pages.")]
    public string Console { get; set; } = string.Empty;

    /// <summary>The services behind the gateway.</summary>
    public UpstreamOptions Upstream { get; set; } = new();

    /// <summary>Event streams.</summary>
    public StreamOptions Streams { get; set; } = new();

    /// <summary>How much one may call.</summary>
    public LimitOptions Limits { get; set; } = new();

    /// <summary>The networks of <see cref="TrustedProxies"/>.</summary>
    /// <exception cref="StartupException">One of them is none.</exception>
    internal IReadOnlyList<IPNetwork> Proxies() =>
    [
        .. TrustedProxies.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(network => IPNetwork.TryParse(network, out var known)
            ? known
            : throw new StartupException($"{Section}:TrustedProxies: {network} is no network such as 10.0.0.0/8.")),
    ];

    /// <inheritdoc/>
    public IEnumerable<string> FindProblems()
    {
        if (PublicUri is { } uri && !(uri.IsAbsoluteUri && uri.Scheme is "http" or "https"))
        {
            yield return $"{Section}:PublicUri: {uri} is not an http or https URL.";
        }

        if (AccessLogShare is not (>= 0 and <= 1))
        {
            yield return $"{Section}:AccessLogShare: {AccessLogShare} is not from 0 to 1.";
        }

        if (ForwardLimit < 1)
        {
            yield return $"{Section}:ForwardLimit: expected 1 or more.";
        }

        foreach (var url in Console.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            {
                yield return $"{Section}:Console: {url} is not an http or https URL.";
            }
        }

        if (Guests is { Key.Length: > 0, KeyPath.Length: > 0 })
        {
            yield return $"{Section}:Guests: set Key or KeyPath, not both.";
        }
    }
}

/// <summary>The gateway as an issuer of guests' tokens.</summary>
public sealed class GuestOptions
{
    [Setting("The iss claim of guests' tokens.")]
    public string Issuer { get; set; } = GuestIssuer.DefaultName;

    [Setting("A file with the P-256 private key (PEM) that signs them, the same for all gateways; without one a key is made that ends with the process.")]
    public string KeyPath { get; set; } = "";

    [Setting("The key itself (PEM).", IsSecret = true)]
    public string Key { get; set; } = "";
}

/// <summary>Tickets for event streams.</summary>
public sealed class TicketOptions
{
    /// <summary>The first seals, all open; without one a key is made that ends with the process.</summary>
    public List<TicketKeyOptions> Keys { get; set; } = [];
}

/// <summary>One key.</summary>
public sealed class TicketKeyOptions
{
    [Setting("At least 32 bytes in base64, the same for all gateways.", IsSecret = true)]
    public string Secret { get; set; } = "";
}

/// <summary>The development issuer.</summary>
public sealed class DevelopmentOptions
{
    [Setting("The code that its callers show; AllInOne makes one at every start.", IsSecret = true)]
    public string Code { get; set; } = "";
}
