using System.Diagnostics;

namespace Omnichannel.EndToEnd.Tests;

/// <summary>Something that goes wrong again and again while journeys are under way. Seeded: a failing run's moments can be had again.</summary>
internal static class Disturbance
{
    /// <summary>
    /// Makes the journey, and meanwhile the disturbance with pauses between the two times given. On a machine so fast that it was not disturbed so often, it is made again.
    /// </summary>
    public static async Task DuringAsync(Func<Task> journey, Func<Random, Task> disturb, int seed, int leastPauseMs, int mostPauseMs, int times)
    {
        using var over = new CancellationTokenSource();
        var disturbed = 0;
        var disturbing = AgainAndAgain();
        try
        {
            do
            {
                var travelling = journey();
                if (await Task.WhenAny(travelling, disturbing) == disturbing)
                {
                    // Only a failure ends it early: what did not come up again is the cause, and the journey would wait for it in vain.
                    await disturbing;
                }

                await travelling;
            }
            while (Volatile.Read(ref disturbed) < times);
        }
        finally
        {
            await over.CancelAsync();

            // What is under way is put right again before anybody looks.
            await disturbing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await disturbing;

        async Task AgainAndAgain()
        {
            // What took long to come back is left alone for as long again: on a slow machine nothing would get anywhere in the pauses alone.
            var recovery = TimeSpan.Zero;
            for (var random = new Random(seed); ; Interlocked.Increment(ref disturbed))
            {
                await Task.Delay(recovery + TimeSpan.FromMilliseconds(random.Next(leastPauseMs, mostPauseMs)), over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (over.IsCancellationRequested)
                {
                    return;
                }

                var since = Stopwatch.GetTimestamp();
                await disturb(random);
                recovery = Stopwatch.GetElapsedTime(since);
            }
        }
    }
}
