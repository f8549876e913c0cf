using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Omnichannel.Platform.Execution;

namespace Omnichannel.Platform.Hosting;

/// <summary>Work to be done before a service serves.</summary>
internal sealed record Migration(Func<IServiceProvider, CancellationToken, Task> Run);

/// <summary>
/// The order of a service's life. Starting: check the configuration, migrate; then background work and listeners start. Stopping: not ready, then (after
/// <c>Omnichannel:Drain:DelayMs</c>, for load balancers to notice) streams end, the listeners close and calls finish, background work stops.
/// </summary>
internal sealed class Lifecycle(
    ServiceIdentity identity,
    PlatformHost host,
    ServiceState state,
    ListenAddresses addresses,
    IEnumerable<Migration> migrations,
    IEnumerable<StartupCheck> checks,
    IServiceProvider services,
    DrainSettings drain,
    ILogger<Lifecycle> logger) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        foreach (var check in checks)
        {
            check.Run(services);
        }

        foreach (var migration in migrations)
        {
            await migration.Run(services, cancellationToken).ConfigureAwait(false);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (addresses.Has("Grpc"))
        {
            host.Addresses[identity.Area] = addresses.Grpc;
        }

        if (addresses.Has(nameof(ListenSettings.Http)))
        {
            host.HttpAddresses[identity.Area] = addresses[nameof(ListenSettings.Http)];
        }

        state.Started();
        Log.Started(logger, identity.Area, addresses.Has("Grpc") ? addresses.Grpc : null);
        return Task.CompletedTask;
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        state.Stopping();
        Log.Stopping(logger, identity.Area);
        await Task.Delay(drain.DelayMs, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        state.Drain();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        host.Addresses.TryRemove(identity.Area, out _);
        host.HttpAddresses.TryRemove(identity.Area, out _);
        return Task.CompletedTask;
    }
}

/// <summary>Something to be checked before anything is started; throws <see cref="StartupException"/>.</summary>
internal sealed record StartupCheck(Action<IServiceProvider> Run);
