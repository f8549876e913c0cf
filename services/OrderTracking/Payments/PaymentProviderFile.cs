using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Json;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Omnichannel.OrderTracking.Payments;

/// <summary>What a payment provider's data file says (<c>Payments/&lt;provider&gt;.yaml</c>): where its documents hold what, and which of its codes are results.</summary>
public sealed class PaymentProviderFile
{
    private readonly Dictionary<string, InstructionState> results;
    private readonly Dictionary<string, InstructionState> voids;
    private readonly HashSet<string> permanent;

    private PaymentProviderFile(Document document)
    {
        Provider = document.Provider;
        Notices = Paths(document.Notices);
        Codes = Paths(document.Codes);
        Instruction = Paths(document.Instruction);
        Amount = Paths(document.Amount);
        Currency = Paths(document.Currency);
        Reference = Paths(document.Reference);
        Reason = Paths(document.Reason);
        Time = Paths(document.Time);
        results = States(document.Results);
        voids = States(document.Voids);
        permanent = [.. document.Permanent];
    }

    /// <summary>Lower case; the file's name.</summary>
    public string Provider { get; }

    internal IReadOnlyList<JsonPath> Notices { get; }

    internal IReadOnlyList<JsonPath> Codes { get; }

    internal IReadOnlyList<JsonPath> Instruction { get; }

    internal IReadOnlyList<JsonPath> Amount { get; }

    internal IReadOnlyList<JsonPath> Currency { get; }

    internal IReadOnlyList<JsonPath> Reference { get; }

    internal IReadOnlyList<JsonPath> Reason { get; }

    internal IReadOnlyList<JsonPath> Time { get; }

    /// <summary>Reads a data file.</summary>
    /// <exception cref="InvalidDataException">The file is wrong; the message says where.</exception>
    public static PaymentProviderFile Parse(string yaml)
    {
        try
        {
            var reader = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).WithDuplicateKeyChecking().Build();
            return new PaymentProviderFile(reader.Deserialize<Document>(yaml));
        }
        catch (YamlDotNet.Core.YamlException error)
        {
            throw new InvalidDataException($"A payment provider's data file is wrong at {error.Start}: {error.InnerException?.Message ?? error.Message}", error);
        }
    }

    /// <summary>What a code means, which is all texts at its paths; null when it is no result.</summary>
    /// <param name="code">The provider's.</param>
    /// <param name="kind">Of the instruction: that nothing was taken is a failure of a charge, and what is wanted of a void.</param>
    public InstructionState? Find(string code, InstructionKind kind) => (kind is InstructionKind.Void ? voids : results).TryGetValue(code, out var state) ? state : null;

    /// <summary>Whether another try would fail, too.</summary>
    public bool IsPermanent(string reason) => permanent.Contains(reason);

    private static Dictionary<string, InstructionState> States(Dictionary<string, string> codes) => codes.ToDictionary(
        pair => pair.Key,
        pair => Enum.TryParse<InstructionState>(pair.Value, ignoreCase: true, out var state) ? state : throw new InvalidDataException($"{pair.Value} is no result."),
        StringComparer.OrdinalIgnoreCase);

    private static IReadOnlyList<JsonPath> Paths(IEnumerable<string> texts) => [.. texts.Select(JsonPath.Parse)];

    private sealed class Document
    {
        public string Provider { get; set; } = "";

        public List<string> Notices { get; set; } = [];

        public List<string> Codes { get; set; } = [];

        public List<string> Instruction { get; set; } = [];

        public List<string> Amount { get; set; } = [];

        public List<string> Currency { get; set; } = [];

        public List<string> Reference { get; set; } = [];

        public List<string> Reason { get; set; } = [];

        public List<string> Time { get; set; } = [];

        public Dictionary<string, string> Results { get; set; } = [];

        public Dictionary<string, string> Voids { get; set; } = [];

        public List<string> Permanent { get; set; } = [];
    }
}
