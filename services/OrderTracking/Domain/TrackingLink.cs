using System.Globalization;

namespace Omnichannel.OrderTracking.Domain;

/// <summary>What a signed link says that shows an order to whoever has it: which order, and when it was made, so that all links of before can be revoked at once.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="MadeAt">When it was made; to the millisecond.</param>
public sealed record TrackingLink(string OrderId, DateTimeOffset MadeAt)
{
    /// <summary>Scope of its grant.</summary>
    public const string Scope = "orders.tracking";

    /// <summary>How long it is good: longer than a delivery takes, and a return after it.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(90);

    /// <summary>How long one is good that a look-up answers: for somebody who looks now, maybe on a device of others.</summary>
    public static readonly TimeSpan LookupLifetime = TimeSpan.FromHours(1);

    /// <summary>Subject of the grant: the contract describes it, Messaging writes it too.</summary>
    public string Subject => string.Create(CultureInfo.InvariantCulture, $"{OrderId}|{MadeAt.ToUnixTimeMilliseconds()}");

    /// <summary>A link that is good, whatever was revoked a moment ago.</summary>
    /// <param name="orderId">The order.</param>
    /// <param name="now">Now.</param>
    /// <param name="revokedAt">When its links were revoked last; null when they never were.</param>
    public static TrackingLink Make(string orderId, DateTimeOffset now, DateTimeOffset? revokedAt) =>
        new(orderId, revokedAt is { } revoked && revoked >= now.AddMilliseconds(-1) ? revoked.AddMilliseconds(1) : now);

    /// <summary>From the subject of a grant; null when it is none of ours.</summary>
    public static TrackingLink? Parse(string subject) =>
        subject.LastIndexOf('|') is > 0 and var end && long.TryParse(subject.AsSpan(end + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            ? new TrackingLink(subject[..end], DateTimeOffset.FromUnixTimeMilliseconds(milliseconds))
            : null;

    /// <summary>Whether it was made after the links of its order were revoked last.</summary>
    public bool IsGood(DateTimeOffset? revokedAt) => revokedAt is not { } revoked || MadeAt > revoked;
}
