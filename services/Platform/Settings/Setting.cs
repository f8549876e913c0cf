using System.Collections;
using System.Globalization;
using System.Reflection;
using Omnichannel.Platform.Hosting;

namespace Omnichannel.Platform.Settings;

/// <summary>One row of the documented table.</summary>
/// <param name="Key">As in <c>Omnichannel:Storage:Provider</c>; <c>&lt;name&gt;</c> and <c>&lt;n&gt;</c> stand for what the operator chooses.</param>
/// <param name="Default">The value where none is given; empty for none.</param>
/// <param name="Meaning">One sentence.</param>
/// <param name="IsSecret">Whether the value must not be shown.</param>
public sealed record Setting(string Key, string Default, string Meaning, bool IsSecret)
{
    /// <summary>Whether its value is text: then an empty one is a value.</summary>
    internal bool IsText { get; init; }

    /// <summary>All settings of a section.</summary>
    /// <exception cref="StartupException">A property says nothing of what it means.</exception>
    public static IEnumerable<Setting> Of<TSettings>()
        where TSettings : class, ISettings, new() => Of(TSettings.Section, typeof(TSettings), new TSettings());

    private static IEnumerable<Setting> Of(string section, Type type, object? defaults)
    {
        if (ElementsOf(type) is (var entries, { Length: > 0 } each) && type.GetCustomAttribute<SettingAttribute>() is { } ofAll && IsValue(entries))
        {
            yield return new Setting(section + each, "", ofAll.Meaning, ofAll.IsSecret) { IsText = entries == typeof(string) };
            yield break;
        }

        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite))
        {
            var (elements, suffix) = ElementsOf(property.PropertyType);
            var key = $"{section}:{property.Name}{suffix}";
            if (IsValue(elements))
            {
                var setting = property.GetCustomAttribute<SettingAttribute>() ?? throw new StartupException($"{type.Name}.{property.Name} does not say what it means.");
                yield return new Setting(key, suffix.Length > 0 ? "" : Text(defaults is null ? null : property.GetValue(defaults)), setting.Meaning, setting.IsSecret) { IsText = elements == typeof(string) };
            }
            else
            {
                var given = suffix.Length > 0 ? Activator.CreateInstance(elements) : defaults is null ? null : property.GetValue(defaults);
                foreach (var inner in Of(key, elements, given ?? Activator.CreateInstance(elements)))
                {
                    yield return inner;
                }
            }
        }
    }

    private static (Type Elements, string Suffix) ElementsOf(Type type) => type switch
    {
        _ when type.IsAssignableTo(typeof(IDictionary)) => ((type.IsGenericType ? type : type.BaseType!).GetGenericArguments()[1], ":<name>"),
        { IsGenericType: true } when type.IsAssignableTo(typeof(IList)) => (type.GetGenericArguments()[0], ":<n>"),
        _ => (Nullable.GetUnderlyingType(type) ?? type, string.Empty),
    };

    private static bool IsValue(Type type) => type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(TimeSpan) || type == typeof(Uri) || type == typeof(decimal);

    private static string Text(object? value) => value switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
