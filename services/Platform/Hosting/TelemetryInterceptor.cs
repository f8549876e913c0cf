using System.Diagnostics;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.AspNetCore.Http;

namespace Omnichannel.Platform.Hosting;

/// <summary>Continues the caller's trace and measures calls. Outermost, so that it sees the status that the client gets.</summary>
internal sealed class TelemetryInterceptor : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        IsIdle(context) ? continuation(request, context) : Observe(context, () => continuation(request, context));

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        IsIdle(context) ? continuation(request, responseStream, context) : Observe(context, () => Done(continuation(request, responseStream, context)));

    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
        IsIdle(context) ? continuation(requestStream, context) : Observe(context, () => continuation(requestStream, context));

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        IsIdle(context)
            ? continuation(requestStream, responseStream, context)
            : Observe(context, () => Done(continuation(requestStream, responseStream, context)));

    /// <summary>Nobody listens, and the caller brings no trace to carry on.</summary>
    private static bool IsIdle(ServerCallContext context) =>
        !Telemetry.Source.HasListeners() && !Telemetry.ServerDuration.Enabled && !context.GetHttpContext().Request.Headers.ContainsKey("traceparent");

    private static async Task<bool> Done(Task work)
    {
        await work.ConfigureAwait(false);
        return true;
    }

    private static async Task<T> Observe<T>(ServerCallContext context, Func<Task<T>> work)
    {
        var started = Stopwatch.GetTimestamp();
        var headers = context.GetHttpContext().Request.Headers;
        using var activity = Telemetry.Continue(context.Method[1..], ActivityKind.Server, headers.TraceParent, headers.TraceState);
        var status = StatusCode.OK;
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (RpcException error)
        {
            status = error.StatusCode;
            throw;
        }
        finally
        {
            if (status is StatusCode.Internal or StatusCode.Unknown or StatusCode.DataLoss)
            {
                activity?.SetStatus(ActivityStatusCode.Error);
            }

            activity?.SetTag("rpc.system.name", "grpc").SetTag("rpc.response.status_code", status.ToString());
            Telemetry.ServerDuration.Record(
                Stopwatch.GetElapsedTime(started).TotalSeconds,
                new("rpc.method", context.Method[1..]),
                new("rpc.response.status_code", status.ToString()));
        }
    }
}
