using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.Options;
using Omnichannel.Gateway.Contracts;
using Omnichannel.Gateway.Edge;
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
    // A price or a stock that has changed is seen by everybody within this time.
    private static readonly TimeSpan KeepFor = TimeSpan.FromSeconds(10);

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

        await Write(http, (IMessage)response);
    }

    private async Task Write(HttpContext http, IMessage response)
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

        if (Rpc.IsPublicRead && HttpMethods.IsGet(http.Request.Method) && PublicAnswers.IsKnown(http, buffer.Written.Span, KeepFor))
        {
            return;
        }

        http.Response.ContentType = MediaTypes.Json;
        http.Response.ContentLength = buffer.Written.Length;
        await http.Response.BodyWriter.WriteAsync(buffer.Written, http.RequestAborted);
    }
}
