using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Microsoft.Data.Sqlite;
using Omnichannel.Cart.V1;

namespace Omnichannel.Client.Carts;

/// <summary>Opens the file of a log and reads all of it. What does not add up is damage: nothing is guessed.</summary>
internal static class OperationFile
{
    private const int PageBytes = 4096;
    private const int ChecksumBytes = 8;

    // The WAL is given back to the file early, so that both together stay small.
    private const string Settings = "pragma journal_mode = wal; pragma synchronous = full; pragma wal_autocheckpoint = 128; pragma journal_size_limit = 524288;";

    private const string Schema = """
        create table if not exists log(name text not null, current_cart text not null);
        create table if not exists carts(cart_id text primary key, next_number integer not null, sent_through integer not null, moved_to text, last_seen blob);
        create table if not exists operations(cart_id text not null, number integer not null, operation blob not null, checksum blob not null,
            answered_in text, answered_version integer not null, primary key(cart_id, number)) without rowid;
        """;

    /// <param name="path">The file.</param>
    /// <param name="mostBytes">What it may grow to.</param>
    /// <returns>The open file; null when it is damaged.</returns>
    public static SqliteConnection? TryOpen(string path, long mostBytes)
    {
        // One connection for life, and no waiting for others: the lock file keeps them out.
        var opening = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 5 }.ToString());
        try
        {
            opening.Open();
            Run(opening, Settings);
            if (Scalar(opening, "pragma quick_check(1)") is "ok")
            {
                Run(opening, Schema);
                Name(opening);
                Limit(opening, mostBytes);
                Read(opening);
                return opening;
            }
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidDataException or InvalidCastException or SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB or SQLitePCL.raw.SQLITE_ERROR })
        {
            // Damaged: the caller puts it aside.
        }
        catch
        {
            opening.Dispose();
            throw;
        }

        opening.Dispose();
        return null;
    }

    /// <summary>Ties an edit to its place: one that was changed, or moved, does not pass for another.</summary>
    public static byte[] Checksum(string cartId, long number, byte[] operation)
    {
        var place = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(place, number);
        return SHA256.HashData([.. place, .. operation, .. Encoding.UTF8.GetBytes(cartId)])[..ChecksumBytes];
    }

    private static void Name(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "insert into log(name, current_cart) select $name, '' where not exists (select 1 from log)";
        command.Parameters.AddWithValue("$name", LogName.New());
        command.ExecuteNonQuery();
    }

    private static void Limit(SqliteConnection connection, long mostBytes)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // A pragma takes no parameters; this is a number.
        command.CommandText = $"pragma max_page_count = {Math.Max(1, mostBytes / PageBytes)}";
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    /// <summary>All that the file has.</summary>
    /// <exception cref="InvalidDataException">An edit is not what was written.</exception>
    public static LogContent Read(SqliteConnection connection)
    {
        var carts = Rows(connection, "select cart_id, next_number, sent_through, moved_to, last_seen from carts", row => new NumberedCart(row.GetString(0), row.GetInt64(1), row.GetInt64(2))
        {
            MovedTo = row.IsDBNull(3) ? null : row.GetString(3),
            LastSeen = row.IsDBNull(4) ? null : ShoppingCart.Parser.ParseFrom(row.GetFieldValue<byte[]>(4)),
        });
        var operations = Rows(connection, "select cart_id, number, operation, checksum, answered_in, answered_version from operations order by cart_id, number", Operation);
        var log = Rows(connection, "select name, current_cart from log", row => (Name: row.GetString(0), Current: row.GetString(1))).Single();
        return new LogContent(log.Name, log.Current, carts, operations);
    }

    private static LoggedOperation Operation(SqliteDataReader row)
    {
        var bytes = row.GetFieldValue<byte[]>(2);
        var (cart, number) = (row.GetString(0), row.GetInt64(1));
        var operation = CartOperation.Parser.ParseFrom(bytes);
        return operation.DeviceSeq == number && Checksum(cart, number, bytes).AsSpan().SequenceEqual(row.GetFieldValue<byte[]>(3))
            ? new LoggedOperation(cart, number, operation) { AnsweredIn = row.IsDBNull(4) ? null : row.GetString(4), AnsweredVersion = row.GetInt64(5) }
            : throw new InvalidDataException($"Operation {number} of {cart} is not what was written.");
    }

    private static List<T> Rows<T>(SqliteConnection connection, string sql, Func<SqliteDataReader, T> read)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every text is a constant of this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every text is a constant of this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private static string? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every text is a constant of this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar() as string;
    }
}
