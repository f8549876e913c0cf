using System.Globalization;

namespace Omnichannel.Benchmarks.Processes;

/// <summary>A history of a shop that never was, in the columns of the example map: the same file for the same number of rows.</summary>
internal static class GeneratedHistory
{
    private const int LinesPerOrder = 20;
    private static readonly DateTime _start = new(2024, 1, 2, 9, 0, 0, DateTimeKind.Unspecified);

    public static string Write(string path, int rows)
    {
        var random = new Random(1);
        using var file = new StreamWriter(path);
        file.WriteLine("InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country");
        for (var row = 0; row < rows; row++)
        {
            var order = row / LinesPerOrder;
            var sku = 20_000 + random.Next(3_000);
            var customer = order % 4 == 3 ? "" : string.Create(CultureInfo.InvariantCulture, $"{12_000 + (order * 7 % 1_000)}.0");
            file.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{600_000 + order},{sku},ITEM {sku},{random.Next(1, 24)},{_start.AddMinutes(order * 11):yyyy-MM-dd HH:mm:ss},{random.Next(20, 2_000) / 100m},{customer},United Kingdom"));
        }

        return path;
    }
}
