using Omnichannel.Platform.Settings;

namespace Omnichannel.Platform.Clients;

/// <summary>Where the other services are.</summary>
[Setting("URL of an area's gRPC endpoint: cart, orders, returns, loyalty, messaging or support.")]
public sealed class ServiceAddresses : Dictionary<string, string>, ISettings
{
    /// <summary>None yet; areas in any case.</summary>
    public ServiceAddresses()
        : base(StringComparer.OrdinalIgnoreCase)
    {
    }

    /// <inheritdoc/>
    public static string Section => "Omnichannel:Services";
}
