using Microsoft.AspNetCore.Server.Kestrel.Core;
using Omnichannel.Gateway.Contracts;
using Omnichannel.Gateway.Edge;
using Omnichannel.Gateway.OpenApi;
using Omnichannel.Gateway.PassThrough;
using Omnichannel.Gateway.Transcoding;
using Omnichannel.Gateway.Upstream;
using Omnichannel.Gateway.Webhooks;
using Omnichannel.Platform.Hosting;

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

    /// <summary>The same before other services than ours, for tests.</summary>
    internal static WebApplication Build(string[] args, PlatformHost host, IReadOnlyList<PublishedService> services)
    {
        var builder = PlatformApplication.CreateBuilder("gateway", args, host);
        builder.AddListener(PublicListener, "http://0.0.0.0:8000", HttpProtocols.Http1);
        builder.AddListener(ServicesListener, PlatformBuilder.Off, HttpProtocols.Http1);
        var catalogue = new RpcCatalogue(services);
        var guests = GuestIssuer.Of(host, builder.Configuration);
        builder.AddUpstreams(catalogue);
        builder.AddEdge(guests);
        builder.AddCarrierWebhooks();

        var app = builder.Build();
        app.UseForwardedHeaders();
        app.Use(Tracing.Trace);
        app.UseMiddleware<ErrorAnswers>();
        app.Use(BrowserRules.SecurityHeaders);
        app.UseCors();
        app.UseAddressLimit();
        app.UseRouting();
        app.UseMiddleware<TokenAuthentication>();
        app.UseSubjectLimit();

        app.MapReverseProxy(proxy =>
        {
            proxy.Use(GrpcGate.Pass);
            proxy.UseLoadBalancing();
            proxy.UsePassiveHealthChecks();
        });
        Transcoder.Map(app, catalogue);
        GuestSessions.Map(app, guests);
        SseTickets.Map(app);
        CarrierWebhook.Map(app);
        DevelopmentTokens.Map(app, host, builder.Configuration);
        OpenApiEndpoint.Map(app, catalogue);
        UpstreamReport.Map(app);
        return app;
    }
}
