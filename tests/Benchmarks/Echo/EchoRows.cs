using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Omnichannel.Benchmarks.Measuring;
using Omnichannel.Benchmarks.V1;
using Omnichannel.Platform.Hosting;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.Benchmarks.Echo;

/// <summary>The rate of rpcs that do nothing: on a bare host, and behind what the platform does around every call, with a token.</summary>
internal sealed class EchoRows(Report report, Settings settings)
{
    public async Task Measure()
    {
        await MeasureBare(CallerCounts.All);
        await MeasurePlatform();
    }

    /// <summary>The bare host, which other rows are compared with.</summary>
    public async Task MeasureBare(int[] callerCounts)
    {
        await using var bare = await BareEcho.Start();
        foreach (var callers in callerCounts.Where(callers => settings.WantsRow(Name("bare", callers))))
        {
            report.Rate(Name("bare", callers), await Load.Run(callers, settings, bare.Calls(callers)));
        }
    }

    public static string Name(string host, int callers) => $"echo, {host} ({callers})";

    private async Task MeasurePlatform()
    {
        await using var service = await RunningService.Start(EchoGrpcService.Build);
        foreach (var callers in CallerCounts.All.Where(callers => settings.WantsRow(Name("platform", callers))))
        {
            var token = service.Tokens.Issue(Role.Customer, "customer-1");
            using var channels = new Channels(service.App.Addresses().Grpc);
            await using var bare = await BareEcho.Start();
            var both = await Load.InTurns(callers, settings, bare.Calls(callers), BareEcho.Calls(channels, callers, token));
            report.Remember(Name("bare", callers), both[0]);
            report.Rate(Name("platform", callers), both[1], null, Name("bare", callers));
        }
    }
}

/// <summary>A host that does nothing but echo: the limit of every rate of rpcs.</summary>
internal sealed class BareEcho : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Channels channels;

    private BareEcho(WebApplication app) => (this.app, channels) = (app, new Channels(new Uri(app.Urls.Single())));

    public static async Task<BareEcho> Start()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddRouting();
        builder.Services.AddGrpc();
        builder.Services.AddSingleton<EchoGrpcService>();
        var app = builder.Build();
        app.MapGrpcService<EchoGrpcService>();
        await app.StartAsync();
        return new BareEcho(app);
    }

    /// <summary>The calls of so many callers.</summary>
    public Func<int, Task> Calls(int callers) => Calls(channels, callers, null);

    /// <summary>The calls of so many callers to any host.</summary>
    public static Func<int, Task> Calls(Channels channels, int callers, string? token)
    {
        var clients = Enumerable.Range(0, callers).Select(caller => new EchoService.EchoServiceClient(channels.Of(caller, token))).ToArray();
        var request = new EchoRequest { Text = "hello" };
        return async caller => await clients[caller].EchoAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        channels.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }
}

/// <summary>How many callers the rates are measured with.</summary>
internal static class CallerCounts
{
    public static int[] All { get; } = [1, 64];

    /// <summary>And with many more than the machine has cores.</summary>
    public static int[] AllAndMany { get; } = [1, 64, 512];
}

/// <summary>Answers what it was asked.</summary>
internal sealed class EchoGrpcService : EchoService.EchoServiceBase
{
    public static WebApplication Build(string[] args, PlatformHost host) => PlatformApplication.CreateBuilder("echo", args, host).AddGrpc<EchoGrpcService>().Build();

    public override Task<EchoResponse> Echo(EchoRequest request, ServerCallContext context) => Task.FromResult(new EchoResponse { Text = request.Text });
}
