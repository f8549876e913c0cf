using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Omnichannel.Platform.Domain;

/// <summary>The names by which values of enums are stored and written in files: <c>GiftCard</c> is <c>GIFT_CARD</c>.</summary>
public static partial class EnumNames
{
    private static readonly ConcurrentDictionary<Type, Dictionary<string, Enum>> ValuesByName = new();

    /// <summary>The stored name.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The enum has no such value.</exception>
    public static string Name<TEnum>(this TEnum value)
        where TEnum : struct, Enum =>
        Table<TEnum>.Names.TryGetValue(value, out var name) ? name : throw new ArgumentOutOfRangeException(nameof(value), value, $"{typeof(TEnum).Name} has no such value.");

    /// <summary>The value of a stored name.</summary>
    /// <exception cref="InvalidDataException">The enum has no value of this name; the message says which it has.</exception>
    public static TEnum Read<TEnum>(string name)
        where TEnum : struct, Enum => Table<TEnum>.Values.TryGetValue(name, out var value) ? value : throw Unknown(typeof(TEnum), name, Table<TEnum>.Values.Keys);

    /// <summary>As <see cref="Read{TEnum}"/>, for who knows the enum only when running.</summary>
    public static Enum ReadAs(Type type, string name)
    {
        var values = ValuesByName.GetOrAdd(type, static type => Enum.GetValues(type).Cast<Enum>().ToDictionary(value => NameOf(value.ToString()), StringComparer.Ordinal));
        return values.TryGetValue(name, out var value) ? value : throw Unknown(type, name, values.Keys);
    }

    private static string NameOf(string member) => WordStart().Replace(member, "_").ToUpperInvariant();

    private static InvalidDataException Unknown(Type type, string name, IEnumerable<string> known) => new($"'{name}' is no {type.Name}: {string.Join(", ", known)}.");

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex WordStart();

    private static class Table<TEnum>
        where TEnum : struct, Enum
    {
        public static readonly Dictionary<TEnum, string> Names = Enum.GetValues<TEnum>().ToDictionary(value => value, value => NameOf(value.ToString()));
        public static readonly Dictionary<string, TEnum> Values = Names.ToDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);
    }
}
