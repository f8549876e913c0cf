using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Omnichannel.Loyalty.V1;
using Omnichannel.Orders.V1;
using Omnichannel.Returns.V1;

namespace Omnichannel.Messaging.Store;

/// <summary>An event as the data of conditions and templates: its JSON, as nested dictionaries and lists.</summary>
internal static class EventData
{
    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithFormatDefaultValues(true));

    /// <summary>
    /// The event's fields, and <c>cartGeneration</c> (cart id and generation) and <c>memberTier</c> (member and tier) where it has both, <c>memberReferral</c> (member and referral, which is two members'); of an event about what waits at a store <c>pickupEnd</c> (pickup and when it expires)
    /// <c>lastDay</c> and <c>storeZone</c>; of points that expire <c>pointsEnd</c> (member and moment) and <c>lastDay</c>; of a withdrawal <c>lastDay</c> (for goods and money); of what earned points <c>memberEvent</c> (member, what it was, and when); of an event about a promise <c>promiseId</c>,
    /// <c>promiseRevision</c> (its id and revision) and <c>promiseState</c>; of one about a parcel that brings goods back <c>reverseDeliveryId</c> and <c>trackingNumber</c>.
    /// </summary>
    public static Dictionary<string, object?> Of(IMessage message)
    {
        var data = Parse(Formatter.Format(message));
        if (data.TryGetValue("cartId", out var cart) && data.TryGetValue("generation", out var generation))
        {
            data["cartGeneration"] = $"{cart}.{generation}";
        }

        if (data.TryGetValue("memberId", out var member) && data.TryGetValue("tierId", out var tier))
        {
            data["memberTier"] = $"{member}.{tier}";
        }

        if (data.TryGetValue("memberId", out var told) && data.TryGetValue("referralId", out var referral))
        {
            data["memberReferral"] = $"{told}.{referral}";
        }

        // What is kept until a moment is kept on the day before it, by the clock there.
        if (data.TryGetValue("pickupId", out var pickup) && message is PickupChanged { ExpiresAt: not null } or PickupReminded)
        {
            var (ends, zone) = message is PickupChanged changed ? (changed.ExpiresAt, changed.TimeZone) : (((PickupReminded)message).ExpiresAt, ((PickupReminded)message).TimeZone);
            data["pickupEnd"] = $"{pickup}.{ends.Seconds}";
            data["storeZone"] = zone;
            data["lastDay"] = DayBefore(ends);
        }

        if (message is PointsExpiring or PointsExpiringWithdrawn)
        {
            var ends = message is PointsExpiring expiring ? expiring.ExpiresAt : ((PointsExpiringWithdrawn)message).ExpiresAt;
            data["pointsEnd"] = PointsEnd((string)data["memberId"]!, ends);
            data["lastDay"] = DayBefore(ends);
        }

        if (message is WithdrawalConfirmed { GoodsDueAt: not null } withdrawn)
        {
            data["lastDay"] = DayBefore(withdrawn.GoodsDueAt);
        }

        if (message is BonusEarned bonus)
        {
            data["memberEvent"] = $"{bonus.MemberId}.{bonus.EventType}.{bonus.EffectiveAt.Seconds}";
        }

        if (data.TryGetValue("reverseDelivery", out var parcel) && parcel is Dictionary<string, object?> back)
        {
            data["reverseDeliveryId"] = back["reverseDeliveryId"];
            data["trackingNumber"] = back["trackingNumber"];
        }

        if (data.TryGetValue("promise", out var about) && about is Dictionary<string, object?> promise)
        {
            data["promiseId"] = promise["promiseId"];
            data["promiseRevision"] = $"{promise["promiseId"]}.{promise["revision"]}";
            data["promiseState"] = promise["state"];
        }

        return data;
    }

    /// <summary>A member's points that expire at a moment.</summary>
    public static string PointsEnd(string memberId, Timestamp expiresAt) => $"{memberId}.{expiresAt.Seconds}";

    /// <summary>Stored data again.</summary>
    public static Dictionary<string, object?> Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return (Dictionary<string, object?>)Value(document.RootElement)!;
    }

    // What lasts until a moment lasts through the day before it.
    private static string DayBefore(Timestamp end) => Formatter.Format(new Timestamp { Seconds = end.Seconds - 1 }).Trim('"');

    private static object? Value(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().ToDictionary(property => property.Name, property => Value(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().Select(Value).ToList(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.TryGetInt64(out var whole) ? whole : element.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };
}
