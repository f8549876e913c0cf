using System.Data.Common;
using Dapper;

namespace Omnichannel.Platform.Storage;

/// <summary>What a statement gives back.</summary>
public enum StatementKind
{
    /// <summary>Nothing that anybody needs.</summary>
    Write,

    /// <summary>How many rows it touched.</summary>
    Count,

    /// <summary>Rows.</summary>
    Rows,
}

/// <summary>One statement with its parameters, and what came of it.</summary>
/// <param name="sql">Text with <c>@name</c> parameters.</param>
/// <param name="parameters">An object whose public properties are the parameters.</param>
/// <param name="kind">What it gives back.</param>
public class SqlStatement(string sql, object? parameters, StatementKind kind)
{
    /// <summary>Text with <c>@name</c> parameters.</summary>
    public string Sql { get; } = sql;

    /// <summary>An object whose public properties are the parameters.</summary>
    public object? Parameters { get; } = parameters;

    /// <summary>What it gives back.</summary>
    public StatementKind Kind { get; } = kind;

    /// <summary>How many rows it touched.</summary>
    internal int Touched { get; set; }

    /// <summary>Whether Dapper alone understands it: parameters that are more than the properties of an object, and scripts.</summary>
    internal bool IsForDapper => Parameters is SqlMapper.IDynamicParameters or System.Collections.IEnumerable || (Parameters is null && Sql.Contains(';', StringComparison.Ordinal));

    /// <summary>Reads the rows of this statement.</summary>
    /// <param name="reader">Before the first one.</param>
    /// <param name="parsers">What reads a row, remembered for the next time the text is sent; null where columns have no fixed types.</param>
    internal virtual Task Read(DbDataReader reader, RowParsers? parsers) => throw new NotSupportedException("This statement has no rows.");

    /// <summary>Executes it through Dapper.</summary>
    internal virtual async Task Run(DbConnection connection, DbTransaction? transaction) =>
        Touched = await connection.ExecuteAsync(Sql, Parameters, transaction).ConfigureAwait(false);

    /// <summary>Whether whoever asked wants to look at what comes as soon as it is there.</summary>
    internal virtual bool IsChecked => false;

    /// <summary>Lets whoever asked look at what came.</summary>
    internal virtual void Check()
    {
    }
}

/// <summary>Rows that were asked for.</summary>
public sealed class Asked<T> : SqlStatement
{
    private readonly SqlSession session;
    private readonly int most;
    private readonly Action<T>? check;
    private List<T>? rows;

    internal Asked(SqlSession session, string sql, object? parameters, int most, Action<T>? check)
        : base(sql, parameters, StatementKind.Rows) => (this.session, this.most, this.check) = (session, most, check);

    /// <summary>The rows; sends what is pending when they are not there yet.</summary>
    public async Task<IReadOnlyList<T>> Rows()
    {
        if (rows is null)
        {
            await session.Flush().ConfigureAwait(false);
        }

        return rows ?? throw new InvalidOperationException("The transaction in which this was asked for has failed.");
    }

    /// <summary>The first row, or the type's default when there is none.</summary>
    public async Task<T?> First() => await Rows().ConfigureAwait(false) is [var first, ..] ? first : default;

    internal override bool IsChecked => check is not null;

    internal override async Task Read(DbDataReader reader, RowParsers? parsers)
    {
        var parse = RowParsers.Of<T>(reader, parsers);
        var read = new List<T>();
        while (read.Count < most && await reader.ReadAsync().ConfigureAwait(false))
        {
            read.Add(parse(reader));
        }

        rows = read;
    }

    internal override async Task Run(DbConnection connection, DbTransaction? transaction)
    {
        var all = await connection.QueryAsync<T>(Sql, Parameters, transaction).ConfigureAwait(false);
        rows = [.. all.Take(most)];
    }

    internal override void Check()
    {
        if (check is not null && rows is [var first, ..])
        {
            check(first);
        }
    }
}
