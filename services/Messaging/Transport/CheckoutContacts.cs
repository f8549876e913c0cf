using Omnichannel.Cart.V1;
using Omnichannel.Messaging.Store;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Timers;

namespace Omnichannel.Messaging.Transport;

/// <summary>Contacts that were given for one checkout: of those that came to nothing, nobody is to be reached for long.</summary>
internal sealed class CheckoutContacts(ContactStore contacts) : ITimerHandler
{
    /// <summary>A checkout was given up.</summary>
    public Task Cancelled(ConsumedEvent<CheckoutCancelled> e, UnitOfWork unit)
    {
        ContactStore.ForgetLater(unit, e.Message.CheckoutId);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Fire(DueTimer timer, CancellationToken cancellation) => contacts.Forget(timer, cancellation);
}
