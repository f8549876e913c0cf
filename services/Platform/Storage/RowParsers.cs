using System.Data.Common;
using System.Globalization;
using Dapper;

namespace Omnichannel.Platform.Storage;

/// <summary>What reads the rows of one text, by the type that they become.</summary>
internal sealed class RowParsers
{
    private Tuple<Type, Delegate>? known;

    /// <summary>What reads a row of this reader.</summary>
    /// <param name="reader">Whose columns are known.</param>
    /// <param name="parsers">Where it is remembered; null for nowhere.</param>
    public static Func<DbDataReader, T> Of<T>(DbDataReader reader, RowParsers? parsers)
    {
        if (Values<T>.Are)
        {
            return Values<T>.Read;
        }

        if (parsers?.known is { } last && last.Item1 == typeof(T))
        {
            return (Func<DbDataReader, T>)last.Item2;
        }

        var parse = reader.GetRowParser<T>();
        if (parsers is not null)
        {
            parsers.known = Tuple.Create<Type, Delegate>(typeof(T), parse);
        }

        return parse;
    }

    // A row of one value.
    private static class Values<T>
    {
        private static readonly Type Underlying = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);

        public static readonly bool Are = Underlying.IsPrimitive || Underlying == typeof(string) || Underlying == typeof(byte[]) || Underlying == typeof(decimal);

        public static T Read(DbDataReader reader) => reader.GetValue(0) switch
        {
            T value => value,
            DBNull when default(T) is null => default!,
            var other => (T)Convert.ChangeType(other, Underlying, CultureInfo.InvariantCulture),
        };
    }
}
