namespace Omnichannel.EndToEnd.Tests;

/// <summary>The journey on seven processes with PostgreSQL, Redis and Kafka.</summary>
public sealed class ClusterJourneyTests : IAsyncLifetime
{
    private ClusterProcesses cluster = null!;

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

    private async Task RestartRedis()
    {
        cluster.Redis.Kill();
        await Task.Delay(200);
        await cluster.Redis.RestartAsync();
    }
}
