using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Omnichannel.TestKit;

/// <summary>
/// A process started by a test: its output is kept, and it is ended with the test process at the latest, so that no run leaves a server behind.
/// </summary>
internal sealed class ChildProcess : IDisposable
{
    private const int Interrupt = 2;
    private const int Terminate = 15;

    private readonly Process _process;
    private readonly StringBuilder _output = new();

    public ChildProcess(ProcessStartInfo start, Action<string>? onOutputLine = null)
    {
        start.UseShellExecute = false;
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        Name = Path.GetFileName(start.FileName);
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data, onOutputLine);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data, null);
        _process.Start();
        Reaper.Watch(_process);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Name { get; }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    public StreamWriter Input => _process.StandardInput;

    /// <summary>Everything that it has written so far, standard output and error in order of arrival.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Ends when the process has, and all its output has been read.</summary>
    public async Task<int> WaitForExitAsync(TimeSpan limit)
    {
        using var timeout = new CancellationTokenSource(limit);
        try
        {
            await _process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{Name} was still running after {limit.TotalSeconds:0.#} s. {OutputTail()}");
        }

        return _process.ExitCode;
    }

    /// <summary>kill -9. Returns when it is gone.</summary>
    /// <param name="withChildren">Also what it started, before anything of that can react.</param>
    public void Kill(bool withChildren = false)
    {
        try
        {
            _process.Kill(withChildren);
            _process.WaitForExit(TimeSpan.FromSeconds(10));
        }
        catch (InvalidOperationException)
        {
            // It had ended by itself.
        }
    }

    /// <summary>SIGTERM: what an orchestrator sends.</summary>
    public void SendTerminate() => Send(Terminate);

    /// <summary>SIGINT: Ctrl-C.</summary>
    public void SendInterrupt() => Send(Interrupt);

    /// <summary>The last lines of the output, for messages of failing tests.</summary>
    public string OutputTail(int lines = 40)
    {
        var all = Output.TrimEnd().Split('\n');
        return $"The last output of {Name}:{Environment.NewLine}{string.Join(Environment.NewLine, all.TakeLast(lines))}";
    }

    public void Dispose()
    {
        Kill(withChildren: true);
        Reaper.Forget(_process);
        _process.Dispose();
    }

    private void Send(int signal)
    {
        if (!_process.HasExited && SendSignal(_process.Id, signal) != 0 && !_process.HasExited)
        {
            throw new InvalidOperationException($"Signal {signal} could not be sent to {Name}: error {Marshal.GetLastPInvokeError()}.");
        }
    }

    private void Keep(string? line, Action<string>? onLine)
    {
        if (line is null)
        {
            return;
        }

        lock (_output)
        {
            _output.AppendLine(line);
        }

        onLine?.Invoke(line);
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int processId, int signal);
}
