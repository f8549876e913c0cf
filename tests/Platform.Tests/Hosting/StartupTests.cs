using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Omnichannel.Platform.Hosting;
using Omnichannel.TestKit;

namespace Omnichannel.Platform.Tests.Hosting;

/// <summary>Whole runs of <see cref="PlatformApplication"/>: what it writes to stderr and the code it exits with.</summary>
[Collection("console")]
public sealed class StartupTests
{
    private readonly TestTokens tokens = new();

    [Fact]
    public async Task PortInUse_IsOneLineAndExitCodeOne()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        var (code, error) = await Run([ProbeGrpcService.Build], $"--Omnichannel:Listen:Grpc=http://{taken.LocalEndpoint}");

        Assert.Equal(1, code);
        Assert.Contains("address already in use", Assert.Single(error), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Omnichannel:Listen:Grpc", "nonsense")]
    [InlineData("Omnichannel:Listen:Grpc", "http://shop.example:1")]
    [InlineData("Omnichannel:Listen:Grpc", "https://127.0.0.1:0")]
    [InlineData("Omnichannel:Logging:Format", "xml")]
    [InlineData("Omnichannel:Auth:Issuer", "https://without.keys")]
    public async Task BadSetting_IsOneLineThatNamesIt(string key, string value)
    {
        var (code, error) = await Run([ProbeGrpcService.Build], $"--{key}={value}");

        Assert.Equal(1, code);
        Assert.Contains("Omnichannel:", Assert.Single(error), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MigrationThatFails_StopsEverythingBeforeItServes()
    {
        var (code, error) = await Run([
            ProbeGrpcService.Build,
            (args, host) => ProbeGrpcService.Builder(args, host)
                .OnMigrate((_, _) => throw new StartupException("The database file is damaged."))
                .Build()]);

        Assert.Equal(1, code);
        Assert.Equal("omnichannel cannot start: The database file is damaged.", Assert.Single(error));
    }

    [Fact]
    public async Task BackgroundWorkThatFails_StopsTheProcessWithItsCause()
    {
        var (code, error) = await Run([(args, host) =>
        {
            var builder = ProbeGrpcService.Builder(args, host);
            builder.Services.AddHostedService<Broken>();
            return builder.Build();
        }]);

        Assert.Equal(1, code);
        Assert.Contains("the lease table is gone", Assert.Single(error), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sigterm_DrainsAndExitsWithZero()
    {
        var stopped = false;
        var (code, error) = await Run(
            [(args, host) =>
            {
                var app = ProbeGrpcService.Build(args, host);
                app.Lifetime.ApplicationStopped.Register(() => stopped = true);
                return app;
            }],
            onStarted: (_, _) =>
            {
                Terminate();
                return Task.CompletedTask;
            });

        Assert.Equal(0, code);
        Assert.Empty(error);
        Assert.True(stopped);
    }

    [Fact]
    public async Task Sigterm_BeforeTheFirstWorkIsDone_EndsThat()
    {
        var (code, error) = await Run([ProbeGrpcService.Build], onStarted: (_, end) =>
        {
            Terminate();
            return Task.Delay(Timeout.Infinite, end);
        });

        Assert.Equal(0, code);
        Assert.Empty(error);
    }

    [Fact]
    public async Task FirstWorkThatFails_StopsTheProcessWithItsCause()
    {
        var (code, error) = await Run([ProbeGrpcService.Build], onStarted: (_, _) => Task.FromException(new InvalidDataException("line 7 is no order")));

        Assert.Equal(1, code);
        Assert.Contains("line 7 is no order", Assert.Single(error), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SeveralServices_StartTogether_AndStopWhenOneIsAskedTo()
    {
        var order = new List<string>();
        BuildService Named(string area) => (args, host) =>
        {
            var builder = PlatformApplication.CreateBuilder(area, args, host);
            builder.AddGrpc<ProbeGrpcService>().OnMigrate((_, _) =>
            {
                lock (order)
                {
                    order.Add("migrated " + area);
                }

                return Task.CompletedTask;
            });
            var app = builder.Build();
            app.Lifetime.ApplicationStopped.Register(() => order.Add("stopped " + area));
            return app;
        };

        var (code, error) = await Run([Named("cart"), Named("orders"), Named("gateway")], onStarted: (services, _) =>
        {
            Assert.All(services, service => Assert.NotEqual(0, service.Addresses().Grpc.Port));
            services[0].Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
            return Task.CompletedTask;
        });

        Assert.Equal(0, code);
        Assert.Empty(error);
        Assert.Equal(["migrated cart", "migrated gateway", "migrated orders"], order[..3].Order());
        Assert.Equal(["stopped gateway", "stopped orders", "stopped cart"], order[3..]);
    }

    private async Task<(int Code, string[] Error)> Run(
        IReadOnlyList<BuildService> builds, string? setting = null, Func<IReadOnlyList<IHost>, CancellationToken, Task>? onStarted = null)
    {
        var host = new PlatformHost { TrustedIssuers = { tokens.Issuer } };
        string[] args = ["--Omnichannel:Listen:Grpc=http://127.0.0.1:0", "--Omnichannel:Listen:Probes=off", "--Omnichannel:Logging:Format=none", .. setting is null ? [] : new[] { setting }];
        var before = Console.Error;
        using var captured = new StringWriter();
        Console.SetError(captured);
        try
        {
            var code = await PlatformApplication.RunTogether(host, args, builds, onStarted).WaitAsync(TimeSpan.FromSeconds(60));
            return (code, captured.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }
        finally
        {
            Console.SetError(before);
        }
    }

    private static void Terminate() => System.Diagnostics.Process.Start("kill", $"-TERM {Environment.ProcessId}");

    private sealed class Broken : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await Task.Yield();
            throw new InvalidOperationException("the lease table is gone");
        }
    }
}
