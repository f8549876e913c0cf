using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Omnichannel.Platform.Security;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.EndToEnd.Tests;

/// <summary>
/// Gateway and six services, each a process of its own, as in a cluster, by configuration alone: PostgreSQL (a database for each), Redis for carts and live
/// notifications, the Kafka protocol, an issuer outside. Ports are fixed, so that a killed process comes back at the same address.
/// </summary>
internal sealed class ClusterProcesses : ISystemUnderTest
{
    private static readonly (string Area, string Project)[] Services =
    [
        ("cart", "services/CartSync"), ("orders", "services/OrderTracking"), ("returns", "services/Returns"), ("loyalty", "services/Loyalty"),
        ("messaging", "services/Messaging"), ("support", "services/SupportContext"),
    ];

    private static readonly TimeSpan TokenLifetime = TimeSpan.FromHours(1);

    private readonly TempFolder folder = new("cluster");
    private readonly TestTokens issuer = new();
    private readonly SigningKeys guestKeys = SigningKeys.Generate("guest");
    private readonly string grantSecret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private readonly string installationKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private readonly Dictionary<string, ProcessUnderTest> processes = [];
    private readonly Dictionary<string, (int Grpc, int Probes)> ports;
    private readonly int httpPort;

    private ClusterProcesses(PostgresServer postgres, RedisServer redis)
    {
        Postgres = postgres;
        Redis = redis;
        var free = FreePort.Next((2 * (Services.Length + 1)) + 1);
        httpPort = free[^1];
        ports = Services.Select(service => service.Area).Append("gateway").Select((area, index) => (area, Ports: (free[2 * index], free[(2 * index) + 1])))
            .ToDictionary(each => each.area, each => each.Ports);
        foreach (var (area, _) in Services)
        {
            Kafka.CreateTopic($"omnichannel.{area}.events.v1");
        }
    }

    public PostgresServer Postgres { get; }

    public RedisServer Redis { get; }

    public MockKafka Kafka { get; } = new();

    public Uri Http => new($"http://127.0.0.1:{httpPort}");

    public string Grpc => $"127.0.0.1:{ports["gateway"].Grpc}";

    public string Output => string.Join('\n', processes.Select(process => $"--- {process.Key}\n{Tail(process.Value.Output)}"));

    public static async Task<ClusterProcesses> StartAsync()
    {
        var cluster = new ClusterProcesses(await PostgresServer.StartAsync(), await RedisServer.StartAsync());
        try
        {
            foreach (var (area, project) in Services)
            {
                var database = await cluster.Postgres.CreateDatabaseAsync();
                cluster.Launch(area, project, cluster.SettingsOf(area, database.ConnectionString));
            }

            cluster.Launch("gateway", "gateway", cluster.GatewaySettings());
            await Task.WhenAll(cluster.processes.Values.Select(process => process.WaitUntilReadyAsync()));
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public Task<string> TokenAsync(object claims)
    {
        var wanted = JsonSerializer.SerializeToElement(claims);
        return Task.FromResult(issuer.Issue(new TokenRequest(Text("sub")!, Enum.Parse<Role>(Text("role")!, ignoreCase: true), TokenLifetime)
        {
            Channel = Text("channel") is { } channel ? Enum.Parse<Channel>(channel, ignoreCase: true) : Channel.Unspecified,
            StoreId = Text("store_id"),
            ActorId = Text("actor"),
            DeviceId = Text("device_id"),
        }));

        string? Text(string name) => wanted.TryGetProperty(name, out var value) ? value.GetString() : null;
    }

    public Task KillSomethingAsync(Random random)
    {
        var process = processes.Values.ElementAt(random.Next(processes.Count));
        process.Kill();
        return process.RestartAsync();
    }

    /// <summary>Starts again what an earlier test stopped, or could not bring back.</summary>
    public Task StartWhatStoppedAsync() => Task.WhenAll(processes.Values.Where(process => process.HasExited).Select(process => process.RestartAsync()));

    /// <summary>SIGTERM for all, the gateway first.</summary>
    /// <returns>Exit codes by area.</returns>
    public async Task<IReadOnlyDictionary<string, int>> StopAsync()
    {
        var codes = new Dictionary<string, int> { ["gateway"] = await processes["gateway"].StopAsync() };
        var stopping = Services.Select(service => (service.Area, Code: processes[service.Area].StopAsync())).ToList();
        foreach (var (area, code) in stopping)
        {
            codes[area] = await code;
        }

        return codes;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes.Values)
        {
            await process.DisposeAsync();
        }

        Kafka.Dispose();
        await Redis.DisposeAsync();
        await Postgres.DisposeAsync();
        guestKeys.Dispose();
        folder.Dispose();
    }

    // An exception with its stack is one line: its beginning says what it is.
    private static string Tail(string text) => string.Join('\n', text.TrimEnd().Split('\n').TakeLast(10).Select(line => line.Length <= 500 ? line : line[..500]));

    private static string Loopback(int port) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");

    private void Launch(string area, string project, Dictionary<string, string?> settings) =>
        processes[area] = ProcessUnderTest.StartWithoutWaiting(new ProcessSettings(project)
        {
            Environment = settings.ToDictionary(setting => setting.Key.Replace(":", "__", StringComparison.Ordinal), setting => setting.Value),
            ReadyWhen = new Uri($"{Loopback(ports[area].Probes)}/readyz"),
        });

    private Dictionary<string, string?> SettingsOf(string area, string database)
    {
        var settings = Common(area);
        settings["Omnichannel:Auth:Issuers:guests:Issuer"] = "omnichannel-gateway";
        settings["Omnichannel:Auth:Issuers:guests:Jwks"] = guestKeys.ToJwks();
        settings["Omnichannel:Auth:Issuers:guests:Roles"] = "guest";
        settings["Omnichannel:Storage:Provider"] = "postgres";
        settings["Omnichannel:Storage:ConnectionString"] = database;
        settings["Omnichannel:Events:Provider"] = "kafka";
        settings["Omnichannel:Events:BootstrapServers"] = Kafka.BootstrapServers;

        // What a killed process held is free for its next life after this long: partitions, leases, timers.
        settings["Omnichannel:Takeover:After"] = "00:00:04";
        settings["Omnichannel:Events:Kafka:Consumer:session.timeout.ms"] = "6000";
        settings["Omnichannel:Events:Kafka:Consumer:heartbeat.interval.ms"] = "1000";
        settings["Omnichannel:Live:Redis"] = Redis.ConnectionString;
        settings["Omnichannel:Grants:Keys:0:Id"] = "1";
        settings["Omnichannel:Grants:Keys:0:Secret"] = grantSecret;
        settings["Omnichannel:Installation:Key"] = installationKey;
        if (area == "cart")
        {
            settings["Omnichannel:Carts:Provider"] = "redis";
            settings["Omnichannel:Carts:Redis"] = Redis.ConnectionString;
        }

        return settings;
    }

    private Dictionary<string, string?> GatewaySettings()
    {
        var settings = Common("gateway");
        settings["Omnichannel:Listen:Http"] = Loopback(httpPort);
        settings["Omnichannel:Gateway:Guests:Key"] = guestKeys.ToPem();
        return settings;
    }

    private Dictionary<string, string?> Common(string area)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Omnichannel:Listen:Grpc"] = Loopback(ports[area].Grpc),
            ["Omnichannel:Listen:Probes"] = Loopback(ports[area].Probes),
            ["Omnichannel:Auth:Issuer"] = issuer.Issuer.Issuer,
            ["Omnichannel:Auth:Jwks"] = issuer.Issuer.Keys.ToJwks(),
            ["Omnichannel:Auth:ServiceTokenPath"] = folder[area],
        };
        File.WriteAllText(folder[area], issuer.Issue(new TokenRequest(area, Role.Service, TokenLifetime)));
        foreach (var (other, _) in Services)
        {
            settings[$"Omnichannel:Services:{other}"] = Loopback(ports[other].Grpc);
        }

        return settings;
    }
}
