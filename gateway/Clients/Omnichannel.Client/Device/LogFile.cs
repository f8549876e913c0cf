using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Microsoft.Data.Sqlite;

namespace Omnichannel.Client.Device;

/// <summary>
/// A SQLite file (WAL, <c>synchronous=FULL</c>) that one process has at a time, by a lock on <c>{file}.lock</c> that ends with the process. A damaged file is put aside
/// as <c>{file}.damaged-{n}</c>, and a new one begun: nothing is guessed.
/// </summary>
internal sealed class LogFile : IDisposable
{
    /// <summary>What a file may grow to when its opener says nothing.</summary>
    public const long MostBytes = 64 * 1024 * 1024;

    private const int PageBytes = 4096;
    private const int ChecksumBytes = 8;

    // The WAL is given back to the file early, so that both together stay small.
    private const string Settings = "pragma journal_mode = wal; pragma synchronous = full; pragma wal_autocheckpoint = 128; pragma journal_size_limit = 524288;";

    // ENOSPC and EDQUOT; ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL.
    private static readonly int[] NoRoom = [28, 122, unchecked((int)0x80070070), unchecked((int)0x80070027)];

    private static readonly string[] Parts = ["-wal", "-shm"];

    private readonly string path;
    private readonly FileStream held;
    private readonly SqliteConnection connection;

    private LogFile(string path, FileStream held, SqliteConnection connection, string? damagedFile)
    {
        this.path = path;
        this.held = held;
        this.connection = connection;
        DamagedFile = damagedFile;
    }

    /// <summary>Where a damaged file was put aside when this one was opened; null when it was sound.</summary>
    public string? DamagedFile { get; }

    /// <param name="path">The file; it is made when it is not there.</param>
    /// <param name="mostBytes">What it may grow to; beyond that it is like a full disk.</param>
    /// <param name="prepare">Makes the tables where there are none, and reads all that they have. What does not add up it throws as <see cref="InvalidDataException"/>.</param>
    /// <exception cref="DeviceLogException">Another process has it, or it cannot be used.</exception>
    public static LogFile Open(string path, long mostBytes, Action<LogFile> prepare)
    {
        var held = LockOf(path);
        try
        {
            return TryOpen(path, held, mostBytes, null, prepare) ?? TryOpen(path, held, mostBytes, PutAside(path), prepare)
                ?? throw new DeviceLogException(DeviceLogFault.Unusable, path, null);
        }
        catch (SqliteException e)
        {
            held.Dispose();
            throw Fault(path, e);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Ties what is kept to its place: what was changed, or moved, does not pass for another.</summary>
    public static byte[] Checksum(string owner, long number, byte[] content)
    {
        var place = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(place, number);
        return SHA256.HashData([.. place, .. content, .. Encoding.UTF8.GetBytes(owner)])[..ChecksumBytes];
    }

    /// <summary>Writes all that <paramref name="write"/> does, or nothing of it.</summary>
    /// <exception cref="DeviceLogException">Nothing of it was written.</exception>
    public void Write(Action write) => Read(() =>
    {
        using var transaction = connection.BeginTransaction();
        write();
        transaction.Commit();
        return true;
    });

    /// <summary>Reads something when the file is open.</summary>
    /// <exception cref="DeviceLogException">It cannot be read.</exception>
    public T Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (SqliteException e)
        {
            throw Fault(path, e);
        }
    }

    public List<T> Rows<T>(string sql, Func<SqliteDataReader, T> read, params (string Name, object? Value)[] values)
    {
        using var command = Prepare(sql, [.. values.Select(value => value.Name)]);
        return Rows(command, read, [.. values.Select(value => value.Value)]);
    }

    /// <summary>The same of a statement that was prepared, for one that runs many times.</summary>
    public static List<T> Rows<T>(SqliteCommand command, Func<SqliteDataReader, T> read, params object?[] values)
    {
        Bind(command, values);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    public void Run(string sql, params (string Name, object? Value)[] values)
    {
        using var command = Prepare(sql, [.. values.Select(value => value.Name)]);
        Execute(command, [.. values.Select(value => value.Value)]);
    }

    public SqliteCommand Prepare(string sql, params string[] names)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every text is a constant of this assembly.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var name in names)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        return command;
    }

    public static void Execute(SqliteCommand command, params object?[] values)
    {
        Bind(command, values);
        command.ExecuteNonQuery();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        connection.Dispose();
        held.Dispose();
    }

    private static void Bind(SqliteCommand command, object?[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }
    }

    private static LogFile? TryOpen(string path, FileStream held, long mostBytes, string? damagedFile, Action<LogFile> prepare)
    {
        // One connection for life, and no waiting for others: the lock file keeps them out.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 5 }.ToString());
        var file = new LogFile(path, held, connection, damagedFile);
        try
        {
            connection.Open();
            file.Run(Settings);
            if (file.Rows("pragma quick_check(1)", row => row.GetString(0)) is ["ok"])
            {
                file.Run($"pragma max_page_count = {Math.Max(1, mostBytes / PageBytes)}");
                prepare(file);
                return file;
            }
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidDataException or InvalidCastException or SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB or SQLitePCL.raw.SQLITE_ERROR })
        {
            // Damaged: the caller puts it aside.
        }
        catch
        {
            connection.Dispose();
            throw;
        }

        connection.Dispose();
        return null;
    }

    // A process that is killed lets go of it, whatever it was doing.
    private static FileStream LockOf(string path)
    {
        try
        {
            return new FileStream($"{path}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or DirectoryNotFoundException)
        {
            throw new DeviceLogException(DeviceLogFault.Unusable, path, e);
        }
        catch (IOException e)
        {
            throw new DeviceLogException(NoRoom.Contains(e.HResult) ? DeviceLogFault.Full : DeviceLogFault.InUse, path, e);
        }
    }

    private static string PutAside(string path)
    {
        var aside = Enumerable.Range(1, int.MaxValue).Select(n => $"{path}.damaged-{n}").First(name => !File.Exists(name));
        File.Move(path, aside);
        foreach (var part in Parts.Where(part => File.Exists(path + part)))
        {
            File.Move(path + part, aside + part);
        }

        return aside;
    }

    private static DeviceLogException Fault(string path, SqliteException e) =>
        new(e.SqliteErrorCode is SQLitePCL.raw.SQLITE_FULL ? DeviceLogFault.Full : DeviceLogFault.Unusable, path, e);
}
