using Omnichannel.Platform.Hosting;

namespace Omnichannel.WebConsole.Sessions;

/// <summary>Where the console reaches the gateway: what the settings say, or the gateway of this process.</summary>
public sealed class GatewayAddress(ConsoleOptions options, PlatformHost host)
{
    /// <summary>JSON.</summary>
    public Uri Http => options.Gateway ?? (host.HttpAddresses.TryGetValue("gateway", out var here) ? here : throw Missing(nameof(ConsoleOptions.Gateway)));

    /// <summary>gRPC.</summary>
    public Uri Grpc => options.GatewayGrpc ?? (host.Addresses.TryGetValue("gateway", out var here) ? here : throw Missing(nameof(ConsoleOptions.GatewayGrpc)));

    /// <summary>What is not set, and cannot be known otherwise.</summary>
    internal IEnumerable<string> FindProblems()
    {
        if (host.HostsSeveralServices)
        {
            yield break;
        }

        if (options.Gateway is null)
        {
            yield return $"{ConsoleOptions.Section}:{nameof(ConsoleOptions.Gateway)} is not set: the URL of the gateway's JSON.";
        }

        if (options.GatewayGrpc is null)
        {
            yield return $"{ConsoleOptions.Section}:{nameof(ConsoleOptions.GatewayGrpc)} is not set: the URL of the gateway's gRPC.";
        }
    }

    private static InvalidOperationException Missing(string setting) => new($"{ConsoleOptions.Section}:{setting} is not set, and no gateway runs in this process.");
}
