using Grpc.Core;

namespace Omnichannel.Platform.Clients;

/// <summary>The served call within which code runs: calls that it makes end when that one does.</summary>
internal sealed class CallScope(ServerCallContext context) : IDisposable
{
    private static readonly AsyncLocal<CallScope?> Ambient = new();

    /// <summary>False once the call is answered: work that outlives it is on its own.</summary>
    private volatile bool isOpen = true;

    /// <summary>The call that is being served; null in background work.</summary>
    public static CallScope? Current => Ambient.Value is { isOpen: true } scope ? scope : null;

    public DateTime Deadline => context.Deadline;

    public CancellationToken Cancellation => context.CancellationToken;

    /// <summary>For the rest of the calling async method, and what it calls.</summary>
    public static CallScope Open(ServerCallContext context) => Ambient.Value = new CallScope(context);

    /// <summary>The call is answered.</summary>
    public void Dispose() => isOpen = false;
}
