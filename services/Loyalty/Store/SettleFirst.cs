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
        await unit.Sql.Lock("owner/" + (await PersonMerges.Group(unit.Sql, ownerId).ConfigureAwait(false))[0]).ConfigureAwait(false);
}
