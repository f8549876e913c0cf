using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;
using Omnichannel.Gateway.Errors;
using Omnichannel.Gateway.Pages;
using Omnichannel.Gateway.PassThrough;
using Omnichannel.Gateway.Streams;
using Omnichannel.Gateway.Transcoding;

namespace Omnichannel.Gateway.Edge;

/// <summary>
/// Packs JSON answers for callers that take it so. Streams are left alone: their events must not wait for one another. So is gRPC, which packs messages itself.
/// </summary>
internal sealed class Compression(IServiceProvider services, IOptions<ResponseCompressionOptions> options) : ResponseCompressionProvider(services, options)
{
    // Less does not fill a packet.
    private const long LeastBytes = 1024;

    public static void Add(IServiceCollection services)
    {
        // Over TLS too. What could be guessed from an answer's length (BREACH) needs a page that makes a browser send a secret along: the API has no cookies. The console, which has, packs its own files.
        services.AddResponseCompression(compression => (compression.EnableForHttps, compression.MimeTypes) = (true, [MediaTypes.Json, ProblemWriter.ContentType]));
        services.AddSingleton<IResponseCompressionProvider, Compression>();
    }

    /// <summary>Whether the answer to this request may be packed; known once it is routed.</summary>
    public static bool Applies(HttpContext http) =>
        !GrpcAnswers.IsGrpc(http.Request) && !ConsoleRoutes.Has(http.GetEndpoint()) && http.GetEndpoint()?.Metadata.GetMetadata<EventStreamMetadata>() is null;

    public override bool ShouldCompressResponse(HttpContext context) =>
        context.Response.ContentLength is null or >= LeastBytes && base.ShouldCompressResponse(context);
}
