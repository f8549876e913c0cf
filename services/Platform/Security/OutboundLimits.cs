namespace Omnichannel.Platform.Security;

/// <summary>Keeps this system within what somebody else allows it to ask: all replicas together where they share a Redis, as with guesses.</summary>
public sealed class OutboundLimits
{
    private readonly IGuessCounts counts;

    internal OutboundLimits(IGuessCounts counts) => this.counts = counts;

    /// <summary>Limits of this process alone.</summary>
    public OutboundLimits(TimeProvider clock)
        : this(new LocalGuessCounts(clock))
    {
    }

    /// <summary>Counts a question.</summary>
    /// <param name="whom">Who is asked.</param>
    /// <param name="perMinute">How many questions a minute they allow.</param>
    /// <returns>Null when it may be asked; else how long to wait.</returns>
    public async ValueTask<TimeSpan?> Take(string whom, int perMinute)
    {
        var taken = await counts.Take([new GuessBudget("outbound", whom, perMinute)], Guid.NewGuid().ToString("N")).ConfigureAwait(false);
        return taken.Blocked < 0 ? null : taken.Wait;
    }
}
