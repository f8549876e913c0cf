using Omnichannel.Platform.Domain;
using Omnichannel.Values;

namespace Omnichannel.AllInOne.Import;

/// <summary>One line of an order or of a cancellation, as the file gives it.</summary>
/// <param name="Line">Line of the file.</param>
/// <param name="Order">Order or cancellation number.</param>
/// <param name="Sku">Item number.</param>
/// <param name="Title">Item title; may be empty.</param>
/// <param name="Quantity">Units; negative on a cancellation.</param>
/// <param name="Price">Price of one unit.</param>
/// <param name="At">When.</param>
/// <param name="Customer">Customer number; empty for a guest.</param>
/// <param name="Market">Market of the order.</param>
public sealed record HistoryRow(
    long Line, string Order, string Sku, string Title, int Quantity, UnitPrice Price, DateTimeOffset At, string Customer, string Market)
{
    /// <summary>What the row is worth: price × quantity, rounded once.</summary>
    public Money Total => Price.Times(Quantity);
}

/// <summary>A row that cannot be taken.</summary>
/// <param name="Line">Line of the file.</param>
/// <param name="Reason">Stable UPPER_SNAKE_CASE name.</param>
/// <param name="Detail">What is wrong with which value.</param>
/// <param name="Text">The line as read.</param>
public sealed record RejectedRow(long Line, string Reason, string Detail, string Text);

/// <summary>Turns records of a file into rows by a map; every row that cannot be one gets a reason.</summary>
public sealed class RowReader
{
    private readonly ImportMap map;
    private readonly NumberFormat numbers;
    private readonly TimeFormats times;
    private readonly int priceDecimals;
    private readonly Dictionary<string, string> shared = new(StringComparer.Ordinal);
    private readonly int fieldCount;
    private readonly int order;
    private readonly int sku;
    private readonly int title;
    private readonly int quantity;
    private readonly int unitPrice;
    private readonly int placedAt;
    private readonly int customer;
    private readonly int market;

    /// <summary>Finds the map's columns in the header.</summary>
    /// <exception cref="InvalidDataException">A column is missing, or there are two of it.</exception>
    public RowReader(ImportMap map, FileHeader header)
    {
        this.map = map;
        numbers = map.Numbers;
        times = map.Times;
        priceDecimals = map.PriceDecimals ?? Currencies.Decimals(map.Currency);
        fieldCount = header.Count;
        order = header.Find("columns.order", map.Columns.Order);
        sku = header.Find("columns.sku", map.Columns.Sku);
        title = FindOptional("columns.title", map.Columns.Title);
        quantity = header.Find("columns.quantity", map.Columns.Quantity);
        unitPrice = header.Find("columns.unit_price", map.Columns.UnitPrice);
        placedAt = header.Find("columns.placed_at", map.Columns.PlacedAt);
        customer = FindOptional("columns.customer", map.Columns.Customer);
        market = FindOptional("columns.market", map.Columns.Market);

        int FindOptional(string setting, string column) => column.Length == 0 ? -1 : header.Find(setting, column);
    }

    /// <summary>The order number of a record, even of one that will be rejected; empty when there is none.</summary>
    public string OrderOf(CsvRecord record) => record.Fields.Count > order ? Share(record.Fields[order].Trim()) : "";

    /// <summary>Reads a record; exactly one of row and rejection is set.</summary>
    public (HistoryRow? Row, RejectedRow? Rejection) Read(CsvRecord record)
    {
        RejectedRow Reject(string reason, string detail) => new(record.Line, reason, detail, record.Text);
        if (record.Problem is not null)
        {
            return (null, Reject(record.Problem, "The line is no CSV record."));
        }

        var fields = record.Fields;
        if (fields.Count != fieldCount)
        {
            return (null, Reject("WRONG_FIELD_COUNT", $"{fields.Count} fields instead of {fieldCount}."));
        }

        if (OrderOf(record) is not { Length: > 0 } orderNumber)
        {
            return (null, Reject("ORDER_MISSING", "No order number."));
        }

        foreach (var (prefix, reason) in map.RejectPrefixes)
        {
            if (orderNumber.StartsWith(prefix, StringComparison.Ordinal))
            {
                return (null, Reject(reason, $"Order number {orderNumber}."));
            }
        }

        if (fields[sku].Trim() is not { Length: > 0 } item)
        {
            return (null, Reject("SKU_MISSING", "No item number."));
        }

        if (!numbers.TryWhole(fields[quantity], out var units))
        {
            return (null, Reject("QUANTITY_INVALID", $"'{fields[quantity]}' is no whole number."));
        }

        if (units == 0 || units > Measure.Piece.MostOf() || units < -Measure.Piece.MostOf())
        {
            return (null, Reject("QUANTITY_OUT_OF_RANGE", $"{units} units; 1 to 100,000 are possible."));
        }

        if (numbers.Normalize(fields[unitPrice]) is not { } plain)
        {
            return (null, Reject("PRICE_INVALID", $"'{fields[unitPrice]}' is no number with '{map.DecimalSign}' before its decimal places."));
        }

        if (plain.StartsWith('-'))
        {
            return (null, Reject("NEGATIVE_PRICE", $"{fields[unitPrice]} for a unit."));
        }

        if (plain.IndexOf('.', StringComparison.Ordinal) is >= 0 and var point && plain.Length - point - 1 > priceDecimals)
        {
            return (null, Reject("PRICE_TOO_FINE", $"'{fields[unitPrice]}' has more than {priceDecimals} decimal places: see decimal_sign, grouping_sign and price_decimals of the map."));
        }

        if (!UnitPrice.TryParse(map.Currency, plain, out var price))
        {
            return (null, Reject("PRICE_INVALID", $"'{fields[unitPrice]}' is higher than any price."));
        }

        var (at, problem) = times.Read(fields[placedAt]);
        if (at is null)
        {
            return (null, Reject("TIME_INVALID", problem!));
        }

        if (!TryMarket(fields, out var inMarket))
        {
            return (null, Reject("MARKET_UNKNOWN", $"'{fields[market]}' is not in the map's markets."));
        }

        return (new HistoryRow(
            record.Line, orderNumber, Share(item), title < 0 ? "" : Share(fields[title].Trim()), (int)units, price, at.Value,
            Customer(fields), inMarket), null);
    }

    private bool TryMarket(IReadOnlyList<string> fields, out string found)
    {
        found = "";
        return (market >= 0 && map.Markets.TryGetValue(fields[market].Trim(), out found!)) || map.Markets.TryGetValue("default", out found!);
    }

    private string Customer(IReadOnlyList<string> fields)
    {
        var text = customer < 0 ? "" : fields[customer].Trim();
        if (map.Columns.CustomerSuffix.Length > 0 && text.EndsWith(map.Columns.CustomerSuffix, StringComparison.Ordinal))
        {
            text = text[..^map.Columns.CustomerSuffix.Length];
        }

        return text.Length == 0 ? "" : Share(map.CustomerIdPrefix + text);
    }

    // The same few thousand texts come in hundreds of thousands of rows.
    private string Share(string text)
    {
        if (!shared.TryGetValue(text, out var known))
        {
            shared.Add(text, known = text);
        }

        return known;
    }
}
