using Omnichannel.Platform.Text;

namespace Omnichannel.OrderTracking.Store;

/// <summary>A number that somebody typed to name an order: ours, or that of a receipt of another system.</summary>
/// <param name="AsOrderNumber">In the form of ours; as an external one where it has not that form.</param>
/// <param name="AsExternal">In the form of external ones.</param>
internal sealed record TypedNumber(string? AsOrderNumber, string? AsExternal)
{
    /// <summary>The condition on <c>orders</c> by which it is found.</summary>
    public const string IsNamed = "(orders.number_key = @AsOrderNumber or orders.number_key = @AsExternal or orders.external_key = @AsExternal)";

    /// <summary>Reads what was typed.</summary>
    public static TypedNumber Of(string typed)
    {
        var external = Canonical.ExternalNumber(typed);
        return new TypedNumber(Canonical.OrderNumber(typed) ?? external, external);
    }
}
