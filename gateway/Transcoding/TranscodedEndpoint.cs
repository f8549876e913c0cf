using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.Options;
using Omnichannel.Gateway.Contracts;
using Omnichannel.Gateway.Edge;
using Omnichannel.Gateway.Errors;
using Omnichannel.Gateway.Limits;
using Omnichannel.Gateway.Upstream;

namespace Omnichannel.Gateway.Transcoding;

/// <summary>What the endpoints of one binding share: access, reading the request, choosing the destination.</summary>
internal abstract class TranscodedEndpoint<TRequest, TResponse>(
    Rpc rpc, HttpBinding binding, Method<TRequest, TResponse> method, UpstreamChannels channels, IOptions<UpstreamOptions> options)
    where TRequest : class
    where TResponse : class
{
    private const long MostBodyBytes = 1024 * 1024;

    // Staff and merchants' systems send batches; JSON is several times as long as the 4 MiB of protobuf that a batch may have.
    private const long MostBatchBytes = 16 * 1024 * 1024;

    private readonly PathVariable? cartId = binding.Path.Variables.FirstOrDefault(variable => variable.Field is { IsTopLevel: true, Field.Name: "cart_id" });

    protected Rpc Rpc => rpc;

    protected HttpBinding Binding => binding;

    protected Method<TRequest, TResponse> Method => method;

    protected UpstreamOptions Options => options.Value;

    protected RequestReader Reader { get; } = new(binding, rpc.Method.InputType, rpc.Access.RoleOnly ? MostBatchBytes : MostBodyBytes);

    /// <summary>The media type of the answer.</summary>
    protected abstract string Answer { get; }

    /// <summary>Handles one request; every failure ends as a problem.</summary>
    public async Task Handle(HttpContext http)
    {
        EdgeAccess.Demand(http, rpc);
        if (!MediaTypes.Accepts(http.Request.Headers.Accept, Answer))
        {
            throw new ProblemException(Problems.NotAcceptable(Answer));
        }

        var request = NewRequest();
        await Reader.Read(http, request);
        await http.RequestServices.GetRequiredService<RateLimits>().TakeMore(http, CallWeight.OfItems(RequestItems.Count(rpc, request)) - rpc.Weight);
        await Call(http, request, Choose(http.Request.RouteValues));
    }

    protected abstract Task Call(HttpContext http, IMessage request, Destination upstream);

    protected IMessage NewRequest() => rpc.Method.InputType.Parser.ParseFrom(ByteString.Empty);

    /// <summary>The destination for a call of this path.</summary>
    protected Destination Choose(RouteValueDictionary path) => channels.Choose(rpc.Area, cartId?.Read(path));
}
