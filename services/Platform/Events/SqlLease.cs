using Omnichannel.Platform.Storage;

namespace Omnichannel.Platform.Events;

/// <summary>Leases in the service's database (table <c>leases</c>). Times are the processes' own: a clock that is wrong costs duplicates, never order.</summary>
public sealed class SqlLease(IDatabase database, TimeProvider clock) : ILease
{
    /// <inheritdoc/>
    public async Task<bool> TryAcquire(string name, string owner, TimeSpan duration, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var taken = await database.Write(
            sql => sql.Execute(
                """
                insert into leases (name, owner, expires_at) values (@name, @owner, @expires)
                on conflict (name) do update set owner = excluded.owner, expires_at = excluded.expires_at
                where leases.owner = excluded.owner or leases.expires_at <= @now
                """,
                new { name, owner, expires = (now + duration).ToMicros(), now = now.ToMicros() }),
            cancellation).ConfigureAwait(false);
        return taken == 1;
    }

    /// <inheritdoc/>
    public Task Release(string name, string owner, CancellationToken cancellation) =>
        database.Write(sql => sql.Execute("delete from leases where name = @name and owner = @owner", new { name, owner }), cancellation);
}
