using System.Runtime.InteropServices;
using Google.Protobuf.WellKnownTypes;
using Omnichannel.Loyalty.V1;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Domain;
using Omnichannel.Returns.V1;
using Channel = Omnichannel.Types.V1.Channel;

namespace Omnichannel.AllInOne.Import;

/// <summary>Something to import, with the lines of the file that it stands for.</summary>
public abstract record HistoryItem(IReadOnlyList<long> Lines);

/// <summary>A sale; the customer's enrolment comes with the first one.</summary>
public sealed record SaleItem(OrderRecord Order, EnrollmentRecord? Enrollment, IReadOnlyList<long> Lines) : HistoryItem(Lines);

/// <summary>A cancellation of units of one order.</summary>
public sealed record ReturnItem(ReturnRecord Return, IReadOnlyList<long> Lines) : HistoryItem(Lines);

/// <summary>
/// Puts rows together to orders and matches cancellations with what was bought before. Pure: the same file and map always give the same items
/// in the same order, which is what makes an import resumable.
/// </summary>
/// <remarks>
/// Files name no order in a cancellation. A cancelled unit is taken to come from the same customer's earlier purchases of the same item: newest first, at the
/// same price if there is one, otherwise at a higher one (more than was paid is never given back). A row of which not every unit finds its
/// purchase is rejected whole.
/// </remarks>
public sealed class HistoryAssembler(ImportMap map, IReadOnlyDictionary<string, int> rowsPerOrder)
{
    private readonly Dictionary<string, OpenOrder> open = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Customer, string Sku), List<Purchase>> purchases = [];
    private readonly Dictionary<string, DateTimeOffset> firstSeen = new(StringComparer.Ordinal);
    private readonly HashSet<string> enrolled = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> cancellationRows = new(StringComparer.Ordinal);
    private readonly HashSet<string> nonMerchandise = [.. map.NonMerchandise];
    private readonly Channel channel = System.Enum.Parse<Channel>(map.Channel, ignoreCase: true);

    /// <summary>Takes the next row; returns what it completes.</summary>
    public IEnumerable<HistoryItem> Add(HistoryRow row, string text, ICollection<RejectedRow> rejections)
    {
        void Reject(string reason, string detail) => rejections.Add(new RejectedRow(row.Line, reason, detail, text));
        if (map.CancellationPrefix.Length > 0 && row.Order.StartsWith(map.CancellationPrefix, StringComparison.Ordinal))
        {
            return Cancel(row, Reject);
        }

        if (row.Quantity < 0)
        {
            Reject("STOCK_ADJUSTMENT", $"{row.Quantity} units outside of a cancellation: nobody bought or returned them.");
            return Skip(row.Order);
        }

        var order = Open(row.Order);
        if (order.Rows.Count > 0 && order.Rows[0].Customer != row.Customer)
        {
            Reject("CUSTOMER_DIFFERS", $"Order {row.Order} belongs to another customer in line {order.Rows[0].Line}.");
            return Skip(row.Order);
        }

        order.Rows.Add(row);
        if (row.Customer.Length > 0)
        {
            firstSeen.TryAdd(row.Customer, row.At);
            ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(purchases, (row.Customer, row.Sku), out _);
            (list ??= []).Add(new Purchase(row, order.Rows.Count, row.Quantity));
        }

        return Skip(row.Order);
    }

    /// <summary>Counts a row of an order that was rejected before it came here; returns the order when that was its last row.</summary>
    public IEnumerable<HistoryItem> Skip(string orderNumber)
    {
        if (orderNumber.Length == 0 || !rowsPerOrder.TryGetValue(orderNumber, out var rows))
        {
            yield break;
        }

        var order = Open(orderNumber);
        if (++order.Seen == rows && open.Remove(orderNumber) && order.Rows.Count > 0)
        {
            yield return Sale(order.Rows);
        }
    }

    private OpenOrder Open(string number)
    {
        ref var order = ref CollectionsMarshal.GetValueRefOrAddDefault(open, number, out _);
        return order ??= new OpenOrder();
    }

    private SaleItem Sale(List<HistoryRow> rows)
    {
        var first = rows[0];
        var placedAt = rows.Min(row => row.At);
        var order = new OrderRecord
        {
            Source = map.Source,
            ExternalId = first.Order,
            CustomerId = first.Customer,
            Market = first.Market,
            CurrencyCode = map.Currency,
            Channel = channel,
            PlacedAt = Timestamp.FromDateTimeOffset(placedAt),
        };
        for (var i = 0; i < rows.Count; i++)
        {
            order.Lines.Add(new OrderRecordLine
            {
                LineId = LineId(i + 1),
                Sku = rows[i].Sku,
                Title = rows[i].Title,
                Quantity = rows[i].Quantity,
                UnitPrice = rows[i].Price.ToString(),
                NonMerchandise = nonMerchandise.Contains(rows[i].Sku),
            });
        }

        // An order whose last line comes late is sent after later ones: the customer joined with the first line of all.
        var enrollment = map.EnrolCustomers && first.Customer.Length > 0 && enrolled.Add(first.Customer)
            ? new EnrollmentRecord { MemberId = first.Customer, EnrolledAt = Timestamp.FromDateTimeOffset(firstSeen[first.Customer]), Channel = channel }
            : null;
        return new SaleItem(order, enrollment, [.. rows.Select(row => row.Line)]);
    }

    private List<ReturnItem> Cancel(HistoryRow row, Action<string, string> reject)
    {
        var ordinal = ++CollectionsMarshal.GetValueRefOrAddDefault(cancellationRows, row.Order, out _);
        if (row.Quantity > 0)
        {
            reject("CANCELLATION_ADDS_UNITS", $"{row.Quantity} units on a cancellation.");
            return [];
        }

        if (row.Customer.Length == 0)
        {
            reject("CANCELLATION_WITHOUT_CUSTOMER", "Without a customer nobody can tell what is cancelled.");
            return [];
        }

        if (Match(row) is not { } matches)
        {
            reject("CANCELS_MORE_THAN_BOUGHT", $"{-row.Quantity} units of {row.Sku}: that many were not bought before at this price or a higher one.");
            return [];
        }

        var items = new List<ReturnItem>(matches.Count);
        foreach (var (purchase, units) in matches)
        {
            purchase.Left -= units;
            var record = new ReturnRecord
            {
                Source = map.Source,
                ExternalId = $"{row.Order}/{ordinal}.{items.Count + 1}",
                OrderSource = map.Source,
                OrderExternalId = purchase.Row.Order,
                ReturnedAt = Timestamp.FromDateTimeOffset(row.At),
            };
            var refund = row.Price.Times(units);
            record.Lines.Add(new ReturnRecordLine
            {
                LineId = LineId(purchase.Ordinal),
                Quantity = units,
                RefundAmount = new Types.V1.Money { CurrencyCode = refund.CurrencyCode, AmountMinor = refund.AmountMinor },
            });
            items.Add(new ReturnItem(record, [row.Line]));
        }

        return items;
    }

    private List<(Purchase Purchase, int Units)>? Match(HistoryRow row)
    {
        if (!purchases.TryGetValue((row.Customer, row.Sku), out var bought))
        {
            return null;
        }

        var wanted = -row.Quantity;
        var matches = new List<(Purchase, int)>();
        foreach (var isSamePrice in (bool[])[true, false])
        {
            for (var i = bought.Count - 1; i >= 0 && wanted > 0; i--)
            {
                var purchase = bought[i];
                var fits = isSamePrice ? purchase.Row.Price == row.Price : purchase.Row.Price.Amount > row.Price.Amount;
                if (fits && purchase.Left > 0 && purchase.Row.At <= row.At)
                {
                    var units = Math.Min(wanted, purchase.Left);
                    matches.Add((purchase, units));
                    wanted -= units;
                }
            }
        }

        return wanted == 0 ? matches : null;
    }

    private static string LineId(int ordinal) => ordinal.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private sealed class OpenOrder
    {
        public List<HistoryRow> Rows { get; } = [];

        public int Seen { get; set; }
    }

    private sealed class Purchase(HistoryRow row, int ordinal, int left)
    {
        public HistoryRow Row { get; } = row;

        public int Ordinal { get; } = ordinal;

        public int Left { get; set; } = left;
    }
}
