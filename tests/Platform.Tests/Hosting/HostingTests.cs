using System.Net;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Reflection.V1;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Tests.V1;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;
using Alpha = Grpc.Reflection.V1Alpha;
using Serving = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Omnichannel.Platform.Tests.Hosting;

public sealed class HostingTests : IAsyncLifetime, IDisposable
{
    private static readonly HttpClient Http = new();
    private readonly LogLines lines = new();
    private volatile bool isDatabaseThere = true;
    private RunningService service = null!;

    public async Task InitializeAsync() => service = await RunningService.Start((args, host) =>
    {
        var builder = ProbeGrpcService.Builder(args, host).AddReadiness("database", (_, _) => Task.FromResult(isDatabaseThere));
        builder.Services.AddSingleton<ILoggerProvider>(lines);
        return builder.Build();
    });

    public async Task DisposeAsync() => await service.DisposeAsync();

    public void Dispose() => lines.Dispose();

    [Fact]
    public async Task Readiness_IsLoggedWhenItChanges_AndIsNoNewsAtTheStart()
    {
        isDatabaseThere = false;
        await LookTwice();
        isDatabaseThere = true;
        await LookTwice();
        isDatabaseThere = false;
        await LookTwice();
        isDatabaseThere = true;
        await LookTwice();

        Assert.Equal(
            [
                "Information: probe is not ready yet; it waits for: database",
                "Information: probe is ready",
                "Warning: probe is not ready any more; it lacks: database",
                "Information: probe is ready",
            ],
            lines.All.Where(line => line.Contains("ready", StringComparison.Ordinal)));
        Assert.DoesNotContain(lines.All, line => line.StartsWith("Error", StringComparison.Ordinal));

        async Task LookTwice()
        {
            await Probe("/readyz");
            await new Health.HealthClient(service.Anonymous).CheckAsync(new HealthCheckRequest());
        }
    }

    [Fact]
    public async Task Probes_TellWhatIsMissing()
    {
        Assert.Equal((HttpStatusCode.OK, "ready\n"), await Probe("/readyz"));
        isDatabaseThere = false;

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "not ready: database\n"), await Probe("/readyz"));
        Assert.Equal((HttpStatusCode.OK, "alive\n"), await Probe("/livez"));
    }

    [Theory]
    [InlineData("/livez")]
    [InlineData("/readyz")]
    public async Task Probes_AreOnTheirOwnListenerOnly(string path)
    {
        using var asked = new HttpRequestMessage(HttpMethod.Get, new Uri(service.App.Addresses().Grpc, path))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        using var answer = await Http.SendAsync(asked);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal((HttpStatusCode.OK, path == "/livez" ? "alive\n" : "ready\n"), await Probe(path));
    }

    [Fact]
    public async Task ProbesListener_AnswersProbesOnly_AndReadsOnly()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await Probe("/omnichannel.platform.tests.v1.ProbeService/Open")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Probe("/")).Status);
        using var written = await Http.PostAsync(new Uri(service.App.Addresses().Probes, "/readyz"), new StringContent("x"));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, written.StatusCode);
    }

    [Fact]
    public async Task Health_FollowsReadiness_AndKnowsItsServices()
    {
        var health = new Health.HealthClient(service.Anonymous);

        Assert.Equal(Serving.Serving, (await health.CheckAsync(new HealthCheckRequest())).Status);
        Assert.Equal(Serving.Serving, (await health.CheckAsync(new HealthCheckRequest { Service = ProbeService.Descriptor.FullName })).Status);
        isDatabaseThere = false;
        Assert.Equal(Serving.NotServing, (await health.CheckAsync(new HealthCheckRequest())).Status);
        var error = await Assert.ThrowsAsync<RpcException>(async () => await health.CheckAsync(new HealthCheckRequest { Service = "other" }));
        Assert.Equal(StatusCode.NotFound, error.StatusCode);
    }

    [Fact]
    public async Task HealthWatch_TellsChanges()
    {
        using var watch = new Health.HealthClient(service.Anonymous).Watch(new HealthCheckRequest());
        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal(Serving.Serving, watch.ResponseStream.Current.Status);
        isDatabaseThere = false;

        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal(Serving.NotServing, watch.ResponseStream.Current.Status);
    }

    /// <summary>A misspelt <c>Roles</c> must not grant every role.</summary>
    [Fact]
    public async Task SettingThatNobodyReads_StopsTheStart()
    {
        var failure = await Assert.ThrowsAsync<StartupException>(() => RunningService.Start(
            (args, host) => ProbeGrpcService.Builder(args, host).Build(), new Dictionary<string, string?> { ["Omnichannel:Auth:Role"] = "customer" }));

        Assert.Equal("Omnichannel:Auth:Role is no setting. Is Omnichannel:Auth:Roles meant?", failure.Message);
    }

    [Fact]
    public async Task Reflection_ListsServicesAndGivesTheirFiles()
    {
        using var call = new ServerReflection.ServerReflectionClient(service.Anonymous).ServerReflectionInfo();

        var services = await Ask(call, new ServerReflectionRequest { ListServices = "*" });
        var file = await Ask(call, new ServerReflectionRequest { FileContainingSymbol = ProbeService.Descriptor.FullName + ".Watch" });
        var import = await Ask(call, new ServerReflectionRequest { FileByFilename = "omnichannel/type/v1/access.proto" });
        var unknown = await Ask(call, new ServerReflectionRequest { FileContainingSymbol = "no.such.Thing" });

        Assert.Contains(ProbeService.Descriptor.FullName, services.ListServicesResponse.Service.Select(one => one.Name));
        Assert.Contains("grpc.health.v1.Health", services.ListServicesResponse.Service.Select(one => one.Name));
        Assert.Contains(ProbeService.Descriptor.File.SerializedData, file.FileDescriptorResponse.FileDescriptorProto);
        Assert.Contains(AccessReflection.Descriptor.SerializedData, file.FileDescriptorResponse.FileDescriptorProto);
        Assert.Equal(AccessReflection.Descriptor.SerializedData, import.FileDescriptorResponse.FileDescriptorProto[0]);
        Assert.Equal((int)StatusCode.NotFound, unknown.ErrorResponse.ErrorCode);
    }

    [Fact]
    public async Task AlphaReflection_AnswersAlike()
    {
        using var call = new Alpha.ServerReflection.ServerReflectionClient(service.Anonymous).ServerReflectionInfo();
        await call.RequestStream.WriteAsync(new Alpha.ServerReflectionRequest { ListServices = "*" });
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));

        Assert.Contains(ProbeService.Descriptor.FullName, call.ResponseStream.Current.ListServicesResponse.Service.Select(one => one.Name));
    }

    [Fact]
    public async Task Drain_CallsFinish_StreamsEndUnavailable_NewOnesAreNotTaken()
    {
        var client = new ProbeService.ProbeServiceClient(service.As(Role.Customer, "member-1"));
        using var watch = client.Watch(new ProbeRequest { MemberId = "member-1", Behaviour = "wait" });
        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));
        using var chat = new ProbeService.ProbeServiceClient(service.As(Role.Service, "orders")).Chat();
        await chat.RequestStream.WriteAsync(new ProbeRequest());
        Assert.True(await chat.ResponseStream.MoveNext(CancellationToken.None));
        var slow = client.ReadOwnAsync(new ProbeRequest { MemberId = "member-1", Behaviour = "pause", Text = "finished" });
        var headers = await slow.ResponseHeadersAsync.WaitAsync(TimeSpan.FromMilliseconds(100)).ContinueWith(_ => true, TaskScheduler.Default);

        var stop = service.App.StopAsync();

        foreach (var stream in new[] { watch.ResponseStream, chat.ResponseStream })
        {
            var error = await Assert.ThrowsAsync<RpcException>(() => stream.MoveNext(CancellationToken.None));
            Assert.Equal(StatusCode.Unavailable, error.StatusCode);
            Assert.Equal(ErrorReasons.ServerStopping, error.Reason());
            Assert.NotNull(error.Detail<Google.Rpc.RetryInfo>());
        }

        Assert.True(headers);
        Assert.Equal("finished", (await slow).Text);
        await stop.WaitAsync(TimeSpan.FromSeconds(20));
        var gone = await Assert.ThrowsAsync<RpcException>(async () => await client.ReadOwnAsync(new ProbeRequest { MemberId = "member-1" }));
        Assert.Equal(StatusCode.Unavailable, gone.StatusCode);
    }

    private static async Task<ServerReflectionResponse> Ask(
        AsyncDuplexStreamingCall<ServerReflectionRequest, ServerReflectionResponse> call, ServerReflectionRequest request)
    {
        await call.RequestStream.WriteAsync(request);
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        return call.ResponseStream.Current;
    }

    private async Task<(HttpStatusCode Status, string Body)> Probe(string path)
    {
        using var answer = await Http.GetAsync(new Uri(service.App.Addresses().Probes, path));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
