using System.Collections.Concurrent;
using System.Data.Common;
using System.Linq.Expressions;
using System.Reflection;

namespace Omnichannel.Platform.Storage;

/// <summary>A property that is a parameter.</summary>
/// <param name="Name">Its name, without <c>@</c>.</param>
/// <param name="Type">Its type; of what may be null, and of an enum, the type below.</param>
/// <param name="Read">Its value, of an enum the number.</param>
internal sealed record SqlParameter(string Name, Type Type, Func<object, object?> Read);

/// <summary>Binds an object's public properties as parameters, with accessors compiled once per type.</summary>
internal static class SqlParameters
{
    private static readonly ConcurrentDictionary<Type, SqlParameter[]> Accessors = new();

    /// <summary>The parameters that objects of a type are.</summary>
    public static IReadOnlyList<SqlParameter> Of(Type type) => Accessors.GetOrAdd(type, Compile);

    /// <summary>Sets the command's parameters; re-uses parameter objects that a cached command already has.</summary>
    public static void Bind(DbParameterCollection target, object? parameters, Func<string, object?, DbParameter> create)
    {
        if (parameters is null)
        {
            return;
        }

        var accessors = Accessors.GetOrAdd(parameters.GetType(), Compile);
        if (HasSameNames(target, accessors))
        {
            for (var i = 0; i < accessors.Length; i++)
            {
                target[i].Value = accessors[i].Read(parameters) ?? DBNull.Value;
            }

            return;
        }

        target.Clear();
        foreach (var parameter in accessors)
        {
            target.Add(create(parameter.Name, parameter.Read(parameters)));
        }
    }

    // Two callers may use the same text with their properties in another order.
    private static bool HasSameNames(DbParameterCollection target, SqlParameter[] accessors)
    {
        if (target.Count != accessors.Length)
        {
            return false;
        }

        for (var i = 0; i < accessors.Length; i++)
        {
            if (!target[i].ParameterName.AsSpan().TrimStart('@').SequenceEqual(accessors[i].Name))
            {
                return false;
            }
        }

        return true;
    }

    private static SqlParameter[] Compile(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanRead && p.GetIndexParameters().Length == 0).Select(p => Compile(type, p))];

    private static SqlParameter Compile(Type type, PropertyInfo property)
    {
        var instance = Expression.Parameter(typeof(object));
        Expression value = Expression.Property(Expression.Convert(instance, type), property);
        var below = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (below.IsEnum)
        {
            below = Enum.GetUnderlyingType(below);
            value = Expression.Convert(value, Nullable.GetUnderlyingType(property.PropertyType) is null ? below : typeof(Nullable<>).MakeGenericType(below));
        }

        return new SqlParameter(property.Name, below, Expression.Lambda<Func<object, object?>>(Expression.Convert(value, typeof(object)), instance).Compile());
    }
}
