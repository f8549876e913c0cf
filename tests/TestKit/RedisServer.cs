using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Omnichannel.TestKit;

/// <summary>
/// A private Redis on loopback. <see cref="SharedAsync"/> is the one that <c>tests/run</c> started for the whole run (or one started for this test
/// process when it runs alone): tests take a logical database of their own in it. <see cref="StartAsync"/> starts one that a test may kill.
/// </summary>
public sealed class RedisServer : IAsyncDisposable
{
    private const string Variable = "OMNICHANNEL_TEST_REDIS";
    private const int Databases = 4096;

    private static readonly Lazy<Task<RedisServer>> _shared = new(FindOrStartAsync);
    private static readonly TimeSpan _startLimit = TimeSpan.FromSeconds(30);
    private static readonly string[] _inSync = ["master_link_status:up", "aof_rewrite_in_progress:0", "aof_rewrite_scheduled:0"];

    private readonly string _host;
    private readonly int _port;
    private readonly TempFolder? _folder;
    private readonly bool _appendOnly;
    private bool _isShared;
    private ChildProcess? _process;
    private RedisServer? _primary;

    private RedisServer(string host, int port, TempFolder? folder, bool appendOnly)
    {
        _host = host;
        _port = port;
        _folder = folder;
        _appendOnly = appendOnly;
    }

    /// <summary>Connection string as StackExchange.Redis takes it: host and port.</summary>
    public string ConnectionString => $"{_host}:{_port}";

    /// <summary>The server of the whole run. Never stop it.</summary>
    public static Task<RedisServer> SharedAsync() => _shared.Value;

    /// <summary>Starts a server of the caller's own, to be killed and restarted.</summary>
    /// <param name="appendOnly">With an append-only file that is flushed at every write, as in production: nothing acknowledged is lost by a kill.</param>
    public static async Task<RedisServer> StartAsync(bool appendOnly = true)
    {
        var server = new RedisServer("127.0.0.1", FreePort.Next(), new TempFolder("redis"), appendOnly);
        await server.RestartAsync();
        return server;
    }

    /// <summary>Starts a replica of this server and waits until it has everything.</summary>
    public async Task<RedisServer> StartReplicaAsync()
    {
        var replica = new RedisServer(_host, FreePort.Next(), new TempFolder("redis"), _appendOnly) { _primary = this };
        await replica.RestartAsync();
        return replica;
    }

    /// <summary>Starts a killed replica as a primary, with what it had when it was killed.</summary>
    public Task PromoteAsync()
    {
        _primary = null;
        return RestartAsync();
    }

    /// <summary>From now on flushes its append-only file <c>always</c> (at every write), <c>everysec</c> or <c>no</c>.</summary>
    public Task AppendFsyncAsync(string policy) => SendAsync($"CONFIG SET appendfsync {policy}");

    /// <summary>Sends commands, each one line, and hands back the last one's answer (its first line).</summary>
    public Task<string> SendAsync(params string[] commands) => CommandAsync(commands);

    /// <summary>Every command that the server executes from now on, as MONITOR prints it, until <paramref name="work"/> is done.</summary>
    public async Task<IReadOnlyList<string>> MonitorAsync(Func<Task> work)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(_host, _port);
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.ASCII);
        await stream.WriteAsync("MONITOR\r\n"u8.ToArray());
        await reader.ReadLineAsync();
        await work();

        // What stands before this mark was executed before it.
        var mark = $"end-{Guid.NewGuid():N}";
        await CommandAsync($"ECHO {mark}");
        var seen = new List<string>();
        while (await reader.ReadLineAsync() is { } line && !line.Contains(mark, StringComparison.Ordinal))
        {
            seen.Add(line);
        }

        return seen;
    }

    /// <summary>
    /// Takes an empty logical database that no other test of the run uses, and returns the connection string with it. Publish and
    /// subscribe are not separated by database.
    /// </summary>
    public async Task<string> TakeDatabaseAsync()
    {
        // Number 0 holds only the counter that hands out the others.
        var taken = long.Parse((await CommandAsync("INCR omnichannel-tests:databases")).TrimStart(':'), provider: null);
        var number = ((taken - 1) % (Databases - 1)) + 1;
        await CommandAsync($"SELECT {number}", "FLUSHDB");
        return $"{ConnectionString},defaultDatabase={number}";
    }

    /// <summary>kill -9.</summary>
    public void Kill()
    {
        RefuseIfShared();
        _process!.Kill();
    }

    /// <summary>Starts it again after <see cref="Kill"/> or <see cref="StopAsync"/>: same port, same data. Returns when it answers.</summary>
    public async Task RestartAsync()
    {
        RefuseIfShared();
        _process?.Dispose();
        _process = new ChildProcess(new ProcessStartInfo("redis-server", [
            "--port", $"{_port}", "--bind", _host, "--dir", _folder!.Path, "--save", "", "--databases", $"{Databases}",
            "--appendonly", _appendOnly ? "yes" : "no", "--appendfsync", "always", "--repl-diskless-sync-delay", "0",
            .. _primary is null ? [] : new[] { "--replicaof", $"{_primary._host} {_primary._port}" }]));
        await Eventually.Within(_startLimit, AnswersAsync);
        if (_primary is not null)
        {
            await Eventually.Within(_startLimit, IsInSyncAsync);
        }
    }

    /// <summary>An orderly stop.</summary>
    public async Task StopAsync()
    {
        RefuseIfShared();
        _process!.SendTerminate();
        await _process.WaitForExitAsync(_startLimit);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _process?.Dispose();
        _folder?.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<RedisServer> FindOrStartAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
        {
            var parts = named.Split(':');
            return new RedisServer(parts[0], int.Parse(parts[1], provider: null), null, appendOnly: false) { _isShared = true };
        }

        var own = await StartAsync(appendOnly: false);
        own._isShared = true;
        return own;
    }

    private async Task AnswersAsync()
    {
        if (_process!.HasExited)
        {
            throw new InvalidOperationException($"redis-server ended with exit code {_process.ExitCode}. {_process.OutputTail()}");
        }

        var answer = await CommandAsync("PING");
        if (answer != "+PONG")
        {
            throw new InvalidOperationException($"Redis is not ready: {answer}");
        }
    }

    private async Task IsInSyncAsync()
    {
        // The answer's first line is its length; the state of the link and of the file stand in what follows.
        using var client = new TcpClient();
        await client.ConnectAsync(_host, _port);
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.ASCII);
        await stream.WriteAsync("INFO replication\r\nINFO persistence\r\nQUIT\r\n"u8.ToArray());
        var state = await reader.ReadToEndAsync();

        // What it took over from its primary is in its own file only when that has been written anew: killed before, it would come back empty.
        if (!_inSync.All(line => state.Contains(line, StringComparison.Ordinal)))
        {
            throw new InvalidOperationException("The replica has not caught up with its primary, or not written it down, yet.");
        }
    }

    // Redis takes plain lines as commands: no client library, and no version of it, is needed here.
    private async Task<string> CommandAsync(params string[] commands)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(_host, _port);
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var answer = "";
        foreach (var command in commands)
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"));
            answer = await reader.ReadLineAsync() ?? throw new IOException("Redis closed the connection.");
            if (answer.StartsWith('-'))
            {
                throw new InvalidOperationException($"Redis answered {answer} to {command}.");
            }
        }

        return answer;
    }

    private void RefuseIfShared()
    {
        if (_isShared)
        {
            throw new InvalidOperationException("The shared server belongs to the whole run: start one with StartAsync.");
        }
    }
}
