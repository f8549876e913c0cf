namespace Omnichannel.EndToEnd.Tests;

/// <summary>The journey on seven processes with PostgreSQL, Redis and Kafka. Each journey has people of its own, so all of them are made on one cluster.</summary>
public sealed class ClusterJourneyTests(ClusterJourneyTests.Shared shared) : IClassFixture<ClusterJourneyTests.Shared>, IAsyncLifetime
{
    private readonly ClusterProcesses cluster = shared.Cluster;
    private int absencesSoFar;

    public Task InitializeAsync() => cluster.StartWhatStoppedAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Journey_OnACalmDay()
    {
        await Journey.RunAsync(cluster);

        Assert.All(await cluster.StopAsync(), stopped => Assert.Equal(0, stopped.Value));
    }

    [Fact]
    public async Task Journey_WithProcessesKilledAtRandomMoments_LosesAndDoublesNothing()
    {
        await Disturbance.DuringAsync(() => Journey.RunAsync(cluster), cluster.KillSomethingAsync, seed: 20261121, 300, 1_200, times: 3);
    }

    [Fact]
    public async Task Journey_WithRedisKilled_LosesAndDoublesNothing()
    {
        await Disturbance.DuringAsync(() => Journey.RunAsync(cluster), _ => RestartRedis(), seed: 20261122, 800, 2_500, times: 1);
    }

    [Fact]
    public async Task Journey_WithKafkaAndPostgresAwayForSeconds_LosesAndDoublesNothing()
    {
        await Disturbance.DuringAsync(() => Journey.RunAsync(cluster), _ => NextAbsence(), seed: 20261123, 1_500, 3_000, times: 1);
    }

    private async Task RestartRedis()
    {
        cluster.Redis.Kill();
        await Task.Delay(200);
        await cluster.Redis.RestartAsync();
    }

    // Each once, the brokers first; from then on all is well.
    private async Task NextAbsence()
    {
        switch (Interlocked.Increment(ref absencesSoFar))
        {
            case 1:
                cluster.Kafka.GoDown();
                await Task.Delay(2_000);
                cluster.Kafka.ComeUp();
                break;
            case 2:
                cluster.Postgres.Kill();
                await Task.Delay(2_000);
                await cluster.Postgres.RestartAsync();
                break;
        }
    }

    /// <summary>The cluster of this class.</summary>
    public sealed class Shared : IAsyncLifetime
    {
        internal ClusterProcesses Cluster { get; private set; } = null!;

        public async Task InitializeAsync() => Cluster = await ClusterProcesses.StartAsync();

        public async Task DisposeAsync() => await Cluster.DisposeAsync();
    }
}
