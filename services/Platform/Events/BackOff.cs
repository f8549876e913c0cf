namespace Omnichannel.Platform.Events;

/// <summary>Growing pauses between attempts; half of each is random, so that replicas do not try in step.</summary>
internal sealed class BackOff(TimeSpan first, TimeSpan longest)
{
    /// <summary>The pause after this many failures in a row (1 is the first).</summary>
    public TimeSpan After(int failures)
    {
        var full = Math.Min(longest.TotalMilliseconds, first.TotalMilliseconds * Math.Pow(2, Math.Min(failures - 1, 30)));
        return TimeSpan.FromMilliseconds((full / 2) + (Random.Shared.NextDouble() * full / 2));
    }
}
