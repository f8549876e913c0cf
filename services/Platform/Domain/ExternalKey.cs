using System.Globalization;

namespace Omnichannel.Platform.Domain;

/// <summary>What tells a record of another system from all others. Registers count alike: receipt 0001 of two of them, or of two stores, is two.</summary>
/// <param name="Source">The system that numbers.</param>
/// <param name="StoreId">Where; may be empty.</param>
/// <param name="ExternalId">The number there.</param>
public readonly record struct ExternalKey(string Source, string StoreId, string ExternalId)
{
    /// <summary>The key in one text. Lengths stand in front, so that no two keys have the same.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Source.Length}:{Source}{StoreId.Length}:{StoreId}{ExternalId}");
}
