using System.Globalization;
using System.Text.Json;
using Omnichannel.Gateway.Errors;
using Omnichannel.Gateway.OpenApi;
using Omnichannel.Gateway.Transcoding;

namespace Omnichannel.Gateway.Edge;

/// <summary>Bodies of the gateway's own few endpoints: a small JSON object, as strictly read as a message.</summary>
internal static class JsonBody
{
    private const int MostBytes = 16 * 1024;

    /// <summary>The object; an empty one when there is no body.</summary>
    /// <typeparam name="TBody">Has a property for each name that is known; the endpoint is described by it.</typeparam>
    /// <exception cref="ProblemException">Not JSON, too large, or with names that are not known.</exception>
    public static async Task<JsonElement> Read<TBody>(HttpContext http)
    {
        var bytes = await ReadBytes(http, MostBytes);
        if (bytes.Length == 0)
        {
            return JsonElement.Parse("{}");
        }

        if (!MediaTypes.IsJson(http.Request.ContentType))
        {
            throw new ProblemException(Problems.WrongContentType());
        }

        var body = Parse(bytes);
        if (body.ValueKind != JsonValueKind.Object)
        {
            throw new ProblemException(Problems.InvalidField("body", "expected an object"));
        }

        var given = new HashSet<string>();
        foreach (var property in body.EnumerateObject())
        {
            var name = Decoded(() => property.Name);
            if (!Fields<TBody>.Names.Contains(name))
            {
                throw new ProblemException(Problems.InvalidField(name, "unknown field"));
            }

            if (!given.Add(name))
            {
                throw new ProblemException(Problems.InvalidField(name, "given twice"));
            }
        }

        return body;
    }

    /// <summary>A field's text; null when it is not there.</summary>
    /// <exception cref="ProblemException">Not a text, empty, too long, or with characters that no name or id has.</exception>
    public static string? Text(JsonElement body, string name, int most = 128)
    {
        if (!body.TryGetProperty(name, out var value))
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.String && Decoded(() => value.GetString()!) is { Length: > 0 } text && text.Length <= most && !text.Any(char.IsControl)
            ? text
            : throw new ProblemException(Problems.InvalidField(
                name, string.Create(CultureInfo.InvariantCulture, $"expected a text of 1 to {most} characters, none of them a control character")));
    }

    /// <summary>The body's bytes.</summary>
    public static async Task<byte[]> ReadBytes(HttpContext http, int most)
    {
        if (http.Request.ContentLength > most)
        {
            throw new ProblemException(Problems.BodyTooLarge(most));
        }

        using var bytes = new MemoryStream();
        var chunk = new byte[8192];
        int read;
        while ((read = await http.Request.Body.ReadAsync(chunk, http.RequestAborted)) > 0)
        {
            if (bytes.Length + read > most)
            {
                throw new ProblemException(Problems.BodyTooLarge(most));
            }

            bytes.Write(chunk, 0, read);
        }

        return bytes.ToArray();
    }

    // Half a surrogate pair is found only when the text is asked for.
    private static string Decoded(Func<string> text)
    {
        try
        {
            return text();
        }
        catch (InvalidOperationException)
        {
            throw new ProblemException(Problems.InvalidInput(new Json.JsonInputException(string.Empty, "malformed JSON: a text that is no Unicode") { IsMalformed = true }));
        }
    }

    private static JsonElement Parse(byte[] bytes)
    {
        try
        {
            return JsonElement.Parse(bytes);
        }
        catch (JsonException exception)
        {
            throw new ProblemException(Problems.InvalidInput(new Json.JsonInputException(
                string.Empty, "malformed JSON", (exception.LineNumber ?? 0) + 1, (exception.BytePositionInLine ?? 0) + 1)
            { IsMalformed = true }));
        }
    }

    private static class Fields<TBody>
    {
        public static readonly HashSet<string> Names = [.. TypeSchemas.FieldsOf(typeof(TBody))];
    }
}
