using Grpc.Core;

namespace Omnichannel.Platform.Clients;

/// <summary>The served call within which code runs: calls that it makes end when that one does.</summary>
internal sealed class CallScope(ServerCallContext context) : IDisposable
{
    /// <summary>Header with the addresses that a call came through, the caller's last.</summary>
    public const string AddressHeader = "x-forwarded-for";

    private static readonly AsyncLocal<CallScope?> Ambient = new();

    /// <summary>False once the call is answered: work that outlives it is on its own.</summary>
    private volatile bool isOpen = true;

    /// <summary>The call that is being served; null in background work.</summary>
    public static CallScope? Current => Ambient.Value is { isOpen: true } scope ? scope : null;

    public DateTime Deadline => context.Deadline;

    public CancellationToken Cancellation => context.CancellationToken;

    /// <summary>Whom the call is for, as it was passed on: a service that is called in turn counts their tries, not this service's.</summary>
    public string CallerAddress => context.GetHttpContext() is var http && http.Request.Headers[AddressHeader].ToString() is { Length: > 0 } given
        ? given : http.Connection.RemoteIpAddress?.ToString() ?? "";

    /// <summary>For the rest of the calling async method, and what it calls.</summary>
    public static CallScope Open(ServerCallContext context) => Ambient.Value = new CallScope(context);

    /// <summary>The call is answered.</summary>
    public void Dispose() => isOpen = false;
}
