using Omnichannel.Loyalty.Store;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Text;
using Omnichannel.Support.V1;

namespace Omnichannel.Loyalty.Transport;

/// <summary>Support-context's events: by which phone numbers tills find members, and with which devices people are seen.</summary>
public sealed class SupportEvents(KeyedHash hash)
{
    public Task IdentityLinked(ConsumedEvent<IdentityLinked> consumed, UnitOfWork unit)
    {
        var linked = consumed.Message;
        return linked is { Kind: IdentityKind.Device, Value.Length: > 0 } ? PersonMarks.Seen(unit, linked.CustomerId, ReferralGuesses.KeyOf(hash, linked.Value))
            : linked is { Kind: IdentityKind.Phone, Assurance: IdentityAssurance.Verified, NameKey.Length: > 0 }
            ? MemberPhones.Link(unit, linked.NameKey, linked.CustomerId, linked.LinkId, OrderEvents.At(linked.EffectiveAt, consumed.Record))
            : Task.CompletedTask;
    }

    public Task IdentityUnlinked(ConsumedEvent<IdentityUnlinked> consumed, UnitOfWork unit) => consumed.Message.Kind switch
    {
        IdentityKind.Phone => MemberPhones.Unlink(unit, consumed.Message.LinkId),
        IdentityKind.Device => PersonMarks.Forget(unit, consumed.Message.CustomerId, ReferralGuesses.KeyOf(hash, consumed.Message.Value)),
        _ => Task.CompletedTask,
    };
}
