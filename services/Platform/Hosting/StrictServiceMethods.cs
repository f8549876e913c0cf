using System.Reflection;
using Google.Protobuf;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;
using Microsoft.AspNetCore.Routing;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Transport;

namespace Omnichannel.Platform.Hosting;

/// <summary>
/// Binds a generated service as gRPC itself does, with two differences: the <see cref="CallPipeline"/> is around every call, and a request's bytes are looked at
/// before they are parsed: afterwards nobody can tell text that was no UTF-8, and a look at bytes finds NUL faster than one at objects.
/// </summary>
internal sealed class StrictServiceMethods<TService>(CallPipeline pipeline) : IServiceMethodProvider<TService>
    where TService : class
{
    /// <inheritdoc/>
    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<TService> context)
    {
        for (var type = typeof(TService); type is not null; type = type.BaseType)
        {
            if (type.GetCustomAttribute<BindServiceMethodAttribute>(inherit: false) is { } binding)
            {
                var bind = binding.BindType.GetMethod(
                    binding.BindMethodName, BindingFlags.Public | BindingFlags.Static, [typeof(ServiceBinderBase), type])!;
                bind.Invoke(null, [new Binder(context, pipeline), null]);
                return;
            }
        }
    }

    private sealed class Binder(ServiceMethodProviderContext<TService> context, CallPipeline pipeline) : ServiceBinderBase
    {
        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
        {
            if (ImplementationOf(method, typeof(TRequest), typeof(ServerCallContext)).ReturnType == typeof(Task<EncodedAnswer<TResponse>>))
            {
                AddUnary(new Method<TRequest, EncodedAnswer<TResponse>>(method.Type, method.ServiceName, method.Name, method.RequestMarshaller, EncodedAnswer<TResponse>.Marshaller));
            }
            else
            {
                AddUnary(method);
            }
        }

        private void AddUnary<TRequest, TResponse>(Method<TRequest, TResponse> method)
            where TRequest : class
            where TResponse : class
        {
            var (invoker, metadata) = InvokerOf<UnaryServerMethod<TService, TRequest, TResponse>>(method, typeof(TRequest), typeof(ServerCallContext));
            context.AddUnaryMethod(Strict(method), metadata, (service, request, call) => pipeline.Unary(service, request, call, invoker));
        }

        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
        {
            var (invoker, metadata) = InvokerOf<ServerStreamingServerMethod<TService, TRequest, TResponse>>(
                method, typeof(TRequest), typeof(IServerStreamWriter<TResponse>), typeof(ServerCallContext));
            context.AddServerStreamingMethod(
                Strict(method), metadata, (service, request, responses, call) => pipeline.ServerStreaming(service, request, responses, call, invoker));
        }

        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler)
        {
            var (invoker, metadata) = InvokerOf<ClientStreamingServerMethod<TService, TRequest, TResponse>>(
                method, typeof(IAsyncStreamReader<TRequest>), typeof(ServerCallContext));
            context.AddClientStreamingMethod(Strict(method), metadata, (service, requests, call) => pipeline.ClientStreaming(service, requests, call, invoker));
        }

        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler)
        {
            var (invoker, metadata) = InvokerOf<DuplexStreamingServerMethod<TService, TRequest, TResponse>>(
                method, typeof(IAsyncStreamReader<TRequest>), typeof(IServerStreamWriter<TResponse>), typeof(ServerCallContext));
            context.AddDuplexStreamingMethod(
                Strict(method), metadata, (service, requests, responses, call) => pipeline.DuplexStreaming(service, requests, responses, call, invoker));
        }

        private static (TInvoker Invoker, List<object> Metadata) InvokerOf<TInvoker>(IMethod method, params Type[] parameters)
            where TInvoker : Delegate
        {
            var implementation = ImplementationOf(method, parameters);
            return (
                implementation.CreateDelegate<TInvoker>(),
                [
                    .. typeof(TService).GetCustomAttributes(inherit: true),
                    .. implementation.GetCustomAttributes(inherit: true),
                    new HttpMethodMetadata(["POST"], acceptCorsPreflight: true),
                ]);
        }

        private static MethodInfo ImplementationOf(IMethod method, params Type[] parameters) =>
            typeof(TService).GetMethod(method.Name, BindingFlags.Public | BindingFlags.Instance, parameters)
            ?? throw new InvalidOperationException($"{typeof(TService).Name} has no {method.Name}.");

        private static Method<TRequest, TResponse> Strict<TRequest, TResponse>(Method<TRequest, TResponse> method)
            where TRequest : class
            where TResponse : class
        {
            if (Activator.CreateInstance<TRequest>() is not IMessage { Descriptor: var descriptor })
            {
                return method;
            }

            var plan = WireText.PlanOf(descriptor);
            var parse = method.RequestMarshaller.ContextualDeserializer;
            var marshaller = new Marshaller<TRequest>(
                method.RequestMarshaller.ContextualSerializer,
                bytes => WireText.FindInvalid(bytes.PayloadAsReadOnlySequence(), plan) is { } invalid ? throw Refused(invalid) : Parse(parse, bytes));
            return new Method<TRequest, TResponse>(method.Type, method.ServiceName, method.Name, marshaller, method.ResponseMarshaller);
        }

        private static TRequest Parse<TRequest>(Func<DeserializationContext, TRequest> parse, DeserializationContext bytes)
        {
            try
            {
                return parse(bytes);
            }
            catch (InvalidProtocolBufferException)
            {
                throw ErrorMapping.Malformed();
            }
        }

        private static RpcException Refused(FieldViolation invalid) => GrpcErrors.Create(
            StatusCode.InvalidArgument, ErrorReasons.InvalidField, $"{invalid.Field}: {invalid.Description}.", violations: [invalid]);
    }
}
