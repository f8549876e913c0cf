using Google.Protobuf.WellKnownTypes;
using Omnichannel.Cart.V1;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Types.V1;

namespace Omnichannel.CartSync.Store;

/// <summary>
/// Whose each guest is, told to all services: keyed by the guest and counted up, which no cart can do, for a guest's carts in several markets may move into the carts of
/// several customers. Made from the carts' own events, in the inbox transaction. The latest merge that was not taken back decides.
/// </summary>
public sealed class GuestLinks
{
    /// <summary>A guest's cart moved into a customer's: somebody logged in.</summary>
    public async Task Merged(UnitOfWork unit, CartMerged merged)
    {
        var guest = await Lock(unit, merged.GuestId).ConfigureAwait(false);
        var isNew = await unit.Sql.Execute(
            """
            insert into guest_merges (guest_id, merge_id, customer_id, position) values (@GuestId, @MergeId, @CustomerId, @position)
            on conflict (guest_id, merge_id) do nothing
            """,
            new { merged.GuestId, merged.MergeId, merged.CustomerId, position = guest.Version + 1 }).ConfigureAwait(false) > 0;
        if (isNew)
        {
            await Tell(unit, guest, merged.MergeId, EventHeader.Of(merged)).ConfigureAwait(false);
        }
    }

    /// <summary>A merge was taken back: it was not them after all.</summary>
    public async Task Undone(UnitOfWork unit, CartMergeUndone undone)
    {
        var guest = await Lock(unit, undone.GuestId).ConfigureAwait(false);
        await unit.Sql.Execute("delete from guest_merges where guest_id = @GuestId and merge_id = @MergeId", new { undone.GuestId, undone.MergeId }).ConfigureAwait(false);
        await Tell(unit, guest, undone.MergeId, EventHeader.Of(undone)).ConfigureAwait(false);
    }

    private static async Task<Guest> Lock(UnitOfWork unit, string guestId)
    {
        await unit.Sql.Execute("insert into guests (guest_id, customer_id, version) values (@guestId, '', 0) on conflict (guest_id) do nothing", new { guestId })
            .ConfigureAwait(false);
        return (await unit.Sql.QueryFirst<Guest>(
            $"select guest_id as GuestId, customer_id as CustomerId, version as Version from guests where guest_id = @guestId{unit.Sql.Dialect.LockRow}", new { guestId })
            .ConfigureAwait(false))!;
    }

    private static async Task Tell(UnitOfWork unit, Guest before, string mergeId, EventHeader header)
    {
        var holding = await unit.Sql.QueryFirst<Standing>(
            "select customer_id as CustomerId, merge_id as MergeId from guest_merges where guest_id = @GuestId order by position desc limit 1", new { before.GuestId })
            .ConfigureAwait(false);
        var after = before with { CustomerId = holding?.CustomerId ?? "", Version = before.Version + 1 };
        unit.Sql.Defer("update guests set customer_id = @CustomerId, version = @Version where guest_id = @GuestId", after);
        if (after.CustomerId == before.CustomerId)
        {
            return;
        }

        unit.Publish(after.GuestId, after.Version, header.On(holding is null
            ? new GuestUnlinked { GuestId = after.GuestId, CustomerId = before.CustomerId, MergeId = mergeId }
            : new GuestLinked { GuestId = after.GuestId, CustomerId = after.CustomerId, MergeId = holding.MergeId }));
    }

    private sealed record Guest
    {
        public string GuestId { get; init; } = "";

        public string CustomerId { get; init; } = "";

        public long Version { get; init; }
    }

    private sealed record Standing
    {
        public string CustomerId { get; init; } = "";

        public string MergeId { get; init; } = "";
    }
}
