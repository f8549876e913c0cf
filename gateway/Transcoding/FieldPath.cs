using Google.Protobuf;
using Google.Protobuf.Reflection;
using Omnichannel.Gateway.Json;

namespace Omnichannel.Gateway.Transcoding;

/// <summary>A field of a request or of a message within it (<c>order.customer_id</c>), settable from text.</summary>
internal sealed class FieldPath
{
    private readonly FieldDescriptor[] parents;

    private FieldPath(FieldDescriptor[] parents, FieldDescriptor field)
    {
        this.parents = parents;
        Field = field;
        Name = string.Join('.', [.. parents.Select(parent => parent.JsonName), field.JsonName]);
    }

    /// <summary>The field itself.</summary>
    public FieldDescriptor Field { get; }

    /// <summary>JSON names from the request on, as callers see it in errors and in OpenAPI.</summary>
    public string Name { get; }

    /// <summary>Whether the field is directly in the request.</summary>
    public bool IsTopLevel => parents.Length == 0;

    /// <summary>The field of the request that leads to it.</summary>
    public FieldDescriptor Root => IsTopLevel ? Field : parents[0];

    /// <exception cref="FormatException">There is no such field.</exception>
    public static FieldPath Parse(string path, MessageDescriptor request) =>
        Find(path, request) ?? throw new FormatException($"{request.FullName} has no field '{path}'.");

    /// <summary>The field under this path of proto or JSON names; null when there is none that text could set.</summary>
    public static FieldPath? Find(string path, MessageDescriptor request)
    {
        var names = path.Split('.');
        var parents = new FieldDescriptor[names.Length - 1];
        var message = request;
        for (var index = 0; index < parents.Length; index++)
        {
            var parent = MessageShape.Of(message).Find(names[index]);
            if (parent is not { FieldType: FieldType.Message, IsRepeated: false, IsMap: false })
            {
                return null;
            }

            parents[index] = parent;
            message = parent.MessageType;
        }

        return MessageShape.Of(message).Find(names[^1]) is { IsMap: false } field && IsText(field) ? new FieldPath(parents, field) : null;
    }

    /// <summary>Sets the field, or adds to it when it is repeated.</summary>
    /// <exception cref="JsonInputException">The text is not a value of the field's type.</exception>
    public void Set(IMessage request, string text)
    {
        if (!ScalarText.TryParse(Field, text, out var value, out var expected))
        {
            throw new JsonInputException(Name, "expected " + expected);
        }

        var message = Owner(request);
        if (Field.IsRepeated)
        {
            ((System.Collections.IList)Field.Accessor.GetValue(message)).Add(value);
        }
        else
        {
            Field.Accessor.SetValue(message, value);
        }
    }

    /// <summary>Whether the body has given the field another value than this text.</summary>
    public bool Contradicts(IMessage request, string text)
    {
        if (Field.IsRepeated || !IsSet(request, out var present))
        {
            return false;
        }

        return !ScalarText.TryParse(Field, text, out var value, out _) || !value.Equals(present);
    }

    private bool IsSet(IMessage request, out object? value)
    {
        value = null;
        var message = request;
        foreach (var parent in parents)
        {
            if (parent.Accessor.GetValue(message) is not IMessage inner)
            {
                return false;
            }

            message = inner;
        }

        value = Field.Accessor.GetValue(message);
        return Field.HasPresence ? Field.Accessor.HasValue(message) : value switch
        {
            string text => text.Length > 0,
            bool flag => flag,
            System.Enum number => Convert.ToInt64(number, System.Globalization.CultureInfo.InvariantCulture) != 0,
            IConvertible number => Convert.ToDecimal(number, System.Globalization.CultureInfo.InvariantCulture) != 0,
            _ => false,
        };
    }

    private IMessage Owner(IMessage request)
    {
        var message = request;
        foreach (var parent in parents)
        {
            if (parent.Accessor.GetValue(message) is not IMessage inner)
            {
                inner = parent.MessageType.Parser.ParseFrom(ByteString.Empty);
                parent.Accessor.SetValue(message, inner);
            }

            message = inner;
        }

        return message;
    }

    private static bool IsText(FieldDescriptor field) =>
        field.FieldType != FieldType.Message || WellKnownTypes.IsWrapper(field.MessageType)
        || field.MessageType.FullName is "google.protobuf.Timestamp" or "google.protobuf.Duration" or "google.protobuf.FieldMask";
}
