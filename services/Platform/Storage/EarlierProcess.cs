namespace Omnichannel.Platform.Storage;

/// <summary>
/// An embedded database has one process at a time. What an earlier one held when it was killed is free once the next one has started: a relay's lease and the timers' claims
/// would keep everything waiting until they lapse. Where other processes may be alive, they do.
/// </summary>
internal static class EarlierProcess
{
    /// <summary>Frees leases and claims of an embedded database.</summary>
    public static Task LetGo(IDatabase database, TimeProvider clock, CancellationToken cancellation = default) => database.Dialect == SqlDialect.Sqlite
        ? database.Write(
            async sql =>
            {
                await sql.Execute("delete from leases").ConfigureAwait(false);
                return await sql.Execute(
                    "update timers set not_before = @now where attempts > 0 and not_before > @now", new { now = clock.GetUtcNow().ToMicros() }).ConfigureAwait(false);
            },
            cancellation)
        : Task.CompletedTask;
}
