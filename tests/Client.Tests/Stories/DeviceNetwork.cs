namespace Omnichannel.Client.Tests.Stories;

/// <summary>
/// A device's side of its network. A call that it makes without one hangs, and breaks when there is a network again: so what it sends then was put together then.
/// </summary>
internal sealed class DeviceNetwork(HttpMessageHandler server) : DelegatingHandler(server)
{
    private readonly Lock gate = new();
    private TaskCompletionSource opened = New();
    private TaskCompletionSource hanging = New();

    /// <summary>A call hangs.</summary>
    public Task Hanging => hanging.Task;

    public void Open() => opened.TrySetResult();

    public void Close()
    {
        lock (gate)
        {
            (opened, hanging) = (New(), New());
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Task open;
        lock (gate)
        {
            open = opened.Task;
        }

        if (!open.IsCompleted)
        {
            hanging.TrySetResult();
            await open.WaitAsync(cancellationToken);
            throw new HttpRequestException("The device had no network.", new IOException("no network"));
        }

        return await base.SendAsync(request, cancellationToken);
    }

    // What is behind it is everybody's.
    protected override void Dispose(bool disposing) => base.Dispose(false);

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
