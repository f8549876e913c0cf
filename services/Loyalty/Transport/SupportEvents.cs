using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.People;
using Omnichannel.Platform.Text;
using Omnichannel.Support.V1;

namespace Omnichannel.Loyalty.Transport;

/// <summary>
/// Support-context's events: by which phone numbers tills find members, whose address a guest gave, with which devices people are seen, when they have birthday, and who is one person
/// with whom.
/// </summary>
public sealed class SupportEvents(MemberMerges merges, Store.Orders orders, Birthdays birthdays, KeyedHash hash)
{
    /// <summary>Two customers are one person from now on.</summary>
    public async Task PersonMerged(ConsumedEvent<PersonMerged> merged, UnitOfWork unit) =>
        await merges.Follow(unit, merged.Message.MergeId, false, await PersonMerges.Merged(unit, merged).ConfigureAwait(false)).ConfigureAwait(false);

    /// <summary>A merge was taken back.</summary>
    public async Task PersonMergeUndone(ConsumedEvent<PersonMergeUndone> undone, UnitOfWork unit) =>
        await merges.Follow(unit, undone.Message.MergeId, true, await PersonMerges.Undone(unit, undone).ConfigureAwait(false)).ConfigureAwait(false);

    /// <summary>A profile has another birthday.</summary>
    public Task BirthdaySet(ConsumedEvent<BirthdaySet> told, UnitOfWork unit) => birthdays.Follow(
        unit, told.Message.CustomerId, BirthdayKeys.Find(hash, told.Message.CustomerId, told.Message.DayKey) is { } monthDay ? Birthday.Read(monthDay) : null);

    /// <summary>A name is a customer's. What guests bought who gave an address that was verified is the customer's, too.</summary>
    public async Task IdentityLinked(ConsumedEvent<IdentityLinked> consumed, UnitOfWork unit)
    {
        var linked = consumed.Message;
        if (linked is { Kind: IdentityKind.Device, Value.Length: > 0 })
        {
            await PersonMarks.Seen(unit, linked.CustomerId, ReferralGuesses.KeyOf(hash, linked.Value)).ConfigureAwait(false);
        }
        else if (linked is { Kind: IdentityKind.Phone or IdentityKind.Email, Assurance: IdentityAssurance.Verified, NameKey.Length: > 0 })
        {
            var kind = linked.Kind is IdentityKind.Email ? NameKind.Email : NameKind.Phone;
            var name = new VerifiedName(kind, linked.NameKey, linked.CustomerId, linked.LinkId, OrderEvents.At(linked.EffectiveAt, consumed.Record));
            if (await VerifiedNames.Link(unit, name).ConfigureAwait(false) && kind is NameKind.Email)
            {
                await orders.Claim(unit, name).ConfigureAwait(false);
            }
        }
    }

    /// <summary>A name or a device is no longer taken for a customer's.</summary>
    public Task IdentityUnlinked(ConsumedEvent<IdentityUnlinked> consumed, UnitOfWork unit) => consumed.Message.Kind switch
    {
        IdentityKind.Phone or IdentityKind.Email => VerifiedNames.Unlink(unit, consumed.Message.LinkId),
        IdentityKind.Device => PersonMarks.Forget(unit, consumed.Message.CustomerId, ReferralGuesses.KeyOf(hash, consumed.Message.Value)),
        _ => Task.CompletedTask,
    };
}
