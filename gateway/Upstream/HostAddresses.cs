using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.ServiceDiscovery;

namespace Omnichannel.Gateway.Upstream;

/// <summary>Looks up all addresses of a host name; fails or finds none when there is none.</summary>
internal delegate Task<IPAddress[]> ResolveHost(string host, CancellationToken cancellation);

/// <summary>
/// Follows the addresses of the services' host names, each host by itself: one that cannot be resolved holds up neither the start nor the others.
/// A host keeps its last known addresses while it cannot be resolved, since a name server that is away takes no service away.
/// </summary>
internal sealed class HostAddresses(ResolveHost resolve, UpstreamNews news, IOptions<UpstreamOptions> options, TimeProvider clock, ILogger<HostAddresses> logger)
    : IDestinationResolver, IDisposable
{
    // As long as the system itself waits for a name server before it asks again.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, Lazy<FollowedHost>> hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly CancellationTokenSource stopping = new();
    private CancellationTokenSource change = new();

    /// <inheritdoc/>
    public ValueTask<ResolvedDestinationCollection> ResolveDestinationsAsync(
        IReadOnlyDictionary<string, DestinationConfig> destinations, CancellationToken cancellationToken)
    {
        // The token first: what changes from here on is a reason to ask again.
        var changed = new ChangeSignal(Volatile.Read(ref change).Token);
        var resolved = destinations.SelectMany(each => Resolve(each.Key, each.Value)).ToDictionary(StringComparer.OrdinalIgnoreCase);
        return ValueTask.FromResult(new ResolvedDestinationCollection(resolved, changed));
    }

    /// <summary>Ends the look-ups.</summary>
    public void Dispose() => stopping.Cancel();

    /// <summary>One destination an address, named by it: the same in every gateway. The name stays the host, for HTTP and for TLS.</summary>
    private IEnumerable<KeyValuePair<string, DestinationConfig>> Resolve(string name, DestinationConfig destination)
    {
        var url = new Uri(destination.Address);
        if (url.HostNameType != UriHostNameType.Dns)
        {
            return [new(name, destination)];
        }

        return Follow(url.DnsSafeHost).Addresses.Select(address => new KeyValuePair<string, DestinationConfig>(
            $"{name}[{address}]",
            destination with { Address = new UriBuilder(url) { Host = address.ToString() }.Uri.ToString(), Host = destination.Host ?? url.Authority }));
    }

    private FollowedHost Follow(string name) => hosts.GetOrAdd(name, host => new Lazy<FollowedHost>(() =>
    {
        var followed = new FollowedHost(host);
        _ = Task.Run(() => Follow(followed, stopping.Token));
        return followed;
    })).Value;

    private async Task Follow(FollowedHost host, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            Take(host, await Look(host.Name, cancellation));
            await Task.Delay(options.Value.DnsRefresh, clock, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<IPAddress[]> Look(string host, CancellationToken cancellation)
    {
        try
        {
            return await resolve(host, cancellation).WaitAsync(Patience, clock, cancellation);
        }
        catch (Exception)
        {
            // Whatever the reason, there is no answer now. The state tells, not the single try.
            return [];
        }
    }

    private void Take(FollowedHost host, IPAddress[] found)
    {
        var isFound = found.Length > 0;
        var isFoundAgain = isFound && host.IsMissing;
        if (!isFound && !host.IsMissing)
        {
            Log.HostNotFound(logger, host.Name, host.Addresses.Count);
        }

        host.IsMissing = !isFound;
        if (isFoundAgain)
        {
            Log.HostFound(logger, host.Name);
        }

        if (isFound && host.Take(found))
        {
            Interlocked.Exchange(ref change, new CancellationTokenSource()).Cancel();
        }
        else if (isFoundAgain)
        {
            // The same addresses, but they may be worth another look.
            news.Tell();
        }
    }

    /// <summary>A host name and the addresses that it had when it was last found. Its own loop alone writes.</summary>
    private sealed class FollowedHost(string name)
    {
        private volatile IReadOnlyList<IPAddress> addresses = [];

        public string Name => name;

        public IReadOnlyList<IPAddress> Addresses => addresses;

        /// <summary>Whether the last look did not find it.</summary>
        public bool IsMissing { get; set; }

        /// <summary>Keeps what was found; whether that is news. Name servers turn the order round and round.</summary>
        public bool Take(IPAddress[] found)
        {
            IPAddress[] sorted = [.. found.Distinct().OrderBy(address => address.ToString(), StringComparer.Ordinal)];
            if (sorted.SequenceEqual(addresses))
            {
                return false;
            }

            addresses = sorted;
            return true;
        }
    }
}
