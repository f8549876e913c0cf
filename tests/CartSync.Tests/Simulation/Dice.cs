namespace Omnichannel.CartSync.Tests.Simulation;

/// <summary>Small, quick and the same everywhere: SplitMix64. Each step has dice of its own, so that leaving one step out does not change the others' throws.</summary>
internal sealed class Dice(int seed, int step)
{
    private ulong state = ((ulong)(uint)seed << 32) ^ ((ulong)(uint)step * 0x9E3779B97F4A7C15);

    /// <summary>From 0 to one less.</summary>
    public int Next(int below)
    {
        state += 0x9E3779B97F4A7C15;
        var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (int)((mixed ^ (mixed >> 31)) % (ulong)below);
    }

    public bool Chance(int percent) => Next(100) < percent;

    public T Pick<T>(IReadOnlyList<T> among) => among[Next(among.Count)];
}
