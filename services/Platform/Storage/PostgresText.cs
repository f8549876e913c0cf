using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace Omnichannel.Platform.Storage;

/// <summary>
/// A text as PostgreSQL takes it, with <c>$1</c> for <c>@name</c>, made once for a text and the type of its parameters. Each parameter has the type of its property, also
/// where it is null: else the server would prepare the text once for each set of nulls.
/// </summary>
internal sealed class PostgresText
{
    private const int MostKnown = 4096;
    private static readonly ConcurrentDictionary<(string Sql, Type? Parameters), PostgresText> Known = new();
    private static readonly FrozenDictionary<Type, NpgsqlDbType> Types = new Dictionary<Type, NpgsqlDbType>
    {
        [typeof(string)] = NpgsqlDbType.Text,
        [typeof(long)] = NpgsqlDbType.Bigint,
        [typeof(int)] = NpgsqlDbType.Integer,
        [typeof(bool)] = NpgsqlDbType.Boolean,
        [typeof(byte[])] = NpgsqlDbType.Bytea,
        [typeof(decimal)] = NpgsqlDbType.Numeric,
        [typeof(double)] = NpgsqlDbType.Double,
        [typeof(string[])] = NpgsqlDbType.Array | NpgsqlDbType.Text,
        [typeof(long[])] = NpgsqlDbType.Array | NpgsqlDbType.Bigint,
    }.ToFrozenDictionary();

    private readonly string text;
    private readonly (SqlParameter Parameter, NpgsqlDbType? Type)[] parameters;

    private PostgresText(string text, (SqlParameter, NpgsqlDbType?)[] parameters) => (this.text, this.parameters) = (text, parameters);

    /// <summary>What reads its rows.</summary>
    public RowParsers Parsers { get; } = new();

    public static PostgresText Of(SqlStatement statement)
    {
        var key = (statement.Sql, statement.Parameters?.GetType());
        if (Known.TryGetValue(key, out var known))
        {
            return known;
        }

        // Some texts are put together anew each time.
        if (Known.Count >= MostKnown)
        {
            Known.Clear();
        }

        return Known.GetOrAdd(key, static key => Translate(key.Sql, key.Parameters is null ? [] : SqlParameters.Of(key.Parameters)));
    }

    /// <summary>The command with these parameters.</summary>
    public NpgsqlBatchCommand Command(object? values)
    {
        var command = new NpgsqlBatchCommand(text);
        foreach (var (parameter, type) in parameters)
        {
            var bound = new NpgsqlParameter { Value = parameter.Read(values!) ?? DBNull.Value };
            if (type is { } known)
            {
                bound.NpgsqlDbType = known;
            }

            command.Parameters.Add(bound);
        }

        return command;
    }

    // Names in quotes and comments are none.
    private static PostgresText Translate(string sql, IReadOnlyList<SqlParameter> all)
    {
        var used = new List<SqlParameter>(all.Count);
        var text = new StringBuilder(sql.Length);
        for (var i = 0; i < sql.Length;)
        {
            var end = EndOfToken(sql, i);
            if (sql[i] == '@' && end > i + 1 && all.FirstOrDefault(parameter => sql.AsSpan(i + 1, end - i - 1).SequenceEqual(parameter.Name)) is { } named)
            {
                var at = used.IndexOf(named);
                if (at < 0)
                {
                    at = used.Count;
                    used.Add(named);
                }

                text.Append(CultureInfo.InvariantCulture, $"${at + 1}");
            }
            else
            {
                text.Append(sql, i, end - i);
            }

            i = end;
        }

        return new PostgresText(text.ToString(), [.. used.Select(parameter => (parameter, Types.TryGetValue(parameter.Type, out var type) ? type : (NpgsqlDbType?)null))]);
    }

    private static int EndOfToken(string sql, int start) => sql[start] switch
    {
        '\'' or '"' => After(sql, sql.IndexOf(sql[start], start + 1), 1),
        '-' when sql.AsSpan(start).StartsWith("--") => After(sql, sql.IndexOf('\n', start), 1),
        '/' when sql.AsSpan(start).StartsWith("/*") => After(sql, sql.IndexOf("*/", start, StringComparison.Ordinal), 2),
        '@' => EndOfName(sql, start + 1),
        _ => start + 1,
    };

    private static int After(string sql, int end, int length) => end < 0 ? sql.Length : end + length;

    private static int EndOfName(string sql, int start)
    {
        var end = start;
        while (end < sql.Length && (char.IsAsciiLetterOrDigit(sql[end]) || sql[end] == '_'))
        {
            end++;
        }

        return end;
    }
}
