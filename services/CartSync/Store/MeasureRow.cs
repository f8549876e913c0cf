namespace Omnichannel.CartSync.Store;

/// <summary>By what an item is measured.</summary>
internal sealed record MeasureRow
{
    /// <summary>The item.</summary>
    public string Sku { get; init; } = "";

    /// <summary>The name of its <see cref="Values.Measure"/>.</summary>
    public string Measure { get; init; } = "";
}
