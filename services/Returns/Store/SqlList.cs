using System.Globalization;
using System.Text;
using Dapper;

namespace Omnichannel.Returns.Store;

/// <summary>A list of texts in a condition, spelled out as parameters: the one form that both engines take.</summary>
/// <remarks>Lists are filled up to a power of two with their last element, so that few different statements have to be prepared.</remarks>
internal sealed class SqlList
{
    /// <summary>Most elements of one list; longer ones are asked for in parts.</summary>
    public const int Most = 500;

    private SqlList(string text, DynamicParameters parameters)
    {
        Text = text;
        Parameters = parameters;
    }

    /// <summary>For example <c>(@p0,@p1)</c>.</summary>
    public string Text { get; }

    /// <summary>The values of that.</summary>
    public DynamicParameters Parameters { get; }

    /// <summary>The lists for all values, each at most <see cref="Most"/> long.</summary>
    public static IEnumerable<SqlList> Of(IEnumerable<string> values) => values.Distinct(StringComparer.Ordinal).Chunk(Most).Select(One);

    private static SqlList One(string[] values)
    {
        var text = new StringBuilder("(");
        var parameters = new DynamicParameters();
        var size = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)values.Length);
        for (var i = 0; i < size; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : ",")}@p{i}");
            parameters.Add($"p{i}", values[Math.Min(i, values.Length - 1)]);
        }

        return new SqlList(text.Append(')').ToString(), parameters);
    }
}
