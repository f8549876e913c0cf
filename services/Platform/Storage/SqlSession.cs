using System.Data.Common;
using Dapper;

namespace Omnichannel.Platform.Storage;

/// <summary>
/// The SQL of one transaction. Parameters are anonymous objects, <c>@name</c> in the text. What is deferred or asked for goes out together with the next statement that
/// somebody waits for, in the order in which it was given: on PostgreSQL one round trip for all of it.
/// </summary>
public abstract class SqlSession
{
    private readonly List<SqlStatement> pending = [];

    /// <summary>Where the two engines differ.</summary>
    public abstract SqlDialect Dialect { get; }

    /// <summary>The connection, for Dapper.</summary>
    protected abstract DbConnection Connection { get; }

    /// <summary>The transaction, for Dapper.</summary>
    protected abstract DbTransaction? Transaction { get; }

    /// <summary>Whether what is pending are writes alone, which nobody reads an answer of.</summary>
    protected bool IsAllWrites => pending.TrueForAll(static statement => statement.Kind is StatementKind.Write);

    /// <summary>All rows.</summary>
    public Task<IReadOnlyList<T>> Query<T>(string sql, object? parameters = null) => Ask<T>(sql, parameters).Rows();

    /// <summary>All rows, one after the other: for more than memory should hold. On PostgreSQL nothing else can be asked until the last one came.</summary>
    public async IAsyncEnumerable<T> Stream<T>(string sql, object? parameters = null)
    {
        await Flush().ConfigureAwait(false);
        await foreach (var row in Connection.QueryUnbufferedAsync<T>(sql, parameters, Transaction).ConfigureAwait(false))
        {
            yield return row;
        }
    }

    /// <summary>The first row, or the type's default when there is none.</summary>
    public Task<T?> QueryFirst<T>(string sql, object? parameters = null) => AskFirst<T>(sql, parameters).First();

    /// <summary>Asks for rows that are needed a little later: the question goes along with the next statement.</summary>
    /// <param name="sql">The text.</param>
    /// <param name="parameters">Its parameters.</param>
    public Asked<T> Ask<T>(string sql, object? parameters = null) => Add(new Asked<T>(this, sql, parameters, int.MaxValue, null));

    /// <summary>Asks for the first row.</summary>
    /// <param name="sql">The text.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="check">
    /// Looks at the row as soon as it is there. What it throws, the statement throws with which the question went along, whoever waits for that one.
    /// </param>
    public Asked<T> AskFirst<T>(string sql, object? parameters = null, Action<T>? check = null) => Add(new Asked<T>(this, sql, parameters, 1, check));

    /// <summary>
    /// Waits until no other transaction holds this name, and holds it to the end of this one: for what no row stands for, such as how many rows somebody may have. Nothing is
    /// to be done where there is one writer anyway.
    /// </summary>
    public Task Lock(string name)
    {
        AskLock(name);
        return Flush();
    }

    /// <summary>The same for what is asked for or written after it: the wait goes along with the next statement.</summary>
    public void AskLock(string name)
    {
        if (Dialect == SqlDialect.Postgres)
        {
            Ask<string>("select pg_advisory_xact_lock(hashtextextended(@name, 0))::text", new { name });
        }
    }

    /// <summary>Holds many names: one after the other in one order for all, so that two who want the same ones do not wait for each other in a circle.</summary>
    public Task Lock(IReadOnlyCollection<string> names) => Dialect == SqlDialect.Postgres
        ? Query<string>(
            "select pg_advisory_xact_lock(lock)::text from (select distinct hashtextextended(name, 0) as lock from unnest(@names) as name order by lock) as sorted",
            new { names = names.ToArray() })
        : Task.CompletedTask;

    /// <summary>Executes now and returns the number of rows touched.</summary>
    public async Task<int> Execute(string sql, object? parameters = null)
    {
        var statement = Add(new SqlStatement(sql, parameters, StatementKind.Count));
        await Flush().ConfigureAwait(false);
        return statement.Touched;
    }

    /// <summary>Adds a write whose result nobody needs. A violated constraint shows with the statement that it goes along with, at the latest before the commit.</summary>
    public void Defer(string sql, object? parameters = null) => Add(new SqlStatement(sql, parameters, StatementKind.Write));

    /// <summary>Sends what is pending.</summary>
    public Task Flush() => Flush(isLast: false);

    /// <summary>Sends what is pending.</summary>
    /// <param name="isLast">Whether the commit may go along.</param>
    protected async Task Flush(bool isLast)
    {
        if (pending.Count == 0)
        {
            return;
        }

        SqlStatement[] statements = [.. pending];
        pending.Clear();

        // What is looked at is looked at before anything is written: a write could fail for what it would have shown.
        var reads = Array.FindIndex(statements, static statement => statement.Kind is not StatementKind.Rows);
        if (reads > 0 && Array.Exists(statements, static statement => statement.IsChecked))
        {
            await SendAndCheck(statements[..reads], isLast: false).ConfigureAwait(false);
            statements = statements[reads..];
        }

        await SendAndCheck(statements, isLast).ConfigureAwait(false);
    }

    /// <summary>Drops what is pending of a step that failed.</summary>
    internal void Forget() => pending.Clear();

    /// <summary>Drops the writes of a step that was refused; what it asked for can still be read.</summary>
    internal void ForgetWrites() => pending.RemoveAll(static statement => statement.Kind is not StatementKind.Rows);

    /// <summary>Executes statements in order, in as few round trips as the engine allows.</summary>
    protected abstract Task Send(IReadOnlyList<SqlStatement> statements, bool isLast);

    private async Task SendAndCheck(SqlStatement[] statements, bool isLast)
    {
        await Send(statements, isLast).ConfigureAwait(false);
        foreach (var statement in statements)
        {
            statement.Check();
        }
    }

    private TStatement Add<TStatement>(TStatement statement)
        where TStatement : SqlStatement
    {
        pending.Add(statement);
        return statement;
    }
}
