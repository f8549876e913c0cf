using System.Diagnostics;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Tests.V1;
using Omnichannel.TestKit;
using ProbeClient = Omnichannel.Platform.Tests.V1.ProbeService.ProbeServiceClient;

namespace Omnichannel.Platform.Tests.Hosting;

/// <summary>Services with a collector behind them.</summary>
public sealed class TelemetryTests : IAsyncLifetime
{
    private const string Rpc = "omnichannel.platform.tests.v1.ProbeService/Open";
    private Collector collector = null!;

    public async Task InitializeAsync() => collector = await Collector.StartAsync();

    public async Task DisposeAsync() => await collector.DisposeAsync();

    [Fact]
    public async Task TracesMetricsAndLogs_ReachTheCollector_UnderTheCallersTrace()
    {
        var trace = ActivityTraceId.CreateRandom();
        await using (var service = await RunningService.Start(ProbeGrpcService.Build, collector.Settings))
        {
            var headers = new Metadata { { "traceparent", $"00-{trace.ToHexString()}-00f067aa0ba902b7-01" } };
            var answer = await new ProbeClient(service.Anonymous).OpenAsync(new ProbeRequest(), headers);
            Assert.Equal(trace.ToHexString(), answer.TraceId);
        }

        // Stopping the service has flushed everything.
        Assert.True(collector.Has("traces", Rpc, "omnichannel-probe"));
        Assert.True(collector.HasBytes("traces", Convert.FromHexString(trace.ToHexString())));
        Assert.True(collector.Has("metrics", "rpc.server.call.duration", "rpc.system.name", Rpc, "omnichannel-probe"));
        Assert.True(collector.Has("metrics", "http.server.request.duration", "omnichannel-probe"));
        Assert.True(collector.Has("logs", "probe serves at", "omnichannel-probe"));
    }

    [Fact]
    public async Task ServicesOfOneProcess_AreToldApart()
    {
        var host = new PlatformHost { HostsSeveralServices = true };
        var tokens = new TestTokens();
        await using (var probe = await RunningService.Start(ProbeGrpcService.Build, collector.Settings, tokens, host))
        await using (var front = await RunningService.Start(BuildFront, collector.Settings, tokens, host))
        {
            await new ProbeClient(front.Anonymous).OpenAsync(new ProbeRequest());
        }

        foreach (var service in new[] { "omnichannel-probe", "omnichannel-front" })
        {
            Assert.True(collector.Has("traces", service, Rpc), service);
            Assert.True(collector.Has("metrics", service, "rpc.server.call.duration"), service);
            Assert.True(collector.Has("logs", service), service);
        }

        Assert.False(collector.Has("traces", "omnichannel-probe", "omnichannel-front"));
        Assert.False(collector.Has("metrics", "omnichannel-probe", "omnichannel-front"));

        // What is the process's own is nobody else's.
        Assert.True(collector.Has("metrics", "http.server.request.duration"));
        Assert.False(collector.Has("metrics", "http.server.request.duration", "omnichannel-probe"));
    }

    private static WebApplication BuildFront(string[] args, PlatformHost host) =>
        PlatformApplication.CreateBuilder("front", args, host).AddClient<ProbeClient>("probe").AddGrpc<Front>().Build();

    private sealed class Front(ProbeClient client) : ProbeService.ProbeServiceBase
    {
        public override async Task<ProbeResponse> Open(ProbeRequest request, ServerCallContext context) => await client.OpenAsync(request);
    }
}
