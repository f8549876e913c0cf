using Microsoft.JSInterop;

namespace Omnichannel.WebConsole.Shared;

/// <summary>
/// Repeats something every few seconds for as long as somebody looks at the page: not in a hidden tab, and at once when it is shown again. One round ends before the next
/// begins.
/// </summary>
public sealed class Refresher : IAsyncDisposable
{
    private readonly IJSRuntime script;
    private readonly Func<CancellationToken, Task> round;
    private readonly TimeSpan every;
    private readonly TimeProvider clock;
    private readonly CancellationTokenSource stopped = new();
    private readonly DotNetObjectReference<Refresher> self;
    private TaskCompletionSource shown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IJSObjectReference? module;
    private Task? running;

    /// <summary>Prepares it. <see cref="Start"/> begins.</summary>
    /// <param name="script">The page's.</param>
    /// <param name="clock">Measures the pauses.</param>
    /// <param name="every">The pause between two rounds.</param>
    /// <param name="round">What is repeated, until it is stopped. It handles its own failures.</param>
    public Refresher(IJSRuntime script, TimeProvider clock, TimeSpan every, Func<CancellationToken, Task> round)
    {
        (this.script, this.clock, this.every, this.round) = (script, clock, every, round);
        self = DotNetObjectReference.Create(this);
        shown.SetResult();
    }

    /// <summary>Begins, with a round at once; called after the page was rendered for the first time.</summary>
    public async Task Start()
    {
        module = await script.InvokeAsync<IJSObjectReference>("import", "/console/visibility.js");
        await module.InvokeVoidAsync("watch", self);
        running = Run();
    }

    /// <summary>The page tells whether it is looked at.</summary>
    [JSInvokable]
    public void Seen(bool isVisible)
    {
        if (isVisible)
        {
            shown.TrySetResult();
        }
        else if (shown.Task.IsCompleted)
        {
            shown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stopped.CancelAsync();
        shown.TrySetResult();
        if (running is not null)
        {
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }

        try
        {
            if (module is not null)
            {
                await module.InvokeVoidAsync("forget", self);
                await module.DisposeAsync();
            }
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            // The page is closed, and its listeners with it.
        }

        self.Dispose();
        stopped.Dispose();
    }

    private async Task Run()
    {
        while (!stopped.IsCancellationRequested)
        {
            await round(stopped.Token);
            await Task.Delay(every, clock, stopped.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            await shown.Task;
        }
    }
}
