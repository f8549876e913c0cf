using System.Globalization;

namespace Omnichannel.Benchmarks.Measuring;

/// <summary>The command line.</summary>
internal sealed record Settings
{
    public const string Usage = """
        Usage: dotnet run -c Release --project tests/Benchmarks [-- GROUP... [OPTIONS]]

          GROUP           echo, cart, growth, catalogue, device, tills, snapshot, watch, loyalty, ledger, orders, returns, gateway, till, start, console, import; all when none is named
          --seconds N     how long each rate is measured (5)
          --warm-up N     how long each rate runs before that (2): the first row of a run meets code that is not compiled for speed yet
          --only TEXT     only the rows of echo, cart, growth, loyalty, ledger, orders and returns whose name contains the text, or one of several: 'echo|read of 5'
          --sales N       sales of the till row (200)
          --rows N        rows of the generated import file (20000)
          --entries N     entries of the larger ledger (1000000)
          import FILE MAP the whole of a real file, checked against a computation of its own
        """;

    /// <summary>The groups asked for; none for all.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>What the name of a row must contain, alternatives separated by <c>|</c>; empty for all.</summary>
    public string Only { get; init; } = "";

    public int Sales { get; init; } = 200;

    public int Rows { get; init; } = 20_000;

    public int Entries { get; init; } = 1_000_000;

    public string? ImportFile { get; init; }

    public string? ImportMap { get; init; }

    public bool WantsRow(string name) => Only.Split('|').Any(text => name.Contains(text, StringComparison.OrdinalIgnoreCase));

    public bool Wants(string group) => Groups.Count == 0 || Groups.Contains(group);

    /// <summary>Null when the command line is not understood.</summary>
    public static Settings? Parse(string[] args)
    {
        var settings = new Settings();
        var groups = new List<string>();
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--seconds" or "--warm-up" or "--sales" or "--rows" or "--entries" when i + 1 < args.Length && int.TryParse(args[i + 1], CultureInfo.InvariantCulture, out var number) && number > 0:
                    settings = args[i++] switch
                    {
                        "--seconds" => settings with { Duration = TimeSpan.FromSeconds(number) },
                        "--warm-up" => settings with { WarmUp = TimeSpan.FromSeconds(number) },
                        "--sales" => settings with { Sales = number },
                        "--entries" => settings with { Entries = number },
                        _ => settings with { Rows = number },
                    };
                    break;
                case "--only" when i + 1 < args.Length:
                    settings = settings with { Only = args[++i] };
                    break;
                case "import" when i + 2 < args.Length && File.Exists(args[i + 1]) && File.Exists(args[i + 2]):
                    groups.Add("import");
                    settings = settings with { ImportFile = Path.GetFullPath(args[++i]), ImportMap = Path.GetFullPath(args[++i]) };
                    break;
                case var option when option.StartsWith('-'):
                    return null;
                default:
                    groups.Add(args[i]);
                    break;
            }
        }

        return settings with { Groups = groups };
    }
}
