using System.Collections.Immutable;
using System.Globalization;
using Omnichannel.Platform.Domain;

namespace Omnichannel.CartSync.Domain;

/// <summary>
/// What a signed cart link says: which cart, of which generation, as it was when. It is made to be sent around, so it opens the live cart to its owner only; to others it
/// gives a copy of what lay in it then.
/// </summary>
/// <param name="CartId">The cart.</param>
/// <param name="Generation">Sold since: there is nothing left to copy.</param>
/// <param name="MadeAt">Lines that came later are nobody else's business.</param>
/// <param name="CampaignSource">What brings the customer back; may be empty.</param>
public sealed record CartLink(string CartId, long Generation, DateTimeOffset MadeAt, string CampaignSource)
{
    /// <summary>Scope of its grant.</summary>
    public const string Scope = "cart.link";

    /// <summary>How long it is good.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    private const int LongestSource = 64;

    /// <summary>Subject of the grant: the contract describes it, Messaging writes it too.</summary>
    public string Subject => string.Create(CultureInfo.InvariantCulture, $"{CartId}|{Generation}|{MadeAt.ToUnixTimeMilliseconds()}|{CampaignSource}");

    /// <summary>Whether a campaign's name can be part of a link: letters, digits, <c>-</c>, <c>_</c> and <c>.</c></summary>
    public static bool IsSource(string text) => text.Length <= LongestSource && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    /// <summary>From the subject of a grant; null when it is none of ours.</summary>
    public static CartLink? Parse(string subject) =>
        subject.Split('|') is [var cartId, var generation, var madeAt, var source]
        && long.TryParse(generation, CultureInfo.InvariantCulture, out var number) && long.TryParse(madeAt, CultureInfo.InvariantCulture, out var milliseconds)
            ? new CartLink(cartId, number, DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), source)
            : null;

    /// <summary>Whose live cart the caller may have: the cart itself, or the one that it moved into at their login. Null for strangers.</summary>
    public static string? LiveFor(SharedCart cart, Actor caller) =>
        cart.IsOwnedBy(caller) ? cart.Id
        : cart.MovedTo is { } moved && caller.Role is ActorRole.Customer && moved.CustomerId == caller.Subject ? moved.CustomerCartId
        : null;

    /// <summary>What a stranger gets of the cart; null when it was sold or moved since.</summary>
    public ImmutableArray<OutsideLine>? CopyOf(SharedCart cart) => cart.Generation != Generation || cart.Phase is CartPhase.Merging or CartPhase.Merged
        ? null
        : [
            .. cart.ActiveLines.Where(line => line.AddedAt < MadeAt.AddMilliseconds(1))
                .Select(line => new OutsideLine(line.Sku, line.Options, line.Quantity, line.AcknowledgedPrice)),
        ];
}
