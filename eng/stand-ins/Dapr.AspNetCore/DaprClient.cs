namespace Dapr.Client;

/// <summary>Talks to the Dapr sidecar.</summary>
public abstract class DaprClient : IDisposable
{
    /// <summary>Whether the sidecar and its components are up; false when it does not answer.</summary>
    public abstract Task<bool> CheckHealthAsync(CancellationToken cancellationToken = default);

    /// <summary>Sends data to an output binding and ignores its answer.</summary>
    /// <exception cref="DaprException">The sidecar or the binding refused.</exception>
    public abstract Task InvokeBindingAsync<TRequest>(
        string bindingName,
        string operation,
        TRequest data,
        IReadOnlyDictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default);

    /// <summary>Sends data to an output binding and reads its answer.</summary>
    /// <exception cref="DaprException">The sidecar or the binding refused.</exception>
    public abstract Task<TResponse> InvokeBindingAsync<TRequest, TResponse>(
        string bindingName,
        string operation,
        TRequest data,
        IReadOnlyDictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default);

    /// <summary>The values of one secret.</summary>
    /// <exception cref="DaprException">The sidecar or the store refused.</exception>
    public abstract Task<Dictionary<string, string>> GetSecretAsync(
        string storeName,
        string key,
        IReadOnlyDictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases connections.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
