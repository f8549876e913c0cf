using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Omnichannel.Gateway;
using Omnichannel.Platform.Hosting;
using Omnichannel.TestKit;

namespace Omnichannel.Stories.Serving;

/// <summary>A server that stories are played with: their carts over gRPC and, where it is asked for, behind a gateway as JSON.</summary>
internal sealed class StoryServer : IAsyncDisposable
{
    private readonly RunningService carts;
    private readonly RunningService? gateway;

    private StoryServer(RunningService carts, RunningService? gateway) => (this.carts, this.gateway) = (carts, gateway);

    public StoryPlays Plays => carts.App.Services.GetRequiredService<StoryPlays>();

    /// <summary>gRPC over HTTP/2 without TLS.</summary>
    public Uri Grpc => (gateway ?? carts).App.Addresses().Grpc;

    /// <summary>JSON, the control of stories, pages.</summary>
    public Uri Http => gateway!.App.Addresses()[GatewayApplication.PublicListener];

    /// <summary>Starts one for callers in this process.</summary>
    public static async Task<StoryServer> Start() => new(await StartCarts(new PlatformHost(), new TestTokens()), null);

    /// <summary>Starts one that anybody on this machine can play with.</summary>
    /// <param name="pages">A folder with pages for browsers; null for none.</param>
    public static async Task<StoryServer> StartPublic(string? pages)
    {
        var (host, tokens) = (new PlatformHost { HostsSeveralServices = true }, new TestTokens());
        var carts = await StartCarts(host, tokens);
        var settings = new Dictionary<string, string?> { [$"Omnichannel:Listen:{GatewayApplication.PublicListener}"] = "http://127.0.0.1:0" };
        foreach (var limit in new[] { "PerSubject", "PerAddress", "Anonymous" })
        {
            settings[$"Omnichannel:Gateway:Limits:{limit}:PerSecond"] = "0";
        }

        var gateway = await RunningService.Start((args, own) => WithStories(GatewayApplication.Build(args, own), carts, pages), settings, tokens, host);
        return new StoryServer(carts, gateway);
    }

    public async ValueTask DisposeAsync()
    {
        await (gateway?.DisposeAsync() ?? default);
        await carts.DisposeAsync();
    }

    private static Task<RunningService> StartCarts(PlatformHost host, TestTokens tokens) => RunningService.Start(
        (args, own) =>
        {
            var builder = PlatformApplication.CreateBuilder("cart", args, own);
            builder.Services.AddSingleton(tokens);
            builder.Services.AddSingleton<StoryPlays>();
            builder.AddGrpc<StoryCarts>();
            return builder.Build();
        },
        tokens: tokens,
        host: host);

    private static WebApplication WithStories(WebApplication gateway, RunningService carts, string? pages)
    {
        gateway.Use(StoryControl.LoseWhatIsLost);
        new StoryControl(carts.App.Services.GetRequiredService<StoryPlays>()).Map(gateway);
        if (pages is not null)
        {
            Pages.Map(gateway, pages);
        }

        return gateway;
    }
}
