using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Omnichannel.TestKit;

/// <summary>A collector of telemetry (OTLP over HTTP) that keeps what it is sent, export by export.</summary>
public sealed class Collector : IAsyncDisposable
{
    private const int Reach = 600;
    private readonly ConcurrentQueue<(string Signal, byte[] Body)> received = new();
    private readonly WebApplication app;

    private Collector()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.MapPost("/v1/{signal}", async (string signal, HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            received.Enqueue((signal, body.ToArray()));
        });
    }

    /// <summary>What makes a service send to it.</summary>
    public Dictionary<string, string?> Settings => new() { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = app.Urls.First(), ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf" };

    /// <summary>Starts one.</summary>
    public static async Task<Collector> StartAsync()
    {
        var collector = new Collector();
        await collector.app.StartAsync();
        return collector;
    }

    /// <summary>Whether one export of a signal (traces, metrics, logs) has all of these.</summary>
    public bool Has(string signal, params string[] texts) =>
        received.Any(export => export.Signal == signal && texts.All(text => export.Body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0));

    /// <summary>What stands around a text in the exports of a signal; empty when it is in none.</summary>
    public string Excerpt(string signal, string text)
    {
        foreach (var export in received.Where(export => export.Signal == signal))
        {
            if (export.Body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) is >= 0 and var found)
            {
                var around = export.Body.AsSpan(found, Math.Min(Reach, export.Body.Length - found));
                return new string([.. Encoding.UTF8.GetString(around).Select(letter => char.IsControl(letter) ? ' ' : letter)]);
            }
        }

        return "";
    }

    /// <summary>How often a text is in the exports of a signal.</summary>
    public int Count(string signal, string text) => received.Where(export => export.Signal == signal).Sum(export => export.Body.AsSpan().Count(Encoding.UTF8.GetBytes(text)));

    /// <summary>Whether any export of a signal has these bytes.</summary>
    public bool HasBytes(string signal, byte[] bytes) => received.Any(export => export.Signal == signal && export.Body.AsSpan().IndexOf(bytes) >= 0);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => app.DisposeAsync();
}
