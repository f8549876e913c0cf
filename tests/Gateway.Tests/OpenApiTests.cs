using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Omnichannel.Gateway.Contracts;
using Omnichannel.Gateway.Edge;
using Omnichannel.Gateway.OpenApi;
using Omnichannel.Gateway.Tests.Wire;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Security;
using Omnichannel.TestKit;

namespace Omnichannel.Gateway.Tests;

/// <summary>The document tells what is mapped: no more, no less.</summary>
public sealed class OpenApiTests(OpenApiTests.Fixture fixture) : IClassFixture<OpenApiTests.Fixture>
{
    private static readonly RpcCatalogue Catalogue = new(GatewayUnderTest.ProbeServices);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Document_IsValidOpenApi31(bool development)
    {
        var verdict = await NodeScript.RunAsync("gateway/validate-openapi.js", input: fixture.Document(development));
        Assert.True(verdict.GetProperty("valid").GetBoolean(), verdict.ToString());
        Assert.Equal("3.1", verdict.GetProperty("version").GetString());
    }

    /// <summary>When it fails: start the platform, and <c>npm run generate http://127.0.0.1:8000/openapi.json</c> in the client's folder.</summary>
    [Fact]
    public async Task Document_IsWhatTheWebClientsTypesAreGeneratedOf()
    {
        // Without what only these tests serve.
        var published = fixture.Gateway(development: false).App.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .Where(endpoint => endpoint.Metadata.GetMetadata<Rpc>()?.FullName.StartsWith(GatewayUnderTest.ProbeRpc, StringComparison.Ordinal) is not true);
        var document = JsonSerializer.Deserialize<JsonElement>(OpenApiDocument.Create(new RpcCatalogue(PublishedServices.All), published));
        var verdict = await NodeScript.RunAsync("../../gateway/Clients/web/scripts/generate.js", ["--check", "-"], input: document);
        Assert.Empty(verdict.GetProperty("stale").EnumerateArray().Select(file => file.GetString()));
    }

    [Fact]
    public void Document_HasEveryBindingWithItsWords()
    {
        var operations = Operations(fixture.Document(development: true));
        Assert.Equal(operations.Count, operations.Select(operation => operation.GetProperty("operationId").GetString()).Distinct().Count());
        Assert.All(operations, operation => Assert.True(operation.GetProperty("description").GetString()!.Length > 20, operation.ToString()));
        Assert.All(operations, operation => Assert.Matches(@"^\w[^\n]+[^\n.]$", operation.GetProperty("summary").GetString()!));

        var apply = Operation(fixture.Document(), "/v1/carts/{cartId}:apply", "post");
        Assert.Equal("CartService_ApplyOperations", apply.GetProperty("operationId").GetString());
        Assert.Contains("device_seq", apply.GetProperty("description").GetString(), StringComparison.Ordinal);
        Assert.Equal("#/components/schemas/omnichannel.cart.v1.ApplyOperationsRequest", Schema(apply).GetProperty("$ref").GetString());
    }

    [Fact]
    public void Document_ListsWhatIsRefused_ByTheContractsWords()
    {
        var operation = Operation(fixture.Document(), "/v1/carts/{cartId}/checkouts/{checkoutId}:cancel", "post");
        Assert.Equal("Gives a checkout up, releases what was held, and opens the cart again", operation.GetProperty("summary").GetString());
        Assert.Contains(
            "\n\nErrors:\n- NOT_FOUND CHECKOUT_NOT_FOUND\n- FAILED_PRECONDITION CHECKOUT_ALREADY_COMPLETED, CHECKOUT_COMPLETING\n\nAccess:",
            operation.GetProperty("description").GetString(), StringComparison.Ordinal);
        var cancel = operation.GetProperty("responses");
        Assert.Equal("INVALID_FIELD, IDEMPOTENCY_KEY_MISSING.", Refusal(cancel, "400"));
        Assert.Equal("TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED.", Refusal(cancel, "401"));
        Assert.Equal("CHECKOUT_NOT_FOUND.", Refusal(cancel, "404"));
        Assert.Equal("IDEMPOTENCY_KEY_REUSED, CHECKOUT_ALREADY_COMPLETED, CHECKOUT_COMPLETING.", Refusal(cancel, "409"));

        // A list says nothing of its pages: they are alike everywhere.
        var stores = Operation(fixture.Document(), "/v1/markets/{market}/stores", "get").GetProperty("responses");
        Assert.Equal("INVALID_FIELD, PAGE_TOKEN_INVALID, MARKET_UNKNOWN.", Refusal(stores, "400"));

        // What it has in common with others is said there.
        var sale = Operation(fixture.Document(), "/v1/carts/{cartId}:checkoutInStore", "post").GetProperty("responses");
        Assert.Contains("CART_EMPTY", Refusal(sale, "409"), StringComparison.Ordinal);
        Assert.Contains("TENDERS_DO_NOT_MATCH", Refusal(sale, "400"), StringComparison.Ordinal);
        Assert.Equal("RATE_LIMITED, CODE_LIMIT.", Refusal(sale, "429"));

        // Or at another service.
        var move = Operation(fixture.Document(), "/v1/wishlists/{wishlistId}/items/{itemId}:moveToCart", "post").GetProperty("responses");
        Assert.Contains("CART_IN_CHECKOUT", Refusal(move, "409"), StringComparison.Ordinal);

        static string Refusal(JsonElement responses, string status) => responses.GetProperty(status).GetProperty("description").GetString()!;
    }

    [Fact]
    public void Document_AsksForTheKeyWhereAServiceWould()
    {
        Assert.Equal(Catalogue.All.Where(rpc => rpc.NeedsIdempotencyKey && rpc.HttpBindings.Count > 0).Select(rpc => rpc.Method.Name).Distinct().Order(), Taking("IdempotencyKey"));

        // Operations that a device numbers need none.
        Assert.Equal(["ApplyOperations"], Taking("OptionalIdempotencyKey"));

        IEnumerable<string> Taking(string key) => Operations(fixture.Document())
            .Where(operation => operation.TryGetProperty("parameters", out var parameters) && parameters.ToString().Contains($"/{key}\"", StringComparison.Ordinal))
            .Select(operation => operation.GetProperty("operationId").GetString()!.Split('_')[1]).Distinct().Order();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Document_HasEveryRouteThatIsNotMarkedAsNone(bool development)
    {
        var routes = fixture.Gateway(development).App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();
        var operations = fixture.Document(development).GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(operation =>
            (Name: $"{operation.Name.ToUpperInvariant()} {path.Name}", Id: operation.Value.GetProperty("operationId").GetString()!))).ToList();

        var own = routes.Where(route => IsApi(route) && RpcOf(route) is null).SelectMany(Names).ToList();
        Assert.All(own, name => Assert.Contains(name, operations.Select(operation => operation.Name)));
        Assert.All(operations.Where(operation => operation.Id.StartsWith("Gateway_", StringComparison.Ordinal)), operation => Assert.Contains(operation.Name, own));

        var rpcs = routes.Where(route => IsApi(route) && RpcOf(route) is not null && Names(route).Any()).Select(route => RpcOf(route)!.FullName).Order(StringComparer.Ordinal);
        var told = operations.Where(operation => !operation.Id.StartsWith("Gateway_", StringComparison.Ordinal)).Select(operation => operation.Id.Split('_'));
        Assert.Equal(rpcs, told.Select(id => Catalogue.All.Single(rpc => rpc.Method.Service.Name == id[0] && rpc.Method.Name == id[1]).FullName).Order(StringComparer.Ordinal));

        // What is marked is what a reader of the document would not call by HTTP: gRPC, and the document itself.
        Assert.All(routes.Where(route => !IsApi(route)), route => Assert.True(
            route.RoutePattern.RawText == "/openapi.json" || IsGrpc(route), $"{route.DisplayName} is marked as no API"));
    }

    [Fact]
    public void Document_HasTheDevelopmentIssuer_ExactlyWhereItIs()
    {
        Assert.DoesNotContain("/dev/", fixture.Document().GetProperty("paths").ToString(), StringComparison.Ordinal);
        var token = Schema(Operation(fixture.Document(development: true), "/dev/tokens", "post"));
        Assert.Equal(["actor", "channel", "device_id", "role", "store_id", "sub", "ttl_seconds"], token.GetProperty("properties").EnumerateObject().Select(field => field.Name).Order());
        Assert.Equal(["sub", "role"], token.GetProperty("required").EnumerateArray().Select(field => field.GetString()));
        Assert.Equal(86_400, token.GetProperty("properties").GetProperty("ttl_seconds").GetProperty("maximum").GetInt32());
    }

    [Fact]
    public void Document_OfTheGatewaysOwnEndpoints_SaysWhatTheyTakeAndAnswer()
    {
        var guest = Operation(fixture.Document(), "/v1/guestSessions", "post");
        Assert.Equal("Gateway_CreateGuestSession", guest.GetProperty("operationId").GetString());
        Assert.Equal(0, guest.GetProperty("security").GetArrayLength());
        Assert.False(guest.GetProperty("requestBody").GetProperty("required").GetBoolean());
        Assert.False(Schema(guest).GetProperty("additionalProperties").GetBoolean());
        Assert.Equal(["WEB", "APP", "SOCIAL"], Schema(guest).GetProperty("properties").GetProperty("channel").GetProperty("enum").EnumerateArray().Select(value => value.GetString()));
        var session = Answer(guest, "200", "application/json");
        Assert.Equal(["accessToken", "tokenType", "expiresIn", "guestId", "deviceId"], session.GetProperty("required").EnumerateArray().Select(field => field.GetString()));
        Assert.Equal("integer", session.GetProperty("properties").GetProperty("expiresIn").GetProperty("type").GetString());

        var streams = Operation(fixture.Document(), "/v1/streams", "get");
        var watch = Assert.Single(streams.GetProperty("parameters").EnumerateArray(), parameter => parameter.TryGetProperty("name", out var name) && name.GetString() == "watch");
        Assert.Equal(16, watch.GetProperty("schema").GetProperty("maxItems").GetInt32());
        Assert.Equal(["watch", "data"], Answer(streams, "200", "text/event-stream").GetProperty("required").EnumerateArray().Select(field => field.GetString()));
        Assert.Equal(2, streams.GetProperty("security").GetArrayLength());

        Assert.True(Operation(fixture.Document(), "/v1/webhooks/carriers/{source}", "post").GetProperty("responses").TryGetProperty("202", out _));
    }

    [Fact]
    public void Document_OfAnAddressWithTwoKindsOfContent_HasBoth()
    {
        var unsubscribe = Operation(fixture.Document(), "/v1/unsubscribe/{token}", "post");
        Assert.Equal("ContactService_Unsubscribe", unsubscribe.GetProperty("operationId").GetString());
        Assert.Equal(
            ["application/json", "application/x-www-form-urlencoded", "multipart/form-data"],
            unsubscribe.GetProperty("requestBody").GetProperty("content").EnumerateObject().Select(content => content.Name).Order());
        Assert.Equal(["application/json", "text/html"], unsubscribe.GetProperty("responses").GetProperty("200").GetProperty("content").EnumerateObject().Select(content => content.Name).Order());
        Assert.Contains("RFC 8058", unsubscribe.GetProperty("description").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Document_OfAnEndpointThatSaysNothing_IsNotMade()
    {
        var silent = Assert.Throws<InvalidOperationException>(() => OpenApiDocument.Create(Catalogue, [Endpoint()]));
        Assert.Contains("/v1/silent", silent.Message, StringComparison.Ordinal);
        Assert.NotEmpty(OpenApiDocument.Create(Catalogue, [Endpoint(new ExcludeFromDescriptionAttribute())]));
    }

    private static RouteEndpoint Endpoint(params object[] metadata)
    {
        var endpoint = new RouteEndpointBuilder(_ => Task.CompletedTask, RoutePatternFactory.Parse("/v1/silent"), 0) { DisplayName = "/v1/silent" };
        endpoint.Metadata.Add(new HttpMethodMetadata(["GET"]));
        foreach (var item in metadata)
        {
            endpoint.Metadata.Add(item);
        }

        return (RouteEndpoint)endpoint.Build();
    }

    private static bool IsApi(RouteEndpoint route) => route.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is not { ExcludeFromDescription: true };

    private static bool IsGrpc(RouteEndpoint route) => route.DisplayName!.StartsWith("gRPC", StringComparison.Ordinal) || Catalogue.Services.Any(service =>
        route.RoutePattern.RawText!.StartsWith($"/{service.Descriptor.FullName}/", StringComparison.Ordinal));

    private static Rpc? RpcOf(RouteEndpoint route) => route.Metadata.GetMetadata<Rpc>();

    // A contract may use words that OpenAPI has no method for.
    private static IEnumerable<string> Names(RouteEndpoint route) => route.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods
        .Where(method => method is "GET" or "PUT" or "POST" or "DELETE" or "PATCH").Select(method => $"{method} {route.RoutePattern.RawText}");

    private static List<JsonElement> Operations(JsonElement document) =>
        [.. document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()).Select(operation => operation.Value)];

    private static JsonElement Operation(JsonElement document, string path, string method) => document.GetProperty("paths").GetProperty(path).GetProperty(method);

    private static JsonElement Schema(JsonElement operation) => operation.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema");

    private static JsonElement Answer(JsonElement operation, string status, string contentType) =>
        operation.GetProperty("responses").GetProperty(status).GetProperty("content").GetProperty(contentType).GetProperty("schema");

    /// <summary>The document of a gateway as in a cluster, and of one in a process that hosts everything.</summary>
    public sealed class Fixture : IAsyncLifetime
    {
        private readonly Dictionary<bool, (GatewayUnderTest Gateway, JsonElement Document)> gateways = [];

        public GatewayUnderTest Gateway(bool development) => gateways[development].Gateway;

        public JsonElement Document(bool development = false) => gateways[development].Document;

        public async Task InitializeAsync()
        {
            await Add(false, await GatewayUnderTest.Start());
            await Add(true, await GatewayUnderTest.Start(
                new() { [DevelopmentTokens.CodeSetting] = "0123456789abcdef0123456789abcdef" },
                prepare: host =>
                {
                    host.HostsSeveralServices = true;
                    host.TrustedIssuers.Add(new TrustedIssuer(DevelopmentTokens.Issuer, SigningKeys.Generate("development")));
                }));
        }

        public async Task DisposeAsync()
        {
            foreach (var (gateway, _) in gateways.Values)
            {
                await gateway.DisposeAsync();
            }
        }

        private async Task Add(bool development, GatewayUnderTest gateway)
        {
            var answer = await gateway.Send("GET", "/openapi.json");
            Assert.True(answer.ContentType == "application/json", answer.Body);
            gateways.Add(development, (gateway, answer.Json));
        }
    }
}
