using Omnichannel.Messaging.V1;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Timers;
using Omnichannel.Returns.Store;
using Omnichannel.Types.V1;

namespace Omnichannel.Returns.Transport;

/// <summary>Time changes something about a withdrawal.</summary>
public sealed class WithdrawalLook(WithdrawalWatch watch) : ITimerHandler
{
    /// <inheritdoc/>
    public Task Fire(DueTimer timer, CancellationToken cancellation) => watch.Look(timer, cancellation);
}

/// <summary>Tells Messaging where an acknowledgement goes: again until it has heard, since the withdrawal is in effect already.</summary>
public sealed class WithdrawalContact(WithdrawalStore store, CommandExecutor executor, ContactService.ContactServiceClient contacts) : ITimerHandler
{
    /// <inheritdoc/>
    public async Task Fire(DueTimer timer, CancellationToken cancellation)
    {
        if (await store.Evidence(timer.Key, cancellation).ConfigureAwait(false) is { } row)
        {
            var withdrawal = row.ToDomain();
            var details = new ContactDetails { Name = withdrawal.Name, Email = withdrawal.Email, Language = withdrawal.Language, TimeZone = withdrawal.TimeZone };
            await contacts.PutContactAsync(new PutContactRequest { ContactId = withdrawal.ContactId, Details = details }, cancellationToken: cancellation).ConfigureAwait(false);
        }

        await executor.Execute(timer, _ => Task.CompletedTask, cancellation).ConfigureAwait(false);
    }
}

/// <summary>Messaging tells that an acknowledgement left.</summary>
public sealed class AcknowledgementEvents
{
    // The journey's name is part of Messaging's data, as its subject is: the withdrawal's id.
    private const string Journey = "withdrawal-acknowledgement";

    /// <summary>A message left for its provider.</summary>
    public Task Sent(ConsumedEvent<MessageSent> consumed, UnitOfWork work) => consumed.Message.JourneyId == Journey
        ? WithdrawalWatch.Acknowledged(work, consumed.Message.SubjectId, consumed.Message.EffectiveAt.ToInstant())
        : Task.CompletedTask;
}
