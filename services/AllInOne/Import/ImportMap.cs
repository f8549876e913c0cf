using Omnichannel.Platform.Errors;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Omnichannel.AllInOne.Import;

/// <summary>How the columns of a shop's file become orders: read from YAML, unknown keys refused.</summary>
public sealed class ImportMap
{
    private const int LongestSource = 64;

    /// <summary>One character between fields.</summary>
    public string Separator { get; set; } = ",";

    /// <summary>IANA zone of the file's local times.</summary>
    public string TimeZone { get; set; } = "";

    /// <summary>ISO 4217 currency of all prices.</summary>
    public string Currency { get; set; } = "";

    /// <summary>Between the whole and the fraction of a number.</summary>
    public string DecimalSign { get; set; } = ".";

    /// <summary>Between the groups of digits of a number; empty when the file has none. A space stands for every kind of space.</summary>
    public string GroupingSign { get; set; } = "";

    /// <summary>Decimal places that prices may have, at most 4; as many as the currency has when it is not set. A finer price is rejected: more often than not its sign means thousands.</summary>
    public int? PriceDecimals { get; set; }

    /// <summary>How the file writes numbers.</summary>
    [YamlIgnore]
    public NumberFormat Numbers => new(DecimalSign[0], GroupingSign.Length == 0 ? null : GroupingSign[0]);

    /// <summary>How the file writes times.</summary>
    [YamlIgnore]
    public TimeFormats Times => new(Columns.PlacedAtFormats, TimeZoneInfo.FindSystemTimeZoneById(TimeZone), Numbers);

    /// <summary>Channel on which the orders were made: WEB, APP, STORE, SUPPORT, SOCIAL or AGENT.</summary>
    public string Channel { get; set; } = "WEB";

    /// <summary>The system that gave the file's order numbers: those of another one are other orders, though they be alike.</summary>
    public string Source { get; set; } = "";

    /// <summary>Put before the file's customer numbers.</summary>
    public string CustomerIdPrefix { get; set; } = "";

    /// <summary>Whether every customer of the file joins the loyalty program with the first order.</summary>
    public bool EnrolCustomers { get; set; }

    /// <summary>Which column holds what.</summary>
    public ImportColumns Columns { get; set; } = new();

    /// <summary>Market per value of the market column; <c>default</c> for values that are not named.</summary>
    public Dictionary<string, string> Markets { get; set; } = [];

    /// <summary>Order numbers that begin with this are cancellations.</summary>
    public string CancellationPrefix { get; set; } = "";

    /// <summary>Order numbers that begin with a key are no trade; the value is the reason in the reject file.</summary>
    public Dictionary<string, string> RejectPrefixes { get; set; } = [];

    /// <summary>Skus that are postage, fees and services, not merchandise.</summary>
    public List<string> NonMerchandise { get; set; } = [];

    /// <summary>Reads and checks a map.</summary>
    /// <exception cref="InvalidDataException">It cannot be read, or a setting is missing or wrong; the message says which and where.</exception>
    public static ImportMap Load(string path)
    {
        try
        {
            using var reader = new StreamReader(path);
            var map = new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).WithDuplicateKeyChecking().Build()
                .Deserialize<ImportMap?>(reader) ?? throw new InvalidDataException($"{path} is empty.");
            map.Check(path);
            return map;
        }
        catch (YamlException error)
        {
            throw new InvalidDataException($"{path}, line {error.Start.Line}: {error.InnerException?.Message ?? error.Message}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"Cannot read the map {path}: {error.Message}", error);
        }
    }

    private void Check(string path)
    {
        foreach (var (name, value) in new[]
        {
            ("time_zone", TimeZone), ("currency", Currency), ("source", Source), ("columns.order", Columns.Order), ("columns.sku", Columns.Sku),
            ("columns.quantity", Columns.Quantity), ("columns.unit_price", Columns.UnitPrice), ("columns.placed_at", Columns.PlacedAt),
        })
        {
            if (value.Length == 0)
            {
                throw new InvalidDataException($"{path}: {name} is not set.");
            }
        }

        if (!new RequestCheck().Id("source", Source, LongestSource).IsValid)
        {
            throw new InvalidDataException($"{path}: source '{Source}' is no id of at most {LongestSource} letters, digits and signs.");
        }

        if (Separator.Length != 1)
        {
            throw new InvalidDataException($"{path}: separator must be one character.");
        }

        if (DecimalSign.Length != 1 || GroupingSign.Length > 1 || char.IsAsciiDigit(DecimalSign[0]) || DecimalSign == GroupingSign || (DecimalSign + GroupingSign).Contains('-'))
        {
            throw new InvalidDataException($"{path}: decimal_sign is one character and grouping_sign another or none; they are '{DecimalSign}' and '{GroupingSign}'.");
        }

        if (PriceDecimals is < 0 or > 4)
        {
            throw new InvalidDataException($"{path}: price_decimals is {PriceDecimals}; 0 to 4 are possible.");
        }

        if (Columns.PlacedAtFormats.Count == 0)
        {
            throw new InvalidDataException($"{path}: columns.placed_at_formats is not set.");
        }

        if (Columns.PlacedAtFormats.Find(format => !TimeFormats.IsPattern(format)) is { } wrong)
        {
            throw new InvalidDataException($"{path}: '{wrong}' of columns.placed_at_formats is no format of a date and time.");
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _))
        {
            throw new InvalidDataException($"{path}: time_zone '{TimeZone}' is no IANA time zone.");
        }

        if (!Values.Currencies.IsKnown(Currency))
        {
            throw new InvalidDataException($"{path}: currency '{Currency}' is no ISO 4217 code.");
        }
    }
}

/// <summary>Names of columns in the file's header line.</summary>
public sealed class ImportColumns
{
    /// <summary>Order or invoice number.</summary>
    public string Order { get; set; } = "";

    /// <summary>Item number.</summary>
    public string Sku { get; set; } = "";

    /// <summary>Item title; may be unset.</summary>
    public string Title { get; set; } = "";

    /// <summary>Units; negative on cancellations.</summary>
    public string Quantity { get; set; } = "";

    /// <summary>Price of one unit, decimal text.</summary>
    public string UnitPrice { get; set; } = "";

    /// <summary>Local time of the order.</summary>
    public string PlacedAt { get; set; } = "";

    /// <summary>Its formats, as in <c>yyyy-MM-dd HH:mm:ss</c>; <c>excel-1900</c> or <c>excel-1904</c> for serial days. A time that two of them read differently is rejected.</summary>
    public List<string> PlacedAtFormats { get; set; } = [];

    /// <summary>Customer number; may be unset or empty in a row: a guest.</summary>
    public string Customer { get; set; } = "";

    /// <summary>Cut off the end of customer numbers, as in <c>.0</c>.</summary>
    public string CustomerSuffix { get; set; } = "";

    /// <summary>Column that decides the market; may be unset.</summary>
    public string Market { get; set; } = "";
}
