using System.Globalization;
using System.Text;

namespace Omnichannel.AllInOne.Tests.Import;

/// <summary>A small history with the quirks that real ones have; the same text every time.</summary>
internal static class QuirkyFile
{
    public const string Header = "Invoice,Sku,Title,Units,Date,Price,Customer,Country";

    public const string Map = """
        time_zone: Europe/London
        currency: GBP
        price_decimals: 3
        source: quirky
        customer_id_prefix: "q-"
        enrol_customers: true
        columns:
          order: Invoice
          sku: Sku
          title: Title
          quantity: Units
          unit_price: Price
          placed_at: Date
          placed_at_formats: ["yyyy-MM-dd HH:mm:ss"]
          customer: Customer
          customer_suffix: ".0"
          market: Country
        cancellation_prefix: C
        reject_prefixes:
          A: BAD_DEBT_ADJUSTMENT
        non_merchandise: [POST]
        markets:
          default: ZZ
          United Kingdom: GB
        """;

    /// <summary>Rows that name each quirk once.</summary>
    public static readonly string[] Rows =
    [
        "1,MUG,Mug,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom",
        "1,MUG,Mug,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom",
        "1,POST,Postage,1,2010-12-01 08:27:00,18.00,17850.0,United Kingdom",
        "2,PAPER,Craft paper,80995,2010-12-02 09:00:00,0.001,16446.0,France",
        "3,LAMP,\"Lamp, \"\"oak\"\"\",1,2010-12-02 10:00:00,0.00,,United Kingdom",
        "C4,MUG,Mug,-7,2010-12-03 11:00:00,2.55,17850.0,United Kingdom",
        "C5,MUG,Mug,-6,2010-12-03 12:00:00,2.55,17850.0,United Kingdom",
        "C6,MUG,Mug,-1,2010-12-03 12:30:00,2.55,,United Kingdom",
        "7,MUG,check,-20,2010-12-04 08:00:00,0.00,,United Kingdom",
        "A8,B,Adjust bad debt,1,2010-12-05 08:00:00,-11062.06,,United Kingdom",
        "9,MUG,Mug,x,2010-12-05 09:00:00,2.55,17850.0,United Kingdom",
        "9,MUG,Mug,1,2010-12-05 09:00:00,2.55555,17850.0,United Kingdom",
        "9,MUG,Mug,1,05/12/2010,2.55,17850.0,United Kingdom",
        "9,MUG,Mug,1,2011-03-27 01:30:00,2.55,17850.0,United Kingdom",
        "9,MUG,Mug,100001,2010-12-05 09:00:00,2.55,17850.0,United Kingdom",
        "9,MUG,\"Mug,1,2010-12-05 09:00:00,2.55,17850.0,United Kingdom",
        "9,MUG,Mug,2,2010-12-05 09:00:00,2.55,17850.0,United Kingdom",
        "9,MUG,Mug,1,2010-12-05 09:00:00,2.55,99999.0,United Kingdom",
        "10,MUG,Mug,1,2010-12-06 09:00:00,2.55",
        "1,LATE,Late line,1,2010-12-01 08:28:00,1.00,17850.0,United Kingdom",
    ];

    /// <summary>Writes it, with map, into a folder.</summary>
    public static (string File, string MapFile) Write(string folder, IEnumerable<string>? rows = null)
    {
        var file = Path.Combine(folder, "history.csv");
        var map = Path.Combine(folder, "map.yaml");
        File.WriteAllText(file, string.Join('\n', [Header, .. rows ?? Rows]) + "\n", new UTF8Encoding(false));
        File.WriteAllText(map, Map);
        return (file, map);
    }

    /// <summary>Many orders of many customers, with returns, from a seed.</summary>
    public static IEnumerable<string> Generate(int orders, int seed)
    {
        var random = new Random(seed);
        var day = new DateTime(2010, 12, 1, 8, 0, 0, DateTimeKind.Unspecified);
        for (var order = 1; order <= orders; order++)
        {
            var at = day.AddMinutes(order * 7).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
            var customer = random.Next(4) == 0 ? "" : $"{10_000 + random.Next(40)}.0";
            for (var line = random.Next(1, 12); line > 0; line--)
            {
                var prefix = random.Next(12) == 0 ? "C" : "";
                var units = random.Next(1, 9) * (prefix.Length > 0 ? -1 : 1);
                var price = (random.Next(0, 3000) / 100m).ToString(CultureInfo.InvariantCulture);
                var sku = $"SKU-{random.Next(30)}";
                yield return $"{prefix}{order},{sku},Item {sku},{units},{at},{price},{customer},United Kingdom";
            }
        }
    }
}
