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

    /// <summary>A guest, whoever they turned out to be.</summary>
    public static Person OfGuest(string guestId) => new([], [guestId]);
}
