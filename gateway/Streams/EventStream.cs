using System.Buffers;
using System.Text;
using Google.Protobuf;
using Omnichannel.Gateway.Errors;
using Omnichannel.Gateway.Json;
using Omnichannel.Gateway.Transcoding;

namespace Omnichannel.Gateway.Streams;

/// <summary>Writes Server-Sent Events, one flush each; JSON without line breaks needs a single <c>data:</c> line.</summary>
internal sealed class EventStream(HttpContext http) : IDisposable
{
    public const string LastEventId = "Last-Event-ID";

    private readonly PooledBuffer buffer = new();

    /// <summary>Sends the headers, so that the reader knows that it is connected.</summary>
    public async Task Begin()
    {
        var response = http.Response;
        response.ContentType = MediaTypes.EventStream;
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        await response.StartAsync(http.RequestAborted);
        await Send(": connected\n\n");
    }

    /// <summary>A comment: keeps intermediaries from closing a silent connection, and finds out that the reader is gone.</summary>
    public Task Heartbeat() => Send(": heartbeat\n\n");

    /// <summary>One event.</summary>
    public async Task Write(string name, string? id, IMessage message)
    {
        buffer.Clear();
        Append("event: ");
        Append(name);
        if (id is not null)
        {
            Append("\nid: ");
            Append(id);
        }

        Append("\ndata: ");
        ProtoJsonWriter.Write(buffer, message);
        Append("\n\n");
        await Flush();
    }

    /// <summary>The last event of a stream that failed.</summary>
    public static async Task WriteProblem(HttpContext http, Problem problem)
    {
        using var events = new EventStream(http);
        events.Append("event: error\ndata: ");
        ProblemWriter.Write(events.buffer, problem, ProblemWriter.TraceId(http));
        events.Append("\n\n");
        await events.Flush();
    }

    public void Dispose() => buffer.Dispose();

    private async Task Send(string text)
    {
        buffer.Clear();
        Append(text);
        await Flush();
    }

    private void Append(string text) => Encoding.UTF8.GetBytes(text, buffer);

    private async Task Flush() => await http.Response.BodyWriter.WriteAsync(buffer.Written, http.RequestAborted);
}
