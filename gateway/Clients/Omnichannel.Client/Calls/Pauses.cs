namespace Omnichannel.Client.Calls;

/// <summary>Growing pauses with a random part, so that devices that lost one server do not come back all at once.</summary>
/// <param name="First">The first pause.</param>
/// <param name="Longest">No pause is longer.</param>
internal sealed record Pauses(TimeSpan First, TimeSpan Longest)
{
    private const int MostDoublings = 20;

    /// <param name="attempt">0 after the first failure.</param>
    public TimeSpan After(int attempt)
    {
        var whole = Math.Min(First.TotalMilliseconds * Math.Pow(2, Math.Min(attempt, MostDoublings)), Longest.TotalMilliseconds);
        return TimeSpan.FromMilliseconds((whole / 2) + (Random.Shared.NextDouble() * whole / 2));
    }
}
