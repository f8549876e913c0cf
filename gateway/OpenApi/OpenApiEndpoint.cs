using Omnichannel.Gateway.Contracts;
using Omnichannel.Gateway.Transcoding;

namespace Omnichannel.Gateway.OpenApi;

/// <summary><c>GET /openapi.json</c>; made when first asked for, since start-up should not wait for it.</summary>
internal static class OpenApiEndpoint
{
    public static void Map(IEndpointRouteBuilder endpoints, RpcCatalogue catalogue)
    {
        var document = new Lazy<byte[]>(() => OpenApiDocument.Create(catalogue));
        endpoints.MapGet("/openapi.json", () => Results.Bytes(document.Value, MediaTypes.Json));
    }
}
