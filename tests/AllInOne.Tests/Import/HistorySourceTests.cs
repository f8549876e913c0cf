using Omnichannel.AllInOne.Import;
using Omnichannel.TestKit;

namespace Omnichannel.AllInOne.Tests.Import;

public sealed class HistorySourceTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Items_OfAFileWithEveryQuirk_TakeOrRejectEachRowOnce()
    {
        var (source, items, rejections) = Read();

        var taken = items.SelectMany(item => item.Lines).ToHashSet();
        var rejected = rejections.Select(row => row.Line).ToList();
        Assert.Equal(source.Rows, taken.Count + rejected.Count);
        Assert.Empty(taken.Intersect(rejected));
        Assert.Equal(rejected.Count, rejected.Distinct().Count());
    }

    [Fact]
    public void Items_RejectWithTheReason()
    {
        var (_, _, rejections) = Read();

        Assert.Equal(
            [
                (8, "CANCELS_MORE_THAN_BOUGHT"), (9, "CANCELLATION_WITHOUT_CUSTOMER"), (10, "STOCK_ADJUSTMENT"), (11, "BAD_DEBT_ADJUSTMENT"), (12, "QUANTITY_INVALID"),
                (13, "PRICE_TOO_FINE"), (14, "TIME_INVALID"), (15, "TIME_INVALID"), (16, "QUANTITY_OUT_OF_RANGE"), (17, "BROKEN_QUOTING"), (19, "CUSTOMER_DIFFERS"),
                (20, "WRONG_FIELD_COUNT"),
            ],
            rejections.Select(row => ((int)row.Line, row.Reason)).Order());
    }

    [Theory]
    [InlineData("9223372036854775807")]
    [InlineData("-9223372036854775808")]
    public void Quantity_OfTheGreatestNumbers_IsRejectedLikeAnyOther(string units)
    {
        var (_, _, rejections) = Read([$"1,MUG,Mug,{units},2010-12-01 08:26:00,2.55,17850.0,United Kingdom"]);
        Assert.Equal("QUANTITY_OUT_OF_RANGE", Assert.Single(rejections).Reason);
    }

    [Fact]
    public void Items_OrderWhoseLastLineComesLate_IsOneOrderWithTheFirstTime()
    {
        var (_, items, _) = Read();

        var order = items.OfType<SaleItem>().Single(sale => sale.Order.ExternalId == "1");
        Assert.Equal("quirky", order.Order.Source);
        Assert.Equal(["MUG", "MUG", "POST", "LATE"], order.Order.Lines.Select(line => line.Sku));
        Assert.Equal([false, false, true, false], order.Order.Lines.Select(line => line.NonMerchandise));
        Assert.Equal("2010-12-01T08:26:00", order.Order.PlacedAt.ToDateTime().ToString("s"));
        Assert.Equal("q-17850", order.Order.CustomerId);
        var enrollment = Assert.Single(items.OfType<SaleItem>(), sale => sale.Enrollment?.MemberId == "q-17850").Enrollment!;
        Assert.Equal(order.Order.PlacedAt, enrollment.EnrolledAt);
    }

    [Fact]
    public void Items_Cancellation_TakesTheNewestUnitsFirst_AndNeverMoreThanWereBought()
    {
        var (_, items, _) = Read();

        var returns = items.OfType<ReturnItem>().ToList();
        Assert.Equal(
            [("C4/1.1", "2", 6), ("C4/1.2", "1", 1)],
            returns.Select(item => (item.Return.ExternalId, item.Return.Lines[0].LineId, item.Return.Lines[0].Quantity)));
        Assert.All(returns, item => Assert.Equal(("quirky", "quirky", "1"), (item.Return.Source, item.Return.OrderSource, item.Return.OrderExternalId)));
        Assert.Equal([1530, 255], returns.Select(item => item.Return.Lines[0].RefundAmount.AmountMinor));
    }

    [Fact]
    public void Items_AtALowerPriceThanPaid_AreTaken_AtAHigherOneNot()
    {
        var (_, items, rejections) = Read(
            [
                "1,MUG,Mug,2,2010-12-01 08:00:00,3.00,5,United Kingdom",
                "C2,MUG,Mug,-1,2010-12-02 08:00:00,2.00,5,United Kingdom",
                "C3,MUG,Mug,-1,2010-12-02 08:00:00,4.00,5,United Kingdom",
                "C4,MUG,Mug,-1,2010-11-30 08:00:00,3.00,5,United Kingdom",
            ]);

        Assert.Equal(200, Assert.Single(items.OfType<ReturnItem>()).Return.Lines[0].RefundAmount.AmountMinor);
        Assert.Equal([4, 5], rejections.Select(row => row.Line));
    }

    [Fact]
    public void Items_ReadTwice_AreTheSame_SoThatAnImportCanGoOn()
    {
        var rows = QuirkyFile.Generate(300, 7).ToList();

        var (first, firstItems, _) = Read(rows);
        var (second, secondItems, _) = Read(rows);

        Assert.Equal(first.Fingerprint, second.Fingerprint);
        Assert.Equal(firstItems.Select(Text), secondItems.Select(Text));
        Assert.Contains(firstItems, item => item is ReturnItem);
    }

    [Fact]
    public void Items_UnitsReturned_NeverExceedUnitsSold_InAnyLine()
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            var (_, items, _) = Read(QuirkyFile.Generate(120, seed));
            var sold = items.OfType<SaleItem>().SelectMany(sale => sale.Order.Lines.Select(line => (Key: (sale.Order.ExternalId, line.LineId), line.Quantity))).ToDictionary(s => s.Key, s => s.Quantity);
            foreach (var line in items.OfType<ReturnItem>().GroupBy(item => (item.Return.OrderExternalId, item.Return.Lines[0].LineId)))
            {
                Assert.True(line.Sum(item => item.Return.Lines[0].Quantity) <= sold[line.Key], $"seed {seed}: {line.Key}");
            }
        }
    }

    [Theory]
    [InlineData("currency: GBP", "currency: pounds", "currency 'pounds'")]
    [InlineData("time_zone: Europe/London", "time_zone: Mars/North", "no IANA time zone")]
    [InlineData("order: Invoice", "order: Nothing", "no column 'Nothing'")]
    [InlineData("cancellation_prefix: C", "cancelation_prefix: C", "cancelation_prefix")]
    [InlineData("order: Invoice", "order: \"\"", "columns.order is not set")]
    [InlineData("source: quirky", "", "source is not set")]
    [InlineData("source: quirky", "source: our shop", "source 'our shop' is no id")]
    [InlineData("[\"yyyy-MM-dd HH:mm:ss\"]", "[\"HH:mm\"]", "'HH:mm' of columns.placed_at_formats")]
    [InlineData("[\"yyyy-MM-dd HH:mm:ss\"]", "[]", "columns.placed_at_formats is not set")]
    [InlineData("price_decimals: 3", "price_decimals: 5", "price_decimals is 5")]
    [InlineData("price_decimals: 3", "grouping_sign: \".\"", "they are '.' and '.'")]
    public void Open_MapThatIsWrong_SaysWhatAndWhere(string good, string bad, string expected)
    {
        var (file, map) = QuirkyFile.Write(folder.Path);
        File.WriteAllText(map, QuirkyFile.Map.Replace(good, bad, StringComparison.Ordinal));

        var error = Assert.Throws<InvalidDataException>(() => HistorySource.Open(file, map));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Items_OfAFileWithDecimalCommasAndSerialDays_HaveTheRightPricesAndTimes()
    {
        var map = QuirkyFile.Map.Replace("currency: GBP", "currency: EUR\ndecimal_sign: \",\"\ngrouping_sign: \".\"\nseparator: \";\"", StringComparison.Ordinal)
            .Replace("price_decimals: 3\n", "", StringComparison.Ordinal)
            .Replace("[\"yyyy-MM-dd HH:mm:ss\"]", "[\"dd.MM.yyyy HH:mm\", excel-1900]", StringComparison.Ordinal);
        var rows = new[] { "1;MUG;Tazza;1.000;01.12.2010 08:26;1.250,5;5;Italy", "2;MUG;Tazza;2;40513,5;12,50;5;Italy", "3;MUG;Tazza;1;40513;1,250;5;Italy", "4;MUG;Tazza;1;40513;1.25;5;Italy" };
        var (file, mapFile) = (Path.Combine(folder.Path, "comma.csv"), Path.Combine(folder.Path, "comma.yaml"));
        File.WriteAllText(file, string.Join('\n', rows.Prepend(QuirkyFile.Header.Replace(',', ';'))));
        File.WriteAllText(mapFile, map);
        var rejections = new List<RejectedRow>();

        var orders = HistorySource.Open(file, mapFile).Items(rejections).OfType<SaleItem>().Select(item => item.Order).ToList();

        Assert.Equal(["1250.5", "12.5"], orders.Select(order => order.Lines[0].UnitPrice));
        Assert.Equal([1000, 2], orders.Select(order => order.Lines[0].Quantity));
        Assert.Equal(["2010-12-01T08:26:00", "2010-12-01T12:00:00"], orders.Select(order => order.PlacedAt.ToDateTime().ToString("s")));
        Assert.Equal([(4L, "PRICE_TOO_FINE"), (5L, "PRICE_INVALID")], rejections.Select(row => (row.Line, row.Reason)));
    }

    [Theory]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", false)]
    public void Items_OfUnicodeTextOfASpreadsheet_AreThoseOfTheSameFileInUtf8(string encoding, bool marked)
    {
        var (plain, map) = QuirkyFile.Write(folder.Path);
        var wide = Path.Combine(folder.Path, "wide.csv");
        var form = System.Text.Encoding.GetEncoding(encoding);
        File.WriteAllBytes(wide, [.. marked ? form.GetPreamble() : [], .. form.GetBytes(File.ReadAllText(plain))]);
        List<RejectedRow> expected = [], rejections = [];
        var items = HistorySource.Open(plain, map).Items(expected).Select(Text).ToList();

        Assert.Equal(items, HistorySource.Open(wide, map).Items(rejections).Select(Text));
        Assert.Equal(expected, rejections);
    }

    [Theory]
    [InlineData("Invoice,Sku,Title,Units,Date,Price,Price,Country", "2 columns 'Price' (columns.unit_price of the map): numbers 6, 7")]
    [InlineData("invoice,Sku,Title,Units,Date,Price,Customer,Country", "It has 'invoice': capitals count")]
    [InlineData("Invoice\tSku\tTitle\tUnits\tDate\tPrice\tCustomer\tCountry", "it seems to be separated by 'tab'")]
    [InlineData(",,,,,,,", "no names in it")]
    public void Open_HeaderThatCanBeMeantInTwoWays_SaysSo(string header, string expected)
    {
        var (file, map) = QuirkyFile.Write(folder.Path);
        File.WriteAllText(file, header + "\n");

        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => HistorySource.Open(file, map)).Message, StringComparison.Ordinal);
    }

    [DataFact("online-retail/online-retail.csv.gz")]
    public void Items_OfARealShopsYear_TakeOrRejectEveryRow()
    {
        var map = Repository.PathOf("services", "AllInOne", "Import", "Maps", "online-retail.yaml");
        var source = HistorySource.Open(SharedData.Path("online-retail/online-retail.csv.gz"), map);
        var rejections = new List<RejectedRow>();
        var items = source.Items(rejections).ToList();

        Assert.Equal(541_909, source.Rows);
        Assert.Equal(541_909, items.SelectMany(item => item.Lines).Distinct().Count() + rejections.Count);
        Assert.Equal(20_725, items.OfType<SaleItem>().Count());
        Assert.Equal(4_339, items.OfType<SaleItem>().Count(sale => sale.Enrollment is not null));
    }

    private static string Text(HistoryItem item) => item is SaleItem sale ? sale.Order.ToString() : ((ReturnItem)item).Return.ToString();

    private (HistorySource Source, List<HistoryItem> Items, List<RejectedRow> Rejections) Read(IEnumerable<string>? rows = null)
    {
        var (file, map) = QuirkyFile.Write(folder.Path, rows);
        var source = HistorySource.Open(file, map);
        var rejections = new List<RejectedRow>();
        return (source, source.Items(rejections).ToList(), rejections);
    }
}
