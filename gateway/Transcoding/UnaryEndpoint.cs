using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.Options;
using Omnichannel.Gateway.Contracts;
using Omnichannel.Gateway.Errors;
using Omnichannel.Gateway.Json;
using Omnichannel.Gateway.Upstream;

namespace Omnichannel.Gateway.Transcoding;

/// <summary>One unary rpc as HTTP and JSON.</summary>
internal sealed class UnaryEndpoint<TRequest, TResponse>(
    Rpc rpc, HttpBinding binding, Method<TRequest, TResponse> method, UpstreamChannels channels, IOptions<UpstreamOptions> options)
    : TranscodedEndpoint<TRequest, TResponse>(rpc, binding, method, channels, options)
    where TRequest : class
    where TResponse : class
{
    protected override string Answer => MediaTypes.Json;

    protected override async Task Call(HttpContext http, IMessage request, Destination upstream)
    {
        var deadline = DateTime.UtcNow + CallContext.Timeout(http, Options);
        TResponse response;
        try
        {
            using var call = upstream.Invoker.AsyncUnaryCall(Method, null, new CallOptions(CallContext.Metadata(http), deadline, http.RequestAborted), (TRequest)request);
            response = await call.ResponseAsync;
            upstream.Answered();
        }
        catch (RpcException failure)
        {
            upstream.Failed(failure);
            throw new ProblemException(RpcProblem.Of(failure));
        }

        await Write(http.Response, (IMessage)response);
    }

    private async Task Write(HttpResponse http, IMessage response)
    {
        using var buffer = new PooledBuffer();
        if (Binding.ResponseField is { } field)
        {
            ProtoJsonWriter.WriteField(buffer, response, field);
        }
        else
        {
            ProtoJsonWriter.Write(buffer, response);
        }

        http.ContentType = MediaTypes.Json;
        http.ContentLength = buffer.Written.Length;
        await http.BodyWriter.WriteAsync(buffer.Written, http.HttpContext.RequestAborted);
    }
}
