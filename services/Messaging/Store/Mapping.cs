using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Omnichannel.Messaging.V1;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Storage;
using Omnichannel.Types.V1;

namespace Omnichannel.Messaging.Store;

/// <summary>Rows as messages of the contract.</summary>
internal static class Mapping
{
    public static Contact ToProto(Domain.Contact contact, long updatedAt) => new()
    {
        ContactId = contact.ContactId,
        Details = new ContactDetails { Name = contact.Name, Email = contact.Email, Phone = contact.Phone, Language = contact.Language, TimeZone = contact.TimeZone },
        PushTokens = { contact.PushTokens },
        UpdatedAt = Instants.ToTimestamp(updatedAt),
    };

    public static Consent ToProto(ConsentRow row) => new()
    {
        Purpose = row.Purpose.ToContract(),
        Medium = row.Medium.ToContract(),
        Granted = row.Granted != 0,
        WordingVersion = row.WordingVersion,
        DecidedAt = Instants.ToTimestamp(row.DecidedAt),
        Source = row.Source,
        Actor = row.ActorId.Length > 0 || row.Channel is not SalesChannel.None ? new Actor { Channel = row.Channel.ToContract(), SubjectId = row.ActorId } : null,
    };

    public static Message ToProto(MessageRow row) => new()
    {
        MessageId = row.MessageId,
        ContactId = row.ContactId,
        State = (MessageState)row.StateNumber,
        Reason = row.Reason,
        JourneyId = row.JourneyId,
        JourneyVersion = (int)row.JourneyVersion,
        StepId = row.StepId,
        SubjectId = row.SubjectId,
        LegalClass = row.LegalClass.ToContract(),
        Medium = row.Medium.ToContract(),
        Language = row.Language,
        CreatedAt = Instants.ToTimestamp(row.CreatedAt),
        ScheduledAt = Instants.ToTimestamp(row.ScheduledAt),
        SentAt = Optional(row.SentAt),
        DeliveredAt = Optional(row.DeliveredAt),
        Title = row.SentAt is null ? "" : row.Title,
        Text = row.SentAt is null ? "" : row.Text,
        CampaignId = row.CampaignId,
    };

    public static SendDecision ToProto(DecisionRow row)
    {
        var decision = new SendDecision { Check = row.CheckName, Outcome = row.Outcome, Reason = row.Reason, DecidedAt = Instants.ToTimestamp(row.DecidedAt) };
        decision.Facts.Add(JsonSerializer.Deserialize<Dictionary<string, string>>(row.Facts)!);
        return decision;
    }

    public static MailboxItem ToProto(MailboxRow row)
    {
        var item = new MailboxItem
        {
            MessageId = row.MessageId,
            ContactId = row.ContactId,
            Medium = EnumNames.Read<Domain.Medium>(row.Medium).ToContract(),
            Recipient = row.Recipient,
            Title = row.Title,
            Text = row.Text,
            Html = row.Html,
            Language = row.Language,
            ReceivedAt = Instants.ToTimestamp(row.ReceivedAt),
            JourneyId = row.JourneyId,
            StepId = row.StepId,
            SubjectId = row.SubjectId,
        };
        item.Headers.Add(JsonSerializer.Deserialize<Dictionary<string, string>>(row.Headers)!);
        return item;
    }

    public static FoundMessage ToProto(FoundRow found) =>
        new() { Message = ToProto(found.Message), Received = found.Received is { } received ? ToProto(received) : null };

    private static Timestamp? Optional(long? micros) => micros is { } value ? Instants.ToTimestamp(value) : null;
}
