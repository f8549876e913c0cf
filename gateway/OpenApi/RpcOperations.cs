using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;
using Omnichannel.Gateway.Contracts;
using Omnichannel.Gateway.Transcoding;

namespace Omnichannel.Gateway.OpenApi;

/// <summary>The operations of rpcs, made of their contracts.</summary>
internal sealed class RpcOperations(ContractComments comments, SchemaWriter schemas)
{
    /// <summary>The path and the operation of an endpoint that the <see cref="Transcoder"/> mapped.</summary>
    public (string Path, JsonObject Operation) Of(RouteEndpoint endpoint)
    {
        var binding = endpoint.Metadata.GetRequiredMetadata<HttpBinding>();
        return (OpenApiPath(binding), Operation(endpoint.Metadata.GetRequiredMetadata<Rpc>(), binding));
    }

    private JsonObject Operation(Rpc rpc, HttpBinding binding)
    {
        var index = rpc.HttpBindings.TakeWhile(other => other != binding).Count();
        var comment = comments.Of(rpc.Method.FullName) ?? rpc.Method.Name;
        var operation = new JsonObject
        {
            ["operationId"] = $"{rpc.Method.Service.Name}_{rpc.Method.Name}" + (index == 0 ? string.Empty : $"_{index + 1}"),
            ["tags"] = new JsonArray(rpc.Method.Service.Name),
            ["summary"] = comment.Split("\n\n", 2)[0].TrimEnd('.'),
            ["description"] = $"{comment}\n\nAccess: {AccessText.Of(rpc.Method, rpc.Access)} Weight: {rpc.Weight}.\n\ngRPC: `{rpc.FullName[1..]}`.",
            ["parameters"] = Parameters(rpc, binding),
        };
        if (binding.HasBody)
        {
            operation["requestBody"] = new JsonObject
            {
                ["required"] = true,
                ["content"] = new JsonObject
                {
                    [MediaTypes.Json] = new JsonObject
                    {
                        ["schema"] = binding.BodyField is { } field ? schemas.Field(field) : schemas.Reference(rpc.Method.InputType),
                    },
                },
            };
        }

        operation["responses"] = new JsonObject(
            [new("200", Answer(rpc, binding)), .. RefusedAnswers.Of(rpc, comments), new("default", CommonParts.Reference("responses/Problem"))]);
        if (rpc.IsAnonymous)
        {
            operation["security"] = new JsonArray(new JsonObject(), new JsonObject { ["bearer"] = new JsonArray() });
        }
        else if (rpc.Method.IsServerStreaming)
        {
            operation["security"] = CommonParts.BearerOrTicket();
        }

        return operation;
    }

    private JsonObject Answer(Rpc rpc, HttpBinding binding) => new()
    {
        ["description"] = rpc.Method.IsServerStreaming ? "A stream of events; the data of each is this JSON." : comments.Of(rpc.Method.OutputType.FullName) ?? "The answer.",
        ["content"] = new JsonObject
        {
            [rpc.Method.IsServerStreaming ? MediaTypes.EventStream : MediaTypes.Json] = new JsonObject
            {
                ["schema"] = binding.ResponseField is { } field ? schemas.Field(field) : schemas.Reference(rpc.Method.OutputType),
            },
        },
    };

    private JsonArray Parameters(Rpc rpc, HttpBinding binding)
    {
        var parameters = new JsonArray();
        foreach (var variable in binding.Path.Variables)
        {
            parameters.Add(Parameter(PathName(variable.Field.Name), "path", variable.Field.Field));
        }

        if (binding.TakesQuery)
        {
            var bound = binding.Path.Variables.Select(variable => variable.Field.Name).ToHashSet();
            foreach (var (name, field) in QueryFields(rpc.Method.InputType, string.Empty, []))
            {
                if (!bound.Contains(name) && (binding.BodyField is not { } body || name.Split('.')[0] != body.JsonName))
                {
                    parameters.Add(Parameter(name, "query", field));
                }
            }
        }

        if (rpc.NeedsIdempotencyKey)
        {
            parameters.Add(CommonParts.Reference("parameters/IdempotencyKey"));
        }
        else if (rpc.MayTakeIdempotencyKey)
        {
            parameters.Add(CommonParts.Reference("parameters/OptionalIdempotencyKey"));
        }

        parameters.Add(CommonParts.Reference(rpc.Method.IsServerStreaming ? "parameters/LastEventId" : "parameters/RequestTimeout"));
        return parameters;
    }

    private JsonObject Parameter(string name, string place, FieldDescriptor field)
    {
        var schema = schemas.Field(field);
        var description = schema["description"];
        schema.Remove("description");
        var parameter = new JsonObject { ["name"] = name, ["in"] = place, ["required"] = place == "path", ["schema"] = schema };
        if (description is not null)
        {
            parameter["description"] = description.DeepClone();
        }

        return parameter;
    }

    private static IEnumerable<(string Name, FieldDescriptor Field)> QueryFields(MessageDescriptor message, string prefix, MessageDescriptor[] around)
    {
        foreach (var field in message.Fields.InDeclarationOrder())
        {
            var name = prefix + field.JsonName;
            if (FieldPath.Find(field.Name, message) is not null)
            {
                yield return (name, field);
            }
            else if (field is { FieldType: FieldType.Message, IsRepeated: false, IsMap: false } && !around.Contains(field.MessageType))
            {
                foreach (var inner in QueryFields(field.MessageType, name + ".", [.. around, message]))
                {
                    yield return inner;
                }
            }
        }
    }

    // Readers of OpenAPI take a name in a path for a word.
    private static string PathName(string field) => field.Replace('.', '_');

    // A variable of several segments is one parameter here: OpenAPI has no other way to say it.
    private static string OpenApiPath(HttpBinding binding)
    {
        var path = binding.Path.Source;
        foreach (var variable in binding.Path.Variables)
        {
            var start = path.IndexOf('{', StringComparison.Ordinal);
            var end = path.IndexOf('}', start);
            path = $"{path[..start]}\u0001{PathName(variable.Field.Name)}\u0002{path[(end + 1)..]}";
        }

        return path.Replace('\u0001', '{').Replace('\u0002', '}');
    }
}
