using System.Globalization;
using Dapper;

namespace Omnichannel.SupportContext.Store;

/// <summary>Lists in SQL, spelled out as parameters: one of our engines has arrays, the other expands lists, neither does both.</summary>
internal static class InList
{
    /// <summary>Adds the values and returns <c>(@name0, @name1, …)</c>.</summary>
    public static string Add<T>(DynamicParameters parameters, string name, IReadOnlyCollection<T> values)
    {
        var names = new List<string>(values.Count);
        foreach (var value in values)
        {
            var parameter = name + names.Count.ToString(CultureInfo.InvariantCulture);
            parameters.Add(parameter, value);
            names.Add("@" + parameter);
        }

        return $"({string.Join(", ", names)})";
    }
}
