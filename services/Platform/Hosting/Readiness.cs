using Microsoft.Extensions.Logging;
using Omnichannel.Platform.Execution;

namespace Omnichannel.Platform.Hosting;

/// <summary>One thing that a service needs in order to serve; false or an exception: not now.</summary>
internal sealed record ReadinessCheck(string Name, Func<IServiceProvider, CancellationToken, Task<bool>> IsReady);

/// <summary>Answers whether the service can serve: the source of <c>/readyz</c> and of the gRPC health service.</summary>
public sealed class Readiness
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private readonly IServiceProvider services;
    private readonly ServiceState state;
    private readonly ServiceIdentity identity;
    private readonly ReadinessCheck[] checks;
    private readonly ILogger<Readiness> logger;
    private readonly Lock telling = new();
    private string told = "";
    private bool wasReady;

    internal Readiness(IServiceProvider services, ServiceState state, ServiceIdentity identity, IEnumerable<ReadinessCheck> checks, ILogger<Readiness> logger)
    {
        this.services = services;
        this.state = state;
        this.identity = identity;
        this.checks = [.. checks];
        this.logger = logger;
    }

    /// <summary>Names of what is missing; empty when ready. Takes two seconds at most.</summary>
    public async Task<IReadOnlyList<string>> FindMissing(CancellationToken cancellation = default)
    {
        if (!state.IsServing)
        {
            return ["serving"];
        }

        var isMissing = await Task.WhenAll(checks.Select(check => IsMissing(check, cancellation))).ConfigureAwait(false);
        var missing = checks.Where((_, index) => isMissing[index]).Select(check => check.Name).ToList();
        if (!cancellation.IsCancellationRequested)
        {
            Tell(string.Join(", ", missing));
        }

        return missing;
    }

    // Each change once, however often it is asked. What is not there yet when a service starts is no news: others start beside it.
    private void Tell(string missing)
    {
        lock (telling)
        {
            var wasReadyBefore = wasReady;
            wasReady |= missing.Length == 0;
            if (missing == told)
            {
                return;
            }

            told = missing;
            if (missing.Length == 0)
            {
                Log.Ready(logger, identity.Area);
            }
            else if (wasReadyBefore)
            {
                Log.NotReadyAnyMore(logger, identity.Area, missing);
            }
            else
            {
                Log.NotReadyYet(logger, identity.Area, missing);
            }
        }
    }

    private async Task<bool> IsMissing(ReadinessCheck check, CancellationToken cancellation)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(Patience);
        try
        {
            return !await check.IsReady(services, timeout.Token).WaitAsync(timeout.Token).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // Whatever keeps the check from answering keeps the service from serving.
            return true;
        }
    }
}
