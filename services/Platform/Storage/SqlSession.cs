using System.Data.Common;
using Dapper;

namespace Omnichannel.Platform.Storage;

/// <summary>The SQL of one transaction. Parameters are anonymous objects, <c>@name</c> in the text.</summary>
public abstract class SqlSession
{
    private readonly List<SqlCommandText> deferred = [];

    /// <summary>Where the two engines differ.</summary>
    public abstract SqlDialect Dialect { get; }

    /// <summary>The connection, for Dapper.</summary>
    protected abstract DbConnection Connection { get; }

    /// <summary>The transaction, for Dapper.</summary>
    protected abstract DbTransaction? Transaction { get; }

    /// <summary>All rows.</summary>
    public async Task<IReadOnlyList<T>> Query<T>(string sql, object? parameters = null)
    {
        await Flush().ConfigureAwait(false);
        return (await Connection.QueryAsync<T>(sql, parameters, Transaction).ConfigureAwait(false)).AsList();
    }

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
    public async Task<T?> QueryFirst<T>(string sql, object? parameters = null)
    {
        await Flush().ConfigureAwait(false);
        return await Connection.QueryFirstOrDefaultAsync<T>(sql, parameters, Transaction).ConfigureAwait(false);
    }

    /// <summary>
    /// Waits until no other transaction holds this name, and holds it to the end of this one: for what no row stands for, such as how many rows somebody may have. Nothing is
    /// to be done where there is one writer anyway.
    /// </summary>
    public Task Lock(string name) => Dialect == SqlDialect.Postgres
        ? Query<string>("select pg_advisory_xact_lock(hashtextextended(@name, 0))::text", new { name })
        : Task.CompletedTask;

    /// <summary>Holds many names: one after the other in one order for all, so that two who want the same ones do not wait for each other in a circle.</summary>
    public Task Lock(IReadOnlyCollection<string> names) => Dialect == SqlDialect.Postgres
        ? Query<string>(
            "select pg_advisory_xact_lock(lock)::text from (select distinct hashtextextended(name, 0) as lock from unnest(@names) as name order by lock) as sorted",
            new { names = names.ToArray() })
        : Task.CompletedTask;

    /// <summary>Executes now and returns the number of rows touched.</summary>
    public async Task<int> Execute(string sql, object? parameters = null)
    {
        await Flush().ConfigureAwait(false);
        return await ExecuteNow(sql, parameters).ConfigureAwait(false);
    }

    /// <summary>
    /// Adds a write whose result nobody needs. All deferred writes go out together in one round trip, in order, before the next read and
    /// before the commit; a violated constraint shows then.
    /// </summary>
    public void Defer(string sql, object? parameters = null) => deferred.Add(new SqlCommandText(sql, parameters));

    /// <summary>Sends the deferred writes.</summary>
    public async Task Flush()
    {
        if (deferred.Count == 0)
        {
            return;
        }

        var commands = deferred.ToArray();
        deferred.Clear();
        await Send(commands).ConfigureAwait(false);
    }

    /// <summary>Drops the deferred writes of a step that failed.</summary>
    internal void Forget() => deferred.Clear();

    /// <summary>Executes one statement.</summary>
    protected abstract Task<int> ExecuteNow(string sql, object? parameters);

    /// <summary>Executes statements in order, in as few round trips as the engine allows.</summary>
    protected abstract Task Send(IReadOnlyList<SqlCommandText> commands);
}

/// <summary>One statement with its parameters.</summary>
/// <param name="Sql">Text with <c>@name</c> parameters.</param>
/// <param name="Parameters">An object whose public properties are the parameters.</param>
public sealed record SqlCommandText(string Sql, object? Parameters);
