using System.Diagnostics;
using System.Net;

namespace Omnichannel.TestKit;

/// <summary>How a product process is started.</summary>
/// <param name="Project">The project's folder below the repository root, as in <c>services/Loyalty</c>.</param>
public sealed record ProcessSettings(string Project)
{
    /// <summary>Command line arguments.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Environment variables on top of the test's own; null removes one.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>The folder that it runs in; the repository root when not given.</summary>
    public string? WorkingFolder { get; init; }

    /// <summary>Asked until it answers 200 after every start; no waiting when not given.</summary>
    public Uri? ReadyWhen { get; init; }

    /// <summary>How long a start may take.</summary>
    public TimeSpan StartLimit { get; init; } = TimeSpan.FromMinutes(2);
}

/// <summary>
/// A product binary as a process of its own, the way a user runs it: started, killed, restarted, stopped. What it writes is kept over all its
/// lives. Ended on dispose.
/// </summary>
public sealed class ProcessUnderTest : IAsyncDisposable
{
    private static readonly HttpClient _http = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(2) }) { Timeout = TimeSpan.FromSeconds(10) };

    private readonly ProcessSettings _settings;
    private readonly List<string> _earlierLives = [];
    private ChildProcess _process;

    private ProcessUnderTest(ProcessSettings settings)
    {
        _settings = settings;
        _process = Launch();
    }

    /// <summary>The operating system's number of the running process.</summary>
    public int Id => _process.Id;

    /// <summary>Whether it has ended, by itself or by the test.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Standard output and error of all its lives so far.</summary>
    public string Output => string.Concat(_earlierLives) + _process.Output;

    /// <summary>Starts it and waits until <see cref="ProcessSettings.ReadyWhen"/> answers.</summary>
    /// <param name="settings">What to start, and how.</param>
    /// <exception cref="InvalidOperationException">It ended instead; the message holds its last output.</exception>
    /// <exception cref="TimeoutException">It was not ready in time; the message holds its last output.</exception>
    public static async Task<ProcessUnderTest> StartAsync(ProcessSettings settings)
    {
        var process = StartWithoutWaiting(settings);
        try
        {
            await process.WaitUntilReadyAsync();
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }

        return process;
    }

    /// <summary>Starts it and returns at once: for starts that are expected to fail, and for measuring how long one takes.</summary>
    /// <param name="settings">What to start, and how.</param>
    public static ProcessUnderTest StartWithoutWaiting(ProcessSettings settings) => new(settings);

    /// <summary>Waits until <see cref="ProcessSettings.ReadyWhen"/> answers 200.</summary>
    /// <exception cref="InvalidOperationException">It ended instead; the message holds its last output.</exception>
    /// <exception cref="TimeoutException">It was not ready in time; the message holds its last output.</exception>
    public async Task WaitUntilReadyAsync()
    {
        if (_settings.ReadyWhen is not { } address)
        {
            return;
        }

        var clock = Stopwatch.StartNew();
        while (!await AnswersAsync(address))
        {
            if (_process.HasExited)
            {
                throw new InvalidOperationException($"{_settings.Project} ended with exit code {_process.ExitCode} before it was ready. {_process.OutputTail()}");
            }

            if (clock.Elapsed > _settings.StartLimit)
            {
                throw new TimeoutException($"{_settings.Project} was not ready after {_settings.StartLimit.TotalSeconds:0} s. {_process.OutputTail()}");
            }

            await Task.Delay(20);
        }
    }

    /// <summary>Waits until it has written this text, in any of its lives.</summary>
    /// <param name="text">Part of a line.</param>
    /// <param name="limit">How long to wait.</param>
    public Task WaitForOutputAsync(string text, TimeSpan limit) => Eventually.Within(limit, () =>
    {
        if (!Output.Contains(text, StringComparison.Ordinal))
        {
            throw new TimeoutException($"{_settings.Project} has not written '{text}'. {_process.OutputTail()}");
        }
    });

    /// <summary>kill -9: no handler, no flush. Returns when it is gone.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Starts it again (after killing it, if it still runs) and waits until it is ready.</summary>
    public async Task RestartAsync()
    {
        _process.Kill();
        _earlierLives.Add(_process.Output);
        _process.Dispose();
        _process = Launch();
        await WaitUntilReadyAsync();
    }

    /// <summary>Stops it as an orchestrator does (SIGTERM) and returns its exit code.</summary>
    /// <param name="limit">How long it may take; 30 s when not given.</param>
    /// <exception cref="TimeoutException">It was still running; the message holds its last output.</exception>
    public Task<int> StopAsync(TimeSpan? limit = null)
    {
        _process.SendTerminate();
        return WaitForExitAsync(limit);
    }

    /// <summary>Stops it as a developer does (Ctrl-C) and returns its exit code.</summary>
    /// <param name="limit">How long it may take; 30 s when not given.</param>
    /// <exception cref="TimeoutException">It was still running; the message holds its last output.</exception>
    public Task<int> InterruptAsync(TimeSpan? limit = null)
    {
        _process.SendInterrupt();
        return WaitForExitAsync(limit);
    }

    /// <summary>Waits for it to end by itself and returns its exit code.</summary>
    /// <param name="limit">How long to wait; 30 s when not given.</param>
    /// <exception cref="TimeoutException">It was still running; the message holds its last output.</exception>
    public Task<int> WaitForExitAsync(TimeSpan? limit = null) => _process.WaitForExitAsync(limit ?? TimeSpan.FromSeconds(30));

    /// <summary>Its memory at this moment (resident set), in bytes.</summary>
    public long ResidentBytes()
    {
        using var process = Process.GetProcessById(Id);
        return process.WorkingSet64;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _process.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<bool> AnswersAsync(Uri address)
    {
        try
        {
            using var response = await _http.GetAsync(address);
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private ChildProcess Launch()
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Assembly(), .. _settings.Arguments])
        {
            WorkingDirectory = _settings.WorkingFolder ?? Repository.Root,
        };
        foreach (var (name, value) in _settings.Environment)
        {
            start.Environment[name] = value;
        }

        return new ChildProcess(start);
    }

    // The test project references the product project, so the same build has made it.
    private string Assembly()
    {
        var folder = Repository.PathOf(_settings.Project);
        var project = Directory.GetFiles(folder, "*.csproj").Single();
        var assembly = Path.Combine(folder, "bin", "Release", "net10.0", Path.ChangeExtension(Path.GetFileName(project), ".dll"));
        return File.Exists(assembly) ? assembly : throw new FileNotFoundException($"{_settings.Project} has not been built: dotnet build {_settings.Project} -c Release", assembly);
    }
}
