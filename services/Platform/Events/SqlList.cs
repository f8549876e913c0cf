using System.Globalization;
using Dapper;

namespace Omnichannel.Platform.Events;

/// <summary>Values of an <c>in (…)</c> or of a <c>values</c> list, as parameters of their own. Dapper's own expansion is an array on PostgreSQL and a list on SQLite.</summary>
internal static class SqlList
{
    /// <summary>Adds the distinct values to the parameters and returns their names.</summary>
    public static IReadOnlyList<string> AddDistinct(this DynamicParameters parameters, IEnumerable<string> values)
    {
        var names = new List<string>();
        foreach (var value in values.Distinct(StringComparer.Ordinal))
        {
            var name = "@v" + names.Count.ToString(CultureInfo.InvariantCulture);
            parameters.Add(name, value);
            names.Add(name);
        }

        return names;
    }
}
