using Omnichannel.TestKit;

namespace Omnichannel.EndToEnd.Tests;

/// <summary>The journey across web, app and store, on everything in one process.</summary>
public sealed class JourneyTests
{
    [Fact]
    public async Task Journey_OnACalmDay()
    {
        await using var system = await AllInOneProcess.StartAsync();

        await Journey.RunAsync(system);

        Assert.Equal(0, await system.Process.StopAsync());
    }

    [Fact]
    public async Task Journey_WithTheProcessKilledAtRandomMoments_LosesAndDoublesNothing()
    {
        await using var system = await AllInOneProcess.StartAsync();

        await Disturbance.DuringAsync(() => Journey.RunAsync(system), system.KillSomethingAsync, seed: 20261121, 800, 2_500, times: 2);
    }

    [Theory]
    [MemberData(nameof(CrashPoints))]
    public async Task Journey_WithCrashesInTheSagas_IsCompletedAfterTheRestarts(string points)
    {
        await using var system = await AllInOneProcess.StartAsync(points);
        using var over = new CancellationTokenSource();
        var restarter = RestartWheneverItDies(system, over.Token);

        try
        {
            await Journey.RunAsync(system);
        }
        finally
        {
            await over.CancelAsync();
            await restarter;
        }

        Assert.Equal(points.Split(',').Order(), system.CrashedAt.Order());
    }

    /// <summary>
    /// Every step between two durable effects of the checkout and merge sagas that a sale without refusals passes, and of relay and sender. Several
    /// in one journey, no two of one saga in a row: each is reached in a life that has begun, or resumed, the saga.
    /// </summary>
    public static TheoryData<string> CrashPoints() =>
    [
        "merge.frozen,checkout.held,checkout.committed,message.queued",
        "merge.closed,checkout.begun,checkout.completing,relay.published",
        "merge.applied,checkout.ready,checkout.sold,message.handed-over",
    ];

    private static async Task RestartWheneverItDies(AllInOneProcess system, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            try
            {
                if (system.Process.HasExited)
                {
                    await system.Process.RestartAsync();
                }
            }
            catch (InvalidOperationException)
            {
                // It resumed what it had begun, and died at the next step before it was ready.
            }

            await Task.Delay(20, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
