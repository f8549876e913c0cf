namespace Omnichannel.Platform.Monitoring;

/// <summary>Measuring what may be away.</summary>
internal static class Attempt
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>What was measured; null (the type's default) where that fails or takes more than two seconds.</summary>
    /// <exception cref="OperationCanceledException">The caller does not wait any more.</exception>
    public static async Task<T?> Measure<T>(Func<CancellationToken, Task<T>> measure, CancellationToken cancellation)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(Patience);
        try
        {
            return await measure(timeout.Token).WaitAsync(timeout.Token).ConfigureAwait(false);
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            // Whatever keeps it from being measured, readiness and the log tell of it: here it is a number that nobody knows.
            return default;
        }
    }
}
