using Grpc.AspNetCore.Server;
using Microsoft.Extensions.Options;
using Omnichannel.Gateway.Streams;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Security;

namespace Omnichannel.Gateway.Edge;

/// <summary>Registers what stands between the world and the routes: errors, tokens, limits, browsers' rules, streams.</summary>
internal static class EdgeRegistration
{
    public static void AddEdge(this PlatformBuilder builder, GuestIssuer guests)
    {
        var services = builder.Services;
        var options = builder.Settings<EdgeOptions>();
        services.AddSingleton(Options.Create(options.Streams));
        services.Configure<ForwardedHeadersOptions>(forwarded => BrowserRules.Forwarded(forwarded, options));
        services.AddCors(cors => cors.AddDefaultPolicy(policy => BrowserRules.Cors(policy, options)));

        Compression.Add(services);

        // gRPC's own answer to unknown services is a route for every path of two segments, which would hide "wrong method" from HTTP callers.
        services.Configure<GrpcServiceOptions>(grpc => grpc.IgnoreUnknownServices = true);
        services.AddSingleton<AccessLog>();
        services.AddSingleton<ErrorAnswers>();
        services.AddSingleton<TokenAuthentication>();
        services.AddSingleton(new TicketSeal(options.Tickets));
        services.AddSingleton<SseTickets>();
        services.AddSingleton<StreamLifetime>();
        services.AddSingleton<EventRelay>();
        services.AddSingleton<WatchRoutes>();
        services.AddSingleton<MultiplexedStream>();
        services.AddSingleton(provider => new GuestSessions(
            new TokenIssuer(guests.Name, guests.Keys, provider.GetRequiredService<TimeProvider>(), guests.Audience), provider.GetRequiredService<IIdGenerator>()));
    }
}
