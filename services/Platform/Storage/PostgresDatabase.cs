using System.Data;
using System.Data.Common;
using Npgsql;

namespace Omnichannel.Platform.Storage;

/// <summary>PostgreSQL through Npgsql. READ COMMITTED: aggregates are serialised by locking their root row first.</summary>
public sealed class PostgresDatabase : IDatabase
{
    private const int MostAttempts = 8;
    private readonly NpgsqlDataSource source;

    /// <summary>Opens a pool. Statements are prepared on the server after their second use.</summary>
    public PostgresDatabase(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        if (settings.MaxAutoPrepare == 0)
        {
            settings.MaxAutoPrepare = 200;
        }

        settings.AutoPrepareMinUsages = 2;

        // Nothing here changes a session: no temporary tables, no settings, no locks but those of a transaction. Setting one back between two callers would cost the server
        // more than most reads do.
        settings.NoResetOnClose = true;
        source = new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
    }

    /// <inheritdoc/>
    public SqlDialect Dialect => SqlDialect.Postgres;

    /// <inheritdoc/>
    public SqlTraffic Traffic { get; } = new();

    /// <inheritdoc/>
    public Task<T> Read<T>(Func<SqlSession, Task<T>> work, CancellationToken cancellation = default) => Translated(async () =>
    {
        await using var connection = await source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        return await work(new Session(connection, null, Traffic)).ConfigureAwait(false);
    });

    /// <inheritdoc/>
    public Task<T> ReadSnapshot<T>(Func<SqlSession, Task<T>> work, CancellationToken cancellation = default) => Translated(async () =>
    {
        await using var connection = await source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation).ConfigureAwait(false);
        return await work(new Session(connection, transaction, Traffic)).ConfigureAwait(false);
    });

    /// <inheritdoc/>
    public async Task<T> Write<T>(Func<SqlSession, Task<T>> work, CancellationToken cancellation = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await WriteOnce(work, cancellation).ConfigureAwait(false);
            }
            catch (PostgresException error) when (IsConflict(error) && attempt < MostAttempts)
            {
                await Task.Delay(Random.Shared.Next(1, 5 * attempt), cancellation).ConfigureAwait(false);
            }
            catch (DbException error)
            {
                throw Translate(error);
            }
            catch (TimeoutException error)
            {
                throw new DatabaseUnavailableException("The database did not answer in time.", error);
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => source.DisposeAsync();

    private static async Task<T> Translated<T>(Func<Task<T>> read)
    {
        try
        {
            return await read().ConfigureAwait(false);
        }
        catch (DbException error)
        {
            throw Translate(error);
        }
        catch (TimeoutException error)
        {
            throw new DatabaseUnavailableException("The database did not answer in time.", error);
        }
    }

    private async Task<T> WriteOnce<T>(Func<SqlSession, Task<T>> work, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation).ConfigureAwait(false);
        var session = new Session(connection, transaction, Traffic);
        var result = await work(session).ConfigureAwait(false);
        await session.Commit().ConfigureAwait(false);
        return result;
    }

    private static bool IsConflict(PostgresException error) =>
        error.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected;

    private static Exception Translate(DbException error) => error switch
    {
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } violation =>
            new UniqueViolationException(violation.ConstraintName ?? "", violation),
        PostgresException server when !server.IsTransient && !IsConflict(server) && server.SqlState is not PostgresErrorCodes.AdminShutdown
            and not PostgresErrorCodes.CrashShutdown and not PostgresErrorCodes.CannotConnectNow => server,
        _ => new DatabaseUnavailableException("The database is not available.", error),
    };

    private sealed class Session(NpgsqlConnection connection, NpgsqlTransaction? transaction, SqlTraffic traffic) : SqlSession
    {
        private const string CommitText = "commit";
        private bool isCommitted;

        public override SqlDialect Dialect => SqlDialect.Postgres;

        protected override DbConnection Connection => connection;

        protected override DbTransaction? Transaction => transaction;

        /// <summary>Ends the transaction. The last writes and the commit are one round trip: a write that fails leaves the commit behind it undone.</summary>
        public async Task Commit()
        {
            await Flush(isLast: IsAllWrites).ConfigureAwait(false);
            if (!isCommitted)
            {
                // A commit that was sent is not cancelled: its outcome would be unknown to no one's benefit.
                traffic.Sent(0);
                await transaction!.CommitAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }

        protected override async Task Send(IReadOnlyList<SqlStatement> statements, bool isLast)
        {
            var sent = 0;
            while (sent < statements.Count)
            {
                var first = sent;
                while (sent < statements.Count && !statements[sent].IsForDapper)
                {
                    sent++;
                }

                if (sent > first)
                {
                    await SendTogether(statements, first, sent, isLast && sent == statements.Count).ConfigureAwait(false);
                }
                else
                {
                    traffic.Sent(1);
                    await statements[sent++].Run(connection, transaction).ConfigureAwait(false);
                }
            }
        }

        private async Task SendTogether(IReadOnlyList<SqlStatement> statements, int first, int end, bool isLast)
        {
            traffic.Sent(end - first);
            await using var batch = new NpgsqlBatch(connection, transaction);
            var texts = new PostgresText[end - first];
            for (var i = first; i < end; i++)
            {
                texts[i - first] = PostgresText.Of(statements[i]);
                batch.BatchCommands.Add(texts[i - first].Command(statements[i].Parameters));
            }

            if (isLast)
            {
                batch.BatchCommands.Add(new NpgsqlBatchCommand(CommitText));
            }

            await using (var reader = await batch.ExecuteReaderAsync().ConfigureAwait(false))
            {
                // The reader passes over statements without rows.
                for (var i = first; i < end; i++)
                {
                    if (statements[i].Kind is StatementKind.Rows)
                    {
                        await statements[i].Read(reader, texts[i - first].Parsers).ConfigureAwait(false);
                        await reader.NextResultAsync().ConfigureAwait(false);
                    }
                }
            }

            for (var i = first; i < end; i++)
            {
                statements[i].Touched = batch.BatchCommands[i - first].RecordsAffected;
            }

            isCommitted = isLast;
        }
    }
}
