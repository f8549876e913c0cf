using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;

namespace Omnichannel.TestKit;

/// <summary>
/// Scripts in <c>tests/node</c>: clients that share no code with the product. A script writes JSON, one value a line, to standard output, and
/// whatever helps a reader to standard error.
/// </summary>
public sealed class NodeScript : IAsyncDisposable
{
    private readonly string _name;
    private readonly ChildProcess _process;
    private readonly Channel<string> _lines;

    private NodeScript(string name, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment)
    {
        var folder = Repository.PathOf("tests", "node");
        var modules = Path.Combine(folder, "node_modules");
        if (!Directory.Exists(modules))
        {
            throw new DirectoryNotFoundException($"{modules} is missing: run tests/run once, or npm ci --ignore-scripts in tests/node.");
        }

        var start = new ProcessStartInfo("node", [Path.Combine(folder, name), .. arguments]) { WorkingDirectory = folder };
        start.Environment["NODE_PATH"] = modules;
        foreach (var (key, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[key] = value;
        }

        _name = name;
        _lines = Channel.CreateUnbounded<string>();
        _process = new ChildProcess(start, line => _lines.Writer.TryWrite(line));
    }

    /// <summary>Everything that the script has written so far.</summary>
    public string Output => _process.Output;

    /// <summary>Runs a script to its end and returns the last JSON value that it wrote.</summary>
    /// <param name="name">Its path inside <c>tests/node</c>.</param>
    /// <param name="arguments">Command line arguments.</param>
    /// <param name="input">Written to its standard input as JSON, if given.</param>
    /// <param name="environment">Environment variables on top of the test's own.</param>
    /// <param name="limit">How long it may take; two minutes when not given.</param>
    /// <exception cref="InvalidOperationException">It ended with another code than 0, or wrote no JSON; the message holds its output.</exception>
    public static async Task<JsonElement> RunAsync(
        string name,
        IEnumerable<string>? arguments = null,
        object? input = null,
        IReadOnlyDictionary<string, string>? environment = null,
        TimeSpan? limit = null)
    {
        await using var script = new NodeScript(name, arguments ?? [], environment);
        if (input is not null)
        {
            await script.SendAsync(input);
        }

        script._process.Input.Close();
        var code = await script._process.WaitForExitAsync(limit ?? TimeSpan.FromMinutes(2));
        if (code != 0)
        {
            throw new InvalidOperationException($"{name} ended with exit code {code}. {script._process.OutputTail()}");
        }

        JsonElement? last = null;
        while (script._lines.Reader.TryRead(out var line))
        {
            last = script.Parse(line);
        }

        return last ?? throw new InvalidOperationException($"{name} wrote no JSON. {script._process.OutputTail()}");
    }

    /// <summary>Starts a script that is talked to: JSON lines in, JSON lines out. Ended on dispose.</summary>
    /// <param name="name">Its path inside <c>tests/node</c>.</param>
    /// <param name="arguments">Command line arguments.</param>
    /// <param name="environment">Environment variables on top of the test's own.</param>
    public static NodeScript Start(string name, IEnumerable<string>? arguments = null, IReadOnlyDictionary<string, string>? environment = null) =>
        new(name, arguments ?? [], environment);

    /// <summary>Sends one JSON value, as one line.</summary>
    /// <param name="message">What to send; serialised with the names of its members as they are.</param>
    public async Task SendAsync(object message)
    {
        await _process.Input.WriteLineAsync(JsonSerializer.Serialize(message));
        await _process.Input.FlushAsync();
    }

    /// <summary>The next JSON value that the script writes.</summary>
    /// <param name="limit">How long to wait; 30 s when not given.</param>
    /// <exception cref="TimeoutException">Nothing came in time; the message holds its last output.</exception>
    public async Task<JsonElement> ReadAsync(TimeSpan? limit = null)
    {
        using var timeout = new CancellationTokenSource(limit ?? TimeSpan.FromSeconds(30));
        try
        {
            return Parse(await _lines.Reader.ReadAsync(timeout.Token));
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{_name} wrote nothing in time. {_process.OutputTail()}");
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _process.Dispose();
        return ValueTask.CompletedTask;
    }

    private JsonElement Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(line);
        }
        catch (JsonException)
        {
            throw new InvalidOperationException($"{_name} wrote a line that is not JSON: {line} (comments belong on standard error). {_process.OutputTail()}");
        }
    }
}
