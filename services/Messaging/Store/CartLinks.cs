using System.Globalization;
using Omnichannel.Messaging.Content;
using Omnichannel.Platform.Security;

namespace Omnichannel.Messaging.Store;

/// <summary>
/// Links that resume a cart. The grant's scope and subject are part of Cart-sync's contract (OpenCartLink); it is signed here, at the moment of sending, so that no event
/// carries a token.
/// </summary>
public sealed class CartLinks(GrantTokens grants, PublicAddress address, MessagingSettings settings, TimeProvider clock)
{
    private const string Scope = "cart.link";
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    /// <summary>The link for an event's cart; null for an event of none. The journey is the campaign that a sale is attributed to.</summary>
    public string? For(IReadOnlyDictionary<string, object?> data, string journeyId) =>
        JourneyCatalogue.Text(data, "cartId") is { Length: > 0 } cartId && JourneyCatalogue.Text(data, "generation") is { Length: > 0 } generation
            ? (settings.CartUri.Length > 0 ? settings.CartUri : address.Of("/cart?link=")) + grants.Issue(
                Scope, string.Create(CultureInfo.InvariantCulture, $"{cartId}|{generation}|{clock.GetUtcNow().ToUnixTimeMilliseconds()}|{journeyId}"), Lifetime)
            : null;
}
