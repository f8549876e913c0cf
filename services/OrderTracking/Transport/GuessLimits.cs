using Grpc.Core;
using Omnichannel.Platform.Security;

namespace Omnichannel.OrderTracking.Transport;

/// <summary>
/// Slows down whoever guesses numbers: look-ups per address and number (so that nobody tries many e-mail addresses for one order), per address (nobody
/// tries many orders) and per number (nobody spreads out), claims per subject.
/// </summary>
public sealed class GuessLimits(TimeProvider clock)
{
    private readonly GuessLimit<(string Address, string Number)> lookups = new(
        clock, (5, key => $"{key.Address}\n{key.Number}"), (60, key => key.Address), (20, key => key.Number));

    private readonly GuessLimit<string> claims = new(clock, (10, subject => subject));

    /// <summary>Counts a look-up.</summary>
    /// <exception cref="RpcException">RESOURCE_EXHAUSTED, RATE_LIMITED.</exception>
    public void CountLookup(string address, string number) => lookups.Count((address, number.Trim().ToUpperInvariant()));

    /// <summary>Counts a claim.</summary>
    /// <exception cref="RpcException">RESOURCE_EXHAUSTED, RATE_LIMITED.</exception>
    public void CountClaim(string subject) => claims.Count(subject);
}
