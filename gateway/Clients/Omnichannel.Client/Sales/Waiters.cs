namespace Omnichannel.Client.Sales;

/// <summary>Who waits until everything up to a number is through. Used under the lock of whoever numbers.</summary>
internal sealed class Waiters
{
    private readonly List<(long Through, TaskCompletionSource Done)> waiting = [];

    /// <summary>Completes when nothing up to this number is left.</summary>
    public Task Until(long through)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting.Add((through, done));
        return done.Task;
    }

    /// <summary>Tells those who wait for less than the first number that is left.</summary>
    public void Serve(long first)
    {
        foreach (var served in waiting.Where(one => one.Through < first))
        {
            served.Done.TrySetResult();
        }

        waiting.RemoveAll(one => one.Through < first);
    }

    /// <summary>Nothing more comes.</summary>
    public void Cancel() => waiting.ForEach(one => one.Done.TrySetCanceled());
}
