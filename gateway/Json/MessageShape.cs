using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.Json;
using Google.Protobuf.Reflection;

namespace Omnichannel.Gateway.Json;

/// <summary>What reading and writing JSON needs to know of a message type, worked out once.</summary>
internal sealed class MessageShape
{
    private static readonly ConcurrentDictionary<MessageDescriptor, MessageShape> Shapes = new();

    private readonly FrozenDictionary<string, FieldDescriptor>.AlternateLookup<ReadOnlySpan<char>> byName;

    private MessageShape(MessageDescriptor message)
    {
        Fields = [.. message.Fields.InFieldNumberOrder().Select(field => new FieldShape(field))];
        var names = new Dictionary<string, FieldDescriptor>(StringComparer.Ordinal);
        foreach (var field in message.Fields.InDeclarationOrder())
        {
            names[field.Name] = field;
            names[field.JsonName] = field;
        }

        byName = names.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The fields in the order in which they are written.</summary>
    public FieldShape[] Fields { get; }

    public static MessageShape Of(MessageDescriptor message) => Shapes.GetOrAdd(message, static key => new MessageShape(key));

    /// <summary>The field of this JSON or proto name; null when there is none.</summary>
    public FieldDescriptor? Find(ReadOnlySpan<char> name) => byName.TryGetValue(name, out var field) ? field : null;
}

/// <summary>One field, with its name ready to be written.</summary>
internal sealed class FieldShape(FieldDescriptor field)
{
    public FieldDescriptor Field { get; } = field;

    public IFieldAccessor Accessor { get; } = field.Accessor;

    public JsonEncodedText Name { get; } = JsonEncodedText.Encode(field.JsonName);

    /// <summary>Unset is told apart from the default value, so an unset field is left out.</summary>
    public bool HasPresence { get; } = field.HasPresence;

    /// <summary>Names of the enum's values by number; null for other types.</summary>
    public FrozenDictionary<int, JsonEncodedText>? EnumNames { get; } =
        EnumOf(field) is { } type
            ? type.Values.GroupBy(value => value.Number).ToFrozenDictionary(group => group.Key, group => JsonEncodedText.Encode(group.First().Name))
            : null;

    private static EnumDescriptor? EnumOf(FieldDescriptor field) =>
        field.IsMap ? EnumOf(field.MessageType.FindFieldByNumber(2)) : field.FieldType == FieldType.Enum ? field.EnumType : null;
}
