using Omnichannel.Values;

namespace Omnichannel.Platform.Domain;

/// <summary>So much of something, as it is told to people.</summary>
/// <param name="Units">Of the measure.</param>
/// <param name="Measure">What they are.</param>
public readonly record struct Quantity(long Units, Measure Measure);
