using System.Collections.Concurrent;
using System.Data.Common;
using System.Linq.Expressions;
using System.Reflection;

namespace Omnichannel.Platform.Storage;

/// <summary>Binds an object's public properties as parameters, with accessors compiled once per type.</summary>
internal static class SqlParameters
{
    private static readonly ConcurrentDictionary<Type, (string Name, Func<object, object?> Read)[]> Accessors = new();

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
        foreach (var (name, read) in accessors)
        {
            target.Add(create(name, read(parameters)));
        }
    }

    // Two callers may use the same text with their properties in another order.
    private static bool HasSameNames(DbParameterCollection target, (string Name, Func<object, object?> Read)[] accessors)
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

    private static (string Name, Func<object, object?> Read)[] Compile(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanRead).Select(p => (p.Name, Reader(type, p)))];

    private static Func<object, object?> Reader(Type type, PropertyInfo property)
    {
        var instance = Expression.Parameter(typeof(object));
        var value = Expression.Property(Expression.Convert(instance, type), property);
        return Expression.Lambda<Func<object, object?>>(Expression.Convert(value, typeof(object)), instance).Compile();
    }
}
