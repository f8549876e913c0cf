using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Omnichannel.Platform.Storage;

/// <summary>Brings a database to the version of the code: the Platform's own migrations, then the service's (<c>Store/Migrations/NNNN_name.sql</c>, embedded).</summary>
/// <remarks>Each runs once, in order, in a transaction with its record. A migration that was applied and has changed since stops the start.</remarks>
public static class Migrator
{
    /// <summary>Applies what is missing.</summary>
    /// <exception cref="InvalidDataException">An applied migration differs from the code's.</exception>
    public static async Task Migrate(IDatabase database, TimeProvider clock, Assembly service, CancellationToken cancellation = default)
    {
        await Apply(database, clock, "platform", typeof(Migrator).Assembly, cancellation).ConfigureAwait(false);
        await Apply(database, clock, "service", service, cancellation).ConfigureAwait(false);
    }

    private static Task<int> Apply(IDatabase database, TimeProvider clock, string scope, Assembly assembly, CancellationToken cancellation) =>
        database.Write(
            async sql =>
            {
                await Lock(sql).ConfigureAwait(false);
                await sql.Execute(sql.Dialect.Migration(
                    """
                    create table if not exists schema_migrations (
                        scope text collate "C" not null,
                        name text collate "C" not null,
                        checksum text collate "C" not null,
                        applied_at bigint not null,
                        primary key (scope, name)
                    )
                    """)).ConfigureAwait(false);
                var applied = (await sql.Query<AppliedMigration>(
                    "select name, checksum from schema_migrations where scope = @scope", new { scope }).ConfigureAwait(false))
                    .ToDictionary(row => row.Name, row => row.Checksum);
                foreach (var (name, text) in Scripts(assembly))
                {
                    var checksum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
                    if (applied.TryGetValue(name, out var known))
                    {
                        if (known != checksum)
                        {
                            throw new InvalidDataException($"Migration {scope}/{name} was applied with other content; add a new migration instead of changing it.");
                        }

                        continue;
                    }

                    await sql.Execute(sql.Dialect.Migration(text)).ConfigureAwait(false);
                    await sql.Execute(
                        "insert into schema_migrations (scope, name, checksum, applied_at) values (@scope, @name, @checksum, @appliedAt)",
                        new { scope, name, checksum, appliedAt = clock.GetUtcNow().ToMicros() }).ConfigureAwait(false);
                }

                return 0;
            },
            cancellation);

    // Replicas start together: one migrates, the others wait. On SQLite the single writer is the lock.
    private static Task Lock(SqlSession sql) => sql.Dialect == SqlDialect.Postgres
        ? sql.Query<string>("select pg_advisory_xact_lock(7296124)::text")
        : Task.CompletedTask;

    private static IEnumerable<(string Name, string Text)> Scripts(Assembly assembly) =>
        from resource in assembly.GetManifestResourceNames()
        where resource.Contains(".Migrations.", StringComparison.Ordinal) && resource.EndsWith(".sql", StringComparison.Ordinal)
        let name = resource[(resource.IndexOf(".Migrations.", StringComparison.Ordinal) + ".Migrations.".Length)..^".sql".Length]
        orderby name
        select (name, Read(assembly, resource));

    private static string Read(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private sealed record AppliedMigration(string Name, string Checksum);
}
