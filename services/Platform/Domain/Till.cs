namespace Omnichannel.Platform.Domain;

/// <summary>The till that sends a record. What its token says goes before what the record says.</summary>
/// <param name="StoreId">Where it stands.</param>
/// <param name="Device">Which it is, as for idempotency.</param>
public sealed record Till(string StoreId, string Device)
{
    private const string Mark = "till:";

    /// <summary>The source that it is itself.</summary>
    public string Source => Mark + Device;

    /// <summary>Whether its records may name a source: any but another till, whose numbers it would take.</summary>
    public bool MayName(string source) => source == Source || !source.StartsWith(Mark, StringComparison.Ordinal);

    /// <summary>What tells a receipt of its store from all others.</summary>
    /// <param name="source">The system that numbers; empty for itself.</param>
    /// <param name="externalId">The number there.</param>
    public ExternalKey Receipt(string source, string externalId) => new(source.Length == 0 ? Source : source, StoreId, externalId);
}
