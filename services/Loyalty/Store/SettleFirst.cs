using Omnichannel.Platform.Execution;

namespace Omnichannel.Loyalty.Store;

/// <summary>
/// Settles who comes first where there is no row to lock yet. Whoever is told to wait must look again afterwards: what the other one wrote is there then.
/// Else each could miss what the other was just writing, and both would commit.
/// </summary>
internal static class SettleFirst
{
    /// <summary>Somebody who is not a member yet buys, or enrols, or turns out to be somebody.</summary>
    public static Task Owner(UnitOfWork unit, string ownerId) => unit.Sql.Lock(NameOf(ownerId));

    /// <summary>The same for what is asked for after it.</summary>
    public static void AskOwner(UnitOfWork unit, string ownerId) => unit.Sql.AskLock(NameOf(ownerId));

    private static string NameOf(string ownerId) => "owner/" + ownerId;
}
