using System.Diagnostics;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Tests.Hosting;
using Omnichannel.Platform.Tests.V1;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;
using ProbeClient = Omnichannel.Platform.Tests.V1.ProbeService.ProbeServiceClient;

namespace Omnichannel.Platform.Tests.Clients;

/// <summary>A front service calls the probe through its own registered client.</summary>
public sealed class ClientTests : IAsyncLifetime
{
    private readonly PlatformHost host = new() { HostsSeveralServices = true };
    private readonly TestTokens tokens = new();
    private readonly FlakyProbe flaky = new();
    private RunningService front = null!;
    private RunningService probe = null!;

    public async Task InitializeAsync()
    {
        // The caller starts first: in one process the order of starts is no matter.
        front = await RunningService.Start(
            (args, shared) =>
            {
                var builder = PlatformApplication.CreateBuilder("front", args, shared);
                builder.AddClient<ProbeClient>("probe");
                return builder.AddGrpc<FrontGrpcService>().Build();
            },
            tokens: tokens,
            host: host);
        probe = await RunningService.Start(BuildProbe, tokens: tokens, host: host);
    }

    public async Task DisposeAsync()
    {
        await front.DisposeAsync();
        await probe.DisposeAsync();
    }

    [Fact]
    public async Task Call_CarriesTheServicesOwnToken() =>
        Assert.Equal(Role.Service, (await Front().OpenAsync(new ProbeRequest())).Role);

    [Fact]
    public async Task Call_InheritsTheDeadlineOfTheServedCall()
    {
        var answer = await Front().OpenAsync(new ProbeRequest(), deadline: DateTime.UtcNow.AddSeconds(2));

        Assert.InRange(answer.DeadlineMs, 1, 2000);
    }

    [Fact]
    public async Task Call_WithoutOne_HasADeadlineOfFiveSeconds() =>
        Assert.InRange((await Front().OpenAsync(new ProbeRequest())).DeadlineMs, 2001, 5000);

    [Fact]
    public async Task Call_EndsWithTheServedCall()
    {
        using var client = new CancellationTokenSource();
        var call = Front().OpenAsync(new ProbeRequest { Behaviour = "wait" }, cancellationToken: client.Token);
        await flaky.Waiting.WaitAsync(TimeSpan.FromSeconds(60));
        await client.CancelAsync();

        await Assert.ThrowsAsync<RpcException>(async () => await call);
        await flaky.Cancelled.WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task CallOfAStream_EndsWithTheStream()
    {
        using var stream = new ProbeClient(front.As(Role.Customer, "member-1")).Watch(new ProbeRequest { MemberId = "member-1", Behaviour = "wait" });
        await flaky.Waiting.WaitAsync(TimeSpan.FromSeconds(60));
        var stopping = front.App.StopAsync();

        // Were the call not cancelled, the handler would not end, and its stream be cut off without a reason.
        var error = await Assert.ThrowsAsync<RpcException>(() => stream.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal(ErrorReasons.ServerStopping, error.Reason());
        await flaky.Cancelled.WaitAsync(TimeSpan.FromSeconds(60));
        await stopping;
    }

    [Fact]
    public async Task Trace_GoesThroughBothServices()
    {
        var trace = ActivityTraceId.CreateRandom().ToHexString();
        var headers = new Metadata { { "traceparent", $"00-{trace}-00f067aa0ba902b7-01" } };

        Assert.Equal(trace, (await Front().OpenAsync(new ProbeRequest(), headers)).TraceId);
    }

    [Fact]
    public async Task Unavailable_IsRetriedTwice()
    {
        flaky.FailNext(2);
        Assert.Equal("third time", (await Front().OpenAsync(new ProbeRequest { Text = "third time" })).Text);

        flaky.FailNext(3);
        var error = await Assert.ThrowsAsync<RpcException>(async () => await Front().OpenAsync(new ProbeRequest()));
        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
        Assert.Equal(0, flaky.FailuresLeft);
    }

    [Fact]
    public async Task OtherErrors_AreNotRetried_AndKeepTheirReason()
    {
        var error = await Assert.ThrowsAsync<RpcException>(async () => await Front().OpenAsync(new ProbeRequest { Behaviour = "refuse" }));

        Assert.Equal("TOO_FEW_POINTS", error.Reason());
        Assert.Equal(1, flaky.Refusals);
    }

    [Fact]
    public async Task AreaThatDoesNotRun_IsUnavailable()
    {
        await probe.App.StopAsync();

        var error = await Assert.ThrowsAsync<RpcException>(async () => await Front().OpenAsync(new ProbeRequest()));

        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
    }

    [Fact]
    public async Task AddressMissing_StopsALoneServiceFromStarting()
    {
        var error = await Assert.ThrowsAsync<StartupException>(() => RunningService.Start(
            (args, alone) => PlatformApplication.CreateBuilder("front", args, alone).AddClient<ProbeClient>("probe").Build()));

        Assert.Contains("Omnichannel:Services:probe", error.Message, StringComparison.Ordinal);
    }

    private ProbeClient Front() => new(front.Anonymous);

    private WebApplication BuildProbe(string[] args, PlatformHost shared)
    {
        var builder = PlatformApplication.CreateBuilder("probe", args, shared).AddGrpc<FlakyProbe>();
        builder.Services.AddSingleton(flaky);
        return builder.Build();
    }

    private sealed class FrontGrpcService(ProbeClient client) : ProbeService.ProbeServiceBase
    {
        public override async Task<ProbeResponse> Open(ProbeRequest request, ServerCallContext context) => await client.OpenAsync(request);

        public override async Task Watch(ProbeRequest request, IServerStreamWriter<ProbeResponse> responseStream, ServerCallContext context) =>
            await responseStream.WriteAsync(await client.OpenAsync(request));
    }
}
