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
    private static readonly ConcurrentDictionary<MessageDescriptor, FieldDescriptor[]> Plans = new();

    /// <summary>Path of the first text with a NUL; null when there is none.</summary>
    public static string? FindNul(IMessage message)
    {
        foreach (var field in FieldsWithText(message.Descriptor))
        {
            if (field.HasPresence && !field.Accessor.HasValue(message))
            {
                continue;
            }

            if (FindNul(field.Accessor.GetValue(message)) is { } path)
            {
                return path.Length == 0 || path[0] == '[' ? field.Name + path : $"{field.Name}.{path}";
            }
        }

        return null;
    }

    /// <summary>The fields of a type that can hold text at any depth.</summary>
    internal static FieldDescriptor[] FieldsWithText(MessageDescriptor type) => Plans.GetOrAdd(type, Plan);

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

    /// <summary>The fields that can hold text at any depth; computed once per message type.</summary>
    private static FieldDescriptor[] Plan(MessageDescriptor type) =>
        [.. type.Fields.InFieldNumberOrder().Where(field => HoldsText(field, []))];

    private static bool HoldsText(FieldDescriptor field, HashSet<MessageDescriptor> visited) => field.FieldType switch
    {
        FieldType.String => true,
        FieldType.Message or FieldType.Group => visited.Add(field.MessageType)
            && field.MessageType.Fields.InFieldNumberOrder().Any(inner => HoldsText(inner, visited)),
        _ => false,
    };
}
