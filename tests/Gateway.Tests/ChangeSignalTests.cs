using Microsoft.Extensions.Primitives;
using Omnichannel.Gateway.Upstream;

namespace Omnichannel.Gateway.Tests;

/// <summary>Addresses change while YARP is still putting together whom it listens to.</summary>
public sealed class ChangeSignalTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task AChange_WhileListenersRegister_BlocksNobody()
    {
        using var change = new CancellationTokenSource();
        var changing = new Thread(change.Cancel) { IsBackground = true };
        var isBlocked = false;
        var inBetween = new Registering(() =>
        {
            changing.Start();

            // It tells the first listener, which waits for whoever registers the others.
            isBlocked = SpinWait.SpinUntil(() => changing.ThreadState.HasFlag(ThreadState.WaitSleepJoin), Patience);
        });
        var listened = new CompositeChangeToken([new ChangeSignal(change.Token), inBetween, new ChangeSignal(change.Token)]);
        var told = new TaskCompletionSource();

        await Task.Run(() => listened.RegisterChangeCallback(_ => told.TrySetResult(), null)).WaitAsync(Patience);
        await told.Task.WaitAsync(Patience);

        Assert.True(isBlocked);
        Assert.True(changing.Join(Patience));
        Assert.True(listened.HasChanged);
    }

    [Fact]
    public void ACallback_ThatIsTakenBack_IsNotCalled()
    {
        using var change = new CancellationTokenSource();
        var signal = new ChangeSignal(change.Token);
        var calls = 0;
        signal.RegisterChangeCallback(_ => calls += 1, null).Dispose();
        using var kept = signal.RegisterChangeCallback(_ => calls += 10, null);
        Assert.False(signal.HasChanged);

        change.Cancel();

        Assert.True(signal.HasChanged);
        Assert.Equal(10, calls);
    }

    /// <summary>Never changes; does something when it is listened to.</summary>
    private sealed class Registering(Action meanwhile) : IChangeToken
    {
        public bool HasChanged => false;

        public bool ActiveChangeCallbacks => true;

        public IDisposable RegisterChangeCallback(Action<object?> callback, object? state)
        {
            meanwhile();
            return new CancellationTokenSource();
        }
    }
}
