namespace Omnichannel.Gateway.Edge;

/// <summary>The gateway's own settings (section <c>Omnichannel:Gateway</c>).</summary>
public sealed class EdgeOptions
{
    /// <summary>Origins of browser pages that may call (CORS), separated by commas; <c>*</c> for all; none when empty.</summary>
    public string AllowedOrigins { get; set; } = string.Empty;

    /// <summary>
    /// Where one process hosts everything: names beside loopback's under which a proxy in front may ask for it, separated by commas. Elsewhere the proxy in
    /// front decides.
    /// </summary>
    public string AllowedHosts { get; set; } = string.Empty;

    /// <summary>Networks (CIDR) of proxies in front whose <c>X-Forwarded-For</c> is believed, separated by commas.</summary>
    public string TrustedProxies { get; set; } = string.Empty;

    /// <summary>How many proxies in a row stand in front, each of which adds an address to <c>X-Forwarded-For</c>: a CDN before an ingress makes two.</summary>
    public int ForwardLimit { get; set; } = 1;

    /// <summary>The URL under which the world reaches the gateway (<c>https://shop.example</c>): what its own documents name. Else they name the address that was called, never the Host header.</summary>
    public Uri? PublicUri { get; set; }

    /// <summary>The share of requests, by trace, that get a line in the log; 0 to 1. Requests that fail here always get one.</summary>
    public double AccessLogShare { get; set; } = 1;
}
