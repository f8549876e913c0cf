using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Omnichannel.Loyalty.V1;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Events;
using Omnichannel.Returns.V1;

namespace Omnichannel.TestKit;

/// <summary>
/// Compares what an import brought about, read from the published events, with what it must come to, computed from the file alone by
/// <c>tests/node/scripts/expect-import.js</c>: to the minor unit and to the point.
/// </summary>
public static class ImportVerification
{
    private const string CustomerPrefix = "uci-";

    /// <summary>Computes the expectation.</summary>
    public static Task<JsonElement> ExpectAsync(string file, string? month = null) => NodeScript.RunAsync(
        "scripts/expect-import.js",
        input: new { file, month, nonMerchandise = new[] { "POST", "DOT", "M", "m", "D", "S", "B", "C2", "CRUK", "BANK CHARGES", "AMAZONFEE", "PADS" } },
        limit: TimeSpan.FromMinutes(3));

    /// <summary>Everything that differs, in words; empty when all is as it must be. The process that owns the state folder must have stopped.</summary>
    public static async Task<IReadOnlyList<string>> CompareAsync(string stateFolder, JsonElement expected)
    {
        var actual = await ReadAsync(Path.Combine(stateFolder, "events.db"));
        var differences = new List<string>();
        void Check(string what, long wanted, long found)
        {
            if (wanted != found)
            {
                differences.Add($"{what}: {wanted} expected, {found} found");
            }
        }

        foreach (var month in expected.GetProperty("months").EnumerateObject())
        {
            var found = actual.Months.GetValueOrDefault(month.Name) ?? new Month();
            Check($"{month.Name} orders", month.Value.GetProperty("orders").GetInt64(), found.Orders);
            Check($"{month.Name} lines", month.Value.GetProperty("lines").GetInt64(), found.Lines);
            Check($"{month.Name} units", month.Value.GetProperty("units").GetInt64(), found.Units);
            Check($"{month.Name} revenue", long.Parse(month.Value.GetProperty("revenueMinor").GetString()!, null), found.RevenueMinor);
            Check($"{month.Name} cancelled units", month.Value.GetProperty("cancelledUnits").GetInt64(), found.ReturnedUnits);
            Check($"{month.Name} cancelled amount", long.Parse(month.Value.GetProperty("cancelledMinor").GetString()!, null), found.RefundedMinor);
        }

        Check("months", expected.GetProperty("months").EnumerateObject().Count(), actual.Months.Count);
        Check("customers", expected.GetProperty("customers").GetInt64(), actual.Customers.Count);
        var points = expected.GetProperty("points").EnumerateObject().Where(pair => pair.Value.GetInt64() > 0).ToDictionary(pair => CustomerPrefix + pair.Name, pair => pair.Value.GetInt64());
        Check("members with points", points.Count, actual.Points.Count);
        differences.AddRange(points.Where(pair => actual.Points.GetValueOrDefault(pair.Key) != pair.Value).Take(10)
            .Select(pair => $"points of {pair.Key}: {pair.Value} expected, {actual.Points.GetValueOrDefault(pair.Key)} found"));
        return differences;
    }

    private static async Task<Totals> ReadAsync(string logFile)
    {
        var totals = new Totals();
        await using var log = new EmbeddedEventLog(new EmbeddedEventLogOptions { Path = logFile }, TimeProvider.System);
        await using var events = log.Subscribe(
            $"omnichannel.verification.{Guid.NewGuid():N}", ["omnichannel.orders.events.v1", "omnichannel.returns.events.v1", "omnichannel.loyalty.events.v1"]);
        while (await events.Poll(1_000, TimeSpan.FromSeconds(2), default) is { } batch)
        {
            foreach (var record in batch.Events)
            {
                totals.Take(record);
            }

            await events.Commit(batch, default);
        }

        return totals;
    }

    private sealed class Month
    {
        public long Orders { get; set; }

        public long Lines { get; set; }

        public long Units { get; set; }

        public long RevenueMinor { get; set; }

        public long ReturnedUnits { get; set; }

        public long RefundedMinor { get; set; }
    }

    private sealed class Totals
    {
        private readonly HashSet<string> seen = [];

        public Dictionary<string, Month> Months { get; } = [];

        public HashSet<string> Customers { get; } = [];

        public Dictionary<string, long> Points { get; } = [];

        // Delivery is at least once: an event counts by its id.
        public void Take(EventRecord record)
        {
            if (!seen.Add(record.Id))
            {
                return;
            }

            switch (record.Type)
            {
                case "omnichannel.orders.v1.OrderPlaced":
                    Take(OrderPlaced.Parser.ParseFrom(record.Data.Span));
                    break;
                case "omnichannel.returns.v1.ReturnResolved":
                    Take(ReturnResolved.Parser.ParseFrom(record.Data.Span));
                    break;
                case "omnichannel.loyalty.v1.PointsEarned":
                    var earned = PointsEarned.Parser.ParseFrom(record.Data.Span);
                    Points[earned.MemberId] = Points.GetValueOrDefault(earned.MemberId) + earned.Points;
                    break;
                default:
                    break;
            }
        }

        private void Take(OrderPlaced order)
        {
            var month = Of(order.EffectiveAt);
            month.Orders++;
            month.Lines += order.Lines.Count;
            month.Units += order.Lines.Sum(line => (long)line.Quantity);
            month.RevenueMinor += order.Lines.Sum(line => line.NetTotal.AmountMinor);
            if (order.CustomerId.Length > 0)
            {
                Customers.Add(order.CustomerId);
            }
        }

        private void Take(ReturnResolved resolved)
        {
            var month = Of(resolved.EffectiveAt);
            month.ReturnedUnits += resolved.Lines.Sum(line => (long)line.Quantity);
            month.RefundedMinor += resolved.RefundAmount.AmountMinor;
        }

        private Month Of(Timestamp at)
        {
            var name = at.ToDateTime().ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);
            if (!Months.TryGetValue(name, out var month))
            {
                Months.Add(name, month = new Month());
            }

            return month;
        }
    }
}
