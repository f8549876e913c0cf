using System.Net;
using Omnichannel.Gateway.Errors;
using Omnichannel.Platform.Hosting;

namespace Omnichannel.Gateway.Edge;

/// <summary>
/// A process that hosts everything answers to loopback names only. A page whose own name was made to point to this machine (DNS rebinding) would otherwise
/// be of the same origin, and read whatever this process answers.
/// </summary>
internal static class LocalHosts
{
    public static void UseLocalHosts(this WebApplication app, PlatformHost host)
    {
        if (!host.HostsSeveralServices)
        {
            return;
        }

        var others = app.Services.GetRequiredService<EdgeOptions>().AllowedHosts
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.OrdinalIgnoreCase);
        app.Use((HttpContext http, RequestDelegate next) =>
            IsLoopback(http.Request.Host) || others.Contains(http.Request.Host.Host) ? next(http) : throw new ProblemException(Problems.HostNotServed()));
    }

    /// <summary>Whether a Host header names loopback, in the one usual way to write it.</summary>
    public static bool IsLoopback(HostString host)
    {
        var name = host.Host.StartsWith('[') ? host.Host[1..^1] : host.Host;
        return name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(name, out var address) && IPAddress.IsLoopback(address) && address.ToString() == name);
    }
}
