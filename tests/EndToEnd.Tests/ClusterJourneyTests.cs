namespace Omnichannel.EndToEnd.Tests;

/// <summary>The journey on seven processes with PostgreSQL, Redis and Kafka.</summary>
public sealed class ClusterJourneyTests : IAsyncLifetime
{
    private ClusterProcesses cluster = null!;
    private int absencesSoFar;

    public async Task InitializeAsync() => cluster = await ClusterProcesses.StartAsync();

    public async Task DisposeAsync() => await cluster.DisposeAsync();

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
}
