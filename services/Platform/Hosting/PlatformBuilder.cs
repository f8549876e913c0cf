using Grpc.AspNetCore.Server.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Omnichannel.Platform.Clients;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Live;
using Omnichannel.Platform.Monitoring;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Settings;

namespace Omnichannel.Platform.Hosting;

/// <summary>Puts one service together. Databases, events and timers add themselves by extension methods on <see cref="Services"/> and the hooks here.</summary>
public sealed class PlatformBuilder
{
    private const int MaxReceiveBytes = 4 * 1024 * 1024;
    private const int MaxSendBytes = 16 * 1024 * 1024;
    private readonly WebApplicationBuilder web;
    private readonly List<Listener> listeners = [];
    private readonly List<HostedGrpcService> hosted = [];
    private readonly List<Action<WebApplication>> mappings = [];
    private readonly Dictionary<Type, object> settings = [];
    private bool callsOthers;

    internal PlatformBuilder(string area, string[] args, PlatformHost host)
    {
        Area = area;
        Host = host;
        web = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { Args = args, ApplicationName = "omnichannel-" + area, WebRootPath = Path.Combine(AppContext.BaseDirectory, "wwwroot") });
        web.Configuration.Sources.Clear();
        web.Configuration
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true, reloadOnChange: false)
            .AddEnvironmentVariables()
            .AddCommandLine(args)
            .AddInMemoryCollection(host.Settings)
            .AddInMemoryCollection(host.ServiceSettings.TryGetValue(area, out var own) ? own : new Dictionary<string, string?>());
        LoggingSetup.Add(web.Logging, web.Configuration, Settings<LoggingSettings>().Format, area);
        AddServices();
        ConfigureKestrel();
        AddListener(nameof(ListenSettings.Grpc), HttpProtocols.Http2);
        AddListener(Probes.Listener, HttpProtocols.Http1);
        Services.AddSingleton<Probes>();
        AddProbe("/livez", _ => Task.FromResult(Results.Text("alive\n")));
        AddProbe("/readyz", Probes.Ready);
    }

    /// <summary>The service's area: cart, orders, returns, loyalty, messaging, support, gateway, console.</summary>
    public string Area { get; }

    /// <summary>What this process shares between its services.</summary>
    public PlatformHost Host { get; }

    /// <summary>The service's registrations.</summary>
    public IServiceCollection Services => web.Services;

    /// <summary>Settings of files, environment, command line and <see cref="Host"/>, the later the stronger.</summary>
    public IConfigurationManager Configuration => web.Configuration;

    /// <summary>
    /// The settings of a section, which are documented, known and checked from then on, and registered. Asked for again: the same.
    /// </summary>
    /// <exception cref="StartupException">A value is not of its setting's type.</exception>
    public TSettings Settings<TSettings>()
        where TSettings : class, ISettings, new()
    {
        if (!settings.TryGetValue(typeof(TSettings), out var known))
        {
            var read = Host.KnownSettings.Read<TSettings>(Configuration);
            settings.Add(typeof(TSettings), known = read);
            Services.AddSingleton(read);
            Services.AddSingleton(new StartupCheck(_ => StartupException.ThrowIfAny(read.FindProblems())));
        }

        return (TSettings)known;
    }

    /// <summary>Hosts a gRPC service (one instance for all calls). Each of its rpcs needs an access rule.</summary>
    public PlatformBuilder AddGrpc<TService>()
        where TService : class
    {
        Services.TryAddSingleton<TService>();
        hosted.Add(HostedGrpcService.Of<TService>());
        mappings.Add(app => app.MapGrpcService<TService>().ExcludeFromDescription());
        return this;
    }

    /// <summary>
    /// Registers the generated client of another area's service: with this service's token, the deadline, cancellation and trace of the call that it is made in
    /// (5 s where there is none), and retries of UNAVAILABLE.
    /// </summary>
    public PlatformBuilder AddClient<TClient>(string area)
        where TClient : Grpc.Core.ClientBase<TClient>
    {
        callsOthers = true;
        Services.AddSingleton(services => AreaClients.Create<TClient>(
            services.GetRequiredService<AreaChannels>(), services.GetRequiredService<ServiceTokens>(), Telemetry.Of(Area), area));
        Services.AddSingleton(new StartupCheck(services => services.GetRequiredService<AreaChannels>().CheckAddress(area)));
        Services.AddSingleton(new StartupCheck(services => services.GetRequiredService<ServiceTokens>().CheckSource()));
        return this;
    }

    /// <summary>Work to be finished before the service serves (schema migrations), in order of registration.</summary>
    public PlatformBuilder OnMigrate(Func<IServiceProvider, CancellationToken, Task> migration)
    {
        Services.AddSingleton(new Migration(migration));
        return this;
    }

    /// <summary>Something the service needs in order to serve; asked by <c>/readyz</c> and gRPC health. Must be quick: two seconds are the limit.</summary>
    public PlatformBuilder AddReadiness(string name, Func<IServiceProvider, CancellationToken, Task<bool>> isReady)
    {
        Services.AddSingleton(new ReadinessCheck(name, isReady));
        return this;
    }

    /// <summary>One more path that the listener of the probes answers, and no other.</summary>
    public PlatformBuilder AddProbe(string path, Func<HttpContext, Task<IResult>> answer)
    {
        Services.AddSingleton(new Probe(path, answer));
        return this;
    }

    /// <summary>Listens on one more address; <c>Omnichannel:Listen:{name}</c> sets the URL, or <c>off</c>.</summary>
    public PlatformBuilder AddListener(string name, HttpProtocols protocols)
    {
        listeners.Add(new Listener(name, protocols));
        return this;
    }

    /// <summary>Serves the files of pages that belong to this program and its packages, where it runs from a build; a published program has them beside it, in <c>wwwroot</c>.</summary>
    /// <param name="list">What the build wrote about where they are; may be missing.</param>
    public PlatformBuilder UseStaticAssets(string list)
    {
        if (File.Exists(list))
        {
            Configuration[WebHostDefaults.StaticWebAssetsKey] = list;
            web.WebHost.UseStaticWebAssets();
        }

        return this;
    }

    /// <summary>The service, ready to be started. More endpoints and middleware can be added to it.</summary>
    public WebApplication Build()
    {
        AddStandardServices();
        AddGrpcServer();
        var app = web.Build();
        app.Use(Probes.Answer);
        app.Use(MalformedRequestMiddleware.Invoke);
        foreach (var map in mappings)
        {
            map(app);
        }

        return app;
    }

    private void AddServices()
    {
        Services.AddRouting();
        Services.AddSingleton(Host);
        Services.AddSingleton(Host.Clock);
        Services.AddSingleton(new ServiceIdentity(Area));
        Services.AddSingleton<IIdGenerator, UuidV7Generator>();
        Services.AddSingleton<ServiceState>();
        Services.AddSingleton<ListenAddresses>();
        Services.AddSingleton(services => new Readiness(
            services,
            services.GetRequiredService<ServiceState>(),
            services.GetRequiredService<ServiceIdentity>(),
            services.GetServices<ReadinessCheck>(),
            services.GetRequiredService<ILogger<Readiness>>()));
        Services.AddSingleton<PlatformTls>();
        Services.AddSingleton<TokenValidator>();
        Services.AddSingleton<GrantTokens>();
        Services.AddSingleton<AreaChannels>();
        Services.AddSingleton<ServiceTokens>();
        Services.AddSingleton<IHostLifetime, DetachedLifetime>();
        Services.AddHostedService<Lifecycle>();
        Settings<AuthOptions>();
        Settings<TlsSettings>();
        Settings<DrainSettings>();
        Settings<TakeoverSettings>();
        Settings<GrantSettings>();
        Settings<LiveSettings>();
        Settings<InstallationSettings>();
        Settings<ServiceAddresses>();
        Services.AddSingleton(new StartupCheck(_ => StartupException.ThrowIfAny(Host.KnownSettings.FindUnknown(Configuration))));
        Services.AddSingleton(new StartupCheck(CheckAccess));
        Services.AddSingleton(new StartupCheck(services => services.GetRequiredService<PlatformTls>().CheckFiles()));
        Services.Configure<HostOptions>(options => options.ShutdownTimeout = PlatformApplication.DrainTime);
        Services.Configure<ConsoleLifetimeOptions>(options => options.SuppressStatusMessages = true);
        if (TelemetryExport.Start(Configuration, Area, Host.HostsSeveralServices) is { } export)
        {
            // Made here, so that the host disposes of it: by a factory.
            Services.AddSingleton(_ => new TelemetryUse(export));
            Services.AddSingleton(new StartupCheck(services => services.GetRequiredService<TelemetryUse>()));
        }
    }

    private void AddStandardServices()
    {
        var reflection = Settings<ReflectionSettings>().Enabled;
        if (reflection)
        {
            Services.AddGrpcReflection();
            mappings.Add(app => app.MapGrpcReflectionService().ExcludeFromDescription());
        }

        Services.AddSingleton<HealthGrpcService>();
        mappings.Add(app => app.MapGrpcService<HealthGrpcService>().ExcludeFromDescription());
        hosted.AddRange(HostedGrpcService.Standard(reflection));
        Services.AddSingleton<IEnumerable<HostedGrpcService>>(hosted);
    }

    private void AddGrpcServer()
    {
        Services.AddSingleton<AccessTable>();
        Services.AddSingleton<AccessGate>();
        Services.AddSingleton<StreamGuard>();
        Services.AddSingleton<CallCounts>();
        Services.AddGrpc(options =>
        {
            options.MaxReceiveMessageSize = MaxReceiveBytes;
            options.MaxSendMessageSize = MaxSendBytes;
        });
        Services.RemoveAll(typeof(IServiceMethodProvider<>));
        Services.AddSingleton(typeof(IServiceMethodProvider<>), typeof(StrictServiceMethods<>));
        Services.AddSingleton<ErrorMapping>();
        Services.AddSingleton(services => new CallPipeline(
            services.GetRequiredService<ErrorMapping>(), services.GetRequiredService<AccessGate>(), services.GetRequiredService<StreamGuard>(), Telemetry.Of(Area),
            services.GetRequiredService<CallCounts>(), callsOthers));
    }

    /// <summary>First of all, so that a service can set other limits.</summary>
    private void ConfigureKestrel()
    {
        var listen = Settings<ListenSettings>();
        web.WebHost.UseKestrelCore();
        Services.AddOptions<KestrelServerOptions>().Configure<ListenAddresses, PlatformTls, IServiceProvider>((kestrel, addresses, tls, services) =>
        {
            KestrelLimits.Apply(kestrel);
            foreach (var listener in listeners)
            {
                addresses.Open(kestrel, listener, listen.Of(listener.Name), tls, services.GetService<ConnectionGuard>());
            }
        });
    }

    private static void CheckAccess(IServiceProvider services)
    {
        if (services.GetRequiredService<AccessTable>().NeedsTokens && !services.GetRequiredService<TokenValidator>().HasIssuers)
        {
            throw new StartupException(
                "No token issuer is configured: set Omnichannel:Auth:Issuer with Omnichannel:Auth:Authority, :JwksUri, :JwksPath or :Jwks.");
        }
    }

    private sealed class TelemetryUse(IDisposable export) : IDisposable
    {
        public void Dispose() => export.Dispose();
    }
}
