using Grpc.Core;
using Grpc.Core.Interceptors;
using Omnichannel.Platform.Hosting;

namespace Omnichannel.Platform.Clients;

/// <summary>Makes the generated clients of other areas' services.</summary>
internal static class AreaClients
{
    public static TClient Create<TClient>(AreaChannels channels, ServiceTokens tokens, Telemetry telemetry, string area)
        where TClient : ClientBase<TClient> =>
        (TClient)Activator.CreateInstance(typeof(TClient), new AreaCallInvoker(channels, area).Intercept(new CallPropagation(tokens, telemetry)))!;

    /// <summary>Finds the area's channel anew for each call.</summary>
    private sealed class AreaCallInvoker(AreaChannels channels, string area) : CallInvoker
    {
        public override TResponse BlockingUnaryCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
            Invoker().BlockingUnaryCall(method, host, options, request);

        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
            Invoker().AsyncUnaryCall(method, host, options, request);

        public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
            Invoker().AsyncServerStreamingCall(method, host, options, request);

        public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options) =>
            Invoker().AsyncClientStreamingCall(method, host, options);

        public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options) =>
            Invoker().AsyncDuplexStreamingCall(method, host, options);

        private CallInvoker Invoker() => channels.Get(area).CreateCallInvoker();
    }
}
