using System.Text.Json;
using Omnichannel.Messaging.Content;
using Omnichannel.Messaging.Domain;
using Omnichannel.Messaging.Store;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Messaging.Providers;

/// <summary>A mailbox in this service's own database, for development and tests: what would have gone out can be read through <c>ListMailbox</c>.</summary>
public sealed class MailboxProvider(IDatabase database, TimeProvider clock) : IMessageProvider
{
    /// <inheritdoc/>
    public string Name => "mailbox";

    /// <inheritdoc/>
    public Task Send(OutboundMessage message, CancellationToken cancellation) => database.Write(
        sql => sql.Execute(
            """
            insert into mailbox (message_id, contact_id, medium, recipient, title, text, language, received_at, journey_id, step_id, subject_id, headers, html)
            values (@MessageId, @ContactId, @medium, @Recipient, @Title, @Text, @Language, @now, @JourneyId, @StepId, @SubjectId, @headers, @html)
            on conflict (message_id) do nothing
            """,
            new
            {
                message.Row.MessageId,
                message.Row.ContactId,
                medium = message.Medium.Name(),
                message.Recipient,
                message.Content.Title,
                message.Content.Text,
                message.Content.Language,
                now = clock.GetUtcNow().ToMicros(),
                message.Row.JourneyId,
                message.Row.StepId,
                message.Row.SubjectId,
                headers = JsonSerializer.Serialize(message.Headers),
                html = message.Medium is Medium.Email ? HtmlBody.Of(message.Content) : "",
            }),
        cancellation);
}
