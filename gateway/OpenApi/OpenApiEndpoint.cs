using Omnichannel.Gateway.Contracts;
using Omnichannel.Gateway.Edge;
using Omnichannel.Gateway.Transcoding;

namespace Omnichannel.Gateway.OpenApi;

/// <summary><c>GET /openapi.json</c>; made when first asked for, since start-up should not wait for it, and everything is mapped by then.</summary>
internal static class OpenApiEndpoint
{
    private static readonly TimeSpan KeepFor = TimeSpan.FromMinutes(1);

    public static void Map(IEndpointRouteBuilder endpoints, RpcCatalogue catalogue)
    {
        var document = new Lazy<byte[]>(() => OpenApiDocument.Create(catalogue, endpoints.ServiceProvider.GetRequiredService<EndpointDataSource>().Endpoints));
        endpoints.MapGet("/openapi.json", (HttpContext http) =>
            PublicAnswers.IsKnown(http, document.Value, KeepFor) ? Results.Empty : Results.Bytes(document.Value, MediaTypes.Json))
            .ExcludeFromDescription();
    }
}
