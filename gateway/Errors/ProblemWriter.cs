using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Omnichannel.Gateway.Errors;

/// <summary>Writes problems as <c>application/problem+json</c>.</summary>
internal static class ProblemWriter
{
    public const string ContentType = "application/problem+json";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Answers the request with the problem; does nothing but abort once the answer has begun.</summary>
    public static async Task Write(HttpContext http, Problem problem)
    {
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        var response = http.Response;
        response.StatusCode = problem.Status;
        response.ContentType = ContentType;
        response.Headers.CacheControl = "no-store";
        if (problem.RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        if (problem.Status == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = problem.Reason == "TOKEN_MISSING" ? "Bearer" : "Bearer error=\"invalid_token\"";
        }

        if (problem.Allow is not null)
        {
            response.Headers.Allow = problem.Allow;
        }

        var body = new ArrayBufferWriter<byte>(512);
        Write(body, problem, TraceId(http));
        response.ContentLength = body.WrittenCount;
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await response.BodyWriter.WriteAsync(body.WrittenMemory, http.RequestAborted);
        }
    }

    /// <summary>The problem's JSON.</summary>
    public static void Write(IBufferWriter<byte> output, Problem problem, string traceId)
    {
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WriteString("type", "urn:omnichannel:problem:" + problem.Reason.ToLowerInvariant().Replace('_', '-'));
        json.WriteString("title", Title(problem.Status));
        json.WriteNumber("status", problem.Status);
        json.WriteString("detail", problem.Detail);
        json.WriteString("instance", "urn:trace:" + traceId);
        json.WriteString("reason", problem.Reason);
        if (problem.Metadata.Count > 0)
        {
            json.WriteStartObject("metadata");
            foreach (var (name, value) in problem.Metadata)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }

        if (problem.Violations.Count > 0)
        {
            json.WriteStartArray("violations");
            foreach (var violation in problem.Violations)
            {
                json.WriteStartObject();
                json.WriteString("field", violation.Field);
                json.WriteString("description", violation.Description);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        if (problem.RetryAfter is { } wait)
        {
            json.WriteNumber("retryAfter", wait.TotalSeconds);
        }

        json.WriteEndObject();
    }

    /// <summary>The trace that this request belongs to, as the logs know it.</summary>
    public static string TraceId(HttpContext http) => Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;

    private static string Title(int status) => status == 499 ? "Client Closed Request" : ReasonPhrases.GetReasonPhrase(status);
}
