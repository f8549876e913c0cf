using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Omnichannel.Gateway.OpenApi;

/// <summary>JSON schemas of the types that the gateway's own endpoints take and answer.</summary>
internal static class TypeSchemas
{
    // As the endpoints write, and as strictly as they read.
    private static readonly JsonSerializerOptions Answers = Options(JsonUnmappedMemberHandling.Skip);
    private static readonly JsonSerializerOptions Requests = Options(JsonUnmappedMemberHandling.Disallow);

    private static readonly JsonSchemaExporterOptions Exporter = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Complete };

    /// <summary>The schema of what is answered.</summary>
    public static JsonNode OfAnswer(Type type) => Answers.GetJsonSchemaAsNode(type, Exporter);

    /// <summary>The schema of what is taken: no other fields.</summary>
    public static JsonNode OfRequest(Type type) => Requests.GetJsonSchemaAsNode(type, Exporter);

    /// <summary>The names of the fields that are taken.</summary>
    public static IEnumerable<string> FieldsOf(Type type) => Requests.GetTypeInfo(type).Properties.Select(property => property.Name);

    private static JsonSerializerOptions Options(JsonUnmappedMemberHandling others)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            NumberHandling = JsonNumberHandling.Strict,
            RespectRequiredConstructorParameters = true,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
            UnmappedMemberHandling = others,
        };
        options.MakeReadOnly();
        return options;
    }

    private static JsonNode Complete(JsonSchemaExporterContext context, JsonNode node)
    {
        // Anything at all is written as true.
        var schema = node as JsonObject ?? [];

        // A field that may be left out is not null where it is there.
        if (schema["type"] is JsonArray types)
        {
            schema["type"] = types.Select(type => type!.GetValue<string>()).First(type => type != "null");
        }

        foreach (var attribute in context.PropertyInfo?.AttributeProvider?.GetCustomAttributes(inherit: true) ?? [])
        {
            Add(attribute, schema);
        }

        return schema;
    }

    private static void Add(object attribute, JsonObject schema)
    {
        switch (attribute)
        {
            case DescriptionAttribute words:
                schema["description"] = words.Description;
                break;
            case AllowedValuesAttribute allowed:
                schema["enum"] = new JsonArray([.. allowed.Values.Select(value => JsonValue.Create((string?)value))]);
                break;
            case DefaultValueAttribute other:
                schema["default"] = JsonSerializer.SerializeToNode(other.Value);
                break;
            case MaxLengthAttribute length:
                schema["maxLength"] = length.Length;
                break;
            case RangeAttribute range:
                schema["minimum"] = (int)range.Minimum;
                schema["maximum"] = (int)range.Maximum;
                break;
        }
    }
}
