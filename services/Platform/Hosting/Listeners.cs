using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Omnichannel.Platform.Hosting;

/// <summary>One address that a service listens on.</summary>
/// <param name="Name">Its key under <c>Omnichannel:Listen</c>.</param>
/// <param name="Protocols">What it speaks.</param>
internal sealed record Listener(string Name, HttpProtocols Protocols);

/// <summary>Decides which connections come in, by whatever listener but that of the probes.</summary>
/// <param name="Let">The way of one connection, with what comes behind it.</param>
internal sealed record ConnectionGuard(Func<ConnectionDelegate, ConnectionDelegate> Let);

/// <summary>The listener that a connection came in by.</summary>
internal sealed record CameBy(string Listener);

/// <summary>Where a service listens, with the ports that port 0 became; known once it has started.</summary>
public sealed class ListenAddresses
{
    private readonly Dictionary<string, (Uri Url, ListenOptions Options)> bound = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The gRPC listener.</summary>
    public Uri Grpc => this["Grpc"];

    /// <summary>The HTTP/1.1 listener of <c>/livez</c> and <c>/readyz</c>.</summary>
    public Uri Probes => this[Hosting.Probes.Listener];

    /// <summary>A listener by name.</summary>
    /// <exception cref="KeyNotFoundException">There is none of that name, or it is off.</exception>
    public Uri this[string name]
    {
        get
        {
            var (url, options) = bound[name];
            return new UriBuilder(url) { Port = options.IPEndPoint!.Port }.Uri;
        }
    }

    /// <summary>Whether a listener of that name is open.</summary>
    public bool Has(string name) => bound.ContainsKey(name);

    internal static IPAddress AddressOf(Uri url, string key) => url.Host switch
    {
        "localhost" => IPAddress.Loopback,
        "*" or "+" => IPAddress.Any,
        var host => IPAddress.TryParse(host.Trim('[', ']'), out var address)
            ? address
            : throw new StartupException($"{key}: {host} is not an IP address or localhost."),
    };

    internal void Open(KestrelServerOptions kestrel, Listener listener, string text, PlatformTls tls, ConnectionGuard? guard)
    {
        var key = $"Omnichannel:Listen:{listener.Name}";
        if (text.Equals(ListenSettings.Off, StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            throw new StartupException($"{key}: {text} is not an http or https URL.");
        }

        kestrel.Listen(AddressOf(url, key), url.Port, options =>
        {
            options.Protocols = listener.Protocols;
            if (guard is not null && listener.Name != Hosting.Probes.Listener)
            {
                // Before TLS: who is kept out gets no handshake either.
                options.Use(guard.Let);
            }

            if (url.Scheme == "https")
            {
                tls.Serve(options);
            }

            var cameBy = new CameBy(listener.Name);
            options.Use(next => connection =>
            {
                connection.Features.Set(cameBy);
                return next(connection);
            });
            bound[listener.Name] = (url, options);
        });
    }
}
