using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Metadata;
using Omnichannel.Gateway.Contracts;

namespace Omnichannel.Gateway.OpenApi;

/// <summary>The OpenAPI 3.1 description of everything that the gateway offers by HTTP, made of its endpoints: by their contracts, or by what they say about themselves.</summary>
internal sealed class OpenApiDocument
{
    private static readonly string[] Methods = ["GET", "PUT", "POST", "DELETE", "PATCH"];

    private readonly ContractComments comments = ContractComments.Load();
    private readonly JsonObject paths = [];
    private readonly SchemaWriter schemas;
    private readonly RpcOperations rpcs;

    private OpenApiDocument() => rpcs = new RpcOperations(comments, schemas = new SchemaWriter(comments));

    /// <summary>The document as UTF-8 JSON.</summary>
    /// <param name="catalogue">The contracts, for their words.</param>
    /// <param name="endpoints">What is mapped.</param>
    /// <exception cref="InvalidOperationException">An endpoint neither says what it does nor is marked as no API.</exception>
    public static byte[] Create(RpcCatalogue catalogue, IEnumerable<Endpoint> endpoints)
    {
        var document = new OpenApiDocument();
        document.schemas.Add("Problem", CommonParts.Problem());

        // Contracts first: where an endpoint has another type of content for an rpc's address, the words are the contract's.
        var described = endpoints.OfType<RouteEndpoint>().Where(endpoint => endpoint.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is not { ExcludeFromDescription: true });
        foreach (var endpoint in described.OrderBy(endpoint => endpoint.Metadata.GetMetadata<Rpc>() is null))
        {
            document.Add(endpoint);
        }

        return JsonSerializer.SerializeToUtf8Bytes(document.Whole(catalogue));
    }

    private JsonObject Whole(RpcCatalogue catalogue) => new()
    {
        ["openapi"] = "3.1.0",
        ["info"] = new JsonObject
        {
            ["title"] = "Omnichannel",
            ["version"] = "1",
            ["description"] = "One cart, one points balance, one policy: the same on web, app and in store. The same rpcs are offered by gRPC.",
            ["contact"] = new JsonObject { ["name"] = "Omnichannel" },
        },
        ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
        ["security"] = new JsonArray(new JsonObject { ["bearer"] = new JsonArray() }),
        ["tags"] = new JsonArray([.. catalogue.Services.Select(service => new JsonObject
        {
            ["name"] = service.Descriptor.Name,
            ["description"] = comments.Of(service.Descriptor.FullName) ?? service.Descriptor.Name,
        }), new JsonObject { ["name"] = GatewayOperation.Tag, ["description"] = "What the gateway offers itself." }]),
        ["paths"] = paths,
        ["components"] = new JsonObject
        {
            ["schemas"] = schemas.Components,
            ["responses"] = new JsonObject { ["Problem"] = CommonParts.ProblemResponse() },
            ["parameters"] = CommonParts.Parameters(),
            ["securitySchemes"] = CommonParts.SecuritySchemes(),
        },
    };

    private void Add(RouteEndpoint endpoint)
    {
        // OpenAPI 3.1 has no words for methods of one's own.
        foreach (var method in (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []).Intersect(Methods).Select(method => method.ToLowerInvariant()))
        {
            var isRpc = endpoint.Metadata.GetMetadata<Rpc>() is not null;
            var (path, operation) = isRpc ? rpcs.Of(endpoint) : (endpoint.RoutePattern.RawText!, GatewayOperation.Of(endpoint));
            var item = paths[path] as JsonObject ?? [];
            paths[path] = item;
            if (item[method] is JsonObject there)
            {
                Join(there, operation);
            }
            else
            {
                item[method] = operation;
            }
        }
    }

    /// <summary>Another type of content at the same address.</summary>
    private static void Join(JsonObject operation, JsonObject other)
    {
        operation["description"] = $"{operation["description"]}\n\n{other["description"]}";
        JoinContent(operation["requestBody"], other["requestBody"]);
        foreach (var (status, response) in other["responses"]!.AsObject())
        {
            JoinContent(operation["responses"]![status], response);
        }
    }

    private static void JoinContent(JsonNode? into, JsonNode? from)
    {
        foreach (var (type, content) in from?["content"] as JsonObject ?? [])
        {
            into!["content"]![type] = content!.DeepClone();
        }
    }
}
