using System.Text.Json;
using Omnichannel.Gateway.Contracts;
using Omnichannel.Gateway.OpenApi;
using Omnichannel.Gateway.Tests.Wire;
using Omnichannel.TestKit;

namespace Omnichannel.Gateway.Tests;

public sealed class OpenApiTests
{
    private static readonly RpcCatalogue Catalogue = new(PublishedServices.All);

    [Fact]
    public async Task Document_OfOurContracts_IsValidOpenApi31()
    {
        await using var gateway = await GatewayUnderTest.Start();
        var answer = await gateway.Send("GET", "/openapi.json");
        Assert.Equal("application/json", answer.ContentType);
        var verdict = await NodeScript.RunAsync("gateway/validate-openapi.js", input: answer.Json);
        Assert.True(verdict.GetProperty("valid").GetBoolean(), verdict.ToString());
        Assert.Equal("3.1", verdict.GetProperty("version").GetString());
    }

    [Fact]
    public void Document_HasEveryBindingWithItsWords()
    {
        var document = JsonDocument.Parse(OpenApiDocument.Create(Catalogue)).RootElement;
        var operations = document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()).ToList();
        Assert.Equal(Catalogue.All.Sum(rpc => rpc.HttpBindings.Count) + 5, operations.Count);
        Assert.Equal(operations.Count, operations.Select(operation => operation.Value.GetProperty("operationId").GetString()).Distinct().Count());
        Assert.All(operations, operation => Assert.True(operation.Value.GetProperty("description").GetString()!.Length > 20));

        var apply = document.GetProperty("paths").GetProperty("/v1/carts/{cartId}:apply").GetProperty("post");
        Assert.Equal("CartService_ApplyOperations", apply.GetProperty("operationId").GetString());
        Assert.Contains("device_seq", apply.GetProperty("description").GetString(), StringComparison.Ordinal);
        Assert.Equal("#/components/schemas/omnichannel.cart.v1.ApplyOperationsRequest", Schema(apply).GetProperty("$ref").GetString());
    }

    [Fact]
    public void Document_AsksForTheKeyWhereAServiceWould()
    {
        var paths = JsonDocument.Parse(OpenApiDocument.Create(Catalogue)).RootElement.GetProperty("paths");
        var asked = paths.EnumerateObject().SelectMany(path => path.Value.EnumerateObject())
            .Where(operation => operation.Value.TryGetProperty("parameters", out var parameters) && parameters.ToString().Contains("IdempotencyKey", StringComparison.Ordinal))
            .Select(operation => operation.Value.GetProperty("operationId").GetString()!.Split('_')[1]).Distinct().Order();
        Assert.Equal(Catalogue.All.Where(rpc => rpc.NeedsIdempotencyKey && rpc.HttpBindings.Count > 0).Select(rpc => rpc.Method.Name).Distinct().Order(), asked);
    }

    [Fact]
    public void Document_OfEveryFormOfContract_IsMade() => Assert.NotEmpty(OpenApiDocument.Create(new RpcCatalogue(GatewayUnderTest.ProbeServices)));

    private static JsonElement Schema(JsonElement operation) => operation.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema");
}
