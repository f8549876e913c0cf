using System.Globalization;
using Omnichannel.Messaging.Content;
using Omnichannel.Platform.Security;

namespace Omnichannel.Messaging.Store;

/// <summary>
/// Links that show where an order is. The grant's scope and subject are part of Order-tracking's contract (GetTrackedOrder); it is signed here, at the moment of sending, so that
/// no event carries a token.
/// </summary>
public sealed class OrderLinks(GrantTokens grants, PublicAddress address, MessagingSettings settings, TimeProvider clock)
{
    private const string Scope = "orders.tracking";
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(90);

    /// <summary>The link for an event's order; null for an event of none.</summary>
    public string? For(IReadOnlyDictionary<string, object?> data) =>
        JourneyCatalogue.Text(data, "orderId") is { Length: > 0 } orderId
            ? (settings.OrderUri.Length > 0 ? settings.OrderUri : address.Of("/p/track/")) + grants.Issue(
                Scope, string.Create(CultureInfo.InvariantCulture, $"{orderId}|{clock.GetUtcNow().ToUnixTimeMilliseconds()}"), Lifetime)
            : null;
}
