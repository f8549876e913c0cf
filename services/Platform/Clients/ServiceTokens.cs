using Microsoft.Extensions.Configuration;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Hosting;

namespace Omnichannel.Platform.Clients;

/// <summary>
/// The token with which this service calls others: from the process's own issuer, from <c>Omnichannel:Auth:ServiceTokenPath</c> (read again every
/// minute, since projected tokens rotate), or <c>Omnichannel:Auth:ServiceToken</c>.
/// </summary>
internal sealed class ServiceTokens(IConfiguration configuration, PlatformHost host, ServiceIdentity identity, TimeProvider clock)
{
    private static readonly TimeSpan ReadEvery = TimeSpan.FromMinutes(1);
    private volatile FileToken? fromFile;

    /// <summary>The token now; null when none is configured.</summary>
    public string? Current()
    {
        if (host.ServiceTokens is { } issue)
        {
            return issue(identity.Area);
        }

        return configuration["Omnichannel:Auth:ServiceTokenPath"] is { Length: > 0 } path ? FromFile(path) : configuration["Omnichannel:Auth:ServiceToken"];
    }

    private string FromFile(string path)
    {
        var now = clock.GetUtcNow();
        if (fromFile is { } known && now < known.ReadAgainAt)
        {
            return known.Text;
        }

        var read = new FileToken(File.ReadAllText(path).Trim(), now + ReadEvery);
        fromFile = read;
        return read.Text;
    }

    private sealed record FileToken(string Text, DateTimeOffset ReadAgainAt);
}
