namespace Omnichannel.Gateway.Edge;

/// <summary>The gateway's own settings (section <c>Omnichannel:Gateway</c>).</summary>
public sealed class EdgeOptions
{
    /// <summary>Origins of browser pages that may call (CORS), separated by commas; <c>*</c> for all; none when empty.</summary>
    public string AllowedOrigins { get; set; } = string.Empty;

    /// <summary>Networks (CIDR) of proxies in front whose <c>X-Forwarded-For</c> is believed, separated by commas.</summary>
    public string TrustedProxies { get; set; } = string.Empty;

    /// <summary>The URL under which the world reaches the gateway (<c>https://shop.example</c>): what its own documents name. Else they name the address that was called, never the Host header.</summary>
    public Uri? PublicUri { get; set; }

    /// <summary>How often one may call.</summary>
    public LimitOptions Limits { get; set; } = new();
}

/// <summary>Token buckets: so many calls a second, and so many at once after a quiet time.</summary>
public sealed class LimitOptions
{
    /// <summary>Calls with an accepted token, per subject.</summary>
    public BucketOptions PerSubject { get; set; } = new() { PerSecond = 500, Burst = 2000 };

    /// <summary>All calls, per address. Shops and offices share one, so this is generous.</summary>
    public BucketOptions PerAddress { get; set; } = new() { PerSecond = 2000, Burst = 5000 };

    /// <summary>Calls without an accepted token, per address: look-ups by guests, grants, guest sessions.</summary>
    public BucketOptions Anonymous { get; set; } = new() { PerSecond = 50, Burst = 200 };
}

/// <summary>One token bucket.</summary>
public sealed class BucketOptions
{
    /// <summary>Calls a second in the long run; 0 means no limit.</summary>
    public int PerSecond { get; set; }

    /// <summary>Calls at once.</summary>
    public int Burst { get; set; }
}
