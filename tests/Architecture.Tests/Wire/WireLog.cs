using System.Collections.Concurrent;

namespace Omnichannel.Architecture.Tests.Wire;

/// <summary>What the server noticed.</summary>
internal sealed class WireLog
{
    public TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConcurrentQueue<string> Intercepted { get; } = new();
}
