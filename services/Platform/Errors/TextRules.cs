using System.Collections;
using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Omnichannel.Platform.Errors;

/// <summary>
/// Finds NUL characters in any text of a request. PostgreSQL refuses text with NUL; refusing it at the door keeps both engines alike, and no
/// service can forget it.
/// </summary>
internal static class TextRules
{
    private static readonly ConcurrentDictionary<MessageDescriptor, TextPlan> Plans = new();

    /// <summary>Path of the first text with a NUL; null when there is none.</summary>
    public static string? FindNul(IMessage message)
    {
        var plan = Plans.GetOrAdd(message.Descriptor, Plan);
        foreach (var field in plan.Fields)
        {
            if ((!field.HasPresence || field.Accessor.HasValue(message)) && FindNul(message, field) is { } path)
            {
                return path;
            }
        }

        foreach (var choice in plan.Choices)
        {
            // One question instead of one for each member.
            if (choice.Accessor.GetCaseFieldDescriptor(message) is { FieldType: FieldType.String or FieldType.Message } field && FindNul(message, field) is { } path)
            {
                return path;
            }
        }

        return null;
    }

    private static string? FindNul(IMessage message, FieldDescriptor field) => FindNul(field.Accessor.GetValue(message)) switch
    {
        null => null,
        { Length: 0 } => field.Name,
        var path when path[0] == '[' => field.Name + path,
        var path => $"{field.Name}.{path}",
    };

    /// <summary>The fields of a type that can hold text at any depth.</summary>
    internal static FieldDescriptor[] FieldsWithText(MessageDescriptor type) => Plans.GetOrAdd(type, Plan).All;

    private static string? FindNul(object? value) => value switch
    {
        string text => text.Contains('\0', StringComparison.Ordinal) ? string.Empty : null,
        IMessage message => FindNul(message),
        IDictionary map => FindNulInMap(map),
        IList list => FindNulInList(list),
        _ => null,
    };

    private static string? FindNulInList(IList list)
    {
        for (var index = 0; index < list.Count; index++)
        {
            if (FindNul(list[index]) is { } path)
            {
                return path.Length == 0 ? $"[{index}]" : $"[{index}].{path}";
            }
        }

        return null;
    }

    private static string? FindNulInMap(IDictionary map)
    {
        foreach (DictionaryEntry entry in map)
        {
            if (FindNul(entry.Key) is not null || FindNul(entry.Value) is not null)
            {
                return "[]";
            }
        }

        return null;
    }

    /// <summary>Where a type of messages can hold text at any depth; computed once.</summary>
    private static TextPlan Plan(MessageDescriptor type)
    {
        var fields = type.Fields.InFieldNumberOrder().Where(field => HoldsText(field, [])).ToArray();
        return new TextPlan(
            fields,
            [.. fields.Where(field => field.RealContainingOneof is null)],
            [.. fields.Select(field => field.RealContainingOneof).OfType<OneofDescriptor>().Distinct()]);
    }

    private static bool HoldsText(FieldDescriptor field, HashSet<MessageDescriptor> visited) => field.FieldType switch
    {
        FieldType.String => true,
        FieldType.Message or FieldType.Group => visited.Add(field.MessageType)
            && field.MessageType.Fields.InFieldNumberOrder().Any(inner => HoldsText(inner, visited)),
        _ => false,
    };

    private sealed record TextPlan(FieldDescriptor[] All, FieldDescriptor[] Fields, OneofDescriptor[] Choices);
}
