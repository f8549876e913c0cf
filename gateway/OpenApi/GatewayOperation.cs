using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Omnichannel.Gateway.Errors;
using Omnichannel.Gateway.Streams;
using Omnichannel.Gateway.Transcoding;

namespace Omnichannel.Gateway.OpenApi;

/// <summary>The operation of an endpoint that no contract describes, made of what the endpoint says about itself where it is mapped.</summary>
internal static class GatewayOperation
{
    /// <summary>The tag of all of them.</summary>
    public const string Tag = "Gateway";

    /// <exception cref="InvalidOperationException">The endpoint does not say what it does.</exception>
    public static JsonObject Of(RouteEndpoint endpoint)
    {
        var operation = new JsonObject
        {
            ["operationId"] = $"{Tag}_{Said<IEndpointNameMetadata>(endpoint).EndpointName}",
            ["tags"] = new JsonArray(Tag),
            ["summary"] = Said<IEndpointSummaryMetadata>(endpoint).Summary,
            ["description"] = Said<IEndpointDescriptionMetadata>(endpoint).Description,
        };
        if (Security(endpoint) is { } security)
        {
            operation["security"] = security;
        }

        if (Parameters(endpoint) is { Count: > 0 } parameters)
        {
            operation["parameters"] = parameters;
        }

        if (Body(endpoint) is { } body)
        {
            operation["requestBody"] = body;
        }

        operation["responses"] = Responses(endpoint);
        return operation;
    }

    private static JsonArray? Security(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null ? []
        : endpoint.Metadata.GetMetadata<EventStreamMetadata>() is not null ? CommonParts.BearerOrTicket()
        : null;

    private static JsonArray Parameters(RouteEndpoint endpoint)
    {
        var said = endpoint.Metadata.GetOrderedMetadata<ApiParameter>();
        if (endpoint.RoutePattern.Parameters.FirstOrDefault(inPath => !said.Any(parameter => parameter.Place == "path" && parameter.Name == inPath.Name)) is { } silent)
        {
            throw Silent(endpoint, $"the parameter {silent.Name}");
        }

        JsonArray parameters = [.. said.Select(parameter => new JsonObject
        {
            ["name"] = parameter.Name,
            ["in"] = parameter.Place,
            ["required"] = parameter.IsRequired || parameter.Place == "path",
            ["description"] = parameter.Description,
            ["schema"] = Schema(parameter),
        })];
        if (endpoint.Metadata.GetMetadata<EventStreamMetadata>() is not null)
        {
            parameters.Add(CommonParts.Reference("parameters/LastEventId"));
        }

        return parameters;
    }

    private static JsonNode Schema(ApiParameter parameter)
    {
        var schema = TypeSchemas.OfAnswer(parameter.Type);
        if (parameter.Most is { } most)
        {
            (schema["minItems"], schema["maxItems"], schema["uniqueItems"]) = (1, most, true);
        }

        return schema;
    }

    private static JsonObject? Body(RouteEndpoint endpoint)
    {
        if (endpoint.Metadata.GetMetadata<JsonRequest>() is { } json)
        {
            return new JsonObject { ["required"] = json.IsRequired, ["content"] = Content([MediaTypes.Json], json.Type, TypeSchemas.OfRequest) };
        }

        return endpoint.Metadata.GetMetadata<IAcceptsMetadata>() is { RequestType: { } type } other
            ? new JsonObject { ["required"] = !other.IsOptional, ["content"] = Content(other.ContentTypes, type, TypeSchemas.OfAnswer) }
            : null;
    }

    private static JsonObject Responses(RouteEndpoint endpoint)
    {
        Said<IProducesResponseTypeMetadata>(endpoint);
        var responses = new JsonObject();
        foreach (var answer in endpoint.Metadata.GetOrderedMetadata<IProducesResponseTypeMetadata>())
        {
            var response = new JsonObject { ["description"] = answer.Description ?? throw Silent(endpoint, "the description of an answer") };
            if (answer.Type is { } type && type != typeof(void))
            {
                response["content"] = Content(answer.ContentTypes, type, TypeSchemas.OfAnswer);
            }

            responses[answer.StatusCode.ToString(CultureInfo.InvariantCulture)] = response;
        }

        foreach (var refusal in Refusals(endpoint).GroupBy(problem => problem.Status, problem => problem.Reason).OrderBy(refusal => refusal.Key))
        {
            responses.TryAdd(refusal.Key.ToString(CultureInfo.InvariantCulture), CommonParts.Refusal(refusal.Distinct()));
        }

        responses["default"] = CommonParts.Reference("responses/Problem");
        return responses;
    }

    private static IEnumerable<Problem> Refusals(RouteEndpoint endpoint)
    {
        if (endpoint.Metadata.GetMetadata<JsonRequest>() is not null)
        {
            yield return Problems.InvalidField(string.Empty, string.Empty);
            yield return Problems.BodyTooLarge(0);
            yield return Problems.WrongContentType();
        }

        if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null)
        {
            yield return Problems.TokenMissing();
            yield return Problems.TokenInvalid();
            yield return Problems.TokenExpired();
        }

        yield return Problems.RateLimited(TimeSpan.Zero);
        foreach (var problem in endpoint.Metadata.GetOrderedMetadata<ApiRefusals>().SelectMany(refusals => refusals.Problems))
        {
            yield return problem;
        }
    }

    private static JsonObject Content(IEnumerable<string> types, Type type, Func<Type, JsonNode> schema) =>
        new(types.Select(name => KeyValuePair.Create(name, (JsonNode?)new JsonObject { ["schema"] = schema(type) })));

    private static TMetadata Said<TMetadata>(RouteEndpoint endpoint)
        where TMetadata : class => endpoint.Metadata.GetMetadata<TMetadata>() ?? throw Silent(endpoint, typeof(TMetadata).Name);

    private static InvalidOperationException Silent(RouteEndpoint endpoint, string what) =>
        new($"{endpoint.DisplayName} does not say what OpenAPI needs ({what}). What is no API is marked with ExcludeFromDescription.");
}
