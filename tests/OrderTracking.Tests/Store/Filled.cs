using System.Collections;
using System.Reflection;

namespace Omnichannel.OrderTracking.Tests.Store;

/// <summary>
/// Values of which every member is set, however deep, each to something that nobody would find there by default. What a member gets hangs on its own path alone: a new member
/// changes no other.
/// </summary>
internal static class Filled
{
    private const int ListLength = 2;

    /// <summary>A value with all of its members.</summary>
    public static T New<T>() => (T)Make(typeof(T), typeof(T).Name);

    /// <summary>All members of a value that are set, however deep, by their paths, as text.</summary>
    public static IReadOnlyList<string> Members(object value)
    {
        var members = new List<string>();
        Describe(value, value.GetType().Name, members);
        return members;
    }

    private static void Describe(object? value, string path, List<string> members)
    {
        switch (value)
        {
            case null or string or Enum or int or long or bool or decimal or TimeSpan:
                members.Add(FormattableString.Invariant($"{path} = {value ?? "nothing"}"));
                break;
            case TimeOnly clock:
                members.Add(FormattableString.Invariant($"{path} = {clock.Ticks}"));
                break;
            case DateTimeOffset at:
                members.Add(FormattableString.Invariant($"{path} = {at.UtcTicks}"));
                break;
            case IDictionary dictionary:
                foreach (var key in dictionary.Keys.Cast<string>().Order(StringComparer.Ordinal))
                {
                    Describe(dictionary[key], $"{path}[{key}]", members);
                }

                break;
            case IEnumerable list:
                var count = 0;
                foreach (var item in list)
                {
                    Describe(item, FormattableString.Invariant($"{path}[{count++}]"), members);
                }

                members.Add(FormattableString.Invariant($"{path}.Count = {count}"));
                break;
            default:
                foreach (var member in MembersOf(value.GetType()))
                {
                    Describe(member.GetValue(value), $"{path}.{member.Name}", members);
                }

                break;
        }
    }

    private static object Make(Type type, string path)
    {
        var seed = Seed(path);
        if (Nullable.GetUnderlyingType(type) is { } present)
        {
            return Make(present, path);
        }

        return type switch
        {
            _ when type == typeof(string) => FormattableString.Invariant($"{path[(path.LastIndexOf('.') + 1)..]}-{seed % 1000}"),
            _ when type == typeof(int) => 2 + (int)(seed % 1_000_000),
            _ when type == typeof(long) => 2 + (long)seed,
            _ when type == typeof(decimal) => 0.01m + (seed % 100_000 / 100m),
            _ when type == typeof(bool) => true,
            _ when type == typeof(TimeSpan) => TimeSpan.FromTicks(1 + (seed % 10_000_000)),
            _ when type == typeof(TimeOnly) => new TimeOnly(1 + (seed % TimeSpan.TicksPerDay)),
            _ when type == typeof(DateTimeOffset) => DateTimeOffset.UnixEpoch.AddTicks(17_000_000_000_000_001 + seed),
            _ when type.IsEnum => Enum.GetValues(type).GetValue(1 + (int)(seed % (uint)(Enum.GetValues(type).Length - 1)))!,
            { IsGenericType: true } when type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) => MakeList(type.GetGenericArguments()[0], path),
            { IsGenericType: true } when type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>) => MakeDictionary(type.GetGenericArguments()[1], path),
            _ => MakeRecord(type, path),
        };
    }

    private static Array MakeList(Type item, string path)
    {
        var list = Array.CreateInstance(item, ListLength);
        for (var i = 0; i < ListLength; i++)
        {
            list.SetValue(Make(item, FormattableString.Invariant($"{path}[{i}]")), i);
        }

        return list;
    }

    private static IDictionary MakeDictionary(Type value, string path)
    {
        var dictionary = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), value))!;
        for (var i = 0; i < ListLength; i++)
        {
            dictionary.Add(FormattableString.Invariant($"key-{i}"), Make(value, FormattableString.Invariant($"{path}[key-{i}]")));
        }

        return dictionary;
    }

    private static object MakeRecord(Type type, string path)
    {
        var constructor = type.GetConstructors().MaxBy(each => each.GetParameters().Length)!;
        var made = constructor.Invoke([.. constructor.GetParameters().Select(parameter => Make(parameter.ParameterType, $"{path}.{parameter.Name}"))]);
        foreach (var member in MembersOf(type))
        {
            member.SetValue(made, Make(member.PropertyType, $"{path}.{member.Name}"));
        }

        return made;
    }

    // What is computed cannot be set, and is not stored.
    private static IEnumerable<PropertyInfo> MembersOf(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(member => member.CanWrite);

    private static uint Seed(string path) => path.Aggregate(2_166_136_261u, (hash, letter) => (hash ^ letter) * 16_777_619u);
}
