using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using MudBlazor.Services;
using Omnichannel.Platform.Hosting;
using Omnichannel.WebConsole.Channels;
using Omnichannel.WebConsole.Layout;
using Omnichannel.WebConsole.Mailbox;
using Omnichannel.WebConsole.Sessions;
using Omnichannel.WebConsole.Shared;
using Omnichannel.WebConsole.Texts;
using Omnichannel.WebConsole.Visitors;

namespace Omnichannel.WebConsole;

/// <summary>Puts the console together. It stands behind the gateway, and is reached through it alone.</summary>
public static class ConsoleApplication
{
    /// <summary>Its area.</summary>
    public const string Area = "console";

    private const string Listener = "Http";

    // What is typed on a page outlives a gateway that is away for so long. Who closes a page leaves nothing behind.
    private static readonly TimeSpan KeptWhileAway = TimeSpan.FromMinutes(30);

    // All pages of a replica are away at once, when the gateway is. One has a few hundred KiB.
    private const int MostKeptWhileAway = 2_000;

    /// <summary>The console of this configuration or of this process.</summary>
    public static WebApplication Build(string[] args, PlatformHost host)
    {
        var builder = PlatformApplication.CreateBuilder(Area, args, host);
        builder.AddListener(Listener, HttpProtocols.Http1);
        var assets = StaticAssets.Of(builder);
        var options = builder.Settings<ConsoleOptions>();
        StartupException.ThrowIfAny(new GatewayAddress(options, host).FindProblems());
        var protection = builder.Services.AddDataProtection().SetApplicationName("omnichannel-console");
        if (options.Keys.Count > 0)
        {
            var keys = new SessionKeys(options.Keys);
            protection.DisableAutomaticKeyGeneration();
            builder.Services.Configure<KeyManagementOptions>(management => management.XmlRepository = keys);
        }
        else
        {
            protection.UseEphemeralDataProtectionProvider();
        }

        builder.Services.Configure<ForwardedHeadersOptions>(Forwarded);
        builder.Services.AddRazorComponents().AddInteractiveServerComponents(circuits =>
            (circuits.DisconnectedCircuitRetentionPeriod, circuits.DisconnectedCircuitMaxRetained) = (KeptWhileAway, MostKeptWhileAway));
        builder.Services.AddMudServices();
        builder.Services.AddSessions(options);
        builder.Services.AddSingleton<Wordings>();
        builder.Services.AddScoped<Wording>();
        builder.Services.AddSingleton<Tills>();
        builder.Services.AddSingleton<OneClick>();
        builder.Services.AddScoped<ReaderZone>();
        builder.Services.AddSingleton<VisitorClient>();
        builder.Services.AddAntiforgery(forms =>
        {
            forms.Cookie.Name = "omnichannel.form";
            forms.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });

        var app = builder.Build();
        app.UseForwardedHeaders();
        app.Use(SecurityHeaders);
        app.UseWhen(IsPage, pages => pages.UseStatusCodePagesWithReExecute("/console/not-found"));
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.Use(SessionStore.Remember);
        app.UseAntiforgery();
        app.MapStaticAssets(assets);
        app.MapSessions();
        app.MapWords();
        app.MapCodes();
        app.MapVisitors();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(server => server.ContentSecurityFrameAncestorsPolicy = null).WithStaticAssets(assets);
        return app;
    }

    // What scripts and forms ask for is answered with a status alone.
    private static bool IsPage(HttpContext http) =>
        HttpMethods.IsGet(http.Request.Method) && http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    // Only the gateway can reach it (in a cluster, by its NetworkPolicy), and says how the world called.
    private static void Forwarded(ForwardedHeadersOptions forwarded)
    {
        forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
    }

    /// <summary>Nothing but its own origin. The theme's colours stand in a style element.</summary>
    private static Task SecurityHeaders(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        var isVisitors = context.Request.Path.StartsWithSegments(VisitorPages.Beginning);
        headers.ContentSecurityPolicy = isVisitors ? VisitorPages.ContentPolicy :
            "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self'; " +
            "frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = isVisitors ? "no-referrer" : "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        return next(context);
    }
}
