using Omnichannel.Messaging.Domain;
using Omnichannel.Platform.Domain;

namespace Omnichannel.Messaging.Store;

/// <summary>A row of <c>messages</c>.</summary>
public sealed class MessageRow
{
    /// <summary>Columns as Dapper wants them.</summary>
    internal const string Columns = """
        message_id as MessageId, contact_id as ContactId, owner_id as OwnerId, state as StateNumber, reason as Reason, journey_id as JourneyId, journey_version as JourneyVersion, step_id as StepId,
        subject_id as SubjectId, campaign_id as CampaignId, legal_class as LegalClassName, purpose as PurposeName, media as MediaText, medium as MediumName, recipient_hash as RecipientHash, language as Language,
        title as Title, text as Text, data as Data, trigger_name as TriggerName, trigger_event_id as TriggerEventId, attempts as Attempts, version as Version,
        created_at as CreatedAt, scheduled_at as ScheduledAt, deadline_at as DeadlineAt, sent_at as SentAt, delivered_at as DeliveredAt
        """;

    public string MessageId { get; init; } = "";

    public string ContactId { get; init; } = "";

    /// <summary>Whose matter it is about: the contact's own, but for a checkout that somebody else gave a contact for.</summary>
    public string OwnerId { get; init; } = "";

    public long StateNumber { get; init; }

    public string Reason { get; init; } = "";

    public string JourneyId { get; init; } = "";

    public long JourneyVersion { get; init; }

    public string StepId { get; init; } = "";

    public string SubjectId { get; init; } = "";

    public string CampaignId { get; init; } = "";

    public string LegalClassName { get; init; } = "";

    public string PurposeName { get; init; } = "";

    public string MediaText { get; init; } = "";

    public string MediumName { get; init; } = "";

    /// <summary>Hash of the address that it was handed over for; empty before.</summary>
    public string RecipientHash { get; init; } = "";

    public string Language { get; init; } = "";

    public string Title { get; init; } = "";

    public string Text { get; init; } = "";

    public string Data { get; init; } = "";

    public string TriggerName { get; init; } = "";

    public string TriggerEventId { get; init; } = "";

    public long Attempts { get; init; }

    public long Version { get; init; }

    public long CreatedAt { get; init; }

    public long ScheduledAt { get; init; }

    public long DeadlineAt { get; init; }

    public long? SentAt { get; init; }

    public long? DeliveredAt { get; init; }

    /// <summary>Where it is in its life.</summary>
    public MessageState State => (MessageState)StateNumber;

    /// <summary>What the law says about it.</summary>
    public LegalClass LegalClass => EnumNames.Read<LegalClass>(LegalClassName);

    /// <summary>The medium it goes, or went, by.</summary>
    public Medium Medium => EnumNames.Read<Medium>(MediumName);

    /// <summary>Whose consent decides about it.</summary>
    public ConsentPurpose Purpose => EnumNames.Read<ConsentPurpose>(PurposeName);

    /// <summary>Media that are still to be tried, in order.</summary>
    public IReadOnlyList<Medium> Media => [.. MediaText.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(EnumNames.Read<Medium>)];

    /// <summary>Media as the column has them.</summary>
    internal static string TextOf(IEnumerable<Medium> media) => string.Join(',', media.Select(EnumNames.Name));
}

/// <summary>A row of <c>decisions</c>.</summary>
public sealed class DecisionRow
{
    public string CheckName { get; init; } = "";

    public string Outcome { get; init; } = "";

    public string Reason { get; init; } = "";

    public string Facts { get; init; } = "";

    public long DecidedAt { get; init; }
}

/// <summary>A row of <c>consents</c>.</summary>
public sealed class ConsentRow
{
    public string PurposeName { get; init; } = "";

    public string MediumName { get; init; } = "";

    public long Granted { get; init; }

    public string WordingVersion { get; init; } = "";

    public long DecidedAt { get; init; }

    public string Source { get; init; } = "";

    public string ChannelName { get; init; } = "";

    public string ActorId { get; init; } = "";

    /// <summary>What was consented to.</summary>
    public ConsentPurpose Purpose => EnumNames.Read<ConsentPurpose>(PurposeName);

    /// <summary>By what.</summary>
    public Medium Medium => EnumNames.Read<Medium>(MediumName);

    /// <summary>Where it was said.</summary>
    public SalesChannel Channel => EnumNames.Read<SalesChannel>(ChannelName);
}

/// <summary>A row of <c>mailbox</c>.</summary>
public sealed class MailboxRow
{
    /// <summary>Columns as Dapper wants them.</summary>
    internal const string Columns = """
        seq as Seq, message_id as MessageId, contact_id as ContactId, medium as Medium, recipient as Recipient, title as Title, text as Text, html as Html, language as Language,
        received_at as ReceivedAt, journey_id as JourneyId, step_id as StepId, subject_id as SubjectId, headers as Headers
        """;

    public long Seq { get; init; }

    public string MessageId { get; init; } = "";

    public string ContactId { get; init; } = "";

    public string Medium { get; init; } = "";

    public string Recipient { get; init; } = "";

    public string Title { get; init; } = "";

    public string Text { get; init; } = "";

    /// <summary>Body of an e-mail; empty for other media.</summary>
    public string Html { get; init; } = "";

    public string Language { get; init; } = "";

    public long ReceivedAt { get; init; }

    public string JourneyId { get; init; } = "";

    public string StepId { get; init; } = "";

    public string SubjectId { get; init; } = "";

    public string Headers { get; init; } = "";
}

/// <summary>A message, and what the embedded mailbox received of it; null when nothing went out, or it went elsewhere.</summary>
public sealed record FoundRow(MessageRow Message, MailboxRow? Received);

/// <summary>Which of everybody's messages are looked for.</summary>
/// <param name="ContactId">Only about this person's matters, or to this contact; about anybody's when empty.</param>
/// <param name="Medium">Only by this medium: the chosen one, else any that may still be taken; by any when none.</param>
/// <param name="States">Only in one of these; in any when there are none.</param>
public sealed record MessageFilter(string ContactId, Medium Medium, IReadOnlyCollection<MessageState> States);
