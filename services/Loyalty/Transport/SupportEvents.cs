using Omnichannel.Loyalty.Store;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Support.V1;

namespace Omnichannel.Loyalty.Transport;

/// <summary>Support-context's events: by which phone numbers tills find members.</summary>
public sealed class SupportEvents
{
    public Task IdentityLinked(ConsumedEvent<IdentityLinked> consumed, UnitOfWork unit)
    {
        var linked = consumed.Message;
        return linked is { Kind: IdentityKind.Phone, Assurance: IdentityAssurance.Verified, NameKey.Length: > 0 }
            ? MemberPhones.Link(unit, linked.NameKey, linked.CustomerId, linked.LinkId, OrderEvents.At(linked.EffectiveAt, consumed.Record))
            : Task.CompletedTask;
    }

    public Task IdentityUnlinked(ConsumedEvent<IdentityUnlinked> consumed, UnitOfWork unit) =>
        consumed.Message.Kind is IdentityKind.Phone ? MemberPhones.Unlink(unit, consumed.Message.LinkId) : Task.CompletedTask;
}
