using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Omnichannel.Architecture.Tests.Wire;

/// <summary>A server on loopback that speaks HTTP/2 without TLS, and a channel to it.</summary>
internal sealed class WireHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private WireHost(WebApplication app, GrpcChannel channel)
    {
        this.app = app;
        Channel = channel;
    }

    public GrpcChannel Channel { get; }

    public Wire.WireClient Client => new(Channel);

    public WireLog Log => app.Services.GetRequiredService<WireLog>();

    public static async Task<WireHost> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        var log = new WireLog();
        builder.Services.AddSingleton(log);
        builder.Services.AddGrpc(options =>
        {
            options.ResponseCompressionAlgorithm = "gzip";
            options.Interceptors.Add<RecordingInterceptor>("first", log.Intercepted);
            options.Interceptors.Add<RecordingInterceptor>("second", log.Intercepted);
        });
        var app = builder.Build();
        app.MapGrpcService<WireService>();
        await app.StartAsync();
        var options = new GrpcChannelOptions { UnsafeUseInsecureChannelCallCredentials = true };
        return new WireHost(app, GrpcChannel.ForAddress(app.Urls.Single(), options));
    }

    public async ValueTask DisposeAsync()
    {
        await Channel.ShutdownAsync();
        Channel.Dispose();
        await app.DisposeAsync();
    }
}
