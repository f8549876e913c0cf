using Grpc.Core;
using Grpc.Core.Interceptors;
using Omnichannel.Platform.Clients;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Security;

namespace Omnichannel.Platform.Hosting;

/// <summary>
/// What the platform does around every call, from the outside in: telemetry, errors, access, and the scope in which a service calls others. gRPC resolves each
/// interceptor anew for each call and wraps it in a state machine of its own; so it is given one.
/// </summary>
/// <param name="scope">Null in a service that calls no others.</param>
internal sealed class PlatformInterceptor(TelemetryInterceptor telemetry, ErrorInterceptor errors, AccessInterceptor access, CallScopeInterceptor? scope) : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        UnaryServerMethod<TRequest, TResponse> inner = scope is null
            ? continuation
            : (admitted, call) => scope.UnaryServerHandler(admitted, call, continuation);
        return telemetry.UnaryServerHandler(request, context, (seen, call) =>
            errors.UnaryServerHandler(seen, call, (tried, same) => access.UnaryServerHandler(tried, same, inner)));
    }

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        ServerStreamingServerMethod<TRequest, TResponse> inner = scope is null
            ? continuation
            : (admitted, stream, call) => scope.ServerStreamingServerHandler(admitted, stream, call, continuation);
        return telemetry.ServerStreamingServerHandler(request, responseStream, context, (seen, stream, call) =>
            errors.ServerStreamingServerHandler(seen, stream, call, (tried, writer, same) => access.ServerStreamingServerHandler(tried, writer, same, inner)));
    }

    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        ClientStreamingServerMethod<TRequest, TResponse> inner = scope is null
            ? continuation
            : (admitted, call) => scope.ClientStreamingServerHandler(admitted, call, continuation);
        return telemetry.ClientStreamingServerHandler(requestStream, context, (seen, call) =>
            errors.ClientStreamingServerHandler(seen, call, (tried, same) => access.ClientStreamingServerHandler(tried, same, inner)));
    }

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        DuplexStreamingServerMethod<TRequest, TResponse> inner = scope is null
            ? continuation
            : (admitted, stream, call) => scope.DuplexStreamingServerHandler(admitted, stream, call, continuation);
        return telemetry.DuplexStreamingServerHandler(requestStream, responseStream, context, (seen, stream, call) =>
            errors.DuplexStreamingServerHandler(seen, stream, call, (tried, writer, same) => access.DuplexStreamingServerHandler(tried, writer, same, inner)));
    }
}
