using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>Whose phone numbers were verified to be, as Support-context tells it: keyed hashes, by which a till finds a member and nobody reads a number.</summary>
public static class MemberPhones
{
    /// <summary>A number was verified to be a customer's: the latest such news counts. Numbers are given to others after a while.</summary>
    /// <param name="unit">The unit of work.</param>
    /// <param name="phoneKey">Keyed hash.</param>
    /// <param name="customerId">Whose.</param>
    /// <param name="linkId">By which it is taken back.</param>
    /// <param name="at">When it was verified.</param>
    public static Task Link(UnitOfWork unit, string phoneKey, string customerId, string linkId, DateTimeOffset at) => unit.Sql.Execute(
        """
        insert into member_phones (phone_key, customer_id, link_id, linked_at) values (@phoneKey, @customerId, @linkId, @at)
        on conflict (phone_key) do update set customer_id = excluded.customer_id, link_id = excluded.link_id, linked_at = excluded.linked_at
        where member_phones.linked_at <= excluded.linked_at
        """,
        new { phoneKey, customerId, linkId, at = at.ToMicros() });

    /// <summary>A number is no longer taken for a customer's.</summary>
    public static Task Unlink(UnitOfWork unit, string linkId) => unit.Sql.Execute("delete from member_phones where link_id = @linkId", new { linkId });
}
