using System.Buffers;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Omnichannel.Gateway.Errors;
using Omnichannel.Gateway.Json;
using Omnichannel.Gateway.Transcoding;

namespace Omnichannel.Gateway.Streams;

/// <summary>Writes Server-Sent Events, one flush each; JSON without line breaks needs a single <c>data:</c> line.</summary>
internal sealed class EventStream(HttpContext http, TimeSpan longestWrite) : IDisposable
{
    public const string LastEventId = "Last-Event-ID";

    private readonly PooledBuffer buffer = new();

    /// <summary>Whether the reader took nothing for too long and was dropped.</summary>
    public bool IsDropped { get; private set; }

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
    /// <param name="watch">Which watch of several it belongs to, in JSON; then the data names it.</param>
    public Task Write(string name, string? id, IMessage message, JsonEncodedText? watch) => Write(name, id, watch, () => ProtoJsonWriter.Write(buffer, message));

    /// <summary>The last event of a stream that failed.</summary>
    /// <param name="watch">The one of several that failed; null when all end.</param>
    public Task WriteProblem(Problem problem, JsonEncodedText? watch) =>
        Write("error", null, watch, () => ProblemWriter.Write(buffer, problem, ProblemWriter.TraceId(http)));

    /// <summary>The last event of a watch of several that ended by itself.</summary>
    public Task WriteEnd(JsonEncodedText watch) => Write("end", null, watch, () => Append("null"));

    public void Dispose() => buffer.Dispose();

    private Task Write(string name, string? id, JsonEncodedText? watch, Action data)
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
        if (watch is { } of)
        {
            Append("{\"watch\":\"");
            buffer.Write(of.EncodedUtf8Bytes);
            Append("\",\"data\":");
        }

        data();
        Append(watch is null ? "\n\n" : "}\n\n");
        return Flush();
    }

    private async Task Send(string text)
    {
        buffer.Clear();
        Append(text);
        await Flush();
    }

    private void Append(string text) => Encoding.UTF8.GetBytes(text, buffer);

    // The server's minimum data rate alone would give a large event minutes.
    private async Task Flush()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        var write = http.Response.BodyWriter.WriteAsync(buffer.Written, limit.Token);
        if (write.IsCompletedSuccessfully)
        {
            return;
        }

        limit.CancelAfter(longestWrite);
        try
        {
            await write;
        }
        catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
        {
            // The request is aborted a moment after this.
            IsDropped = true;
            http.Abort();
            throw;
        }
    }
}
