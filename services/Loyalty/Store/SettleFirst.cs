using Omnichannel.Platform.Execution;
using Omnichannel.Platform.People;

namespace Omnichannel.Loyalty.Store;

/// <summary>
/// Settles who comes first where there is no row to lock yet. Whoever is told to wait must look again afterwards: what the other one wrote is there then.
/// Else each could miss what the other was just writing, and both would commit.
/// </summary>
internal static class SettleFirst
{
    /// <summary>Somebody who is not a member yet buys, or enrols, or turns out to be somebody.</summary>
    public static async Task Owner(UnitOfWork unit, string ownerId) =>
        await unit.Sql.Lock(NameOf((await PersonMerges.Group(unit.Sql, ownerId).ConfigureAwait(false))[0])).ConfigureAwait(false);

    /// <summary>The same of a guest, whom nobody is merged with, for what is asked for after it.</summary>
    public static void AskGuest(UnitOfWork unit, string guestId) => unit.Sql.AskLock(NameOf(guestId));

    private static string NameOf(string ownerId) => "owner/" + ownerId;
}
