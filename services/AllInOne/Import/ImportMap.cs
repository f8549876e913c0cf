using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Omnichannel.AllInOne.Import;

/// <summary>How the columns of a shop's file become orders: read from YAML, unknown keys refused.</summary>
public sealed class ImportMap
{
    /// <summary>One character between fields.</summary>
    public string Separator { get; set; } = ",";

    /// <summary>IANA zone of the file's local times.</summary>
    public string TimeZone { get; set; } = "";

    /// <summary>ISO 4217 currency of all prices.</summary>
    public string Currency { get; set; } = "";

    /// <summary>Channel on which the orders were made: WEB, APP, STORE, SUPPORT or SOCIAL.</summary>
    public string Channel { get; set; } = "WEB";

    /// <summary>Put before the file's order numbers to make ids that no other source uses.</summary>
    public string ExternalIdPrefix { get; set; } = "";

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
            ("time_zone", TimeZone), ("currency", Currency), ("columns.order", Columns.Order), ("columns.sku", Columns.Sku),
            ("columns.quantity", Columns.Quantity), ("columns.unit_price", Columns.UnitPrice), ("columns.placed_at", Columns.PlacedAt),
            ("columns.placed_at_format", Columns.PlacedAtFormat),
        })
        {
            if (value.Length == 0)
            {
                throw new InvalidDataException($"{path}: {name} is not set.");
            }
        }

        if (Separator.Length != 1)
        {
            throw new InvalidDataException($"{path}: separator must be one character.");
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _))
        {
            throw new InvalidDataException($"{path}: time_zone '{TimeZone}' is no IANA time zone.");
        }

        if (!Platform.Domain.Currencies.IsKnown(Currency))
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

    /// <summary>Its format, as in <c>yyyy-MM-dd HH:mm:ss</c>.</summary>
    public string PlacedAtFormat { get; set; } = "";

    /// <summary>Customer number; may be unset or empty in a row: a guest.</summary>
    public string Customer { get; set; } = "";

    /// <summary>Cut off the end of customer numbers, as in <c>.0</c>.</summary>
    public string CustomerSuffix { get; set; } = "";

    /// <summary>Column that decides the market; may be unset.</summary>
    public string Market { get; set; } = "";
}
