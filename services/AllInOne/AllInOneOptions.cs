using Omnichannel.Platform.Hosting;

namespace Omnichannel.AllInOne;

/// <summary>The command line.</summary>
public sealed record AllInOneOptions
{
    /// <summary>What <c>--help</c> prints.</summary>
    public const string Usage = """
        Gateway and all services in one process, on loopback, with nothing to install.

        Usage:  dotnet run --project services/AllInOne [-- OPTIONS]
                dotnet run --project services/AllInOne -- import orders FILE --map MAP.yaml [OPTIONS]
                dotnet run --project services/AllInOne -- settings        lists every setting of the services

          --state DIR         where everything is kept (.omnichannel)
          --http-port N       JSON, event streams, OpenAPI (8000; 0: any free one)
          --grpc-port N       gRPC for tills and services (8080)
          --probes-port N     /livez, /readyz (8081)
          --sample-data       a small shop to play with: items, a store, stock, shipping options
          --no-console        without the pages
          --no-development-tokens
                              no POST /dev/tokens, and none of its tokens is accepted

        import only:
          --gateway URL       import into a running cluster through its gateway's gRPC address, with
          --token-file FILE   a token of role ops or service (read again when it changes)
          --rejects FILE      where rejected rows go (FILE.rejects.csv)
        """;

    /// <summary>State folder.</summary>
    public string State { get; init; } = ".omnichannel";

    /// <summary>Port of JSON and event streams.</summary>
    public int HttpPort { get; init; } = 8000;

    /// <summary>Port of gRPC.</summary>
    public int GrpcPort { get; init; } = 8080;

    /// <summary>Port of the probes.</summary>
    public int ProbesPort { get; init; } = 8081;

    /// <summary>Whether to load the sample shop.</summary>
    public bool SampleData { get; init; }

    /// <summary>Whether there is a development issuer.</summary>
    public bool DevelopmentTokens { get; init; } = true;

    /// <summary>Whether there are pages.</summary>
    public bool Console { get; init; } = true;

    /// <summary>Only say how it is used.</summary>
    public bool Help { get; init; }

    /// <summary>Only list the settings.</summary>
    public bool Settings { get; init; }

    /// <summary>The file to import.</summary>
    public string? ImportFile { get; init; }

    /// <summary>How to read it.</summary>
    public string? MapFile { get; init; }

    /// <summary>Import into a cluster through this gateway.</summary>
    public string? Gateway { get; init; }

    /// <summary>The token for it.</summary>
    public string? TokenFile { get; init; }

    /// <summary>Where rejected rows go.</summary>
    public string? RejectsFile { get; init; }

    /// <summary>Reads the command line.</summary>
    /// <exception cref="StartupException">It is not understood; the message says what.</exception>
    public static AllInOneOptions Parse(string[] args)
    {
        var options = new AllInOneOptions();
        if (args is ["settings"])
        {
            return options with { Settings = true };
        }

        var rest = new Queue<string>(args);
        if (rest.TryPeek(out var first) && first == "import")
        {
            rest.Dequeue();
            if (!rest.TryDequeue(out var what) || what != "orders" || !rest.TryDequeue(out var file) || file.StartsWith('-'))
            {
                throw new StartupException("import is used as: import orders FILE --map MAP.yaml");
            }

            // An import of its own process leaves the usual ports to whoever has them.
            options = options with { ImportFile = file, HttpPort = 0, GrpcPort = 0, ProbesPort = 0, DevelopmentTokens = false, Console = false };
        }

        while (rest.TryDequeue(out var option))
        {
            options = option switch
            {
                "--help" or "-h" => options with { Help = true },
                "--sample-data" => options with { SampleData = true },
                "--no-console" => options with { Console = false },
                "--no-development-tokens" => options with { DevelopmentTokens = false },
                "--state" => options with { State = Value() },
                "--http-port" => options with { HttpPort = Port() },
                "--grpc-port" => options with { GrpcPort = Port() },
                "--probes-port" => options with { ProbesPort = Port() },
                "--map" when options.ImportFile is not null => options with { MapFile = Value() },
                "--gateway" when options.ImportFile is not null => options with { Gateway = Value() },
                "--token-file" when options.ImportFile is not null => options with { TokenFile = Value() },
                "--rejects" when options.ImportFile is not null => options with { RejectsFile = Value() },
                _ => throw new StartupException($"'{option}' is no option here; --help lists them."),
            };

            string Value() => rest.TryDequeue(out var value) ? value : throw new StartupException($"{option} needs a value.");
            int Port() => int.TryParse(Value(), out var port) && port is >= 0 and <= 65535 ? port : throw new StartupException($"{option} needs a port from 0 to 65535.");
        }

        if (options is { ImportFile: not null, MapFile: null, Help: false })
        {
            throw new StartupException("import needs --map MAP.yaml.");
        }

        return options.Gateway is not null && options.TokenFile is null ? throw new StartupException("--gateway needs --token-file.") : options;
    }
}
