namespace Omnichannel.Platform.Security;

/// <summary>One thing that can be guessed, and how many wrong tries a minute it bears.</summary>
/// <param name="Name">Of what: tries of different kinds are counted apart.</param>
public sealed record GuessKind(string Name)
{
    /// <summary>By one subject.</summary>
    public int PerSubject { get; init; } = 10;

    /// <summary>From one block of addresses, where guests may have as many subjects as they like.</summary>
    public int PerAddress { get; init; } = 60;

    /// <summary>At one number or code, so that nobody spreads out.</summary>
    public int PerCode { get; init; } = 20;

    /// <summary>At one number from one block of addresses, so that nobody uses all its tries up alone; null where the code is all that is to be known: each guess is at another.</summary>
    public int? PerCodeAndAddress { get; init; }
}
