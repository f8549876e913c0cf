using Google.Protobuf;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;
using Omnichannel.Platform.Clients;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Monitoring;
using Omnichannel.Platform.Security;

namespace Omnichannel.Platform.Hosting;

/// <summary>
/// What the platform does around every call, from the outside in: telemetry, errors, the scope in which a service calls others, the rpc's access rule; streams end
/// with their token or with this server. <see cref="StrictServiceMethods{TService}"/> binds it to every rpc. gRPC's own interceptors would each wrap every call in
/// state machines of their own.
/// </summary>
/// <param name="callsOthers">False in a service that calls no others: its calls need no scope.</param>
internal sealed class CallPipeline(ErrorMapping errors, AccessGate gate, StreamGuard guard, Telemetry telemetry, CallCounts counts, bool callsOthers)
{
    public async Task<TResponse> Unary<TService, TRequest, TResponse>(
        TService service, TRequest request, ServerCallContext context, UnaryServerMethod<TService, TRequest, TResponse> method)
        where TService : class
        where TRequest : class
        where TResponse : class
    {
        using var observed = new ObservedCall(telemetry, counts, context, isStream: false);
        using var scope = callsOthers ? CallScope.Open(context) : null;
        try
        {
            var call = await gate.Admit(context).ConfigureAwait(false);
            await gate.CheckRequest(call, (IMessage)request, context).ConfigureAwait(false);
            return await method(service, request, context).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            throw Failed(exception, context, observed);
        }
    }

    public Task ServerStreaming<TService, TRequest, TResponse>(
        TService service,
        TRequest request,
        IServerStreamWriter<TResponse> responses,
        ServerCallContext context,
        ServerStreamingServerMethod<TService, TRequest, TResponse> method)
        where TService : class
        where TRequest : class
        where TResponse : class =>
        Stream(context, (IMessage)request, (_, guarded) => method(service, request, new GuardedWriter<TResponse>(responses, guarded.CancellationToken), guarded));

    public async Task<TResponse> ClientStreaming<TService, TRequest, TResponse>(
        TService service, IAsyncStreamReader<TRequest> requests, ServerCallContext context, ClientStreamingServerMethod<TService, TRequest, TResponse> method)
        where TService : class
        where TRequest : class
        where TResponse : class
    {
        TResponse? response = null;
        await Stream(context, null, async (call, guarded) =>
            response = await method(service, Checked(requests, call, guarded), guarded).ConfigureAwait(false)).ConfigureAwait(false);
        return response!;
    }

    public Task DuplexStreaming<TService, TRequest, TResponse>(
        TService service,
        IAsyncStreamReader<TRequest> requests,
        IServerStreamWriter<TResponse> responses,
        ServerCallContext context,
        DuplexStreamingServerMethod<TService, TRequest, TResponse> method)
        where TService : class
        where TRequest : class
        where TResponse : class =>
        Stream(context, null, (call, guarded) => method(
            service, Checked(requests, call, guarded), new GuardedWriter<TResponse>(responses, guarded.CancellationToken), guarded));

    /// <summary>A stream of the server, with its one request; or one of the client, whose messages are checked as they come.</summary>
    private async Task Stream(ServerCallContext context, IMessage? request, Func<CallState, ServerCallContext, Task> method)
    {
        using var observed = new ObservedCall(telemetry, counts, context, isStream: true);
        try
        {
            var call = await gate.Admit(context).ConfigureAwait(false);
            if (request is null)
            {
                gate.CheckKey(call, context);
            }
            else
            {
                await gate.CheckRequest(call, request, context).ConfigureAwait(false);
            }

            await guard.Run(context, call.Caller, async guarded =>
            {
                // What the stream calls ends with the stream: with its token, or with this server.
                using var scope = callsOthers ? CallScope.Open(guarded) : null;
                await method(call, guarded).ConfigureAwait(false);
            }).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            throw Failed(exception, context, observed);
        }
    }

    private static GuardedReader<T> Checked<T>(IAsyncStreamReader<T> requests, CallState call, ServerCallContext guarded)
        where T : class =>
        new(requests, message => AccessGate.CheckSubject(call, (IMessage)message), guarded.CancellationToken);

    private RpcException Failed(Exception exception, ServerCallContext context, ObservedCall observed)
    {
        var error = errors.Map(exception, context);
        observed.Status = error.StatusCode;
        return error;
    }
}
