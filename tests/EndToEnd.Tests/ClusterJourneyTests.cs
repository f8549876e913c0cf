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
        var kills = await Disturbance.DuringAsync(() => Journey.RunAsync(cluster), cluster.KillSomethingAsync, seed: 20261121, 300, 1_200);

        Assert.True(kills >= 3, $"{kills} processes were killed");
    }

    [Fact]
    public async Task Journey_WithRedisKilled_LosesAndDoublesNothing()
    {
        var kills = await Disturbance.DuringAsync(() => Journey.RunAsync(cluster), _ => RestartRedis(), seed: 20261122, 800, 2_500);

        Assert.True(kills >= 1, "Redis was killed");
    }

    [Fact]
    public async Task Journey_WithKafkaAndPostgresAwayForSeconds_LosesAndDoublesNothing()
    {
        var absences = await Disturbance.DuringAsync(() => Journey.RunAsync(cluster), _ => NextAbsence(), seed: 20261123, 1_500, 3_000);

        Assert.True(absences >= 1, "the brokers were away");
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
