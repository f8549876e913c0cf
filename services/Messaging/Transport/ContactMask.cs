using Google.Protobuf.WellKnownTypes;
using Omnichannel.Messaging.Domain;
using Omnichannel.Platform.Errors;

namespace Omnichannel.Messaging.Transport;

/// <summary>What a field mask names of a contact.</summary>
internal static class ContactMask
{
    /// <summary>Everything when there is no mask.</summary>
    /// <exception cref="InvalidRequestException">A path is none of a contact's.</exception>
    public static ContactParts Read(FieldMask? mask) =>
        mask is null or { Paths.Count: 0 } ? ContactParts.All : mask.Paths.Aggregate(ContactParts.None, (parts, path) => parts | PartOf(path));

    private static ContactParts PartOf(string path) => path switch
    {
        "*" => ContactParts.All,
        "details" => ContactParts.Details,
        "details.name" => ContactParts.Name,
        "details.email" => ContactParts.Email,
        "details.phone" => ContactParts.Phone,
        "details.language" => ContactParts.Language,
        "details.time_zone" => ContactParts.TimeZone,
        "push_tokens" => ContactParts.PushTokens,
        _ => throw new InvalidRequestException("update_mask", "must name details, its fields or push_tokens"),
    };
}
