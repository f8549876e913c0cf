using Omnichannel.Platform.Storage;

namespace Omnichannel.Platform.People;

/// <summary>All ids under which a service may have something of one person.</summary>
/// <param name="Customers">The customer, and who was merged into them.</param>
/// <param name="Guests">The guests who turned out to be one of these, or the one guest who was asked about.</param>
public sealed record Person(IReadOnlyList<string> Customers, IReadOnlyList<string> Guests)
{
    /// <summary>A customer, as this service knows them by now.</summary>
    public static async Task<Person> OfCustomer(SqlSession sql, string customerId)
    {
        var customers = await PersonMerges.Everybody(sql, customerId).ConfigureAwait(false);
        var guests = await sql.Query<string>(
            $"select guest_id from guest_owners where customer_id {sql.Dialect.In("@customers")} order by guest_id", new { customers = customers.ToArray() }).ConfigureAwait(false);
        return new Person(customers, guests);
    }

    /// <summary>SQL that selects all ids under which something of a customer may be, their own among them: for <c>owner_id in (…)</c>.</summary>
    /// <param name="customerId">The parameter that holds the customer; a guest's id selects itself.</param>
    public static string IdsOf(string customerId) =>
        $"""
        with recursive merged (id) as (
            select from_id from person_merges where into_id = {customerId} and is_undone = 0
            union
            select m.from_id from merged p join person_merges m on m.into_id = p.id and m.is_undone = 0
        )
        select {customerId} union select id from merged
            union select guest_id from guest_owners where customer_id = {customerId} or customer_id in (select id from merged)
        """;

    /// <summary>A guest, whoever they turned out to be.</summary>
    public static Person OfGuest(string guestId) => new([], [guestId]);
}
