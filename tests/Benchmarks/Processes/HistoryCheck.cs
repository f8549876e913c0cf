using System.Globalization;
using System.IO.Compression;
using Microsoft.Data.Sqlite;
using Omnichannel.Benchmarks.Measuring;
using Omnichannel.Orders.V1;
using Omnichannel.Returns.V1;

namespace Omnichannel.Benchmarks.Processes;

/// <summary>
/// Compares what an import left behind with a computation over the file that shares no code with the importer: rows, and per month orders, customers, units, revenue
/// and cancellations, to the minor unit; and the ledgers with their own entries. It reads what Returns was told by events, so the whole way is in it. Knows the
/// columns of the example map.
/// </summary>
internal sealed class HistoryCheck(Report report, string file, string rejects, string state)
{
    private static readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    public void Check()
    {
        var rejected = Records(rejects).Skip(1).Select(fields => long.Parse(fields[0], CultureInfo.InvariantCulture)).ToHashSet();
        var (rows, expected) = FromFile(rejected);
        var found = FromStores(out var imported);
        var months = expected.Keys.Union(found.Keys).Order().ToList();
        var wrong = months.Where(month => expected.GetValueOrDefault(month) != found.GetValueOrDefault(month)).ToList();
        report.Row(
            "rows imported + rejected = rows of the file",
            string.Create(CultureInfo.InvariantCulture, $"{imported:N0} + {rejected.Count:N0} = {imported + rejected.Count:N0}"),
            against: string.Create(CultureInfo.InvariantCulture, $"{rows:N0}"),
            ratio: Verdict(imported + rejected.Count == rows));
        report.Row("months whose orders, customers, units, revenue and cancellations equal the file's", $"{months.Count - wrong.Count}", against: $"{months.Count}", ratio: Verdict(wrong.Count == 0));
        foreach (var month in wrong)
        {
            Console.Error.WriteLine($"{month}: the file has {expected.GetValueOrDefault(month)}, the services {found.GetValueOrDefault(month)}");
        }

        var (sum, unlike, members) = Ledgers();
        report.Row("sum of all ledger accounts; members whose balance is not the sum of their entries", $"{sum}; {unlike} of {members}", against: "0; 0", ratio: Verdict(sum == 0 && unlike == 0));
    }

    private static string Verdict(bool holds) => holds ? "equal" : "NOT EQUAL";

    private (long Rows, Dictionary<string, Month> Months) FromFile(HashSet<long> rejected)
    {
        var orders = new Dictionary<string, (string At, string Customer, long Units, long Minor)>();
        var months = new Dictionary<string, Month>();
        var line = 1L;
        foreach (var row in Records(file).Skip(1))
        {
            line++;
            if (rejected.Contains(line))
            {
                continue;
            }

            var (invoice, units, at) = (row[0], long.Parse(row[3], CultureInfo.InvariantCulture), row[4]);
            var minor = (long)Math.Round(Math.Abs(units) * decimal.Parse(row[5], CultureInfo.InvariantCulture) * 100, MidpointRounding.ToEven);
            if (invoice.StartsWith('C'))
            {
                Add(months, at[..7], new Month { Cancellations = 1, CancelledUnits = -units, CancelledMinor = minor });
                continue;
            }

            var order = orders.GetValueOrDefault(invoice, (at, row[6], 0, 0));
            orders[invoice] = (string.CompareOrdinal(at, order.Item1) < 0 ? at : order.Item1, order.Item2, order.Item3 + units, order.Item4 + minor);
        }

        foreach (var order in orders.Values)
        {
            Add(months, order.At[..7], new Month { Orders = 1, Units = order.Units, RevenueMinor = order.Minor });
        }

        foreach (var month in orders.Values.Where(order => order.Customer.Length > 0).GroupBy(order => order.At[..7]))
        {
            Add(months, month.Key, new Month { Customers = month.Select(order => order.Customer).Distinct().Count() });
        }

        return (line - 1, months);
    }

    private Dictionary<string, Month> FromStores(out long imported)
    {
        imported = 0;
        var months = new Dictionary<string, Month>();
        var customers = new HashSet<(string Month, string Customer)>();
        foreach (var row in Query("returns.db", "select sale, coalesce(customer_id, '') from orders"))
        {
            var sale = OrderPlaced.Parser.ParseFrom((byte[])row[0]);
            var month = MonthOf(sale.EffectiveAt);
            imported += sale.Lines.Count;
            Add(months, month, new Month { Orders = 1, Units = sale.Lines.Sum(line => (long)line.Quantity), RevenueMinor = sale.Lines.Sum(line => line.NetTotal?.AmountMinor ?? 0) });
            if (row[1] is string { Length: > 0 } customer && customers.Add((month, customer)))
            {
                Add(months, month, new Month { Customers = 1 });
            }
        }

        var cancelled = new HashSet<string>();
        foreach (var row in Query("returns.db", "select document, requested_at from returns"))
        {
            // A row of the file that took back from several orders became several returns: C536379/1.1, C536379/1.2.
            var document = Return.Parser.ParseFrom((byte[])row[0]);
            var external = document.ExternalId;
            var isFirst = cancelled.Add(external[..external.LastIndexOf('.')]);
            imported += isFirst ? 1 : 0;
            Add(months, MonthOf(DateTimeOffset.UnixEpoch.AddMicroseconds((long)row[1])), new Month
            {
                Cancellations = isFirst ? 1 : 0,
                CancelledUnits = document.Lines.Sum(line => (long)line.Quantity),
                CancelledMinor = document.Lines.Sum(line => line.RefundAmount?.AmountMinor ?? 0),
            });
        }

        return months;
    }

    private (long Sum, long Unlike, long Members) Ledgers()
    {
        var row = Query(
            "loyalty.db",
            """
            with flows as (select member_id, to_account as account, points from entries union all select member_id, from_account, -points from entries),
            sums as (select member_id,
                sum(case account when 'ISSUANCE' then points else 0 end) as issuance, sum(case account when 'PENDING' then points else 0 end) as pending,
                sum(case account when 'ACTIVE' then points else 0 end) as active, sum(points) as total from flows group by member_id)
            select coalesce(sum(m.issuance + m.pending + m.active + m.held + m.redeemed + m.expired + m.debt), 0),
                coalesce(sum(case when coalesce(s.issuance, 0) = m.issuance and coalesce(s.pending, 0) = m.pending and coalesce(s.active, 0) = m.active
                    and coalesce(s.total, 0) = 0 then 0 else 1 end), 0), count(*)
            from members m left join sums s on s.member_id = m.member_id
            """).Single();
        return ((long)row[0], (long)row[1], (long)row[2]);
    }

    private IEnumerable<object[]> Query(string database, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(state, database)};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constant texts of this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            yield return row;
        }
    }

    private static string MonthOf(Google.Protobuf.WellKnownTypes.Timestamp at) => MonthOf(at.ToDateTimeOffset());

    private static string MonthOf(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, _zone).ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private static void Add(Dictionary<string, Month> months, string month, Month more)
    {
        var known = months.GetValueOrDefault(month);
        months[month] = new Month
        {
            Orders = known.Orders + more.Orders,
            Customers = known.Customers + more.Customers,
            Units = known.Units + more.Units,
            RevenueMinor = known.RevenueMinor + more.RevenueMinor,
            Cancellations = known.Cancellations + more.Cancellations,
            CancelledUnits = known.CancelledUnits + more.CancelledUnits,
            CancelledMinor = known.CancelledMinor + more.CancelledMinor,
        };
    }

    // One record a line: the data set has no line breaks inside quotes.
    private static IEnumerable<List<string>> Records(string path)
    {
        using Stream file = File.OpenRead(path);
        using var reader = new StreamReader(path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file);
        while (reader.ReadLine() is { } line)
        {
            yield return Fields(line);
        }
    }

    private static List<string> Fields(string line)
    {
        var fields = new List<string>(8);
        var field = new System.Text.StringBuilder();
        var isQuoted = false;
        foreach (var character in line)
        {
            switch (character)
            {
                case '"':
                    isQuoted = !isQuoted;
                    break;
                case ',' when !isQuoted:
                    fields.Add(field.ToString());
                    field.Clear();
                    break;
                default:
                    field.Append(character);
                    break;
            }
        }

        fields.Add(field.ToString());
        return fields;
    }

    private readonly record struct Month
    {
        public long Orders { get; init; }

        public long Customers { get; init; }

        public long Units { get; init; }

        public long RevenueMinor { get; init; }

        public long Cancellations { get; init; }

        public long CancelledUnits { get; init; }

        public long CancelledMinor { get; init; }
    }
}
