namespace Omnichannel.Platform.Hosting;

/// <summary>Where a service is between starting and stopping.</summary>
public sealed class ServiceState : IDisposable
{
    private readonly CancellationTokenSource draining = new();
    private volatile bool isServing;

    /// <summary>Migrated, listening, and not asked to stop.</summary>
    public bool IsServing => isServing;

    /// <summary>Cancelled when the service begins to drain: streams end, calls finish.</summary>
    public CancellationToken Draining => draining.Token;

    /// <inheritdoc/>
    public void Dispose() => draining.Dispose();

    internal void Started() => isServing = true;

    internal void Stopping() => isServing = false;

    internal void Drain() => draining.Cancel();
}
