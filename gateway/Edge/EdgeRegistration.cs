using Grpc.AspNetCore.Server;
using Omnichannel.Gateway.Streams;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Security;

namespace Omnichannel.Gateway.Edge;

/// <summary>Registers what stands between the world and the routes: errors, tokens, limits, browsers' rules, streams.</summary>
internal static class EdgeRegistration
{
    private const string Section = "Omnichannel:Gateway";

    public static void AddEdge(this PlatformBuilder builder, GuestIssuer guests)
    {
        var services = builder.Services;
        var options = builder.Configuration.GetSection(Section).Get<EdgeOptions>() ?? new EdgeOptions();
        if (options.PublicUri is { } uri && !(uri.IsAbsoluteUri && uri.Scheme is "http" or "https"))
        {
            throw new StartupException($"{Section}:PublicUri: {uri} is not an http or https URL.");
        }

        if (options.AccessLogShare is not (>= 0 and <= 1))
        {
            throw new StartupException($"{Section}:AccessLogShare: {options.AccessLogShare} is not from 0 to 1.");
        }

        services.Configure<EdgeOptions>(builder.Configuration.GetSection(Section));
        services.Configure<StreamOptions>(builder.Configuration.GetSection(Section + ":Streams"));
        services.Configure<ForwardedHeadersOptions>(forwarded => BrowserRules.Forwarded(forwarded, options));
        services.AddCors(cors => cors.AddDefaultPolicy(policy => BrowserRules.Cors(policy, options)));

        Compression.Add(services);

        // gRPC's own answer to unknown services is a route for every path of two segments, which would hide "wrong method" from HTTP callers.
        services.Configure<GrpcServiceOptions>(grpc => grpc.IgnoreUnknownServices = true);
        services.AddSingleton<AccessLog>();
        services.AddSingleton<ErrorAnswers>();
        services.AddSingleton<TokenAuthentication>();
        services.AddSingleton(new TicketSeal(builder.Configuration));
        services.AddSingleton<SseTickets>();
        services.AddSingleton<StreamLifetime>();
        services.AddSingleton<EventRelay>();
        services.AddSingleton<WatchRoutes>();
        services.AddSingleton<MultiplexedStream>();
        services.AddSingleton(provider => new GuestSessions(
            new TokenIssuer(guests.Name, guests.Keys, provider.GetRequiredService<TimeProvider>(), guests.Audience), provider.GetRequiredService<IIdGenerator>()));
    }
}
