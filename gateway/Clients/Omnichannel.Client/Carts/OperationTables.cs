using Microsoft.Data.Sqlite;
using Omnichannel.Cart.V1;
using Omnichannel.Client.Device;

namespace Omnichannel.Client.Carts;

/// <summary>The tables of an operation log, and how all of them is read. What does not add up is damage: nothing is guessed.</summary>
internal static class OperationTables
{
    private const string Schema = """
        create table if not exists log(name text not null, current_cart text not null);
        create table if not exists carts(cart_id text primary key, next_number integer not null, sent_through integer not null, moved_to text, last_seen blob);
        create table if not exists operations(cart_id text not null, number integer not null, operation blob not null, checksum blob not null,
            answered_in text, answered_version integer not null, primary key(cart_id, number)) without rowid;
        """;

    public static void Prepare(LogFile file)
    {
        file.Run(Schema);
        file.Run("insert into log(name, current_cart) select $name, '' where not exists (select 1 from log)", ("$name", LogName.New()));
        Read(file);
    }

    /// <summary>All that the file has.</summary>
    /// <exception cref="InvalidDataException">An edit is not what was written.</exception>
    public static LogContent Read(LogFile file)
    {
        var carts = file.Rows("select cart_id, next_number, sent_through, moved_to, last_seen from carts", row => new NumberedCart(row.GetString(0), row.GetInt64(1), row.GetInt64(2))
        {
            MovedTo = row.IsDBNull(3) ? null : row.GetString(3),
            LastSeen = row.IsDBNull(4) ? null : ShoppingCart.Parser.ParseFrom(row.GetFieldValue<byte[]>(4)),
        });
        var operations = file.Rows("select cart_id, number, operation, checksum, answered_in, answered_version from operations order by cart_id, number", Operation);
        var log = file.Rows("select name, current_cart from log", row => (Name: row.GetString(0), Current: row.GetString(1))).Single();
        return new LogContent(log.Name, log.Current, carts, operations);
    }

    private static LoggedOperation Operation(SqliteDataReader row)
    {
        var bytes = row.GetFieldValue<byte[]>(2);
        var (cart, number) = (row.GetString(0), row.GetInt64(1));
        var operation = CartOperation.Parser.ParseFrom(bytes);
        return operation.DeviceSeq == number && LogFile.Checksum(cart, number, bytes).AsSpan().SequenceEqual(row.GetFieldValue<byte[]>(3))
            ? new LoggedOperation(cart, number, operation) { AnsweredIn = row.IsDBNull(4) ? null : row.GetString(4), AnsweredVersion = row.GetInt64(5) }
            : throw new InvalidDataException($"Operation {number} of {cart} is not what was written.");
    }
}
