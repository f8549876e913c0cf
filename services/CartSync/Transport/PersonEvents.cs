using Omnichannel.CartSync.Sagas;
using Omnichannel.CartSync.Store;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.People;
using Omnichannel.Support.V1;

namespace Omnichannel.CartSync.Transport;

/// <summary>Two customers turned out to be one person, or two after all: wishlists and what they wait for go with them at once, carts follow by a timer.</summary>
public sealed class PersonEvents
{
    /// <summary>Two are one from now on.</summary>
    public async Task Merged(ConsumedEvent<PersonMerged> merged, UnitOfWork unit)
    {
        await Move(unit, await PersonMerges.Merged(unit, merged).ConfigureAwait(false)).ConfigureAwait(false);
        unit.Schedule(PersonMergeSaga.TimerKind, merged.Message.MergeId, unit.Now);
    }

    /// <summary>A merge was taken back.</summary>
    public async Task Undone(ConsumedEvent<PersonMergeUndone> undone, UnitOfWork unit)
    {
        await Move(unit, await PersonMerges.Undone(unit, undone).ConfigureAwait(false)).ConfigureAwait(false);
        unit.Schedule(PersonMergeSaga.TimerKind, undone.Message.MergeId, unit.Now);
    }

    /// <summary>Everything that is a person's in their own right goes to the customer who they are.</summary>
    internal static async Task Move(UnitOfWork unit, IReadOnlyList<PersonMoved> moves)
    {
        foreach (var moved in moves)
        {
            await WishlistStore.Move(unit, moved).ConfigureAwait(false);
            await SubscriptionStore.Move(unit, moved).ConfigureAwait(false);
        }
    }
}
