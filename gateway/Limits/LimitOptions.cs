using Omnichannel.Platform.Settings;

namespace Omnichannel.Gateway.Limits;

/// <summary>
/// How much one may call (section <c>Omnichannel:Gateway:Limits</c>): token buckets of so many units a second, and so many at once after a quiet time. What a
/// call weighs is in <see cref="CallWeight"/>. "Address" is an IPv4 address or an IPv6 /64.
/// </summary>
public sealed class LimitOptions
{
    /// <summary>Each customer, till, member of staff and system.</summary>
    public BucketOptions PerSubject { get; set; } = new() { PerSecond = 500, Burst = 2000 };

    /// <summary>All guests of an address, and all calls from it without an accepted token, together: a guest session is to be had for nothing.</summary>
    public BucketOptions Anonymous { get; set; } = new() { PerSecond = 500, Burst = 2000 };

    /// <summary>All shoppers of an address; as much again for its tills and staff. Shops and offices share an address, so this is generous.</summary>
    public BucketOptions PerAddress { get; set; } = new() { PerSecond = 2000, Burst = 5000 };

    /// <summary>Tokens from an address that were not accepted. When it is used up, no token from there is verified that is not known already.</summary>
    public BucketOptions RefusedTokens { get; set; } = new() { PerSecond = 20, Burst = 200 };

    [Setting("Streams that a subject may have open at a gateway; 0 means no limit.")]
    public int StreamsPerSubject { get; set; } = 20;

    [Setting("Streams that the shoppers of an address may have open at a gateway, and its tills and staff besides; 0 means no limit.")]
    public int StreamsPerAddress { get; set; } = 100;

    [Setting("Streams that a software agent may have open at a gateway, for all its customers together; 0 means no limit.")]
    public int StreamsPerAssistant { get; set; } = 1000;

    [Setting("Connections that an address may have open at a gateway; 0 means no limit. Those of trusted proxies are not counted.")]
    public int ConnectionsPerAddress { get; set; } = 1000;

    [Setting("Where gateways share what was spent (StackExchange.Redis); each counts for itself when empty, and while it is away.", IsSecret = true)]
    public string Redis { get; set; } = string.Empty;
}

/// <summary>One token bucket.</summary>
public sealed class BucketOptions
{
    [Setting("Units a second in the long run; 0 means no limit.")]
    public int PerSecond { get; set; }

    [Setting("Units at once.")]
    public int Burst { get; set; }

    /// <summary>The most that a single call can take.</summary>
    internal int Capacity => Math.Max(Burst, 1);
}
