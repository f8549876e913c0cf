using Omnichannel.Platform.People;
using Omnichannel.Platform.Storage;

namespace Omnichannel.CartSync.Store;

/// <summary>Rows of tables with <c>person_id</c> and <c>owner_is_guest</c> that are a person's in their own right.</summary>
internal static class PersonRows
{
    /// <summary>The condition, with <see cref="Names"/>.</summary>
    public static string IsOf(SqlSession sql, Person person) =>
        $"(({(person.Customers.Count == 0 ? "1 = 0" : $"owner_is_guest = 0 and person_id {sql.Dialect.In("@customers")}")})"
        + $" or ({(person.Guests.Count == 0 ? "1 = 0" : $"owner_is_guest = 1 and person_id {sql.Dialect.In("@guests")}")}))";

    /// <summary>Its parameters.</summary>
    public static object Names(Person person) => new { customers = person.Customers.ToArray(), guests = person.Guests.ToArray() };
}
