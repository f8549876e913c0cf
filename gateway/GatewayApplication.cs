using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Omnichannel.Gateway.Contracts;
using Omnichannel.Gateway.Edge;
using Omnichannel.Gateway.Limits;
using Omnichannel.Gateway.OpenApi;
using Omnichannel.Gateway.Pages;
using Omnichannel.Gateway.PassThrough;
using Omnichannel.Gateway.Streams;
using Omnichannel.Gateway.Transcoding;
using Omnichannel.Gateway.Unsubscribe;
using Omnichannel.Gateway.Upstream;
using Omnichannel.Gateway.Webhooks;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Security;

namespace Omnichannel.Gateway;

/// <summary>Puts the gateway together: what it registers, and the steps that a request goes through.</summary>
public static class GatewayApplication
{
    /// <summary>Name of the public HTTP listener (<c>Omnichannel:Listen:Http</c>): JSON and event streams. Public gRPC is <c>Omnichannel:Listen:Grpc</c>.</summary>
    public const string PublicListener = "Http";

    /// <summary>
    /// Name of the listener (<c>Omnichannel:Listen:Internal</c>, off unless set) at which the services behind it fetch the keys of guests: with mutual TLS, where they
    /// have it among themselves and the public listeners leave it to a load balancer.
    /// </summary>
    public const string ServicesListener = "Internal";

    /// <summary>The gateway before the services of this configuration or of this process.</summary>
    public static WebApplication Build(string[] args, PlatformHost host) => Build(args, host, PublishedServices.All);

    /// <summary>The same before other services than ours and with other names than the system's, for tests.</summary>
    internal static WebApplication Build(string[] args, PlatformHost host, IReadOnlyList<PublishedService> services, ResolveHost? resolve = null)
    {
        var builder = PlatformApplication.CreateBuilder("gateway", args, host);
        builder.AddListener(PublicListener, HttpProtocols.Http1);
        builder.AddListener(ServicesListener, HttpProtocols.Http1);
        var catalogue = new RpcCatalogue(services);
        var guests = GuestIssuer.Of(host, builder.Settings<EdgeOptions>().Guests, builder.Settings<AuthOptions>().Audience);
        builder.AddUpstreams(catalogue, resolve ?? Dns.GetHostAddressesAsync);
        builder.AddEdge(guests);
        builder.AddLimits();
        builder.AddWebhooks();
        builder.Services.AddSingleton<UnsubscribeEndpoint>();

        var app = builder.Build();
        app.Lifetime.ApplicationStarted.Register(() => host.Publish(builder.Settings<EdgeOptions>().PublicUri ?? app.Addresses()[PublicListener]));
        app.UseForwardedHeaders();
        app.Use(Tracing.Trace);
        app.UseMiddleware<AccessLog>();
        app.UseMiddleware<ErrorAnswers>();
        app.Use(BrowserRules.SecurityHeaders);
        app.UseLocalHosts(host);
        app.UseCors();
        app.UseRouting();
        app.UseWhen(Compression.Applies, answers => answers.UseResponseCompression());
        app.UseMiddleware<TokenAuthentication>();
        app.UseMiddleware<RateLimits>();

        app.MapReverseProxy(proxy =>
        {
            proxy.Use((http, next) => ConsoleRoutes.Take(http) ? ConsoleRoutes.Pass(http, next) : GrpcGate.Pass(http, next));
            proxy.UseSessionAffinity();
            proxy.UseLoadBalancing();
            proxy.UsePassiveHealthChecks();
        }).ExcludeFromDescription();
        Transcoder.Map(app, catalogue);
        GuestSessions.Map(app, guests);
        MultiplexedStream.Map(app);
        SseTickets.Map(app);
        UnsubscribeEndpoint.Map(app);
        app.MapWebhooks();
        DevelopmentTokens.Map(app, host, builder.Settings<ListenSettings>(), builder.Settings<EdgeOptions>().Development);
        OpenApiEndpoint.Map(app, catalogue);
        return app;
    }
}
