using System.Globalization;
using Grpc.Core;
using Omnichannel.Messaging.Content;
using Omnichannel.Messaging.Domain;
using Omnichannel.Messaging.Store;
using Omnichannel.Messaging.V1;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Transport;
using ConsentPurpose = Omnichannel.Messaging.V1.ConsentPurpose;
using Contact = Omnichannel.Messaging.Domain.Contact;
using LegalClass = Omnichannel.Messaging.V1.LegalClass;
using MessageState = Omnichannel.Messaging.V1.MessageState;

namespace Omnichannel.Messaging.Transport;

/// <summary>Messages over gRPC: validates, calls a store once, maps.</summary>
internal sealed class MessagingGrpcService(MessageStore messages)
    : MessagingService.MessagingServiceBase
{
    private const int MostContacts = 1_000;

    private const int MostText = 20_000;

    // 9999-12-31T23:59:59Z, the last second of a protobuf timestamp.
    private const long LastSecond = 253_402_300_799;

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

    public override async Task<FindMessagesResponse> FindMessages(FindMessagesRequest request, ServerCallContext context)
    {
        new RequestCheck().OptionalId("contact_id", request.ContactId)
            .That(Enum.IsDefined(request.Medium), "medium", "must be a known value")
            .That(request.States.All(state => state is not MessageState.Unspecified && Enum.IsDefined(state)), "states", "must be known values").ThrowIfInvalid();
        var filter = new MessageFilter(request.ContactId, request.Medium.ToDomain(), [.. request.States.Distinct().Order().Select(state => (Domain.MessageState)state)]);
        var scope = $"messages/all/{request.ContactId}/{request.Medium}/{string.Join(',', filter.States)}";
        var after = PageToken.Read(scope, request.PageToken);
        var size = PageToken.Size(request.PageSize);
        var found = await messages.Find(filter, after?.Position ?? long.MaxValue, after?.Id ?? "", size + 1);
        var answer = new FindMessagesResponse
        {
            NextPageToken = found.Count > size ? PageToken.Write(scope, new PagePlace(found[size - 1].Message.CreatedAt, Id: found[size - 1].Message.MessageId)) : "",
        };
        answer.Messages.AddRange(found.Take(size).Select(Mapping.ToProto));
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
            .That(request.LegalClass is not (LegalClass.Transactional or LegalClass.Statutory), "legal_class", "a campaign is no part of a purchase, and no law asks for one")
            .Count("contact_ids", request.ContactIds.Count, 1, int.MaxValue).ThrowIfInvalid();
        FieldRefused.ThrowIf(request.ContactIds.Count > MostContacts, "contact_ids", "BATCH_TOO_LARGE", "A campaign call takes at most 1,000 contacts.");
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
        FieldRefused.ThrowIf(languages.Count == 0, "text", "TEMPLATE_INVALID", "Title and text are needed in at least one common language.");
        FieldRefused.ThrowIf(titles.Concat(texts).Sum(text => text.Value.Length) > MostText, "text", "TEMPLATE_INVALID", "Title and text may have 20,000 characters in all languages together.");
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
}
