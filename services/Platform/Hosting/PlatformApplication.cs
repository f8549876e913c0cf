using System.Runtime.InteropServices;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Omnichannel.Platform.Hosting;

/// <summary>Builds one service from a host and the command line.</summary>
public delegate WebApplication BuildService(string[] args, PlatformHost host);

/// <summary>Where services begin: <c>return await PlatformApplication.Run(LoyaltyApplication.Build, args);</c></summary>
public static class PlatformApplication
{
    /// <summary>How long a service may take to drain.</summary>
    public static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(25);

    /// <summary>Starts to put a service together.</summary>
    /// <param name="area">cart, orders, returns, loyalty, messaging, support or gateway.</param>
    /// <param name="args">Settings such as <c>--Omnichannel:Listen:Grpc=http://127.0.0.1:0</c>.</param>
    /// <param name="host">What the process shares.</param>
    public static PlatformBuilder CreateBuilder(string area, string[] args, PlatformHost host) => new(area, args, host);

    /// <summary>Where a started service listens.</summary>
    public static ListenAddresses Addresses(this IHost service) => service.Services.GetRequiredService<ListenAddresses>();

    /// <summary>Runs one service until SIGTERM or Ctrl-C.</summary>
    /// <returns>The process's exit code: 0 after a clean stop; 1, with one line on stderr, when it could not start or its background work failed.</returns>
    public static Task<int> Run(BuildService build, string[] args) => RunTogether(new PlatformHost(), args, [build]);

    /// <summary>Runs several services in one process, started together in the order given and stopped in the reverse order. When one fails, all stop.</summary>
    /// <param name="host">What they share.</param>
    /// <param name="args">The command line, for each of them.</param>
    /// <param name="builds">The services, the gateway last.</param>
    /// <param name="onStarted">Called when all of them serve; cancelled when the process is asked to end, or one of them ends by itself.</param>
    /// <returns>As <see cref="Run"/>.</returns>
    public static async Task<int> RunTogether(PlatformHost host, string[] args, IReadOnlyList<BuildService> builds, Func<IReadOnlyList<IHost>, CancellationToken, Task>? onStarted = null)
    {
        host.HostsSeveralServices |= builds.Count > 1;
        var services = new List<IHost>();
        try
        {
            services.AddRange(builds.Select(build => build(args, host)));
            await RunUntilEnd(services, onStarted).ConfigureAwait(false);
            await Stop(services).ConfigureAwait(false);
            return FindFailure(services) is { } failure ? Fail("stopped", failure) : 0;
        }
        catch (Exception exception)
        {
            await Stop(services, isFailing: true).ConfigureAwait(false);
            return Fail("cannot start", exception);
        }
        finally
        {
            foreach (var service in services)
            {
                await Dispose(service).ConfigureAwait(false);
            }
        }
    }

    private static async Task RunUntilEnd(IReadOnlyList<IHost> services, Func<IReadOnlyList<IHost>, CancellationToken, Task>? onStarted)
    {
        using var stop = StopSignal.Listen();
        try
        {
            await Task.WhenAll(services.Select(service => Start(service, stop.Token))).ConfigureAwait(false);
            var ends = services.Select(service => service.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
            using var ended = CancellationTokenSource.CreateLinkedTokenSource([stop.Token, .. ends]);
            await (onStarted?.Invoke(services, ended.Token) ?? Task.CompletedTask).ConfigureAwait(false);
            await Task.Delay(Timeout.Infinite, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (Exception exception) when (exception is OperationCanceledException or RpcException { StatusCode: StatusCode.Cancelled })
        {
            // Asked to stop, or stopped by its own background work, while it was still starting or had something to do at first.
        }
    }

    private static Task Start(IHost service, CancellationToken cancellation) => Task.Run(() => service.StartAsync(cancellation), cancellation);

    private static async Task Stop(IEnumerable<IHost> services, bool isFailing = false)
    {
        using var timeout = new CancellationTokenSource(DrainTime);
        foreach (var service in services.Reverse())
        {
            try
            {
                await service.StopAsync(timeout.Token).ConfigureAwait(false);
            }
            catch (Exception exception) when (isFailing || exception is OperationCanceledException)
            {
                // Out of time, or never whole enough to be stopped: the next one is stopped all the same, and the failure to start is what is told.
            }
        }
    }

    private static Exception? FindFailure(IEnumerable<IHost> services) => services
        .SelectMany(service => service.Services.GetServices<IHostedService>())
        .OfType<BackgroundService>()
        .Select(work => work.ExecuteTask?.Exception?.GetBaseException())
        .FirstOrDefault(failure => failure is not null);

    private static int Fail(string what, Exception exception)
    {
        Console.Error.WriteLine($"omnichannel {what}: {StartupException.Describe(exception)}");
        return 1;
    }

    private static async ValueTask Dispose(IHost service)
    {
        if (service is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>SIGTERM and SIGINT ask for a clean stop; a second one ends the process as the system would.</summary>
    private sealed class StopSignal : IDisposable
    {
        private readonly CancellationTokenSource source = new();
        private readonly List<PosixSignalRegistration> registrations = [];

        public CancellationToken Token => source.Token;

        public static StopSignal Listen()
        {
            var signal = new StopSignal();
            signal.registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal.Handle));
            signal.registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, signal.Handle));
            return signal;
        }

        public void Dispose()
        {
            registrations.ForEach(registration => registration.Dispose());
            source.Dispose();
        }

        private void Handle(PosixSignalContext context)
        {
            if (!source.IsCancellationRequested)
            {
                context.Cancel = true;
                source.Cancel();
            }
        }
    }
}
