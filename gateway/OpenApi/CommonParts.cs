using System.Text.Json.Nodes;
using Omnichannel.Gateway.Errors;
using Omnichannel.Gateway.Streams;
using Omnichannel.Gateway.Transcoding;

namespace Omnichannel.Gateway.OpenApi;

/// <summary>The parts of the document that do not come from the contracts.</summary>
internal static class CommonParts
{
    public static JsonObject Problem() => Parse("""
        {
          "type": "object",
          "description": "RFC 9457 problem details.",
          "required": ["type", "title", "status", "detail", "instance", "reason"],
          "properties": {
            "type": { "type": "string", "format": "uri", "description": "Follows from the reason." },
            "title": { "type": "string" },
            "status": { "type": "integer" },
            "detail": { "type": "string", "description": "One English sentence for a developer." },
            "instance": { "type": "string", "format": "uri", "description": "The trace of this call, as the logs know it." },
            "reason": { "type": "string", "description": "Stable UPPER_SNAKE_CASE name; the descriptions of the operations list them." },
            "metadata": { "type": "object", "additionalProperties": { "type": "string" }, "description": "Values that belong to the reason." },
            "violations": {
              "type": "array",
              "description": "The fields at fault.",
              "items": {
                "type": "object",
                "required": ["field", "description"],
                "properties": { "field": { "type": "string" }, "description": { "type": "string" } }
              }
            },
            "retryAfter": { "type": "number", "description": "Seconds after which the same call may succeed." }
          }
        }
        """);

    public static JsonObject ProblemResponse() => new()
    {
        ["description"] = "The call was refused or failed; the reason says why.",
        ["headers"] = Parse("""{ "Retry-After": { "description": "Seconds, when waiting helps.", "schema": { "type": "integer" } } }"""),
        ["content"] = new JsonObject
        {
            [ProblemWriter.ContentType] = new JsonObject { ["schema"] = Reference("schemas/Problem") },
        },
    };

    /// <summary>An answer that refuses for one of these reasons.</summary>
    public static JsonObject Refusal(IEnumerable<string> reasons)
    {
        var response = Reference("responses/Problem");
        response["description"] = string.Join(", ", reasons) + ".";
        return response;
    }

    public static JsonObject Parameters() => new()
    {
        ["IdempotencyKey"] = Header(
            CallContext.IdempotencyHeader, true, "Chosen by the device and kept until it has an answer: the same key never takes effect twice.",
            """{ "type": "string", "pattern": "^[!-~]{1,128}$" }"""),
        ["OptionalIdempotencyKey"] = Header(
            CallContext.IdempotencyHeader, false, "As for every call with effects; a request that names its effect itself needs none (see the operation).",
            """{ "type": "string", "pattern": "^[!-~]{1,128}$" }"""),
        ["RequestTimeout"] = Header(CallContext.TimeoutHeader, false, "Seconds that the caller waits.", """{ "type": "number", "exclusiveMinimum": 0 }"""),
        ["LastEventId"] = Header(EventStream.LastEventId, false, "Id of the last event that was seen: the stream goes on behind it.", """{ "type": "string" }"""),
    };

    public static JsonObject SecuritySchemes() => Parse("""
        {
          "bearer": { "type": "http", "scheme": "bearer", "bearerFormat": "JWT" },
          "ticket": {
            "type": "apiKey", "in": "query", "name": "ticket",
            "description": "From POST /v1/sseTickets, for EventSource, which cannot send headers: good for one event stream for 60 seconds."
          }
        }
        """);

    /// <summary>For event streams: either will do.</summary>
    public static JsonArray BearerOrTicket() => [new JsonObject { ["bearer"] = new JsonArray() }, new JsonObject { ["ticket"] = new JsonArray() }];

    /// <summary>A reference to a component.</summary>
    public static JsonObject Reference(string path) => new() { ["$ref"] = "#/components/" + path };

    private static JsonObject Header(string name, bool required, string description, string schema) => new()
    {
        ["name"] = name,
        ["in"] = "header",
        ["required"] = required,
        ["description"] = description,
        ["schema"] = Parse(schema),
    };

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
