using Omnichannel.Messaging.Store;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Returns.V1;

namespace Omnichannel.Messaging.Transport;

/// <summary>Withdrawals from contracts: each is acknowledged at once. The contact that was given for that alone is forgotten afterwards.</summary>
internal sealed class WithdrawalEvents(JourneyEvents journeys)
{
    private const string OwnContact = "withdrawal-";

    /// <summary>One took effect.</summary>
    public Task Confirmed(ConsumedEvent<WithdrawalConfirmed> e, UnitOfWork unit)
    {
        if (e.Message.ContactId.StartsWith(OwnContact, StringComparison.Ordinal))
        {
            ContactStore.ForgetLater(unit, e.Message.ContactId);
        }

        return journeys.Take(e, unit);
    }
}
