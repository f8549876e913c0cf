namespace Omnichannel.Platform.Storage;

/// <summary>The one place where PostgreSQL and SQLite differ. Everything else is written in the subset that both understand.</summary>
/// <param name="Name"><c>postgres</c> or <c>sqlite</c>.</param>
/// <param name="LockRow">Appended to the select of an aggregate's root row: <c> for update</c>, or nothing where one writer exists anyway.</param>
public sealed record SqlDialect(string Name, string LockRow)
{
    /// <summary>PostgreSQL 15 and later.</summary>
    public static readonly SqlDialect Postgres = new("postgres", " for update");

    /// <summary>SQLite 3.45 and later.</summary>
    public static readonly SqlDialect Sqlite = new("sqlite", "");

    /// <summary>
    /// Compares with a list of values: <c>$"select … where id {sql.Dialect.In("@ids")}"</c> with <c>new { ids }</c>, an array. PostgreSQL takes it as one parameter
    /// (one statement for every length); for SQLite Dapper writes it out.
    /// </summary>
    public string In(string parameter) => this == Postgres ? $"= any({parameter})" : $"in {parameter}";

    /// <summary>
    /// Rows that come as one JSON parameter (<see cref="SqlRows.Json"/>), as a table <c>r</c> to select from: one statement for any number of rows. Before
    /// <c>on conflict</c> a <c>where true</c> is needed.
    /// </summary>
    /// <param name="parameter">Name of the parameter, <c>@rows</c>.</param>
    /// <param name="columns">Name and type of each column: <c>text</c> or <c>bigint</c>.</param>
    public string Rows(string parameter, params IReadOnlyList<(string Name, string Type)> columns) => this == Postgres
        ? $"json_to_recordset({parameter}::json) as r({string.Join(", ", columns.Select(column => $"{column.Name} {column.Type}"))})"
        : $"(select {string.Join(", ", columns.Select(column => $"value ->> '{column.Name}' as {column.Name}"))} from json_each({parameter})) as r";

    /// <summary>Bytes that come as hexadecimal text, as they do in JSON.</summary>
    public string Bytes(string expression) => this == Postgres ? $"decode({expression}, 'hex')" : $"unhex({expression})";

    /// <summary>Translates a migration, written for PostgreSQL, into this engine's words.</summary>
    /// <remarks>SQLite compares text bytewise already, which is what <c>collate "C"</c> asks of PostgreSQL, and spells an ascending key in its own way.</remarks>
    public string Migration(string sql) => this == Postgres
        ? sql
        : sql.Replace(" collate \"C\"", "", StringComparison.Ordinal)
            .Replace("bigint generated always as identity primary key", "integer primary key autoincrement", StringComparison.Ordinal);
}
