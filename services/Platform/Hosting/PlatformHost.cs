using System.Collections.Concurrent;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Live;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Settings;

namespace Omnichannel.Platform.Hosting;

/// <summary>What one process shares between the services that it hosts; <c>new PlatformHost()</c> for a service that stands alone.</summary>
public sealed class PlatformHost
{
    private readonly TaskCompletionSource<Uri> publicUri = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Configuration of every hosted service; stronger than files, environment and command line.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>Configuration by area; stronger than <see cref="Settings"/>.</summary>
    public IDictionary<string, IReadOnlyDictionary<string, string?>> ServiceSettings { get; } = new Dictionary<string, IReadOnlyDictionary<string, string?>>();

    /// <summary>Every setting that the services of this process read.</summary>
    public SettingsCatalogue KnownSettings { get; } = new();

    /// <summary>The log of this process's services; null: each makes its own from configuration.</summary>
    public IEventLog? EventLog { get; set; }

    /// <summary>The live fan-out of this process's services; null: each makes its own from configuration.</summary>
    public ILiveNotifications? LiveNotifications { get; set; }

    /// <summary>The clock of all hosted services.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The token with which an area calls other areas; null: from <c>Omnichannel:Auth:Service</c> or <c>:ServiceTokenPath</c>.</summary>
    public Func<string, string>? ServiceTokens { get; set; }

    /// <summary>Token issuers within this process, trusted in addition to the configured ones.</summary>
    public IList<TrustedIssuer> TrustedIssuers { get; } = [];

    /// <summary>gRPC addresses by area of the services that run in this process, filled as they start. Clients use them where configuration names no address.</summary>
    public ConcurrentDictionary<string, Uri> Addresses { get; } = new(StringComparer.Ordinal);

    /// <summary>HTTP addresses by area of what runs in this process and has one: the gateway, the console.</summary>
    public ConcurrentDictionary<string, Uri> HttpAddresses { get; } = new(StringComparer.Ordinal);

    /// <summary>Where people reach the gateway of this process; known when that listens, never where there is none.</summary>
    public Task<Uri> PublicUri => publicUri.Task;

    /// <summary>Whether the console is among the services of this process.</summary>
    public bool HostsConsole { get; init; }

    /// <summary>Whether other areas may run in this process: then a client's missing address is no configuration error.</summary>
    public bool HostsSeveralServices { get; set; }

    /// <summary>The gateway listens.</summary>
    public void Publish(Uri address) => publicUri.TrySetResult(address);
}
