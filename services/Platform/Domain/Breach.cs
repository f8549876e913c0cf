namespace Omnichannel.Platform.Domain;

/// <summary>An invariant that an aggregate's facts do not keep. What is told of it stays within bounds; people must know that the facts do not.</summary>
/// <param name="Invariant">Stable UPPER_SNAKE_CASE name: a word of the service's README.</param>
/// <param name="Of">Which part of the aggregate, for example a line; empty for the whole.</param>
public sealed record Breach(string Invariant, string Of = "");
