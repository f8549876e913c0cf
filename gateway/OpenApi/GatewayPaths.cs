using System.Text.Json.Nodes;

namespace Omnichannel.Gateway.OpenApi;

/// <summary>What the gateway offers itself, beside the rpcs.</summary>
internal static class GatewayPaths
{
    public const string Tag = "Gateway";

    public static void AddTo(JsonObject paths)
    {
        foreach (var (path, item) in JsonNode.Parse(Paths)!.AsObject().ToArray())
        {
            paths[path] = item!.DeepClone();
        }
    }

    private const string Paths = """
        {
          "/v1/guestSessions": {
            "post": {
              "operationId": "Gateway_CreateGuestSession",
              "tags": ["Gateway"],
              "summary": "Begins a guest session",
              "description": "Issues a token of role guest for a new guest id. The token is signed by the gateway and good for 30 days.",
              "security": [],
              "requestBody": {
                "required": false,
                "content": {
                  "application/json": {
                    "schema": {
                      "type": "object",
                      "additionalProperties": false,
                      "properties": { "channel": { "type": "string", "enum": ["WEB", "APP", "SOCIAL"], "default": "WEB" } }
                    }
                  }
                }
              },
              "responses": {
                "200": {
                  "description": "The session.",
                  "content": {
                    "application/json": {
                      "schema": {
                        "type": "object",
                        "required": ["accessToken", "tokenType", "expiresIn", "guestId", "deviceId"],
                        "properties": {
                          "accessToken": { "type": "string" },
                          "tokenType": { "type": "string", "const": "Bearer" },
                          "expiresIn": { "type": "integer", "description": "Seconds." },
                          "guestId": { "type": "string" },
                          "deviceId": { "type": "string", "description": "Scope of idempotency keys; stays the device's after signing in." }
                        }
                      }
                    }
                  }
                },
                "default": { "$ref": "#/components/responses/Problem" }
              }
            }
          },
          "/v1/sseTickets": {
            "post": {
              "operationId": "Gateway_CreateSseTicket",
              "tags": ["Gateway"],
              "summary": "Issues a ticket for EventSource",
              "description": "The ticket stands for the bearer token of this call: once, within 30 seconds, as the query parameter `ticket` of an event stream.",
              "responses": {
                "200": {
                  "description": "The ticket.",
                  "content": {
                    "application/json": {
                      "schema": {
                        "type": "object",
                        "required": ["ticket", "expiresIn"],
                        "properties": { "ticket": { "type": "string" }, "expiresIn": { "type": "integer", "description": "Seconds." } }
                      }
                    }
                  }
                },
                "default": { "$ref": "#/components/responses/Problem" }
              }
            }
          },
          "/v1/webhooks/carriers/{carrier}": {
            "post": {
              "operationId": "Gateway_ReceiveCarrierWebhook",
              "tags": ["Gateway"],
              "summary": "Takes a carrier's tracking news",
              "description": "The body goes to Order-tracking as it is. Signed: `Omnichannel-Signature` is `sha256=` and the hexadecimal HMAC-SHA256 of the timestamp, a full stop and the body, under the secret shared with the carrier; the timestamp may be five minutes away from now. Sending the same document again has no further effect.",
              "security": [],
              "parameters": [
                { "name": "carrier", "in": "path", "required": true, "schema": { "type": "string" } },
                { "name": "Omnichannel-Timestamp", "in": "header", "required": true, "description": "Seconds since 1970.", "schema": { "type": "integer" } },
                { "name": "Omnichannel-Signature", "in": "header", "required": true, "schema": { "type": "string", "pattern": "^sha256=[0-9a-fA-F]{64}$" } }
              ],
              "requestBody": { "required": true, "content": { "application/json": { "schema": {} } } },
              "responses": {
                "202": { "description": "Taken." },
                "default": { "$ref": "#/components/responses/Problem" }
              }
            }
          }
        }
        """;
}
