using Google.Protobuf;
using Microsoft.Data.Sqlite;
using Omnichannel.Cart.V1;

namespace Omnichannel.Client.Carts;

/// <summary>
/// Keeps edits in a SQLite file (WAL, <c>synchronous=FULL</c>): what was written survives the process and the machine's power. One process has the file at a time,
/// by a lock on <c>{file}.lock</c> that ends with the process. A damaged file is put aside as <c>{file}.damaged-{n}</c>, and a new one begun.
/// </summary>
public sealed class SqliteOperationLog : IOperationLog
{
    private static readonly string[] Parts = ["-wal", "-shm"];

    private readonly string path;
    private readonly FileStream held;
    private readonly SqliteConnection connection;

    private SqliteOperationLog(string path, FileStream held, SqliteConnection connection, string? damagedFile)
    {
        this.path = path;
        this.held = held;
        this.connection = connection;
        DamagedFile = damagedFile;
    }

    /// <inheritdoc/>
    public string? DamagedFile { get; }

    /// <summary>Opens the log, or makes it.</summary>
    /// <param name="path">The file. One log is of one cart's owner on one device.</param>
    /// <param name="mostBytes">What the file may grow to; an edit beyond that is refused like one on a full disk.</param>
    /// <exception cref="OperationLogException">Another process has it, or it cannot be used.</exception>
    public static SqliteOperationLog Open(string path, long mostBytes = 64 * 1024 * 1024)
    {
        var held = LockOf(path);
        try
        {
            string? damagedFile = null;
            if (OperationFile.TryOpen(path, mostBytes) is not { } connection)
            {
                damagedFile = PutAside(path);
                connection = OperationFile.TryOpen(path, mostBytes) ?? throw new OperationLogException(OperationLogFault.Unusable, path, null);
            }

            return new SqliteOperationLog(path, held, connection, damagedFile);
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

    /// <inheritdoc/>
    public LogContent Read() => OperationFile.Read(connection);

    /// <inheritdoc/>
    public void Write(LogChange change)
    {
        try
        {
            using var transaction = connection.BeginTransaction();
            Write(change, transaction);
            transaction.Commit();
        }
        catch (SqliteException e)
        {
            throw Fault(path, e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        connection.Dispose();
        held.Dispose();
    }

    private void Write(LogChange change, SqliteTransaction transaction)
    {
        if (change.CurrentCart is { } current)
        {
            Run(transaction, "update log set current_cart = $current", ("$current", current));
        }

        foreach (var cart in change.Carts)
        {
            Run(
                transaction,
                "insert or replace into carts(cart_id, next_number, sent_through, moved_to, last_seen) values($cart, $next, $sent, $moved, $seen)",
                ("$cart", cart.CartId), ("$next", cart.NextNumber), ("$sent", cart.SentThrough), ("$moved", (object?)cart.MovedTo ?? DBNull.Value), ("$seen", (object?)cart.LastSeen?.ToByteArray() ?? DBNull.Value));
        }

        using var remove = Prepared(transaction, "delete from operations where cart_id = $cart and number = $number", "$cart", "$number");
        foreach (var operation in change.Removed)
        {
            Execute(remove, operation.CartId, operation.Number);
        }

        using var put = Prepared(
            transaction,
            "insert or replace into operations(cart_id, number, operation, checksum, answered_in, answered_version) values($cart, $number, $operation, $checksum, $in, $version)",
            "$cart", "$number", "$operation", "$checksum", "$in", "$version");
        foreach (var operation in change.Put)
        {
            var bytes = operation.Operation.ToByteArray();
            Execute(
                put, operation.CartId, operation.Number, bytes, OperationFile.Checksum(operation.CartId, operation.Number, bytes),
                (object?)operation.AnsweredIn ?? DBNull.Value, operation.AnsweredVersion);
        }
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
            throw new OperationLogException(OperationLogFault.Unusable, path, e);
        }
        catch (IOException e)
        {
            throw new OperationLogException(OperationLogFault.InUse, path, e);
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

    private static OperationLogException Fault(string path, SqliteException e) =>
        new(e.SqliteErrorCode is SQLitePCL.raw.SQLITE_FULL ? OperationLogFault.Full : OperationLogFault.Unusable, path, e);

    private void Run(SqliteTransaction transaction, string sql, params (string Name, object Value)[] values)
    {
        using var command = Prepared(transaction, sql, [.. values.Select(value => value.Name)]);
        Execute(command, [.. values.Select(value => value.Value)]);
    }

    private SqliteCommand Prepared(SqliteTransaction transaction, string sql, params string[] names)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // Every text is a constant of this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var name in names)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        return command;
    }

    private static void Execute(SqliteCommand command, params object[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        command.ExecuteNonQuery();
    }
}
