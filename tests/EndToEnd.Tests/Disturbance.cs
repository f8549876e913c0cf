namespace Omnichannel.EndToEnd.Tests;

/// <summary>Something that goes wrong again and again while a journey is under way. Seeded: a failing run's moments can be had again.</summary>
internal static class Disturbance
{
    /// <summary>Runs the journey, and meanwhile the disturbance with pauses between the two times given. Returns how often it was disturbed.</summary>
    public static async Task<int> DuringAsync(Func<Task> journey, Func<Random, Task> disturb, int seed, int leastPauseMs, int mostPauseMs)
    {
        using var over = new CancellationTokenSource();
        var disturbing = AgainAndAgain(disturb, new Random(seed), leastPauseMs, mostPauseMs, over.Token);
        var travelling = journey();
        try
        {
            if (await Task.WhenAny(travelling, disturbing) == disturbing)
            {
                // Only a failure ends it early: what did not come up again is the cause, and the journey would wait for it in vain.
                await disturbing;
            }

            await travelling;
        }
        finally
        {
            await over.CancelAsync();

            // What is under way is put right again before anybody looks.
            await ((Task)disturbing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return await disturbing;
    }

    private static async Task<int> AgainAndAgain(Func<Random, Task> disturb, Random random, int leastPauseMs, int mostPauseMs, CancellationToken over)
    {
        for (var times = 0; ; times++)
        {
            await Task.Delay(random.Next(leastPauseMs, mostPauseMs), over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (over.IsCancellationRequested)
            {
                return times;
            }

            await disturb(random);
        }
    }
}
