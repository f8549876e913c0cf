using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Omnichannel.Platform.Tests.V1;
using Omnichannel.TestKit;

namespace Omnichannel.Platform.Tests.Hosting;

/// <summary>A service with a collector behind it.</summary>
public sealed class TelemetryTests : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, byte[]> received = new();
    private WebApplication collector = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        collector = builder.Build();
        collector.MapPost("/v1/{signal}", async (string signal, HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            received.AddOrUpdate(signal, _ => body.ToArray(), (_, before) => [.. before, .. body.ToArray()]);
        });
        await collector.StartAsync();
    }

    public async Task DisposeAsync() => await collector.DisposeAsync();

    [Fact]
    public async Task TracesMetricsAndLogs_ReachTheCollector_UnderTheCallersTrace()
    {
        var trace = ActivityTraceId.CreateRandom();
        var settings = new Dictionary<string, string?>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Urls.First(),
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        };
        await using (var service = await RunningService.Start(ProbeGrpcService.Build, settings))
        {
            var headers = new Metadata { { "traceparent", $"00-{trace.ToHexString()}-00f067aa0ba902b7-01" } };
            var answer = await new ProbeService.ProbeServiceClient(service.Anonymous).OpenAsync(new ProbeRequest(), headers);
            Assert.Equal(trace.ToHexString(), answer.TraceId);
        }

        // Stopping the service has flushed everything.
        Assert.True(Contains("traces", "omnichannel.platform.tests.v1.ProbeService/Open"u8));
        Assert.True(Contains("traces", Convert.FromHexString(trace.ToHexString())));
        Assert.True(Contains("metrics", "rpc.server.call.duration"u8));
        Assert.True(Contains("logs", "ServiceStarted"u8) || Contains("logs", Encoding.UTF8.GetBytes("probe serves at")));
    }

    private bool Contains(string signal, ReadOnlySpan<byte> text) => received.TryGetValue(signal, out var bytes) && bytes.AsSpan().IndexOf(text) >= 0;
}
