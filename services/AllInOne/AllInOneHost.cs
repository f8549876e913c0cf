using System.Collections.Concurrent;
using Omnichannel.CartSync;
using Omnichannel.Gateway;
using Omnichannel.Gateway.Edge;
using Omnichannel.Loyalty;
using Omnichannel.Messaging;
using Omnichannel.OrderTracking;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Live;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Storage;
using Omnichannel.Returns;
using Omnichannel.SupportContext;
using Omnichannel.WebConsole;
using Omnichannel.Types.V1;

namespace Omnichannel.AllInOne;

/// <summary>Sets six services and the gateway up to share one process: SQLite files, one event log, one key ring, loopback ports.</summary>
public static class AllInOneHost
{
    private const string ServiceIssuer = "omnichannel-services";
    private static readonly string[] Areas = ["cart", "orders", "returns", "loyalty", "messaging", "support"];
    private static readonly TimeSpan ServiceTokenLifetime = TimeSpan.FromHours(1);

    /// <summary>The services, the gateway last: it stops first.</summary>
    public static IReadOnlyList<BuildService> Services(AllInOneOptions options) =>
    [
        CartSyncApplication.Build, OrderTrackingApplication.Build, ReturnsApplication.Build, LoyaltyApplication.Build, MessagingApplication.Build,
        SupportContextApplication.Build, .. options.Console ? [ConsoleApplication.Build] : Array.Empty<BuildService>(), GatewayApplication.Build,
    ];

    /// <summary>What they share, in this state folder.</summary>
    public static PlatformHost Create(StateFolder state, AllInOneOptions options)
    {
        var host = new PlatformHost
        {
            HostsSeveralServices = true,
            HostsConsole = options.Console,
            Settings = new Dictionary<string, string?>
            {
                // An import shows its progress; of the rest only what is wrong.
                ["Logging:LogLevel:Default"] = options.ImportFile is null ? "Information" : "Warning",
                ["Omnichannel:Listen:Grpc"] = "http://127.0.0.1:0",
                ["Omnichannel:Listen:Probes"] = "off",
                ["Omnichannel:Storage:Provider"] = "sqlite",
                ["Omnichannel:Grants:Keys:0:Id"] = "1",
                ["Omnichannel:Grants:Keys:0:Secret"] = state.Secret("grants"),
                ["Omnichannel:Installation:Key"] = state.Secret("installation"),
            },
            LiveNotifications = new InProcessNotifications(),
        };
        foreach (var area in Areas)
        {
            host.ServiceSettings[area] = new Dictionary<string, string?> { ["Omnichannel:Storage:Path"] = state[$"{area}.db"] };
        }

        host.ServiceSettings["gateway"] = new Dictionary<string, string?>
        {
            ["Omnichannel:Listen:Http"] = $"http://127.0.0.1:{options.HttpPort}",
            ["Omnichannel:Listen:Grpc"] = $"http://127.0.0.1:{options.GrpcPort}",
            ["Omnichannel:Listen:Probes"] = $"http://127.0.0.1:{options.ProbesPort}",
            ["Omnichannel:Gateway:Tickets:Keys:0:Secret"] = state.Secret("tickets"),
            [DevelopmentTokens.CodeSetting] = options.DevelopmentTokens ? state.NewDevelopmentCode() : null,
        };
        host.ServiceSettings[ConsoleApplication.Area] = new Dictionary<string, string?>
        {
            ["Omnichannel:Listen:Http"] = "http://127.0.0.1:0",
            ["Omnichannel:Console:Keys:0:Secret"] = state.Secret("console"),
            ["Omnichannel:Console:TillPath"] = state["tills"],
        };
        OwnerOnly.CreateFolder(state["tills"]);
        host.EventLog = new EmbeddedEventLog(new EmbeddedEventLogOptions { Path = state["events.db"] }, host.Clock);
        if (options.DevelopmentTokens)
        {
            host.TrustedIssuers.Add(new TrustedIssuer(DevelopmentTokens.Issuer, state.SigningKeys("development")));
        }

        host.TrustedIssuers.Add(new TrustedIssuer("omnichannel-gateway", state.SigningKeys("guest"), [Role.Guest]));
        host.TrustedIssuers.Add(new TrustedIssuer(ServiceIssuer, state.SigningKeys("services"), [Role.Service]));
        host.ServiceTokens = new ServiceTokenSource(host).For;
        return host;
    }

    /// <summary>Tokens between services, renewed when half their time is over.</summary>
    private sealed class ServiceTokenSource(PlatformHost host)
    {
        private readonly TokenIssuer issuer = new(ServiceIssuer, host.TrustedIssuers.Single(trusted => trusted.Issuer == ServiceIssuer).Keys, host.Clock);
        private readonly ConcurrentDictionary<string, (string Token, DateTimeOffset RenewAt)> tokens = new(StringComparer.Ordinal);

        public string For(string area)
        {
            var now = host.Clock.GetUtcNow();
            return tokens.AddOrUpdate(area, name => Issue(name, now), (name, known) => now < known.RenewAt ? known : Issue(name, now)).Token;
        }

        private (string Token, DateTimeOffset RenewAt) Issue(string area, DateTimeOffset now) =>
            (issuer.Issue(new TokenRequest(area, Role.Service, ServiceTokenLifetime)), now + (ServiceTokenLifetime / 2));
    }
}
