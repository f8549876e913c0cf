using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;

namespace Omnichannel.Platform.Guests;

/// <summary>Which customer a guest turned out to be, as Cart-sync tells: the guest proved it by signing in.</summary>
public static class GuestOwners
{
    /// <summary>SQL for the guests of a customer, as principals name them.</summary>
    /// <param name="customerId">The parameter that holds the customer.</param>
    internal static string PersonsOf(string customerId) => $"select '{Principal.NameOfGuest("")}' || guest_id from guest_owners where customer_id = {customerId}";

    /// <summary>A guest is a customer from now on.</summary>
    public static void Linked(UnitOfWork unit, string guestId, string customerId) => unit.Sql.Defer(
        """
        insert into guest_owners (guest_id, customer_id) values (@guestId, @customerId)
        on conflict (guest_id) do update set customer_id = excluded.customer_id
        """,
        new { guestId, customerId });
}
