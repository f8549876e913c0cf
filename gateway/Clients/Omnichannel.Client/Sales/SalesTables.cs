using Google.Protobuf;
using Microsoft.Data.Sqlite;
using Omnichannel.Client.Device;
using Omnichannel.Orders.V1;
using Omnichannel.Types.V1;

namespace Omnichannel.Client.Sales;

/// <summary>The table of a till's receipts.</summary>
internal static class SalesTables
{
    private const string Owner = "sales";

    // Autoincrement: the number of a receipt that was taken out never stands for another.
    private const string Schema = """
        create table if not exists sales(number integer primary key autoincrement, receipt blob not null, checksum blob not null,
            order_id text, order_number text, refusal blob);
        """;

    public static void Prepare(LogFile file)
    {
        file.Run(Schema);
        Read(file);
    }

    /// <exception cref="InvalidDataException">A receipt is not what was written.</exception>
    public static List<OfflineSale> Read(LogFile file) =>
        file.Rows("select number, receipt, checksum, order_id, order_number, refusal from sales order by number", Sale);

    /// <summary>The number for a receipt that comes next.</summary>
    public static long NextNumber(LogFile file) => file.Rows("select coalesce(max(seq), 0) + 1 from sqlite_sequence where name = 'sales'", row => row.GetInt64(0)).Single();

    public static void Put(LogFile file, OfflineSale sale)
    {
        var bytes = sale.Receipt.ToByteArray();
        file.Run(
            "insert or replace into sales(number, receipt, checksum, order_id, order_number, refusal) values($number, $receipt, $checksum, $id, $order, $refusal)",
            ("$number", sale.Number), ("$receipt", bytes), ("$checksum", LogFile.Checksum(Owner, sale.Number, bytes)),
            ("$id", sale.OrderId), ("$order", sale.OrderNumber), ("$refusal", sale.Refusal?.ToByteArray()));
    }

    public static void Remove(LogFile file, OfflineSale sale) => file.Run("delete from sales where number = $number", ("$number", sale.Number));

    private static OfflineSale Sale(SqliteDataReader row)
    {
        var (number, bytes) = (row.GetInt64(0), row.GetFieldValue<byte[]>(1));
        return LogFile.Checksum(Owner, number, bytes).AsSpan().SequenceEqual(row.GetFieldValue<byte[]>(2))
            ? new OfflineSale(OrderRecord.Parser.ParseFrom(bytes))
            {
                Number = number,
                OrderId = row.IsDBNull(3) ? null : row.GetString(3),
                OrderNumber = row.IsDBNull(4) ? null : row.GetString(4),
                Refusal = row.IsDBNull(5) ? null : Refusal.Parser.ParseFrom(row.GetFieldValue<byte[]>(5)),
            }
            : throw new InvalidDataException($"Receipt {number} is not what was written.");
    }
}
