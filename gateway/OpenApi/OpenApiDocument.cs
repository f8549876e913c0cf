using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;
using Omnichannel.Gateway.Contracts;
using Omnichannel.Gateway.Errors;
using Omnichannel.Gateway.Transcoding;

namespace Omnichannel.Gateway.OpenApi;

/// <summary>The OpenAPI 3.1 description of everything that the gateway offers by HTTP, made of the contracts.</summary>
internal sealed class OpenApiDocument
{
    private static readonly string[] Methods = ["GET", "PUT", "POST", "DELETE", "PATCH"];

    private readonly ContractComments comments = ContractComments.Load();
    private readonly JsonObject paths = [];
    private readonly SchemaWriter schemas;

    private OpenApiDocument() => schemas = new SchemaWriter(comments);

    /// <summary>The document as UTF-8 JSON.</summary>
    public static byte[] Create(RpcCatalogue catalogue)
    {
        var document = new OpenApiDocument();
        document.schemas.Add("Problem", CommonParts.Problem());
        foreach (var rpc in catalogue.All)
        {
            // OpenAPI 3.1 has no words for methods of one's own.
            foreach (var (binding, index) in rpc.HttpBindings.Where(binding => Methods.Contains(binding.Method)).Select((binding, index) => (binding, index)))
            {
                document.Add(rpc, binding, index);
            }
        }

        GatewayPaths.AddTo(document.paths);
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
        },
        ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
        ["security"] = new JsonArray(new JsonObject { ["bearer"] = new JsonArray() }),
        ["tags"] = new JsonArray([.. catalogue.Services.Select(service => new JsonObject
        {
            ["name"] = service.Descriptor.Name,
            ["description"] = comments.Of(service.Descriptor.FullName) ?? service.Descriptor.Name,
        }), new JsonObject { ["name"] = GatewayPaths.Tag, ["description"] = "What the gateway offers itself." }]),
        ["paths"] = paths,
        ["components"] = new JsonObject
        {
            ["schemas"] = schemas.Components,
            ["responses"] = new JsonObject { ["Problem"] = CommonParts.ProblemResponse() },
            ["parameters"] = CommonParts.Parameters(),
            ["securitySchemes"] = CommonParts.SecuritySchemes(),
        },
    };

    private void Add(Rpc rpc, HttpBinding binding, int index)
    {
        var path = OpenApiPath(binding);
        var item = paths[path] as JsonObject ?? [];
        paths[path] = item;
        item[binding.Method.ToLowerInvariant()] = Operation(rpc, binding, index);
    }

    private JsonObject Operation(Rpc rpc, HttpBinding binding, int index)
    {
        var comment = comments.Of(rpc.Method.FullName) ?? rpc.Method.Name;
        var operation = new JsonObject
        {
            ["operationId"] = $"{rpc.Method.Service.Name}_{rpc.Method.Name}" + (index == 0 ? string.Empty : $"_{index + 1}"),
            ["tags"] = new JsonArray(rpc.Method.Service.Name),
            ["summary"] = comment.Split(". ", 2)[0].TrimEnd('.'),
            ["description"] = $"{comment}\n\nAccess: {AccessText.Of(rpc.Access)} Weight: {rpc.Weight}.\n\ngRPC: `{rpc.FullName[1..]}`.",
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

        operation["responses"] = new JsonObject { ["200"] = Answer(rpc, binding), ["default"] = Reference("responses/Problem") };
        if (rpc.IsAnonymous)
        {
            operation["security"] = new JsonArray(new JsonObject(), new JsonObject { ["bearer"] = new JsonArray() });
        }
        else if (rpc.Method.IsServerStreaming)
        {
            operation["security"] = new JsonArray(new JsonObject { ["bearer"] = new JsonArray() }, new JsonObject { ["ticket"] = new JsonArray() });
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
            parameters.Add(Parameter(variable.Field.Name, "path", variable.Field.Field));
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
            parameters.Add(Reference("parameters/IdempotencyKey"));
        }

        parameters.Add(Reference(rpc.Method.IsServerStreaming ? "parameters/LastEventId" : "parameters/RequestTimeout"));
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

    // A variable of several segments is one parameter here: OpenAPI has no other way to say it.
    private static string OpenApiPath(HttpBinding binding)
    {
        var path = binding.Path.Source;
        foreach (var variable in binding.Path.Variables)
        {
            var start = path.IndexOf('{', StringComparison.Ordinal);
            var end = path.IndexOf('}', start);
            path = $"{path[..start]}\u0001{variable.Field.Name}\u0002{path[(end + 1)..]}";
        }

        return path.Replace('\u0001', '{').Replace('\u0002', '}');
    }

    private static JsonObject Reference(string path) => new() { ["$ref"] = "#/components/" + path };
}
