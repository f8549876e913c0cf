using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using Npgsql;

namespace Omnichannel.TestKit;

/// <summary>
/// A private PostgreSQL on loopback. <see cref="SharedAsync"/> is the one that <c>tests/run</c> started for the whole run (or one started for
/// this test process when it runs alone): tests take databases of their own in it. <see cref="StartAsync"/> starts one that a
/// test may kill.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Variable = "OMNICHANNEL_TEST_POSTGRES";
    private const string User = "omnichannel";
    private const int MostCopies = 32;

    private static readonly Lazy<Task<PostgresServer>> _shared = new(FindOrStartAsync);
    private static readonly TimeSpan _startLimit = TimeSpan.FromSeconds(30);
    private static int _lastDatabase;

    private readonly ConcurrentDictionary<string, Lazy<Task>> _templates = new();
    private readonly ConcurrentQueue<string> _copies = new();
    private readonly TempFolder? _folder;
    private readonly int _port;
    private ChildProcess? _process;

    private PostgresServer(string connectionString, TempFolder? folder, int port)
    {
        ConnectionString = connectionString;
        _folder = folder;
        _port = port;
    }

    /// <summary>Npgsql connection string of the server's own <c>postgres</c> database, with the right to create others.</summary>
    public string ConnectionString { get; }

    internal bool IsShared { get; private set; }

    /// <summary>The server of the whole run. Never stop it.</summary>
    public static Task<PostgresServer> SharedAsync() => _shared.Value;

    /// <summary>Starts a server of the caller's own, with flushing to disk as in production, to be killed and restarted.</summary>
    public static async Task<PostgresServer> StartAsync()
    {
        var folder = new TempFolder("postgres");
        var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var port = FreePort.Next();
        await InitializeAsync(folder, password);
        var connection = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port,
            Username = User,
            Password = password,
            Database = "postgres",
        };
        var server = new PostgresServer(connection.ConnectionString, folder, port);
        await server.RestartAsync();
        return server;
    }

    /// <summary>Makes an empty database. Disposing it drops it.</summary>
    public Task<PostgresDatabase> CreateDatabaseAsync() => CreateDatabaseFromAsync("template1");

    /// <summary>
    /// Makes a database as a copy of a prepared one: the preparation, for instance all migrations, runs once per test process, each further
    /// database costs a few tens of milliseconds. Copies that nobody is connected to any more are dropped when many others were made since.
    /// </summary>
    /// <param name="template">A lower-case name of the preparation, as in <c>loyalty</c>.</param>
    /// <param name="prepare">Receives the connection string of the template. It must leave no connection open.</param>
    public async Task<PostgresDatabase> CreateDatabaseAsync(string template, Func<string, Task> prepare)
    {
        var name = $"template_{template}_{Environment.ProcessId}";
        await _templates.GetOrAdd(name, key => new Lazy<Task>(() => PrepareAsync(key, prepare))).Value;
        var copy = await CreateDatabaseFromAsync(name);
        _copies.Enqueue(copy.Name);
        await DropAnOldCopyAsync();
        return copy;
    }

    /// <summary>kill -9. Connections break as they do when a machine dies.</summary>
    public void Kill()
    {
        RefuseIfShared();
        // A connection's own process would answer a little longer than the server that started it.
        _process!.Kill(withChildren: true);
    }

    /// <summary>Starts it again after <see cref="Kill"/> or <see cref="StopAsync"/>: same port, same data. Returns when it answers.</summary>
    public async Task RestartAsync()
    {
        RefuseIfShared();
        Launch();
        await Eventually.Within(_startLimit, AnswersAsync);
    }

    /// <summary>An orderly stop: no new connections, open ones are ended, everything is written.</summary>
    public async Task StopAsync()
    {
        RefuseIfShared();
        _process!.SendInterrupt();
        await _process.WaitForExitAsync(_startLimit);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        _process?.Dispose();
        _folder?.Dispose();
        return ValueTask.CompletedTask;
    }

    internal async Task ExecuteAsync(string sql)
    {
        // Not pooled: after a kill and a restart a pooled connection would still be one of the killed server's.
        await using var connection = new NpgsqlConnection(Unpooled(ConnectionString));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<PostgresServer> FindOrStartAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
        {
            return new PostgresServer(named, null, 0) { IsShared = true };
        }

        var own = await StartAsync();
        own.IsShared = true;
        return own;
    }

    private static async Task InitializeAsync(TempFolder folder, string password)
    {
        var passwordFile = folder["password"];
        await File.WriteAllTextAsync(passwordFile, password);
        await PostgresProgram.GiveToAsync(folder.Path);
        using var initialize = new ChildProcess(PostgresProgram.Command("initdb", [
            "-D", folder["data"], "-U", User, "-A", "scram-sha-256", $"--pwfile={passwordFile}", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]));
        var code = await initialize.WaitForExitAsync(TimeSpan.FromMinutes(1));
        File.Delete(passwordFile);
        if (code != 0)
        {
            throw new InvalidOperationException($"initdb failed with exit code {code}. {initialize.OutputTail()}");
        }
    }

    private async Task PrepareAsync(string name, Func<string, Task> prepare)
    {
        await ExecuteAsync($"create database {name}");
        await prepare(Unpooled(new NpgsqlConnectionStringBuilder(ConnectionString) { Database = name }.ConnectionString));
    }

    // The server of the whole run keeps its files in memory where it can: hundreds of databases are not kept to its end.
    private async Task DropAnOldCopyAsync()
    {
        if (_copies.Count <= MostCopies || !_copies.TryDequeue(out var oldest))
        {
            return;
        }

        try
        {
            await ExecuteAsync($"drop database if exists {oldest}");
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.ObjectInUse)
        {
            _copies.Enqueue(oldest);
        }
    }

    private async Task<PostgresDatabase> CreateDatabaseFromAsync(string template)
    {
        var name = $"test_{Environment.ProcessId}_{Interlocked.Increment(ref _lastDatabase)}";

        // Copying files takes a fraction of what writing every page to the log takes, where nothing is flushed to disk.
        await ExecuteAsync($"create database {name} template {template}{(IsShared ? " strategy file_copy" : "")}");
        return new PostgresDatabase(this, name, new NpgsqlConnectionStringBuilder(ConnectionString) { Database = name }.ConnectionString);
    }

    private void Launch()
    {
        // After a kill the server first flushes its folder: file by file that takes seconds for each of the tests' databases.
        _process?.Dispose();
        _process = new ChildProcess(PostgresProgram.Command("postgres", [
            "-D", _folder!["data"], "-p", $"{_port}", "-k", "", "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=200", "-c", "jit=off",
            "-c", "recovery_init_sync_method=syncfs"]));
    }

    private async Task AnswersAsync()
    {
        if (_process!.HasExited)
        {
            // It may have met the last of a killed server's memory: that goes away, so it is tried again until the time is up.
            var ended = new InvalidOperationException($"PostgreSQL ended with exit code {_process.ExitCode}. {_process.OutputTail()}");
            Launch();
            throw ended;
        }

        await using var connection = new NpgsqlConnection(Unpooled(ConnectionString));
        await connection.OpenAsync();
    }

    private static string Unpooled(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString;

    private void RefuseIfShared()
    {
        if (IsShared)
        {
            throw new InvalidOperationException("The shared server belongs to the whole run: start one with StartAsync.");
        }
    }
}

/// <summary>A database of one test or test class. Dropped on dispose.</summary>
public sealed class PostgresDatabase : IAsyncDisposable
{
    private readonly PostgresServer _server;
    private readonly string _name;

    internal PostgresDatabase(PostgresServer server, string name, string connectionString)
    {
        _server = server;
        _name = name;
        ConnectionString = connectionString;
    }

    /// <summary>Npgsql connection string.</summary>
    public string ConnectionString { get; }

    internal string Name => _name;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await using (var connection = new NpgsqlConnection(ConnectionString))
        {
            NpgsqlConnection.ClearPool(connection);
        }

        // A server of a test's own may lie dead, and takes its databases with it anyway.
        if (!_server.IsShared)
        {
            return;
        }

        await _server.ExecuteAsync($"drop database if exists {_name} with (force)");
    }
}
