using System.Globalization;
using Omnichannel.Messaging.Content;
using Omnichannel.Platform.Security;

namespace Omnichannel.Messaging.Store;

/// <summary>
/// Links that resume a cart. The grant's scope and subject are part of Cart-sync's contract (OpenCartLink); it is signed here, at the moment of sending, so that no event
/// carries a token.
/// </summary>
public sealed class CartLinks(GrantTokens grants, IConfiguration configuration, TimeProvider clock)
{
    private const string Scope = "cart.link";
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);
    private readonly string baseUri = configuration["Omnichannel:Messaging:CartUri"]
        ?? (configuration["Omnichannel:Messaging:PublicUri"] ?? "http://127.0.0.1:8000").TrimEnd('/') + "/cart?link=";

    /// <summary>The link for an event's cart; null for an event of none. The journey is the campaign that a sale is attributed to.</summary>
    public string? For(IReadOnlyDictionary<string, object?> data, string journeyId) =>
        JourneyCatalogue.Text(data, "cartId") is { Length: > 0 } cartId && JourneyCatalogue.Text(data, "generation") is { Length: > 0 } generation
            ? baseUri + grants.Issue(
                Scope, string.Create(CultureInfo.InvariantCulture, $"{cartId}|{generation}|{clock.GetUtcNow().ToUnixTimeMilliseconds()}|{journeyId}"), Lifetime)
            : null;
}
