using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Omnichannel.Platform.Security;

/// <summary>Enforces every rpc's access rule before its method runs, and ends streams with their token or with this server.</summary>
internal sealed class AccessInterceptor(AccessGate gate, StreamGuard guard) : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        // Nearly every call has a known token: no state machine for it.
        var admission = gate.Admit(context);
        if (!admission.IsCompletedSuccessfully)
        {
            return UnaryLater(admission.AsTask(), request, context, continuation);
        }

        var check = gate.CheckRequest(admission.Result, (IMessage)request, context);
        return check.IsCompletedSuccessfully ? continuation(request, context) : After(check, request, context, continuation);
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        var call = await gate.Admit(context).ConfigureAwait(false);
        await gate.CheckRequest(call, (IMessage)request, context).ConfigureAwait(false);
        await guard.Run(
            context,
            call.Caller,
            guarded => continuation(request, new GuardedWriter<TResponse>(responseStream, guarded.CancellationToken), guarded)).ConfigureAwait(false);
    }

    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        var call = await AdmitStream(context).ConfigureAwait(false);
        TResponse? response = null;
        await guard.Run(
            context,
            call.Caller,
            async guarded => response = await continuation(Checked(requestStream, call, guarded), guarded).ConfigureAwait(false)).ConfigureAwait(false);
        return response!;
    }

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        var call = await AdmitStream(context).ConfigureAwait(false);
        await guard.Run(
            context,
            call.Caller,
            guarded => continuation(
                Checked(requestStream, call, guarded), new GuardedWriter<TResponse>(responseStream, guarded.CancellationToken), guarded)).ConfigureAwait(false);
    }

    private async ValueTask<CallState> AdmitStream(ServerCallContext context)
    {
        var call = await gate.Admit(context).ConfigureAwait(false);
        gate.CheckKey(call, context);
        return call;
    }

    private static GuardedReader<T> Checked<T>(IAsyncStreamReader<T> reader, CallState call, ServerCallContext guarded)
        where T : class =>
        new(reader, message => Check(call, (IMessage)message), guarded.CancellationToken);

    private static void Check(CallState call, IMessage message)
    {
        AccessGate.CheckSubject(call, message);
        AccessGate.CheckText(message);
    }

    private async Task<TResponse> UnaryLater<TRequest, TResponse>(
        Task<CallState> admission, TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
        where TRequest : class
        where TResponse : class
    {
        var call = await admission.ConfigureAwait(false);
        await gate.CheckRequest(call, (IMessage)request, context).ConfigureAwait(false);
        return await continuation(request, context).ConfigureAwait(false);
    }

    private static async Task<TResponse> After<TRequest, TResponse>(
        ValueTask check, TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
        where TRequest : class
        where TResponse : class
    {
        await check.ConfigureAwait(false);
        return await continuation(request, context).ConfigureAwait(false);
    }
}
