using Omnichannel.Cart.V1;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Platform.Guests;

/// <summary>A guest has another owner than before.</summary>
/// <param name="GuestId">The guest.</param>
/// <param name="Before">The customer until now; null for none.</param>
/// <param name="Now">The customer from now on; null for none.</param>
public sealed record GuestMoved(string GuestId, string? Before, string? Now);

/// <summary>
/// Which customer a guest turned out to be, as Cart-sync tells. Its events are keyed by the guest and counted up: the highest version decides, whatever comes in
/// which order, so that every service answers alike. A merge that was taken back ends the link.
/// </summary>
/// <remarks>Nothing is re-keyed: what a guest did stays the guest's, and is the customer's as long as the link holds.</remarks>
public static class GuestOwners
{
    /// <summary>SQL that selects the guests of a customer: for <c>guest_id in (…)</c>.</summary>
    /// <param name="customerId">The parameter that holds the customer.</param>
    public static string GuestsOf(string customerId) => $"select guest_id from guest_owners where customer_id = {customerId}";

    /// <summary>SQL that selects the guests of a customer as principals name them.</summary>
    /// <param name="customerId">The parameter that holds the customer.</param>
    internal static string PersonsOf(string customerId) => $"select '{Principal.NameOfGuest("")}' || guest_id from guest_owners where customer_id = {customerId}";

    /// <summary>The customer of a guest; null for none.</summary>
    public static Task<string?> Find(SqlSession sql, string guestId) =>
        sql.QueryFirst<string>("select customer_id from guest_owners where guest_id = @guestId", new { guestId });

    /// <summary>A guest is about to be linked: for Cart-sync itself, whose customer asks again before the event has come. What the events say counts.</summary>
    public static void Joining(UnitOfWork unit, string guestId, string customerId) => unit.Sql.Defer(
        """
        insert into guest_owners (guest_id, customer_id, version) values (@guestId, @customerId, 0)
        on conflict (guest_id) do update set customer_id = excluded.customer_id where guest_owners.customer_id is null
        """,
        new { guestId, customerId });

    /// <summary>A guest is a customer from now on; null when that is known, or something later is.</summary>
    public static Task<GuestMoved?> Linked(UnitOfWork unit, ConsumedEvent<GuestLinked> news) =>
        Follow(unit, news.Message.GuestId, news.Message.CustomerId, news.Record.AggregateVersion);

    /// <summary>A guest is nobody's any more; null when that is known, or something later is.</summary>
    public static Task<GuestMoved?> Unlinked(UnitOfWork unit, ConsumedEvent<GuestUnlinked> news) =>
        Follow(unit, news.Message.GuestId, null, news.Record.AggregateVersion);

    /// <summary>Follows one of a guest's events.</summary>
    /// <param name="unit">The transaction of its inbox row.</param>
    /// <param name="guestId">The guest.</param>
    /// <param name="customerId">Whose the guest is since; null for nobody's.</param>
    /// <param name="version">Of the guest.</param>
    /// <returns>Whose the guest was and is; null when nothing changed.</returns>
    public static async Task<GuestMoved?> Follow(UnitOfWork unit, string guestId, string? customerId, long version)
    {
        // The row first, so that the next statement finds it and waits for whoever changes it.
        await unit.Sql.Execute(
            "insert into guest_owners (guest_id, customer_id, version) values (@guestId, null, 0) on conflict (guest_id) do nothing", new { guestId }).ConfigureAwait(false);
        var known = (await unit.Sql.QueryFirst<Row>(
            $"select customer_id as CustomerId, version as Version from guest_owners where guest_id = @guestId{unit.Sql.Dialect.LockRow}", new { guestId })
            .ConfigureAwait(false))!;
        if (version <= known.Version)
        {
            return null;
        }

        unit.Sql.Defer("update guest_owners set customer_id = @customerId, version = @version where guest_id = @guestId", new { guestId, customerId, version });
        return customerId == known.CustomerId ? null : new GuestMoved(guestId, known.CustomerId, customerId);
    }

    private sealed record Row
    {
        public string? CustomerId { get; init; }

        public long Version { get; init; }
    }
}
