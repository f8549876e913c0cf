using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Omnichannel.Platform.Clients;

/// <summary>The served call within which code runs: calls that it makes end when that one does.</summary>
internal sealed class CallScope(ServerCallContext context)
{
    private static readonly AsyncLocal<CallScope?> Ambient = new();

    /// <summary>False once the call is answered: work that outlives it is on its own.</summary>
    private volatile bool isOpen = true;

    /// <summary>The call that is being served; null in background work.</summary>
    public static CallScope? Current => Ambient.Value is { isOpen: true } scope ? scope : null;

    public DateTime Deadline => context.Deadline;

    public CancellationToken Cancellation => context.CancellationToken;

    public static async Task<T> Within<T>(ServerCallContext context, Func<Task<T>> work)
    {
        var scope = new CallScope(context);
        Ambient.Value = scope;
        try
        {
            return await work().ConfigureAwait(false);
        }
        finally
        {
            scope.isOpen = false;
        }
    }
}

/// <summary>Opens the scope of each served call.</summary>
internal sealed class CallScopeInterceptor : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        CallScope.Within(context, () => continuation(request, context));

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        CallScope.Within(context, () => Done(continuation(request, responseStream, context)));

    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
        CallScope.Within(context, () => continuation(requestStream, context));

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        CallScope.Within(context, () => Done(continuation(requestStream, responseStream, context)));

    private static async Task<bool> Done(Task work)
    {
        await work.ConfigureAwait(false);
        return true;
    }
}
