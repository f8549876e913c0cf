using System.Text.RegularExpressions;
using Grpc.Core;
using Omnichannel.Messaging.Domain;
using Omnichannel.Messaging.Store;
using Omnichannel.Messaging.V1;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Time;
using Contact = Omnichannel.Messaging.Domain.Contact;

namespace Omnichannel.Messaging.Transport;

/// <summary>Contacts and consents over gRPC: validates, calls a store once, maps.</summary>
internal sealed partial class ContactGrpcService(ContactStore contacts, UnsubscribeLinks links)
    : ContactService.ContactServiceBase
{
    public override async Task<PutContactResponse> PutContact(PutContactRequest request, ServerCallContext context)
    {
        var parts = ContactMask.Read(request.UpdateMask);
        new RequestCheck().Id("contact_id", request.ContactId).That(parts == ContactParts.PushTokens || request.Details is not null, "details", "is required").Count("push_tokens", request.PushTokens.Count, 0, 20).ThrowIfInvalid();
        var details = request.Details ?? new Types.V1.ContactDetails();
        new RequestCheck().OptionalText("details.name", details.Name, 200).OptionalText("details.email", details.Email, 254).OptionalText("details.phone", details.Phone, 32)
            .OptionalText("details.language", details.Language, 35).OptionalText("details.time_zone", details.TimeZone, 64)
            .That(request.PushTokens.All(IsPushToken), "push_tokens", "must be of 1 to 512 visible ASCII characters each").ThrowIfInvalid();
        FieldRefused.ThrowIf(details.Email.Length > 0 && !EmailAddress.IsValid(details.Email), "details.email", "EMAIL_INVALID", "This is no e-mail address.");
        FieldRefused.ThrowIf(details.Phone.Length > 0 && !E164().IsMatch(details.Phone), "details.phone", "PHONE_INVALID", "A phone number is + and 7 to 15 digits (E.164).");
        FieldRefused.ThrowIf(details.Language.Length > 0 && !Language().IsMatch(details.Language), "details.language", "LANGUAGE_INVALID", "This is no BCP 47 language tag.");
        FieldRefused.ThrowIf(
            details.TimeZone.Length > 0 && !LocalDays.IsZone(details.TimeZone), "details.time_zone", "TIME_ZONE_UNKNOWN", "This is no IANA time zone.");
        var (contact, updatedAt) = await contacts.Put(
            new Contact(request.ContactId, details.Name, details.Email, details.Phone, details.Language, details.TimeZone, [.. request.PushTokens]), parts);
        return new PutContactResponse { Contact = Mapping.ToProto(contact, updatedAt) };
    }

    public override async Task<GetContactResponse> GetContact(GetContactRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("contact_id", request.ContactId).ThrowIfInvalid();
        var (contact, updatedAt) = await contacts.Get(request.ContactId);
        return new GetContactResponse { Contact = Mapping.ToProto(contact, updatedAt) };
    }

    public override Task<SetConsentResponse> SetConsent(SetConsentRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("contact_id", request.ContactId).Known("purpose", request.Purpose).Known("medium", request.Medium)
            .OptionalText("wording_version", request.WordingVersion, 64).ThrowIfInvalid();
        FieldRefused.ThrowIf(request is { Granted: true, WordingVersion.Length: 0 }, "wording_version", "WORDING_REQUIRED", "A consent names the wording that was shown.");
        return contacts.SetConsent(context.Command(request), request);
    }

    public override async Task<ListConsentsResponse> ListConsents(ListConsentsRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("contact_id", request.ContactId).ThrowIfInvalid();
        var all = await contacts.Consents(request.ContactId);
        var answer = new ListConsentsResponse();
        answer.InForce.AddRange(all.GroupBy(row => (row.Purpose, row.Medium)).Select(group => Mapping.ToProto(group.First())));
        if (request.IncludeHistory)
        {
            answer.History.AddRange(all.Except(all.DistinctBy(row => (row.Purpose, row.Medium))).Select(Mapping.ToProto));
        }

        return answer;
    }

    public override async Task<GetUnsubscriptionResponse> GetUnsubscription(GetUnsubscriptionRequest request, ServerCallContext context)
    {
        var link = links.Read(request.Token);
        var (isWithdrawn, language) = await contacts.Look(link);
        return new GetUnsubscriptionResponse { Purpose = link.Purpose.ToContract(), Medium = link.Medium.ToContract(), Language = language, Withdrawn = isWithdrawn };
    }

    public override async Task<UnsubscribeResponse> Unsubscribe(UnsubscribeRequest request, ServerCallContext context)
    {
        var link = links.Read(request.Token);
        await contacts.Unsubscribe(link);
        var (_, language) = await contacts.Look(link);
        return new UnsubscribeResponse { Purpose = link.Purpose.ToContract(), Medium = link.Medium.ToContract(), Language = language };
    }

    private static bool IsPushToken(string token) => token.Length is > 0 and <= 512 && !token.AsSpan().ContainsAnyExceptInRange('!', '~');

    [GeneratedRegex(@"^\+[1-9][0-9]{6,14}\z")]
    private static partial Regex E164();

    [GeneratedRegex(@"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\z")]
    private static partial Regex Language();
}
