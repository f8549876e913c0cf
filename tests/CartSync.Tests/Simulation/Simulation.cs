using System.Globalization;
using Omnichannel.CartSync.Store;

namespace Omnichannel.CartSync.Tests.Simulation;

/// <summary>Plays seeds, and makes the story of a failing one short.</summary>
internal static class Simulation
{
    /// <summary>Steps of a seed.</summary>
    public const int Steps = 100;

    /// <summary>Plays seeds until one fails.</summary>
    /// <returns>The shortest story found of that seed's failure; null when none fails.</returns>
    public static string? Find(int first, int count, Func<ICartStore> store, Planted? planted = null)
    {
        for (var seed = first; seed < first + count; seed++)
        {
            if (Play(seed, AllSteps, store, null, planted) is { } failed)
            {
                return Story(seed, failed, store, planted);
            }
        }

        return null;
    }

    /// <summary>Plays seeds on a real engine, which keeps the carts of all of them: a failing one is told whole.</summary>
    public static string? FindOnEngine(int first, int count, ICartStore store)
    {
        for (var seed = first; seed < first + count; seed++)
        {
            var trace = new List<string>();
            if (Play(seed, AllSteps, () => store, trace) is not null)
            {
                return string.Join('\n', [$"Seed {seed} fails on {store.GetType().Name}:", .. trace]);
            }
        }

        return null;
    }

    /// <summary>What happens in a seed.</summary>
    public static IReadOnlyList<string> Tell(int seed, Func<ICartStore> store)
    {
        var trace = new List<string>();
        Play(seed, AllSteps, store, trace);
        return trace;
    }

    private static IEnumerable<int> AllSteps => Enumerable.Range(1, Steps);

    private static int? Play(int seed, IEnumerable<int> steps, Func<ICartStore> store, List<string>? trace, Planted? planted = null)
    {
        var at = store();
        return new World(seed, at, trace, canFailOver: at is MemoryStore, planted).Play(seed, steps);
    }

    // Leaves out steps as long as it still fails, half of them at first, then ever fewer at a time.
    private static string Story(int seed, int failed, Func<ICartStore> store, Planted? planted)
    {
        var steps = Enumerable.Range(1, failed).ToList();
        for (var size = Math.Max(1, steps.Count / 2); size >= 1; size /= 2)
        {
            for (var at = 0; at < steps.Count;)
            {
                var fewer = steps.Take(at).Concat(steps.Skip(at + size)).ToList();
                if (fewer.Count > 0 && Play(seed, fewer, store, null, planted) is not null)
                {
                    steps = fewer;
                }
                else
                {
                    at += size;
                }
            }
        }

        var trace = new List<string>();
        Play(seed, steps, store, trace, planted);
        return string.Join('\n', [
            string.Create(CultureInfo.InvariantCulture, $"Seed {seed} fails (OMNICHANNEL_SEED={seed} plays it again). The {steps.Count} steps of {failed} that it takes:"), .. trace,
        ]);
    }
}
