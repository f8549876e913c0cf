using System.Diagnostics;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Omnichannel.Platform.Hosting;

namespace Omnichannel.Platform.Clients;

/// <summary>
/// Completes the options of calls to other services: this service's token, the current trace, and the deadline, cancellation and caller's address of the call that is being
/// served. What the caller of the client sets itself stays.
/// </summary>
internal sealed class CallPropagation(ServiceTokens tokens, Telemetry telemetry) : Interceptor
{
    private const string Authorization = "authorization";
    private static readonly TimeSpan DefaultDeadline = TimeSpan.FromSeconds(5);

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, BlockingUnaryCallContinuation<TRequest, TResponse> continuation) =>
        continuation(request, Complete(context, Activity.Current));

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        var activity = StartSpan(context.Method.FullName);
        var call = continuation(request, Complete(context, activity ?? Activity.Current));
        return activity is null
            ? call
            : new AsyncUnaryCall<TResponse>(
                Finish(call.ResponseAsync, activity), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation) =>
        continuation(request, Complete(context, Activity.Current));

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context, AsyncClientStreamingCallContinuation<TRequest, TResponse> continuation) =>
        continuation(Complete(context, Activity.Current));

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context, AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation) =>
        continuation(Complete(context, Activity.Current));

    /// <summary>A span of its own that does not become the caller's current one: it ends when the answer is there.</summary>
    private Activity? StartSpan(string method)
    {
        if (!telemetry.Source.HasListeners())
        {
            return null;
        }

        var outer = Activity.Current;
        var activity = telemetry.Source.StartActivity(method.TrimStart('/'), ActivityKind.Client);
        Activity.Current = outer;
        return activity;
    }

    private static async Task<TResponse> Finish<TResponse>(Task<TResponse> response, Activity activity)
    {
        try
        {
            return await response.ConfigureAwait(false);
        }
        catch (RpcException error)
        {
            activity.SetStatus(ActivityStatusCode.Error, error.StatusCode.ToString());
            throw;
        }
        finally
        {
            activity.Dispose();
        }
    }

    private ClientInterceptorContext<TRequest, TResponse> Complete<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context, Activity? activity)
        where TRequest : class
        where TResponse : class
    {
        var options = context.Options;
        var scope = CallScope.Current;
        if (scope is not null && !options.CancellationToken.CanBeCanceled)
        {
            options = options.WithCancellationToken(scope.Cancellation);
        }

        if (Deadline(options, scope, context.Method.Type) is { } deadline)
        {
            options = options.WithDeadline(deadline);
        }

        if (options.Credentials is null && options.Headers?.Get(Authorization) is null && tokens.Credentials is { } credentials)
        {
            options = options.WithCredentials(credentials);
        }

        return new(context.Method, context.Host, options.WithHeaders(Headers(options.Headers, activity, scope)));
    }

    /// <summary>The earlier of the served call's deadline and the caller's own; for unary calls without one, five seconds. Streams last as long as they are read.</summary>
    private static DateTime? Deadline(CallOptions options, CallScope? scope, MethodType type)
    {
        DateTime? own = options.Deadline ?? (type == MethodType.Unary ? DateTime.UtcNow + DefaultDeadline : null);
        return scope is not null && scope.Deadline < (own ?? DateTime.MaxValue) ? scope.Deadline : own;
    }

    /// <summary>A copy: the given headers may be shared between calls.</summary>
    private static Metadata Headers(Metadata? given, Activity? activity, CallScope? scope)
    {
        var headers = new Metadata();
        foreach (var entry in given ?? [])
        {
            headers.Add(entry);
        }

        if (scope?.CallerAddress is { Length: > 0 } caller && headers.Get(CallScope.AddressHeader) is null)
        {
            headers.Add(CallScope.AddressHeader, caller);
        }

        if (activity is { IdFormat: ActivityIdFormat.W3C, Id: { } id } && headers.Get("traceparent") is null)
        {
            headers.Add("traceparent", id);
            if (activity.TraceStateString is { Length: > 0 } state)
            {
                headers.Add("tracestate", state);
            }
        }

        return headers;
    }
}
