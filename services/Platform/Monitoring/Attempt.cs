namespace Omnichannel.Platform.Monitoring;

/// <summary>Measuring what may be away.</summary>
internal static class Attempt
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>What was measured; null (the type's default) where that fails or takes more than two seconds.</summary>
    /// <param name="measure">Ends when it is cancelled, or is left alone.</param>
    /// <param name="cancellation">Of the caller.</param>
    /// <param name="failed">Is told why.</param>
    /// <exception cref="OperationCanceledException">The caller does not wait any more.</exception>
    public static async Task<T?> Measure<T>(Func<CancellationToken, Task<T>> measure, CancellationToken cancellation, Action<Exception>? failed = null)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(Patience);
        try
        {
            return await measure(timeout.Token).WaitAsync(timeout.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            // Whatever keeps it from being measured: it is a number that nobody knows, and no reason to know none of the others.
            failed?.Invoke(failure);
            return default;
        }
    }
}
