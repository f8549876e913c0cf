using System.Text.Json.Nodes;

namespace Omnichannel.Gateway.OpenApi;

/// <summary>What the gateway offers itself, beside the rpcs.</summary>
internal static class GatewayPaths
{
    public const string Tag = "Gateway";

    public static void AddTo(JsonObject paths)
    {
        Merge(paths, JsonNode.Parse(Paths)!.AsObject());
    }

    // A path may be an rpc's too, as another type of content.
    private static void Merge(JsonObject into, JsonObject from)
    {
        foreach (var (name, value) in from)
        {
            if (value is JsonObject inner && into[name] is JsonObject there)
            {
                Merge(there, inner);
            }
            else
            {
                into[name] = value!.DeepClone();
            }
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
              "description": "The ticket stands for the bearer token of this call as the query parameter `ticket` of one event stream: for 60 seconds, as often as the reader connects again, at every gateway. The stream ends when the token does. EventSource comes back by itself; when that is refused, ask for another ticket.\n\nErrors: INVALID_FIELD; TOKEN_TOO_LONG_FOR_TICKET, for tokens of more than 4,000 characters.",
              "requestBody": {
                "required": true,
                "content": {
                  "application/json": {
                    "schema": {
                      "type": "object",
                      "additionalProperties": false,
                      "required": ["watch"],
                      "properties": {
                        "watch": {
                          "type": "string",
                          "maxLength": 4096,
                          "description": "Path and query of the event stream, as it will be opened but for the ticket.",
                          "examples": ["/v1/carts/c1:watch", "/v1/streams?watch=/v1/carts/c1:watch&watch=/v1/members/m1/balance:watch"]
                        }
                      }
                    }
                  }
                }
              },
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
          "/v1/streams": {
            "get": {
              "operationId": "Gateway_WatchStreams",
              "tags": ["Gateway"],
              "summary": "Carries several event streams on one connection",
              "description": "Each event has the name that it has on the watch's own stream; its data names the watch and holds the data of that stream. The id holds the position of every watch: sent as Last-Event-ID with the same watches in the same order, it resumes all of them. Each watch is authorised as it would be alone. One that is refused or fails ends alone, with an `error` event whose data is the problem; one that ends by itself does so with an `end` event. The stream ends with the last of them. When all are refused at once, the answer is the problem of the first. An `error` event that names no watch ends all.",
              "security": [{ "bearer": [] }, { "ticket": [] }],
              "parameters": [
                {
                  "name": "watch",
                  "in": "query",
                  "required": true,
                  "description": "Path and query of an event stream, such as `/v1/carts/c1:watch`; percent-encoded where it has a query of its own.",
                  "schema": { "type": "array", "minItems": 1, "maxItems": 16, "uniqueItems": true, "items": { "type": "string" } }
                },
                {
                  "name": "lastEventId",
                  "in": "query",
                  "description": "What Last-Event-ID says, for a new EventSource, which cannot send it. The header is stronger.",
                  "schema": { "type": "string" }
                },
                { "$ref": "#/components/parameters/LastEventId" }
              ],
              "responses": {
                "200": {
                  "description": "A stream of events; the data of each is this JSON.",
                  "content": {
                    "text/event-stream": {
                      "schema": {
                        "type": "object",
                        "required": ["watch", "data"],
                        "properties": {
                          "watch": { "type": "string", "description": "The watch, as the request names it." },
                          "data": { "description": "The data of an event of the watch; a problem in an `error` event; null in an `end` event." }
                        }
                      }
                    }
                  }
                },
                "default": { "$ref": "#/components/responses/Problem" }
              }
            }
          },
          "/v1/unsubscribe/{token}": {
            "get": {
              "operationId": "Gateway_ShowUnsubscription",
              "tags": ["Gateway"],
              "summary": "Shows a person what an unsubscribe link would withdraw",
              "description": "A page with a button, in English, Italian, Romanian or Chinese: as Accept-Language asks, else in the contact's language. Withdraws nothing. A link that is forged, cut off or too old has a page of its own, with status 404.",
              "security": [],
              "parameters": [
                { "name": "token", "in": "path", "required": true, "schema": { "type": "string" } },
                { "name": "Accept-Language", "in": "header", "required": false, "schema": { "type": "string" } }
              ],
              "responses": {
                "200": { "description": "The page.", "content": { "text/html": { "schema": { "type": "string" } } } },
                "404": { "description": "A page that says that the link does not work.", "content": { "text/html": { "schema": { "type": "string" } } } },
                "default": { "$ref": "#/components/responses/Problem" }
              }
            },
            "post": {
              "requestBody": {
                "content": {
                  "application/x-www-form-urlencoded": {
                    "schema": { "type": "object", "required": ["List-Unsubscribe"], "properties": { "List-Unsubscribe": { "type": "string", "const": "One-Click" } } }
                  },
                  "multipart/form-data": {
                    "schema": { "type": "object", "required": ["List-Unsubscribe"], "properties": { "List-Unsubscribe": { "type": "string", "const": "One-Click" } } }
                  }
                }
              },
              "responses": { "200": { "content": { "text/html": { "schema": { "type": "string" } } } } }
            }
          },
          "/v1/webhooks/carriers/{source}": {
            "post": {
              "operationId": "Gateway_ReceiveCarrierWebhook",
              "tags": ["Gateway"],
              "summary": "Takes a carrier's tracking news",
              "description": "The body goes to Order-tracking as it is. Signed by Standard Webhooks 1.0, or by the scheme that is set for the source, whose headers stand in place of these. The timestamp may be five minutes away from now. Where several sources have one secret, webhook-id begins with `carriers/{source}:`. The same delivery again is taken and has no further effect. An unknown source is answered like a wrong signature (SIGNATURE_INVALID).",
              "security": [],
              "parameters": [
                { "name": "source", "in": "path", "required": true, "description": "Names the sender's secrets, and the data file that understands its documents.", "schema": { "type": "string" } },
                { "name": "webhook-id", "in": "header", "required": false, "description": "The same each time that this delivery is sent.", "schema": { "type": "string" } },
                { "name": "webhook-timestamp", "in": "header", "required": false, "description": "Seconds since 1970.", "schema": { "type": "integer" } },
                { "name": "webhook-signature", "in": "header", "required": false, "description": "One or more of `v1,` and the base64 HMAC-SHA256 of id, full stop, timestamp, full stop and body, separated by spaces.", "schema": { "type": "string" } }
              ],
              "requestBody": { "required": true, "content": { "application/json": { "schema": {} } } },
              "responses": {
                "202": { "description": "Taken, now or before." },
                "default": { "$ref": "#/components/responses/Problem" }
              }
            }
          }
        }
        """;
}
