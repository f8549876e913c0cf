using Omnichannel.Platform.Security;

namespace Omnichannel.CartSync.Transport;

/// <summary>Slows down whoever guesses handoff codes. Only wrong ones count: a busy till claims many.</summary>
public sealed class GuessLimits(TimeProvider clock)
{
    /// <summary>Wrong codes: ten a minute from one subject, a hundred from one address, where guests may have as many subjects as they like.</summary>
    internal GuessLimit<(string Subject, string Address)> Codes { get; } = new(clock, (10, guess => guess.Subject), (100, guess => guess.Address));
}
