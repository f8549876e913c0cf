using Omnichannel.TestKit;

namespace Omnichannel.Platform.Tests.Monitoring;

/// <summary>On PostgreSQL, with Kafka.</summary>
public sealed class PostgresStateTests : StateContract, IDisposable
{
    private readonly MockKafka kafka = new();

    public PostgresStateTests() => kafka.CreateTopic(MonitoredService.Topic);

    private protected override string Kafka => kafka.BootstrapServers;

    public void Dispose() => kafka.Dispose();

    private protected override async Task<IReadOnlyDictionary<string, string?>> Storage(string directory) =>
        Postgres((await (await PostgresServer.SharedAsync()).CreateDatabaseAsync()).ConnectionString);

    internal static Dictionary<string, string?> Postgres(string connectionString) => new()
    {
        ["Omnichannel:Storage:Provider"] = "postgres", ["Omnichannel:Storage:ConnectionString"] = connectionString,
    };
}
