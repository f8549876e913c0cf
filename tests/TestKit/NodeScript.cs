using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
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
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly ConcurrentDictionary<long, TaskCompletionSource<JsonElement>> _calls = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private long _lastCall;

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
        _process = new ChildProcess(start, Receive);
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
    public Task SendAsync(object message) => SendLineAsync(JsonSerializer.Serialize(message));

    /// <summary>Calls a method of a script that runs <c>serve(handlers)</c> of <c>lib/script.js</c>. Calls may run side by side.</summary>
    /// <param name="method">The handler's name.</param>
    /// <param name="arguments">An object whose members are the handler's named arguments.</param>
    /// <param name="limit">How long to wait; 30 s when not given.</param>
    /// <exception cref="NodeCallException">The handler failed.</exception>
    /// <exception cref="TimeoutException">No answer came in time; the message holds the script's last output.</exception>
    public async Task<JsonElement> CallAsync(string method, object? arguments = null, TimeSpan? limit = null)
    {
        var id = Interlocked.Increment(ref _lastCall);
        var answer = _calls[id] = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        var request = arguments is null ? new JsonObject() : JsonSerializer.SerializeToNode(arguments)!.AsObject();
        request["id"] = id;
        request["method"] = method;
        try
        {
            await SendLineAsync(request.ToJsonString());
            var message = await answer.Task.WaitAsync(limit ?? TimeSpan.FromSeconds(30));
            return message.TryGetProperty("error", out var error) ? throw new NodeCallException(method, error) : message.GetProperty("result");
        }
        catch (Exception failure) when (failure is TimeoutException or IOException)
        {
            throw new TimeoutException($"{_name} did not answer {method}. {_process.OutputTail()}", failure);
        }
        finally
        {
            _calls.TryRemove(id, out _);
        }
    }

    /// <summary>The next JSON value that the script writes, other than answers to calls.</summary>
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
        _sending.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task SendLineAsync(string line)
    {
        // Callers side by side must not write into each other's lines.
        await _sending.WaitAsync();
        try
        {
            await _process.Input.WriteLineAsync(line);
            await _process.Input.FlushAsync();
        }
        finally
        {
            _sending.Release();
        }
    }

    private void Receive(string line)
    {
        if (!_calls.IsEmpty && TryReadAnswer(line, out var answer, out var call))
        {
            call.TrySetResult(answer);
        }
        else
        {
            _lines.Writer.TryWrite(line);
        }
    }

    private bool TryReadAnswer(string line, out JsonElement answer, [NotNullWhen(true)] out TaskCompletionSource<JsonElement>? call)
    {
        call = null;
        answer = default;
        try
        {
            answer = JsonSerializer.Deserialize<JsonElement>(line);
        }
        catch (JsonException)
        {
            // ReadAsync says so, with the line.
            return false;
        }

        return answer.ValueKind == JsonValueKind.Object
            && answer.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.Number
            && _calls.TryGetValue(id.GetInt64(), out call);
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

/// <summary>A call that a script's handler refused, with what the product told it.</summary>
public sealed class NodeCallException : Exception
{
    internal NodeCallException(string method, JsonElement error)
        : base($"{method}{(Text(error, "place") is { Length: > 0 } place ? $" at {place}" : "")}: {Text(error, "message")}")
    {
        Code = Text(error, "code");
        Reason = Text(error, "reason");
        Status = error.TryGetProperty("status", out var status) && status.ValueKind == JsonValueKind.Number ? status.GetInt32() : null;
    }

    /// <summary>The gRPC status, as in <c>ABORTED</c>, when the call was made by gRPC.</summary>
    public string? Code { get; }

    /// <summary>The HTTP status, when the call was made by HTTP.</summary>
    public int? Status { get; }

    /// <summary>The stable reason, as in <c>VERSION_CONFLICT</c>.</summary>
    public string? Reason { get; }

    private static string? Text(JsonElement error, string name) =>
        error.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
