using Microsoft.Data.Sqlite;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Platform.Events;

/// <summary>The SQLite file behind <see cref="EmbeddedEventLog"/>: its schema, its connections, and what its errors mean.</summary>
/// <remarks>
/// An event's row key is <c>partition key × 2^40 + offset</c>: one clustered tree, in which a partition is one range that is read and appended in order.
/// The next offset of a partition stands in <c>partitions</c>, because retention may have removed the last event.
/// </remarks>
internal sealed class EmbeddedLogFile : IDisposable
{
    private const int OffsetBits = 40;
    private const long ApplicationId = 0x4F6D6E45;
    private const long SchemaVersion = 1;

    private const string Schema = """
        create table partitions(
            partition_key integer primary key, topic text not null, partition_no integer not null, next_offset integer not null,
            unique(topic, partition_no));
        create table events(
            position integer primary key, appended_at integer not null, id text not null, type text not null, source text not null,
            subject text not null, aggregate_version integer not null, time integer not null, traceparent text, data blob not null);
        create table offsets(
            consumer_group text not null, partition_key integer not null, next_offset integer not null,
            primary key(consumer_group, partition_key)) without rowid;
        """;

    private readonly FileStream lockFile;

    private EmbeddedLogFile(string path, FileStream lockFile)
    {
        Path = path;
        this.lockFile = lockFile;
    }

    /// <summary>Absolute path of the SQLite file.</summary>
    public string Path { get; }

    /// <summary>Row key of an event.</summary>
    public static long Position(long partitionKey, long offset) => (partitionKey << OffsetBits) | offset;

    /// <summary>Offset of the event at a row key.</summary>
    public static long Offset(long position) => position & ((1L << OffsetBits) - 1);

    /// <summary>Opens the file for this process alone, and creates it when absent.</summary>
    public static EmbeddedLogFile Open(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        OwnerOnly.CreateFolder(System.IO.Path.GetDirectoryName(path)!);
        var file = new EmbeddedLogFile(path, TakeLock(path));
        try
        {
            OwnerOnly.CreateFile(path);
            using var connection = file.Connect();
            file.Prepare(connection);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>A connection of its own; SQLite's pool would keep the file open after the log is closed.</summary>
    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path, Pooling = false, DefaultTimeout = 30 }.ToString());
        try
        {
            connection.Open();
            Execute(connection, "pragma journal_mode=wal; pragma synchronous=full; pragma busy_timeout=30000; pragma journal_size_limit=67108864");
            return connection;
        }
        catch (SqliteException failure)
        {
            connection.Dispose();
            throw Explain(failure);
        }
    }

    /// <summary>Tells a file that is beyond repair from a disk that may recover.</summary>
    public Exception Explain(SqliteException failure) => failure.SqliteErrorCode switch
    {
        SQLitePCL.raw.SQLITE_CORRUPT => new EventLogDamagedException(Path, "the file is damaged; restore it from a backup or remove it.", failure),
        SQLitePCL.raw.SQLITE_NOTADB => new EventLogDamagedException(Path, "the file is not a SQLite database.", failure),
        _ => new EventLogUnavailableException($"The embedded event log '{Path}' failed: {failure.Message}", failure),
    };

    /// <inheritdoc/>
    public void Dispose() => lockFile.Dispose();

    private static FileStream TakeLock(string path)
    {
        try
        {
            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException failure)
        {
            throw new EventLogUnavailableException($"The embedded event log '{path}' is in use by another process.", failure);
        }
    }

    private void Prepare(SqliteConnection connection)
    {
        try
        {
            using var transaction = connection.BeginTransaction();
            var version = Scalar(connection, "pragma user_version");
            if (version == 0 && Scalar(connection, "select count(*) from sqlite_master") == 0)
            {
                Execute(connection, Schema + $"pragma application_id={ApplicationId}; pragma user_version={SchemaVersion};");
            }
            else if (Scalar(connection, "pragma application_id") != ApplicationId)
            {
                throw new EventLogDamagedException(Path, "it is some other application's database.");
            }
            else if (version != SchemaVersion)
            {
                throw new EventLogDamagedException(Path, $"it has schema version {version}, this program needs {SchemaVersion}.");
            }

            transaction.Commit();
        }
        catch (SqliteException failure)
        {
            throw Explain(failure);
        }
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static long Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
