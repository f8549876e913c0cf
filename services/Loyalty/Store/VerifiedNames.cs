using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>
/// Whose e-mail addresses and phone numbers were verified to be, as Support-context tells it: keyed hashes, by which a till finds a member and a guest's order its buyer, and nobody
/// reads a name.
/// </summary>
public static class VerifiedNames
{
    /// <summary>Who looks whose a name is waits for who links it at this moment.</summary>
    public static Task Lock(UnitOfWork unit, string nameKey) => unit.Sql.Lock(NameOf(nameKey));

    /// <summary>The same for what is asked for after it.</summary>
    public static void AskLock(UnitOfWork unit, string nameKey) => unit.Sql.AskLock(NameOf(nameKey));

    /// <summary>A name was verified to be a customer's: the latest such news counts. Phone numbers are given to others after a while.</summary>
    /// <param name="unit">The unit of work.</param>
    /// <param name="name">The name.</param>
    /// <returns>Whether it is the customer's now.</returns>
    public static async Task<bool> Link(UnitOfWork unit, VerifiedName name)
    {
        await Lock(unit, name.Key).ConfigureAwait(false);
        return (await unit.Sql.Query<string>(
            """
            insert into verified_names (name_key, kind, customer_id, link_id, linked_at) values (@Key, @kind, @CustomerId, @LinkId, @at)
            on conflict (name_key) do update set customer_id = excluded.customer_id, link_id = excluded.link_id, linked_at = excluded.linked_at
            where verified_names.linked_at <= excluded.linked_at returning name_key
            """,
            new { name.Key, kind = name.Kind.Name(), name.CustomerId, name.LinkId, at = name.At.ToMicros() }).ConfigureAwait(false)).Count > 0;
    }

    /// <summary>A name is no longer taken for a customer's.</summary>
    public static Task Unlink(UnitOfWork unit, string linkId) => unit.Sql.Execute("delete from verified_names where link_id = @linkId", new { linkId });

    /// <summary>Whose a name is; null for nobody's.</summary>
    public static Task<string?> OwnerOf(SqlSession sql, string nameKey) =>
        sql.QueryFirst<string>("select customer_id from verified_names where name_key = @nameKey", new { nameKey });

    private static string NameOf(string nameKey) => "name/" + nameKey;
}

/// <summary>A name that was verified to be a customer's.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Key">Keyed hash.</param>
/// <param name="CustomerId">Whose.</param>
/// <param name="LinkId">By which it is taken back.</param>
/// <param name="At">When it was verified.</param>
public sealed record VerifiedName(NameKind Kind, string Key, string CustomerId, string LinkId, DateTimeOffset At);
