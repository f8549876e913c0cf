namespace Omnichannel.Architecture.Tests;

/// <summary>Which code may use which: read from the compiled assemblies.</summary>
public static class CodeRules
{
    private static readonly string[] _services = ["CartSync", "OrderTracking", "Returns", "Loyalty", "Messaging", "SupportContext"];
    private static readonly string[] _storageAssemblies = ["Dapper", "Npgsql", "Microsoft.Data.Sqlite", "StackExchange.Redis"];

    // The domain decides on what it is given: nothing in it may ask the machine.
    private static readonly string[] _impureTypes =
    [
        "System.TimeProvider", "System.Random", "System.Environment", "System.Console", "System.Threading.Thread", "System.Threading.Timer",
        "System.Diagnostics.Stopwatch", "System.Diagnostics.Process", "System.IO.File", "System.IO.FileInfo", "System.IO.FileStream",
        "System.IO.Directory", "System.IO.DirectoryInfo", "System.Security.Cryptography.RandomNumberGenerator",
    ];

    private static readonly string[] _pureInPlatform = ["Omnichannel.Platform.Domain", "Omnichannel.Platform.Time", "Omnichannel.Platform.Text", "Omnichannel.Values"];

    private static readonly string[] _impureNamespaces = ["System.Net", "System.Data"];

    // Time comes from TimeProvider and ids from the one generator, or tests could not decide them.
    private static readonly (string Type, string Member)[] _ambient =
    [
        ("System.DateTime", "get_UtcNow"), ("System.DateTime", "get_Now"), ("System.DateTime", "get_Today"),
        ("System.DateTimeOffset", "get_UtcNow"), ("System.DateTimeOffset", "get_Now"),
        ("System.Guid", "NewGuid"), ("System.Guid", "CreateVersion7"), ("System.Random", "get_Shared"),
    ];

    public static IReadOnlyList<CodeRule> All { get; } =
    [
        new("Services, gateway and Platform use no code of a service other than their own", OtherServices)
        {
            Planted = Use("Omnichannel.Loyalty.Store.LoyaltyStore", "Omnichannel.CartSync.Domain.Cart", assembly: "Omnichannel.CartSync"),
            Harmless =
            [
                Use("Omnichannel.Loyalty.Store.LoyaltyStore", "Omnichannel.Cart.V1.CartCheckedOut", assembly: "Omnichannel.Protos"),
                Use("Omnichannel.Loyalty.Store.LoyaltyStore", "Omnichannel.Platform.Storage.Store", assembly: "Omnichannel.Platform"),
                Use("Omnichannel.Loyalty.Store.LoyaltyStore", "Omnichannel.Loyalty.Domain.Account", assembly: "Omnichannel.Loyalty"),
                Use("Omnichannel.AllInOne.Processes", "Omnichannel.Loyalty.Domain.Account", assembly: "Omnichannel.Loyalty"),
            ],
        },
        new("The gateway reaches services by their contracts only", OtherServices)
        {
            Planted = Use("Omnichannel.Gateway.Json.Transcoder", "Omnichannel.Loyalty.Domain.Account", assembly: "Omnichannel.Loyalty"),
            Harmless = [Use("Omnichannel.Gateway.Json.Transcoder", "Omnichannel.Loyalty.V1.HoldPointsRequest", assembly: "Omnichannel.Protos")],
        },
        new("Domain uses its own types, what is pure in Platform (Domain, Time, Text), Values and the base class library only", ForeignTypesInDomain)
        {
            Planted = Use("Omnichannel.Loyalty.Domain.Account", "Omnichannel.Type.V1.Money", assembly: "Omnichannel.Protos"),
            Harmless =
            [
                Use("Omnichannel.Loyalty.Domain.Account", "Omnichannel.Loyalty.Domain.Lot", assembly: "Omnichannel.Loyalty"),
                Use("Omnichannel.Loyalty.Domain.Account", "Omnichannel.Platform.Domain.Money", assembly: "Omnichannel.Platform"),
                Use("Omnichannel.Loyalty.Domain.Account", "Omnichannel.Platform.Time.LocalDays", assembly: "Omnichannel.Platform"),
                Use("Omnichannel.Loyalty.Domain.Account", "Omnichannel.Platform.Text.Canonical", assembly: "Omnichannel.Platform"),
                Use("Omnichannel.Loyalty.Domain.Account", "Omnichannel.Values.Measure", assembly: "Omnichannel.Values"),
                Use("Omnichannel.Loyalty.Domain.Account", "System.Collections.Immutable.ImmutableList`1", assembly: "System.Collections.Immutable"),
                Use("Omnichannel.Loyalty.Store.LoyaltyStore", "Omnichannel.Type.V1.Money", assembly: "Omnichannel.Protos"),
            ],
        },
        new("Domain uses no store and no transport of its own service", ForeignTypesInDomain)
        {
            Planted = Use("Omnichannel.Loyalty.Domain.Account", "Omnichannel.Loyalty.Store.LoyaltyStore", assembly: "Omnichannel.Loyalty"),
            Harmless = [Use("Omnichannel.Loyalty.Store.LoyaltyStore", "Omnichannel.Loyalty.Domain.Account", assembly: "Omnichannel.Loyalty")],
        },
        new("Domain asks the machine for nothing: no clock, randomness, files or network", ImpureDomain)
        {
            Planted = Use("Omnichannel.Loyalty.Domain.Account", "System.TimeProvider", "GetUtcNow"),
            Harmless =
            [
                Use("Omnichannel.Loyalty.Store.LoyaltyStore", "System.TimeProvider", "GetUtcNow"),
                Use("Omnichannel.Loyalty.Domain.Account", "System.DateTimeOffset", "AddDays"),
                Use("Omnichannel.Loyalty.Domain.Account", "System.IO.InvalidDataException"),
            ],
        },
        new("Domain and Store take the time and new ids from what is injected", AmbientTimeAndIds)
        {
            Planted = Use("Omnichannel.Loyalty.Store.LoyaltyStore", "System.DateTimeOffset", "get_UtcNow"),
            Harmless =
            [
                Use("Omnichannel.Loyalty.Store.LoyaltyStore", "System.TimeProvider", "GetUtcNow"),
                Use("Omnichannel.Loyalty.Store.LoyaltyStore", "System.DateTimeOffset", "get_UtcDateTime"),
                Use("Omnichannel.Platform.Domain.IdGenerator", "System.Guid", "CreateVersion7"),
            ],
        },
        new("How a language writes numbers, money and dates is known to Platform's Text only", ForeignCultures)
        {
            Planted = Use("Omnichannel.Loyalty.Domain.Account", "System.Globalization.CultureInfo", "GetCultureInfo"),
            Harmless =
            [
                Use("Omnichannel.Platform.Text.Locale", "System.Globalization.CultureInfo", "GetCultureInfo"),
                Use("Omnichannel.Loyalty.Domain.Account", "System.Globalization.CultureInfo", "get_InvariantCulture"),
            ],
        },
        new("Transport reaches storage through the store only", StorageInTransport)
        {
            Planted = Use("Omnichannel.Loyalty.Transport.LoyaltyGrpcService", "Dapper.SqlMapper", "QueryAsync", "Dapper"),
            Harmless =
            [
                Use("Omnichannel.Loyalty.Store.LoyaltyStore", "Dapper.SqlMapper", "QueryAsync", "Dapper"),
                Use("Omnichannel.Loyalty.Transport.LoyaltyGrpcService", "Omnichannel.Loyalty.Store.LoyaltyStore", "Execute", "Omnichannel.Loyalty"),
            ],
        },
    ];

    /// <summary>The folders of the projects whose assemblies the rules are about.</summary>
    public static IEnumerable<string> ProjectFolders => [.. _services.Select(service => $"services/{service}"), "services/Platform", "gateway"];

    private static IEnumerable<Violation> OtherServices(IReadOnlyList<CodeUse> uses) =>
        from use in uses
        where _services.Append("Platform").Append("Gateway").Any(owner => use.IsByNamespace($"Omnichannel.{owner}"))
        where _services.Append("AllInOne").Append("Gateway").Any(other => use.Assembly == $"Omnichannel.{other}" && !use.IsByNamespace($"Omnichannel.{other}"))
        select Breaks(use);

    private static IEnumerable<Violation> ForeignTypesInDomain(IReadOnlyList<CodeUse> uses) =>
        from use in InLayers(uses, "Domain")
        where !use.IsOfNamespace($"Omnichannel.{ServiceOf(use.By)}.Domain") && !_pureInPlatform.Any(use.IsOfNamespace)
        where !IsBaseClassLibrary(use) && !IsMadeByCompiler(use)
        select Breaks(use);

    private static IEnumerable<Violation> ImpureDomain(IReadOnlyList<CodeUse> uses) =>
        from use in InLayers(uses, "Domain")
        where _impureTypes.Contains(use.Type) || _impureNamespaces.Any(use.IsOfNamespace)
        select Breaks(use);

    private static IEnumerable<Violation> AmbientTimeAndIds(IReadOnlyList<CodeUse> uses) =>
        from use in InLayers(uses, "Domain", "Store")
        where use.Member is not null && _ambient.Contains((use.Type, use.Member))
        select Breaks(use);

    private static IEnumerable<Violation> ForeignCultures(IReadOnlyList<CodeUse> uses) =>
        from use in uses
        where use is { Type: "System.Globalization.CultureInfo" or "System.Globalization.RegionInfo", Member: not null and not "get_InvariantCulture" }
        where !use.IsByNamespace("Omnichannel.Platform.Text")
        select Breaks(use);

    private static IEnumerable<Violation> StorageInTransport(IReadOnlyList<CodeUse> uses) =>
        from use in InLayers(uses, "Transport")
        where _storageAssemblies.Contains(use.Assembly)
        select Breaks(use);

    private static IEnumerable<CodeUse> InLayers(IEnumerable<CodeUse> uses, params string[] layers) =>
        uses.Where(use => ServiceOf(use.By) is { } service && layers.Any(layer => use.IsByNamespace($"Omnichannel.{service}.{layer}")));

    private static string? ServiceOf(string type) => _services.FirstOrDefault(service => type.StartsWith($"Omnichannel.{service}.", StringComparison.Ordinal));

    private static bool IsBaseClassLibrary(CodeUse use) => use.Assembly == "System" || use.Assembly.StartsWith("System.", StringComparison.Ordinal);

    // Attributes and helper types that the compiler writes into every assembly.
    private static bool IsMadeByCompiler(CodeUse use) =>
        use.Type.StartsWith('<') || use.IsOfNamespace("System") || use.IsOfNamespace("Microsoft.CodeAnalysis");

    private static Violation Breaks(CodeUse use) => new(use.By, $"uses {use.Type}{(use.Member is null ? "" : $".{use.Member}")} of {use.Assembly}");

    private static CodeUse Use(string by, string type, string? member = null, string assembly = "System.Runtime") => new(by, type, member, assembly);
}
