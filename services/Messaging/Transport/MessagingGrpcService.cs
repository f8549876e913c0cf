using System.Globalization;
using System.Text.RegularExpressions;
using Grpc.Core;
using Omnichannel.Messaging.Content;
using Omnichannel.Messaging.Domain;
using Omnichannel.Messaging.Store;
using Omnichannel.Messaging.V1;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Time;
using Omnichannel.Platform.Transport;
using ConsentPurpose = Omnichannel.Messaging.V1.ConsentPurpose;
using Contact = Omnichannel.Messaging.Domain.Contact;
using LegalClass = Omnichannel.Messaging.V1.LegalClass;
using MessageState = Omnichannel.Messaging.V1.MessageState;

namespace Omnichannel.Messaging.Transport;

/// <summary>The messaging contract over gRPC: validates, calls a store once, maps.</summary>
internal sealed partial class MessagingGrpcService(ContactStore contacts, MessageStore messages, UnsubscribeLinks links) : MessagingService.MessagingServiceBase
{
    private const int MostContacts = 1_000;
    private const int MostText = 20_000;

    // 9999-12-31T23:59:59Z, the last second of a protobuf timestamp.
    private const long LastSecond = 253_402_300_799;

    public override async Task<PutContactResponse> PutContact(PutContactRequest request, ServerCallContext context)
    {
        var parts = ContactMask.Read(request.UpdateMask);
        new RequestCheck().Id("contact_id", request.ContactId).That(parts == ContactParts.PushTokens || request.Details is not null, "details", "is required").Count("push_tokens", request.PushTokens.Count, 0, 20).ThrowIfInvalid();
        var details = request.Details ?? new Types.V1.ContactDetails();
        new RequestCheck().OptionalText("details.name", details.Name, 200).OptionalText("details.email", details.Email, 254).OptionalText("details.phone", details.Phone, 32)
            .OptionalText("details.language", details.Language, 35).OptionalText("details.time_zone", details.TimeZone, 64)
            .That(request.PushTokens.All(IsPushToken), "push_tokens", "must be of 1 to 512 visible ASCII characters each").ThrowIfInvalid();
        Refuse(details.Email.Length > 0 && !EmailAddress.IsValid(details.Email), "details.email", "EMAIL_INVALID", "This is no e-mail address.");
        Refuse(details.Phone.Length > 0 && !E164().IsMatch(details.Phone), "details.phone", "PHONE_INVALID", "A phone number is + and 7 to 15 digits (E.164).");
        Refuse(details.Language.Length > 0 && !Language().IsMatch(details.Language), "details.language", "LANGUAGE_INVALID", "This is no BCP 47 language tag.");
        Refuse(
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
        Refuse(request is { Granted: true, WordingVersion.Length: 0 }, "wording_version", "WORDING_REQUIRED", "A consent names the wording that was shown.");
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

    public override async Task<ListMessagesResponse> ListMessages(ListMessagesRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("contact_id", request.ContactId).OptionalId("subject_id", request.SubjectId).ThrowIfInvalid();
        var scope = $"messages/{request.ContactId}/{request.SubjectId}";
        var after = PageToken.Read(scope, request.PageToken);
        var size = PageToken.Size(request.PageSize);
        var rows = await messages.List(request.ContactId, request.SubjectId, after?.Position ?? long.MaxValue, after?.Id ?? "", size + 1);
        var answer = new ListMessagesResponse
        {
            NextPageToken = rows.Count > size ? PageToken.Write(scope, new PagePlace(rows[size - 1].CreatedAt, Id: rows[size - 1].MessageId)) : "",
        };
        answer.Messages.AddRange(rows.Take(size).Select(Mapping.ToProto));
        return answer;
    }

    public override async Task<GetMessageResponse> GetMessage(GetMessageRequest request, ServerCallContext context) =>
        new() { Message = Mapping.ToProto(await Own(request.MessageId, context.Caller())) };

    public override async Task<ExplainMessageResponse> ExplainMessage(ExplainMessageRequest request, ServerCallContext context)
    {
        var row = await Own(request.MessageId, context.Caller());
        var (text, language) = Explanations.Of(row, request.Language);
        var answer = new ExplainMessageResponse
        {
            Message = Mapping.ToProto(row),
            TriggerName = row.TriggerName,
            TriggerEventId = row.TriggerEventId,
            Explanation = text,
            Language = language,
        };
        answer.Decisions.AddRange((await messages.Trail(row.MessageId)).Select(Mapping.ToProto));
        return answer;
    }

    public override async Task<ListMailboxResponse> ListMailbox(ListMailboxRequest request, ServerCallContext context)
    {
        new RequestCheck().OptionalId("contact_id", request.ContactId).ThrowIfInvalid();
        var scope = $"mailbox/{request.ContactId}";
        var before = PageToken.Read(scope, request.PageToken)?.Position ?? long.MaxValue;
        var size = PageToken.Size(request.PageSize);
        var rows = await messages.Mailbox(request.ContactId, before, size + 1);
        var answer = new ListMailboxResponse { NextPageToken = rows.Count > size ? PageToken.Write(scope, new PagePlace(rows[size - 1].Seq)) : "" };
        answer.Items.AddRange(rows.Take(size).Select(Mapping.ToProto));
        return answer;
    }

    public override Task<StartCampaignResponse> StartCampaign(StartCampaignRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("campaign_id", request.CampaignId, 64).That(Enum.IsDefined(request.LegalClass), "legal_class", "must be a known value")
            .That(Enum.IsDefined(request.Purpose), "purpose", "must be a known value").Known("medium", request.Medium)
            .That(request.LegalClass is not LegalClass.Transactional, "legal_class", "a campaign is no part of a purchase")
            .Count("contact_ids", request.ContactIds.Count, 1, int.MaxValue).ThrowIfInvalid();
        Refuse(request.ContactIds.Count > MostContacts, "contact_ids", "BATCH_TOO_LARGE", "A campaign call takes at most 1,000 contacts.");
        var check = new RequestCheck();
        for (var i = 0; i < request.ContactIds.Count; i++)
        {
            check.Id(string.Create(CultureInfo.InvariantCulture, $"contact_ids[{i}]"), request.ContactIds[i]);
        }

        check.ThrowIfInvalid();
        CheckTexts(request);
        var command = context.Command(request);
        request.LegalClass = request.LegalClass is LegalClass.Unspecified ? LegalClass.Marketing : request.LegalClass;
        request.Purpose = request.Purpose is ConsentPurpose.Unspecified ? ConsentPurpose.Marketing : request.Purpose;
        return messages.StartCampaign(command, request);
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

    public override async Task<RecordReceiptResponse> RecordReceipt(RecordReceiptRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("message_id", request.MessageId).Present("occurred_at", request.OccurredAt).OptionalText("detail", request.Detail, 500)
            .OptionalText("provider", request.Provider, 100)
            .That(request.OccurredAt is null or { Seconds: >= 0 and <= LastSecond, Nanos: >= 0 and <= 999_999_999 }, "occurred_at", "must be a time of this age")
            .That(request.State is MessageState.Sent or MessageState.Delivered or MessageState.Bounced or MessageState.Failed, "state", "a receipt is SENT, DELIVERED, BOUNCED or FAILED").ThrowIfInvalid();
        return new RecordReceiptResponse { Message = Mapping.ToProto(await messages.Receipt(request)) };
    }

    // Another one's message answers as if it did not exist.
    private async Task<MessageRow> Own(string messageId, Caller caller)
    {
        new RequestCheck().Id("message_id", messageId).ThrowIfInvalid();
        var row = await messages.Find(messageId);
        return row is not null && (!caller.IsShopper || row.OwnerId == caller.Subject) ? row : throw new RefusedException(new MessageNotFound());
    }

    // Every language is rendered once, so that a mistake shows now and not to the recipients.
    private static void CheckTexts(StartCampaignRequest request)
    {
        IReadOnlyDictionary<string, string> titles = request.Title?.Texts ?? [], texts = request.Text?.Texts ?? [];
        var languages = titles.Keys.Where(texts.ContainsKey).ToList();
        Refuse(languages.Count == 0, "text", "TEMPLATE_INVALID", "Title and text are needed in at least one common language.");
        Refuse(titles.Concat(texts).Sum(text => text.Value.Length) > MostText, "text", "TEMPLATE_INVALID", "Title and text may have 20,000 characters in all languages together.");
        foreach (var language in languages)
        {
            try
            {
                Templates.Render(titles, texts, language, MessageStore.CampaignData(new Contact("contact", "Name", "", "", language, "", [])));
            }
            catch (InvalidDataException error)
            {
                throw new RefusedException(new FieldRefused("text", "TEMPLATE_INVALID", error.Message));
            }
        }
    }

    private static void Refuse(bool isBad, string field, string reason, string text)
    {
        if (isBad)
        {
            throw new RefusedException(new FieldRefused(field, reason, text));
        }
    }

    private static bool IsPushToken(string token) => token.Length is > 0 and <= 512 && !token.AsSpan().ContainsAnyExceptInRange('!', '~');

    [GeneratedRegex(@"^\+[1-9][0-9]{6,14}\z")]
    private static partial Regex E164();

    [GeneratedRegex(@"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\z")]
    private static partial Regex Language();
}
