using System.Text.Json;

namespace Omnichannel.Gateway.Tests.Wire;

/// <summary>An event of an event stream, as it was sent.</summary>
/// <param name="Event">Its name.</param>
/// <param name="Id">Its id; null when it has none.</param>
/// <param name="Data">Its data.</param>
public sealed record SentEvent(string Event, string? Id, JsonElement Data)
{
    /// <summary>The watch that the data names.</summary>
    public string Watch => Data.GetProperty("watch").GetString()!;

    /// <summary>What the watch sent.</summary>
    public JsonElement Inner => Data.GetProperty("data");
}

/// <summary>An open event stream, read event by event.</summary>
public sealed class EventReader : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly HttpResponseMessage response;
    private readonly StreamReader lines;

    private EventReader(HttpResponseMessage response, Stream body)
    {
        this.response = response;
        lines = new StreamReader(body);
    }

    /// <summary>The comments between events.</summary>
    public List<string> Comments { get; } = [];

    public static async Task<EventReader> Open(GatewayUnderTest gateway, HttpRequestMessage request)
    {
        var response = await gateway.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode}: {(response.IsSuccessStatusCode ? null : await response.Content.ReadAsStringAsync())}");
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return new EventReader(response, await response.Content.ReadAsStreamAsync());
    }

    /// <summary>The next event; null at the end of the stream.</summary>
    public async Task<SentEvent?> Next()
    {
        string? name = null, id = null, data = null;
        while (await lines.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            if (line.Length == 0)
            {
                if (data is not null)
                {
                    return new SentEvent(name ?? "message", id, JsonDocument.Parse(data).RootElement);
                }

                continue;
            }

            var (field, value) = line.Split(": ", 2) is [var left, var right] ? (left, right) : (line, string.Empty);
            _ = field switch
            {
                "event" => name = value,
                "id" => id = value,
                "data" => data = value,
                "" => Comment(value),
                _ => throw new FormatException($"'{line}' is no line of an event stream"),
            };
        }

        return null;
    }

    /// <summary>All events to the end of the stream.</summary>
    public async Task<List<SentEvent>> ToEnd()
    {
        var events = new List<SentEvent>();
        while (await Next() is { } each)
        {
            events.Add(each);
        }

        return events;
    }

    public void Dispose()
    {
        lines.Dispose();
        response.Dispose();
    }

    private string Comment(string text)
    {
        Comments.Add(text);
        return text;
    }
}
