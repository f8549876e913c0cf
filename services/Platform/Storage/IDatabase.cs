namespace Omnichannel.Platform.Storage;

/// <summary>One service's relational database: PostgreSQL in clusters, SQLite embedded.</summary>
/// <remarks>
/// Work runs on one connection. Work given to <see cref="Write{T}"/> may run more than once (it is retried on serialisation conflicts) and must
/// only touch the session: on SQLite it runs on the file's single writer thread, together with other callers' work in one group commit.
/// </remarks>
public interface IDatabase : IAsyncDisposable
{
    /// <summary>Where the two engines differ in SQL.</summary>
    SqlDialect Dialect { get; }

    /// <summary>What was sent to it.</summary>
    SqlTraffic Traffic { get; }

    /// <summary>Reads; no writes. What one statement reads is of one moment.</summary>
    Task<T> Read<T>(Func<SqlSession, Task<T>> work, CancellationToken cancellation = default);

    /// <summary>Reads a consistent snapshot, however many statements that takes; no writes. For few and long reads: the engine keeps what was changed meanwhile for them.</summary>
    Task<T> ReadSnapshot<T>(Func<SqlSession, Task<T>> work, CancellationToken cancellation = default) => Read(work, cancellation);

    /// <summary>One durable transaction: all of the work, or none of it. Completes after the commit is on disk.</summary>
    /// <exception cref="DatabaseUnavailableException">The database is away; nothing is known to be written. Retry later.</exception>
    Task<T> Write<T>(Func<SqlSession, Task<T>> work, CancellationToken cancellation = default);

    /// <summary>
    /// Like <see cref="Write{T}"/>, for what may become durable a little later: it may share the commit of the next <see cref="Write{T}"/>, and waits only for so long
    /// as nobody notices when there is none.
    /// </summary>
    Task<T> WriteAlong<T>(Func<SqlSession, Task<T>> work, CancellationToken cancellation = default) => Write(work, cancellation);
}

/// <summary>The database cannot be reached or has no free connection; the same call may succeed later.</summary>
public sealed class DatabaseUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A unique key was violated: somebody else wrote the row first.</summary>
public sealed class UniqueViolationException(string constraint, Exception inner) : Exception($"Unique constraint {constraint} violated.", inner)
{
    /// <summary>Constraint (PostgreSQL) or table.columns (SQLite) that was violated.</summary>
    public string Constraint { get; } = constraint;
}
