using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;
using Omnichannel.Gateway.Json;

namespace Omnichannel.Gateway.OpenApi;

/// <summary>JSON schemas of messages and enums, collected as they are referred to.</summary>
internal sealed class SchemaWriter(ContractComments comments)
{
    private readonly SortedDictionary<string, JsonNode> schemas = new(StringComparer.Ordinal);

    /// <summary>All schemas that were referred to.</summary>
    public JsonObject Components => new(schemas.Select(schema => KeyValuePair.Create(schema.Key, (JsonNode?)schema.Value)));

    /// <summary>Adds a schema that is not a message's.</summary>
    public void Add(string name, JsonObject schema) => schemas.Add(name, schema);

    /// <summary>A reference to a message's schema.</summary>
    public JsonObject Reference(MessageDescriptor message)
    {
        if (!schemas.ContainsKey(message.FullName))
        {
            // Before its fields: messages may contain themselves.
            var schema = new JsonObject { ["type"] = "object" };
            schemas.Add(message.FullName, schema);
            Describe(schema, message.FullName);
            if (message.Fields.InDeclarationOrder() is { Count: > 0 } fields)
            {
                schema["properties"] = new JsonObject(fields.Select(field => KeyValuePair.Create(field.JsonName, (JsonNode?)Field(field))));
            }
        }

        return CommonParts.Reference("schemas/" + message.FullName);
    }

    /// <summary>The schema of a field's value, with its comment.</summary>
    public JsonObject Field(FieldDescriptor field)
    {
        JsonObject schema;
        if (field.IsMap)
        {
            schema = new JsonObject { ["type"] = "object", ["additionalProperties"] = Value(field.MessageType.FindFieldByNumber(2)) };
        }
        else if (field.IsRepeated)
        {
            schema = new JsonObject { ["type"] = "array", ["items"] = Value(field) };
        }
        else
        {
            schema = Value(field);
        }

        var description = comments.Of(field.FullName);
        if (field.RealContainingOneof is { } oneof)
        {
            description = $"{description} At most one of {string.Join(", ", oneof.Fields.Select(other => other.JsonName))} is set.".TrimStart();
        }

        if (description is not null)
        {
            schema["description"] = description;
        }

        return schema;
    }

    private JsonObject Value(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.String => Of("string"),
        FieldType.Bool => Of("boolean"),
        FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 => Of("integer", "int32"),
        FieldType.UInt32 or FieldType.Fixed32 => new JsonObject { ["type"] = "integer", ["format"] = "int64", ["minimum"] = 0 },
        FieldType.Int64 or FieldType.SInt64 or FieldType.SFixed64 => new JsonObject { ["type"] = "string", ["format"] = "int64", ["pattern"] = "^-?[0-9]+$" },
        FieldType.UInt64 or FieldType.Fixed64 => new JsonObject { ["type"] = "string", ["format"] = "uint64", ["pattern"] = "^[0-9]+$" },
        FieldType.Double => Of("number", "double"),
        FieldType.Float => Of("number", "float"),
        FieldType.Bytes => new JsonObject { ["type"] = "string", ["contentEncoding"] = "base64" },
        FieldType.Enum => Reference(field.EnumType),
        _ => Message(field.MessageType),
    };

    private JsonObject Message(MessageDescriptor message)
    {
        if (WellKnownTypes.IsWrapper(message))
        {
            return Value(message.FindFieldByNumber(1));
        }

        return message.FullName switch
        {
            "google.protobuf.Timestamp" => Of("string", "date-time"),
            "google.protobuf.Duration" => new JsonObject { ["type"] = "string", ["pattern"] = "^-?[0-9]+(\\.[0-9]{1,9})?s$" },
            "google.protobuf.FieldMask" => Of("string"),
            "google.protobuf.Value" => [],
            "google.protobuf.ListValue" => new JsonObject { ["type"] = "array", ["items"] = new JsonObject() },
            "google.protobuf.Struct" or "google.protobuf.Any" => Of("object"),
            _ => Reference(message),
        };
    }

    private JsonObject Reference(EnumDescriptor type)
    {
        if (!schemas.ContainsKey(type.FullName))
        {
            var schema = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. type.Values.Select(value => JsonValue.Create(value.Name))]) };
            schemas.Add(type.FullName, schema);
            var values = type.Values.Select(value => (value.Name, Comment: comments.Of(value.FullName))).Where(value => value.Comment is not null);
            schema["description"] = string.Join(
                "\n\n", [comments.Of(type.FullName) ?? type.Name, .. values.Select(value => $"`{value.Name}`: {value.Comment}")]);
        }

        return CommonParts.Reference("schemas/" + type.FullName);
    }

    private void Describe(JsonObject schema, string name)
    {
        if (comments.Of(name) is { } comment)
        {
            schema["description"] = comment;
        }
    }

    private static JsonObject Of(string type, string? format = null)
    {
        var schema = new JsonObject { ["type"] = type };
        if (format is not null)
        {
            schema["format"] = format;
        }

        return schema;
    }
}
