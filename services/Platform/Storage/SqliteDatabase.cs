using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Omnichannel.Platform.Storage;

/// <summary>SQLite embedded: one file, one writer thread with group commit, readers beside it (WAL).</summary>
/// <remarks>
/// Writers that busy-wait for each other are ten times slower than one that commits for all: callers queue here, the writer runs what has queued
/// up, each caller in its own savepoint, and one fsync makes all of it durable (<c>synchronous=FULL</c>).
/// </remarks>
public sealed class SqliteDatabase : IDatabase
{
    private const int MostCallersPerCommit = 512;
    private static readonly TimeSpan LongestWaitForCompany = TimeSpan.FromMilliseconds(20);
    private readonly string connectionString;
    private readonly BlockingCollection<Job> jobs = [];
    private readonly ConcurrentQueue<Job> waitingForCompany = new();
    private readonly Timer companyTimer;
    private int isTimerSet;
    private readonly ConcurrentBag<SqliteSession> readers = [];
    private readonly Thread writer;
    private readonly SqliteSession writing;
    private int isDisposed;

    /// <summary>Opens or creates the file.</summary>
    /// <exception cref="InvalidDataException">The file is no SQLite database or is damaged.</exception>
    public SqliteDatabase(string path)
    {
        OwnerOnly.CreateFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        connectionString = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 30 }.ConnectionString;
        writing = Open(path);
        companyTimer = new Timer(_ => WriteAlone());
        writer = new Thread(WriteLoop) { IsBackground = true, Name = $"sqlite {Path.GetFileName(path)}" };
        writer.Start();
    }

    /// <inheritdoc/>
    public SqlDialect Dialect => SqlDialect.Sqlite;

    /// <inheritdoc/>
    public SqlTraffic Traffic { get; } = new();

    /// <inheritdoc/>
    public async Task<T> Read<T>(Func<SqlSession, Task<T>> work, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(isDisposed != 0, this);
        if (!readers.TryTake(out var session))
        {
            session = new SqliteSession(Connect("pragma query_only=on"), Traffic);
        }

        try
        {
            session.Run("begin deferred");
            try
            {
                return await work(session).ConfigureAwait(false);
            }
            finally
            {
                session.Run("commit");
            }
        }
        catch (SqliteException error)
        {
            throw Translate(error);
        }
        finally
        {
            readers.Add(session);
        }
    }

    /// <inheritdoc/>
    public Task<T> Write<T>(Func<SqlSession, Task<T>> work, CancellationToken cancellation = default)
    {
        if (cancellation.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellation);
        }

        var job = new Job<T>(work);
        try
        {
            jobs.Add(job, CancellationToken.None);
        }
        catch (InvalidOperationException error)
        {
            return Task.FromException<T>(new DatabaseUnavailableException("The database is closing.", error));
        }

        return job.Result;
    }

    /// <inheritdoc/>
    public Task<T> WriteAlong<T>(Func<SqlSession, Task<T>> work, CancellationToken cancellation = default)
    {
        if (cancellation.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellation);
        }

        var job = new Job<T>(work);
        waitingForCompany.Enqueue(job);
        if (Volatile.Read(ref isDisposed) != 0)
        {
            return Task.FromException<T>(new DatabaseUnavailableException("The database is closing."));
        }

        if (Interlocked.Exchange(ref isTimerSet, 1) == 0)
        {
            companyTimer.Change(LongestWaitForCompany, Timeout.InfiniteTimeSpan);
        }

        return job.Result;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isDisposed, 1) == 0)
        {
            jobs.CompleteAdding();
            writer.Join();
            companyTimer.Dispose();
            writing.Dispose();
            while (readers.TryTake(out var session))
            {
                session.Dispose();
            }

            jobs.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    private static Exception Translate(SqliteException error) => error.SqliteErrorCode switch
    {
        19 when error.SqliteExtendedErrorCode is 2067 or 1555 => new UniqueViolationException(Constraint(error.Message), error),
        5 or 6 or 10 or 13 or 14 => new DatabaseUnavailableException($"The database file is not available ({error.Message}).", error),
        11 or 26 => new InvalidDataException($"The database file is damaged ({error.Message}).", error),
        _ => error,
    };

    // "SQLite Error 19: 'UNIQUE constraint failed: members.id'."
    private static string Constraint(string message)
    {
        var start = message.LastIndexOf(": ", StringComparison.Ordinal);
        return start < 0 ? "" : message[(start + 2)..].TrimEnd('.', '\'');
    }

    private SqliteSession Open(string path)
    {
        try
        {
            OwnerOnly.CreateFile(path);
            var connection = Connect("pragma synchronous=full; pragma wal_autocheckpoint=4000; pragma foreign_keys=on");
            using var command = connection.CreateCommand();
            command.CommandText = "pragma journal_mode=wal";
            if (command.ExecuteScalar() is not "wal")
            {
                connection.Dispose();
                throw new InvalidDataException($"Cannot use {path} as a database: its folder does not allow a write-ahead log.");
            }

            return new SqliteSession(connection, Traffic);
        }
        catch (Exception error) when (error is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"Cannot use {path} as a database: {error.Message}", error);
        }
    }

    private SqliteConnection Connect(string pragmas)
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"pragma busy_timeout=30000; pragma cache_size=-16000; pragma temp_store=memory; {pragmas}";
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // No other write came that those who wait could have gone along with: one that does nothing comes. Only the writer takes them, so none is lost between two hands at the end.
    private void WriteAlone()
    {
        Volatile.Write(ref isTimerSet, 0);
        if (!waitingForCompany.IsEmpty)
        {
            _ = Write(static _ => Task.FromResult(0));
        }
    }

    private void WriteLoop()
    {
        var group = new List<Job>(MostCallersPerCommit);
        foreach (var first in jobs.GetConsumingEnumerable())
        {
            WriteGroup(first, group);
        }

        while (waitingForCompany.TryDequeue(out var last))
        {
            WriteGroup(last, group);
        }
    }

    private void WriteGroup(Job first, List<Job> group)
    {
        group.Add(first);
        Exception? failure = null;
        try
        {
            writing.Run("begin immediate");
            first.Run(writing);
            while (group.Count < MostCallersPerCommit && (jobs.TryTake(out var next) || waitingForCompany.TryDequeue(out next)))
            {
                group.Add(next);
                next.Run(writing);
            }

            writing.Run("commit");
        }
        catch (Exception error)
        {
            failure = error is SqliteException sqlite ? Translate(sqlite) : error;
            writing.TryRollback();
        }

        foreach (var job in group)
        {
            job.Complete(failure);
        }

        group.Clear();
    }

    /// <summary>One caller's work in the group.</summary>
    private abstract class Job
    {
        public abstract void Run(SqliteSession session);

        public abstract void Complete(Exception? groupFailure);
    }

    private sealed class Job<T>(Func<SqlSession, Task<T>> work) : Job
    {
        private readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Exception? failure;
        private T result = default!;

        public Task<T> Result => completion.Task;

        public override void Run(SqliteSession session)
        {
            session.Run("savepoint caller");
            try
            {
                result = Finish(work(session));
                Finish(session.Flush());
            }
            catch (Exception error)
            {
                session.Forget();
                session.Run("rollback to caller");
                failure = error is SqliteException sqlite ? Translate(sqlite) : error;
            }

            session.Run("release caller");
        }

        public override void Complete(Exception? groupFailure)
        {
            if ((failure ?? groupFailure) is { } error)
            {
                completion.SetException(error);
            }
            else
            {
                completion.SetResult(result);
            }
        }

        // Other callers share this thread: work may wait for SQL only, and SQLite answers at once.
        private static TResult Finish<TResult>(Task<TResult> task)
        {
            Finish((Task)task);
            return task.GetAwaiter().GetResult();
        }

        private static void Finish(Task task)
        {
            if (!task.IsCompleted)
            {
                throw new InvalidOperationException("Work in a transaction must wait for nothing but its SQL session.");
            }

            task.GetAwaiter().GetResult();
        }
    }

    /// <summary>One connection with its prepared statements.</summary>
    private sealed class SqliteSession(SqliteConnection connection, SqlTraffic traffic) : SqlSession, IDisposable
    {
        private const int MostPrepared = 500;
        private readonly Dictionary<string, SqliteCommand> prepared = new(StringComparer.Ordinal);

        public override SqlDialect Dialect => SqlDialect.Sqlite;

        protected override DbConnection Connection => connection;

        // Transactions are begun and ended by statements of our own, so that savepoints and statement caching stay in one hand.
        protected override DbTransaction? Transaction => null;

        public int Run(string sql, object? parameters = null) => Prepare(sql, parameters).ExecuteNonQuery();

        public void TryRollback()
        {
            Forget();
            try
            {
                Run("rollback");
            }
            catch (SqliteException)
            {
                // SQLite has rolled back already (disk full, I/O error): nothing is left to undo.
                return;
            }
        }

        public void Dispose()
        {
            DropPrepared();
            connection.Dispose();
        }

        protected override async Task Send(IReadOnlyList<SqlStatement> statements, bool isLast)
        {
            traffic.Sent(statements.Count);
            foreach (var statement in statements)
            {
                // Dapper writes lists out.
                if (statement.IsForDapper || statement.Sql.Contains(" in @", StringComparison.OrdinalIgnoreCase))
                {
                    await statement.Run(connection, null).ConfigureAwait(false);
                }
                else if (statement.Kind is StatementKind.Rows)
                {
                    // Columns have no fixed types here: what reads a row depends on the first one.
                    using var reader = Prepare(statement.Sql, statement.Parameters).ExecuteReader();
                    await statement.Read(reader, null).ConfigureAwait(false);
                }
                else
                {
                    statement.Touched = Run(statement.Sql, statement.Parameters);
                }
            }
        }

        private SqliteCommand Prepare(string sql, object? parameters)
        {
            if (!prepared.TryGetValue(sql, out var command))
            {
                if (prepared.Count == MostPrepared)
                {
                    DropPrepared();
                }

                command = connection.CreateCommand();
                command.CommandText = sql;
                prepared.Add(sql, command);
            }

            SqlParameters.Bind(command.Parameters, parameters, static (name, value) => new SqliteParameter("@" + name, value ?? DBNull.Value));
            return command;
        }

        private void DropPrepared()
        {
            foreach (var command in prepared.Values)
            {
                command.Dispose();
            }

            prepared.Clear();
        }
    }
}
