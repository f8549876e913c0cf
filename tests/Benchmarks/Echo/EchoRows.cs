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

/// <summary>The rate of rpcs that do nothing: on a bare host, and behind the platform's interceptors with a token.</summary>
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
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddRouting();
        builder.Services.AddGrpc();
        builder.Services.AddSingleton<EchoGrpcService>();
        await using var app = builder.Build();
        app.MapGrpcService<EchoGrpcService>();
        await app.StartAsync();
        foreach (var callers in callerCounts.Where(callers => settings.WantsRow(Name("bare", callers))))
        {
            report.Rate(Name("bare", callers), await Run(new Uri(app.Urls.Single()), callers, null));
        }

        await app.StopAsync();
    }

    public static string Name(string host, int callers) => $"echo, {host} ({callers})";

    private async Task MeasurePlatform()
    {
        await using var service = await RunningService.Start(EchoGrpcService.Build);
        foreach (var callers in CallerCounts.All.Where(callers => settings.WantsRow(Name("platform", callers))))
        {
            var token = service.Tokens.Issue(Role.Customer, "customer-1");
            report.Rate(Name("platform", callers), await Run(service.App.Addresses().Grpc, callers, token), null, Name("bare", callers));
        }
    }

    private async Task<Reached> Run(Uri address, int callers, string? token)
    {
        using var channels = new Channels(address);
        var clients = Enumerable.Range(0, callers).Select(caller => new EchoService.EchoServiceClient(channels.Of(caller, token))).ToArray();
        var request = new EchoRequest { Text = "hello" };
        return await Load.Run(callers, settings, async caller => await clients[caller].EchoAsync(request));
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
