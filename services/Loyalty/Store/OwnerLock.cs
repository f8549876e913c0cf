using Omnichannel.Platform.Execution;

namespace Omnichannel.Loyalty.Store;

/// <summary>
/// Serialises, for somebody who is not a member (yet), the arrival of an order with enrolment and linking: else an order could be remembered just after
/// the enrolment looked for remembered orders. A row of its own, because there is no member row to lock.
/// </summary>
internal static class OwnerLock
{
    public static Task Take(UnitOfWork unit, string ownerId) => unit.Sql.Execute(
        "insert into owner_locks (owner_id, taken) values (@ownerId, 1) on conflict (owner_id) do update set taken = owner_locks.taken + 1",
        new { ownerId });
}
