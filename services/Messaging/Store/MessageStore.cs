using System.Globalization;
using System.Text.Json;
using Google.Protobuf;
using Omnichannel.Messaging.Content;
using Omnichannel.Messaging.Domain;
using Omnichannel.Messaging.V1;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Timers;
using Omnichannel.Types.V1;
using ConsentPurpose = Omnichannel.Messaging.Domain.ConsentPurpose;
using Contact = Omnichannel.Messaging.Domain.Contact;
using LegalClass = Omnichannel.Messaging.Domain.LegalClass;
using Medium = Omnichannel.Messaging.Domain.Medium;
using MessageState = Omnichannel.Messaging.Domain.MessageState;

namespace Omnichannel.Messaging.Store;

/// <summary>A message that may go out, rendered and addressed.</summary>
public sealed record OutboundMessage(MessageRow Row, Medium Medium, string Recipient, RenderedMessage Content, IReadOnlyDictionary<string, string> Headers);

/// <summary>Every message that was ever wanted: made once per trigger, decided at the moment of sending, with the trail of what decided.</summary>
public sealed class MessageStore(IDatabase database, CommandExecutor executor, JourneyCatalogue journeys, Templates templates, UnsubscribeLinks unsubscribe, CartLinks cartLinks, OrderLinks orderLinks, PickupCodes pickupCodes, AddressHashes addresses)
{
    /// <summary>Kind of the timer that sends a message; the key is its id.</summary>
    public const string SendTimer = "send-message";

    // Whose the matter is.
    private static readonly string[] OwnerFields = ["customerId", "memberId", "guestId"];
    private const int AttemptsPerMedium = 8;

    private static readonly TimeSpan CampaignDeadline = TimeSpan.FromDays(2);

    /// <summary>Takes an event: what it makes known, and the messages that it starts.</summary>
    public async Task Take(UnitOfWork unit, IMessage message, EventRecord record)
    {
        foreach (var fact in SubjectFact.Of(message))
        {
            unit.Sql.Defer(
                fact.Holds
                    ? "insert into subject_facts (subject_id, fact, known_at) values (@Subject, @Fact, @now) on conflict (subject_id, fact) do nothing"
                    : "delete from subject_facts where subject_id = @Subject and fact = @Fact and @now > 0",
                new { fact.Subject, fact.Fact, now = unit.Now.ToMicros() });
        }

        // A checkout's contact may be another's than its owner's: the message goes there, and is the owner's all the same.
        var data = EventData.Of(message);
        var owner = Owner(data);
        var contact = JourneyCatalogue.Text(data, "contactId") is { Length: > 0 } named ? named : owner;
        if (contact.Length == 0)
        {
            return;
        }

        foreach (var journey in journeys.StartedBy(record.Type, data))
        {
            // What has no subject of its own is its own subject.
            var subject = JourneyCatalogue.Text(data, journey.Subject) is { Length: > 0 } about ? about : record.Id;
            foreach (var step in journey.Steps)
            {
                await Insert(unit, new NewMessage(
                    $"{journey.Id}/{step.Id}/{subject}", contact, owner, journey.Id, journey.Version, step.Id, subject, "", journey.LegalClass, journey.Purpose, step.Media,
                    JsonSerializer.Serialize(data), record.Type, record.Id, record.Time + step.Delay, record.Time + step.Deadline));
            }
        }
    }

    /// <summary>Starts a campaign: one message per contact, in all calls together.</summary>
    public Task<StartCampaignResponse> StartCampaign(CommandContext command, StartCampaignRequest request) => executor.Execute(command, async unit =>
    {
        var answer = new StartCampaignResponse { CampaignId = request.CampaignId };
        var made = new Dictionary<string, string>();
        var data = JsonSerializer.Serialize(new { title = request.Title.Texts, text = request.Text.Texts });
        foreach (var contact in request.ContactIds.Distinct().Order(StringComparer.Ordinal))
        {
            var id = await Insert(unit, new NewMessage(
                $"campaign/{request.CampaignId}/{contact}", contact, contact, "campaign", 1, "send", request.CampaignId, request.CampaignId, request.LegalClass.ToDomain(), request.Purpose.ToDomain(),
                [request.Medium.ToDomain()], data, "StartCampaign", "", unit.Now, unit.Now + CampaignDeadline));
            made.Add(contact, id);
        }

        answer.Results.AddRange(request.ContactIds.Distinct().Select(contact => new CampaignResult { ContactId = contact, MessageId = made[contact] }));

        return answer;
    });

    /// <summary>
    /// Decides about a message whose time has come, with everything that is known now, and saves the decision. Null when it does not go out now: it ended, or
    /// was postponed. May be called again for the same timer; nothing happens twice.
    /// </summary>
    public async Task<OutboundMessage?> Prepare(DueTimer timer)
    {
        var (isGone, outbound) = await executor.Apply(async unit =>
        {
            if (await Lock(unit.Sql, timer.Key) is not { State: MessageState.Scheduled or MessageState.Queued } row)
            {
                return (IsGone: true, Outbound: null);
            }

            var verdict = Permission.Decide(await Request(unit, row));
            if (verdict.End is { } end)
            {
                SaveTrail(unit, row, verdict.Decisions);
                End(unit, row, end, verdict.Reason, verdict.Decisions[^1].Check);
                return (IsGone: true, Outbound: null);
            }

            if (verdict.PostponedUntil is { } until)
            {
                Postpone(unit, row, verdict, until);
                return (IsGone: false, Outbound: null);
            }

            return (IsGone: false, Outbound: (OutboundMessage?)await Queue(unit, row, verdict));
        });
        if (isGone)
        {
            await executor.Execute(timer, _ => Task.CompletedTask);
        }

        return outbound;
    }

    /// <summary>The provider took it.</summary>
    public Task Sent(DueTimer timer, OutboundMessage message, string provider) => executor.Execute(timer, async unit =>
    {
        if (await Lock(unit.Sql, message.Row.MessageId) is not { State: MessageState.Queued } row)
        {
            return;
        }

        SaveTrail(unit, row, [Decision.Allowed("PROVIDER", "ACCEPTED", ("provider", provider))]);
        unit.Sql.Defer(
            "update messages set state = @state, reason = '', sent_at = @now, version = version + 1 where message_id = @id",
            new { state = (long)MessageState.Sent, now = unit.Now.ToMicros(), id = row.MessageId });
        Publish(unit, row, row.Version + 1, unit.Now, Sent(row));
    });

    /// <summary>
    /// The provider did not take it. For good: the next medium's turn, at once. For now: again after the pause, until the deadline; the media take turns when one
    /// fails often.
    /// </summary>
    public Task NotSent(DueTimer timer, OutboundMessage message, string provider, bool isPermanent, TimeSpan pause) => executor.Execute(timer, async unit =>
    {
        if (await Lock(unit.Sql, message.Row.MessageId) is not { State: MessageState.Queued } row)
        {
            return;
        }

        var attempt = row.Attempts + 1;
        var isNextTurn = isPermanent || attempt % AttemptsPerMedium == 0;
        var others = row.Media.Where(medium => medium != message.Medium).ToList();
        var media = isPermanent ? others : isNextTurn ? [.. others, message.Medium] : row.Media;
        var reason = isPermanent ? "PROVIDER_REFUSED" : "PROVIDER_AWAY";
        if (isNextTurn || row.Attempts == 0)
        {
            SaveTrail(unit, row, [Decision.Of("PROVIDER", isPermanent ? "FAILED" : "POSTPONED", reason, ("provider", provider),
                ("medium", message.Medium.Name()), ("attempt", attempt.ToString(CultureInfo.InvariantCulture)))]);
        }

        var retry = isPermanent ? unit.Now : unit.Now + pause;
        var contact = (await ContactStore.Find(unit.Sql, row.ContactId))?.Contact;
        if (retry >= Instants.FromMicros(row.DeadlineAt) || (isPermanent && !media.Any(medium => contact?.AddressFor(medium).Length > 0)))
        {
            End(unit, row, MessageState.Failed, reason, "PROVIDER");
            return;
        }

        unit.Sql.Defer(
            "update messages set attempts = @attempts, media = @media where message_id = @id",
            new { attempts = isPermanent ? 0 : attempt, media = MessageRow.TextOf(media), id = row.MessageId });
        unit.Schedule(SendTimer, row.MessageId, retry);
    });

    /// <summary>
    /// What a provider tells afterwards: in any order, more than once; a later state is never undone. A receipt may overtake our own note that the message was sent.
    /// </summary>
    public Task<MessageRow> Receipt(RecordReceiptRequest request) => executor.Apply(async unit =>
    {
        if (ReportedTime.IsAhead(request.OccurredAt.ToDateTimeOffset(), unit.Now))
        {
            throw new RefusedException(new FieldRefused("occurred_at", "OCCURRED_IN_FUTURE", "A receipt does not lie in the future."));
        }

        var row = await Lock(unit.Sql, request.MessageId) ?? throw new RefusedException(new MessageNotFound());
        if (row.Medium is Medium.None)
        {
            // It was never handed over: this is about something else.
            return row;
        }

        var state = (MessageState)request.State;
        if (state is MessageState.Bounced && request.Permanent)
        {
            ContactStore.Suppress(unit, row.Medium, row.RecipientHash, "BOUNCED_BEFORE");
        }

        if (Rank(state) <= Rank(row.State))
        {
            return row;
        }

        var version = row.Version;
        var isSent = row.SentAt is not null || state is not MessageState.Failed;
        if (isSent && row.SentAt is null)
        {
            Publish(unit, row, ++version, request.OccurredAt.ToDateTimeOffset(), Sent(row));
        }

        var reason = state switch { MessageState.Bounced => "BOUNCED", MessageState.Failed => "PROVIDER_REFUSED", _ => "" };
        SaveTrail(unit, row, [Decision.Of("PROVIDER", reason.Length == 0 ? "ALLOWED" : "FAILED", reason.Length == 0 ? state.Name() : reason,
            ("provider", request.Provider), ("detail", request.Detail))]);
        switch (state)
        {
            case MessageState.Delivered:
                Publish(unit, row, ++version, request.OccurredAt.ToDateTimeOffset(), new MessageDelivered { Medium = row.Medium.ToContract() });
                break;
            case MessageState.Bounced or MessageState.Failed:
                Publish(unit, row, ++version, unit.Now, Failed(row, reason, state is MessageState.Bounced));
                break;
        }

        unit.Sql.Defer(
            "update messages set state = @state, reason = @reason, sent_at = @sent, delivered_at = @delivered, version = @version where message_id = @id",
            new
            {
                state = (long)state,
                reason,
                sent = row.SentAt ?? (isSent ? request.OccurredAt.ToMicros() : null),
                delivered = state is MessageState.Delivered ? request.OccurredAt.ToMicros() : row.DeliveredAt,
                version,
                id = row.MessageId,
            });
        return (await Find(unit.Sql, row.MessageId))!;
    });

    /// <summary>One message.</summary>
    public Task<MessageRow?> Find(string messageId) => database.Read(sql => Find(sql, messageId));

    /// <summary>The trail of a message.</summary>
    public Task<IReadOnlyList<DecisionRow>> Trail(string messageId) => database.Read(sql => sql.Query<DecisionRow>(
        "select check_name as CheckName, outcome as Outcome, reason as Reason, facts as Facts, decided_at as DecidedAt from decisions where message_id = @messageId order by seq",
        new { messageId }));

    /// <summary>Messages about somebody's matters, wherever they went, latest first, from behind the given place.</summary>
    public Task<IReadOnlyList<MessageRow>> List(string ownerId, string subjectId, long beforeCreated, string beforeId, int count) => database.Read(sql => sql.Query<MessageRow>(
        $"""
        select {MessageRow.Columns} from messages
        where owner_id = @ownerId and (@subjectId = '' or subject_id = @subjectId) and (created_at < @beforeCreated or (created_at = @beforeCreated and message_id < @beforeId))
        order by created_at desc, message_id desc limit @count
        """,
        new { ownerId, subjectId, beforeCreated, beforeId, count }));

    /// <summary>Everybody's messages, latest first, from behind the given place, with what the embedded mailbox received of them.</summary>
    public Task<IReadOnlyList<FoundRow>> Find(MessageFilter filter, long beforeCreated, string beforeId, int count) => database.Read(async sql =>
    {
        var states = filter.States.Select(state => (long)state).ToArray();
        var rows = await sql.Query<MessageRow>(
            $"""
            select {MessageRow.Columns} from messages
            where (@contactId = '' or owner_id = @contactId or contact_id = @contactId)
                and (@medium = @none or medium = @medium or (medium = @none and ',' || media || ',' like '%,' || @medium || ',%'))
                and (@anyState = 1 or state {sql.Dialect.In("@states")})
                and (created_at < @beforeCreated or (created_at = @beforeCreated and message_id < @beforeId))
            order by created_at desc, message_id desc limit @count
            """,
            new
            {
                contactId = filter.ContactId,
                medium = filter.Medium.Name(),
                none = Medium.None.Name(),
                anyState = states.Length == 0 ? 1 : 0,
                states,
                beforeCreated,
                beforeId,
                count,
            });
        var ids = rows.Select(row => row.MessageId).ToArray();
        var received = (await sql.Query<MailboxRow>($"select {MailboxRow.Columns} from mailbox where message_id {sql.Dialect.In("@ids")}", new { ids }))
            .ToDictionary(row => row.MessageId, StringComparer.Ordinal);
        return (IReadOnlyList<FoundRow>)[.. rows.Select(row => new FoundRow(row, received.GetValueOrDefault(row.MessageId)))];
    });

    /// <summary>The embedded mailbox, latest first.</summary>
    public Task<IReadOnlyList<MailboxRow>> Mailbox(string contactId, long before, int count) => database.Read(sql => sql.Query<MailboxRow>(
        $"select {MailboxRow.Columns} from mailbox where (@contactId = '' or contact_id = @contactId) and seq < @before order by seq desc limit @count",
        new { contactId, before, count }));

    private static string Owner(Dictionary<string, object?> data) =>
        OwnerFields.Select(field => JourneyCatalogue.Text(data, field)).FirstOrDefault(id => id.Length > 0) ?? "";

    private static async Task<string> Insert(UnitOfWork unit, NewMessage message)
    {
        var id = unit.NewId().ToString();
        var inserted = await unit.Sql.Execute(
            """
            insert into messages (message_id, dedupe_key, contact_id, owner_id, state, reason, journey_id, journey_version, step_id, subject_id, campaign_id, legal_class, purpose, media, medium, recipient_hash, box_hash,
                language, title, text, data, trigger_name, trigger_event_id, attempts, version, created_at, scheduled_at, deadline_at)
            values (@id, @key, @contact, @owner, @state, '', @journey, @journeyVersion, @step, @subject, @campaign, @legalClass, @purpose, @media, @none, '', '', '', '', '', @data, @trigger, @event, 0, 1, @now, @at, @deadline)
            on conflict (dedupe_key) do nothing
            """,
            new
            {
                id,
                key = message.DedupeKey,
                contact = message.ContactId,
                owner = message.OwnerId.Length > 0 ? message.OwnerId : message.ContactId,
                state = (long)MessageState.Scheduled,
                journey = message.JourneyId,
                journeyVersion = message.JourneyVersion,
                step = message.StepId,
                subject = message.SubjectId,
                campaign = message.CampaignId,
                legalClass = message.LegalClass.Name(),
                purpose = message.Purpose.Name(),
                media = MessageRow.TextOf(message.Media),
                none = Medium.None.Name(),
                data = message.Data,
                trigger = message.TriggerName,
                @event = message.TriggerEventId,
                now = unit.Now.ToMicros(),
                at = message.At.ToMicros(),
                deadline = message.Deadline.ToMicros(),
            });
        if (inserted == 0)
        {
            return await unit.Sql.QueryFirst<string>("select message_id from messages where dedupe_key = @key", new { key = message.DedupeKey }) ?? "";
        }

        unit.Schedule(SendTimer, id, message.At);
        return id;
    }

    private static Task<MessageRow?> Find(SqlSession sql, string messageId) =>
        sql.QueryFirst<MessageRow>($"select {MessageRow.Columns} from messages where message_id = @messageId", new { messageId });

    private static Task<MessageRow?> Lock(SqlSession sql, string messageId) =>
        sql.QueryFirst<MessageRow>($"select {MessageRow.Columns} from messages where message_id = @messageId{sql.Dialect.LockRow}", new { messageId });

    private static int Rank(MessageState state) => state switch
    {
        MessageState.Scheduled or MessageState.Queued => 0,
        MessageState.Sent => 1,
        MessageState.Failed => 2,
        MessageState.Delivered => 3,
        MessageState.Bounced => 4,
        _ => 5,
    };

    private async Task<PermissionRequest> Request(UnitOfWork unit, MessageRow row)
    {
        var contact = (await ContactStore.Find(unit.Sql, row.ContactId))?.Contact;
        if (row.LegalClass is LegalClass.Marketing || !row.Media.Any(medium => contact?.AddressFor(medium).Length > 0))
        {
            // Advertisements to one person are decided one after the other, or together they would exceed the cap. A message that has nobody to go to is decided before or after
            // an address comes, never beside it: else it would sleep through it.
            await ContactStore.Lock(unit.Sql, row.ContactId);
            contact = (await ContactStore.Find(unit.Sql, row.ContactId))?.Contact;
        }

        var consents = (await ContactStore.Consents(unit.Sql, row.ContactId)).Where(consent => consent.Purpose == row.Purpose)
            .GroupBy(consent => consent.Medium).ToDictionary(group => group.Key, group => new ConsentInForce(
                group.First().Granted != 0, Instants.FromMicros(group.First().DecidedAt), group.First().Source, group.First().WordingVersion));
        return new PermissionRequest(
            row.LegalClass, row.Media, contact, contact is null ? new Dictionary<Medium, string>() : await ContactStore.Suppressed(unit.Sql, contact, addresses), consents,
            await Untrue(unit.Sql, row), await SentCounts.Marketing(unit, row), await SentCounts.ToAddresses(unit, row, contact, addresses), unit.Now, Instants.FromMicros(row.DeadlineAt));
    }

    private async Task<string?> Untrue(SqlSession sql, MessageRow row)
    {
        if (journeys.CorrectedBy(row.JourneyId) is { Count: > 0 } corrected && !await WentOut(sql, corrected, row.SubjectId))
        {
            return "NOTHING_TO_CORRECT";
        }

        if (journeys.Step(row.JourneyId, row.StepId) is not { CancelWhen.Count: > 0 } step)
        {
            return null;
        }

        var data = EventData.Parse(row.Data);
        var (orderId, promiseId, pickupId) = (JourneyCatalogue.Text(data, "orderId"), JourneyCatalogue.Text(data, "promiseId"), JourneyCatalogue.Text(data, "pickupId"));
        var facts = await sql.Query<string>(
            "select fact from subject_facts where subject_id = @SubjectId or subject_id = @orderId or subject_id = @promiseId or subject_id = @pickupId",
            new { row.SubjectId, orderId, promiseId, pickupId });
        return step.CancelWhen.FirstOrDefault(facts.Contains);
    }

    private static async Task<bool> WentOut(SqlSession sql, IEnumerable<string> journeys, string subjectId) => await sql.QueryFirst<long>(
        $"select count(*) from messages where subject_id = @subjectId and journey_id {sql.Dialect.In("@journeys")} and (sent_at is not null or state = @queued)",
        new { subjectId, journeys = journeys.ToArray(), queued = (long)MessageState.Queued }) > 0;

    private static void Postpone(UnitOfWork unit, MessageRow row, PermissionVerdict verdict, DateTimeOffset until)
    {
        // The same postponement again is no news: only the first leaves a trace.
        if (row.Reason != verdict.Reason)
        {
            SaveTrail(unit, row, verdict.Decisions);
        }

        unit.Sql.Defer(
            "update messages set state = @state, reason = @reason, scheduled_at = @until where message_id = @id",
            new { state = (long)MessageState.Scheduled, reason = verdict.Reason, until = until.ToMicros(), id = row.MessageId });
        unit.Schedule(SendTimer, row.MessageId, until);
    }

    private async Task<OutboundMessage> Queue(UnitOfWork unit, MessageRow row, PermissionVerdict verdict)
    {
        var contact = (await ContactStore.Find(unit.Sql, row.ContactId))!.Value.Contact;
        var content = Render(row, contact, pickupId => pickupCodes.Of(pickupId));

        // A code of a pickup goes to its owner, and is kept nowhere.
        var kept = Render(row, contact, _ => PickupCodes.Mask);
        var recipient = contact.AddressFor(verdict.Medium);
        if (row.State is MessageState.Scheduled || row.Medium != verdict.Medium)
        {
            SaveTrail(unit, row, verdict.Decisions);
        }

        unit.Sql.Defer(
            """
            update messages set state = @state, reason = '', medium = @medium, recipient_hash = @recipient, box_hash = @box, language = @language, title = @title, text = @text where message_id = @id
            """,
            new
            {
                state = (long)MessageState.Queued,
                medium = verdict.Medium.Name(),
                recipient = addresses.Of(verdict.Medium, recipient),
                box = addresses.OfBox(verdict.Medium, recipient),
                language = content.Language,
                title = kept.Title,
                text = kept.Text,
                id = row.MessageId,
            });
        var headers = row.LegalClass.IsOwed() ? new Dictionary<string, string>() : unsubscribe.Headers(row.ContactId, row.Purpose, verdict.Medium);
        return new OutboundMessage(row, verdict.Medium, recipient, content, headers);
    }

    private RenderedMessage Render(MessageRow row, Contact contact, Func<string, string> codeOf)
    {
        var data = EventData.Parse(row.Data);
        if (row.CampaignId.Length > 0)
        {
            return Templates.Render(Localized(data, "title"), Localized(data, "text"), contact.Language, CampaignData(contact));
        }

        data["timeZone"] = contact.TimeZone;
        data["orderLink"] = orderLinks.For(data);
        if (JourneyCatalogue.Text(data, "pickupId") is { Length: > 0 } pickupId)
        {
            data["pickupCode"] = codeOf(pickupId);
        }

        // The acknowledgement of a declaration says who declared.
        if (row.LegalClass is LegalClass.Statutory)
        {
            data["name"] = contact.Name;
        }

        if (row.LegalClass is LegalClass.Marketing)
        {
            data["cartLink"] = cartLinks.For(data, row.JourneyId);
        }

        return templates.Render(journeys.Step(row.JourneyId, row.StepId)?.Template ?? row.JourneyId, contact.Language, data);
    }

    /// <summary>What the texts of a campaign may say about a person.</summary>
    internal static Dictionary<string, object?> CampaignData(Contact contact) =>
        new() { ["contactId"] = contact.ContactId, ["name"] = contact.Name, ["language"] = contact.Language };

    private static Dictionary<string, string> Localized(Dictionary<string, object?> data, string field) =>
        ((Dictionary<string, object?>)data[field]!).ToDictionary(text => text.Key, text => (string)text.Value!);

    private static void SaveTrail(UnitOfWork unit, MessageRow row, IEnumerable<Decision> decisions)
    {
        foreach (var decision in decisions)
        {
            unit.Sql.Defer(
                "insert into decisions (message_id, check_name, outcome, reason, facts, decided_at) values (@id, @check, @outcome, @reason, @facts, @now)",
                new
                {
                    id = row.MessageId,
                    check = decision.Check,
                    outcome = decision.Outcome,
                    reason = decision.Reason,
                    facts = JsonSerializer.Serialize(decision.Facts),
                    now = unit.Now.ToMicros(),
                });
        }
    }

    private static void End(UnitOfWork unit, MessageRow row, MessageState state, string reason, string check)
    {
        unit.Sql.Defer(
            "update messages set state = @state, reason = @reason, version = version + 1 where message_id = @id",
            new { state = (long)state, reason, id = row.MessageId });
        switch (state)
        {
            case MessageState.Suppressed:
                Publish(unit, row, row.Version + 1, unit.Now, new MessageSuppressed
                {
                    Medium = (row.Media.Count > 0 ? row.Media[0] : Medium.None).ToContract(), LegalClass = row.LegalClass.ToContract(), Check = check, Reason = reason, CampaignId = row.CampaignId,
                });
                break;
            case MessageState.Cancelled:
                Publish(unit, row, row.Version + 1, unit.Now, new MessageCancelled { Reason = reason });
                break;
            default:
                Publish(unit, row, row.Version + 1, unit.Now, Failed(row, reason, isBounced: false));
                break;
        }
    }

    private static void Publish(UnitOfWork unit, MessageRow row, long version, DateTimeOffset at, IMessageEvent message)
    {
        message.MessageId = row.MessageId;
        message.ContactId = row.ContactId;
        message.JourneyId = row.JourneyId;
        message.StepId = row.StepId;
        message.SubjectId = row.SubjectId;
        unit.Publish(row.MessageId, version, EventHeader.News(at).On(message));
    }

    private static MessageFailed Failed(MessageRow row, string reason, bool isBounced) => new() { Medium = row.Medium.ToContract(), Reason = reason, Bounced = isBounced };

    private static MessageSent Sent(MessageRow row) => new()
    {
        Medium = row.Medium.ToContract(), LegalClass = row.LegalClass.ToContract(), Language = row.Language, CampaignId = row.CampaignId,
    };

    private sealed record NewMessage(
        string DedupeKey, string ContactId, string OwnerId, string JourneyId, int JourneyVersion, string StepId, string SubjectId, string CampaignId, LegalClass LegalClass, ConsentPurpose Purpose,
        IReadOnlyList<Medium> Media, string Data, string TriggerName, string TriggerEventId, DateTimeOffset At, DateTimeOffset Deadline);
}
