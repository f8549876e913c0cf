using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Omnichannel.Platform.Security;

/// <summary>Reads a text field of a request by its path in proto names (<c>owner.customer_id</c>).</summary>
internal static class FieldPath
{
    /// <summary>An accessor; text of a parent that is not set is empty.</summary>
    /// <exception cref="ArgumentException">The path does not lead to a singular text field.</exception>
    public static Func<IMessage, string> Compile(MessageDescriptor type, string path)
    {
        var fields = new List<FieldDescriptor>();
        var current = type;
        foreach (var name in path.Split('.'))
        {
            var field = current?.FindFieldByName(name);
            if (field is null || field.IsRepeated)
            {
                throw new ArgumentException($"{type.FullName} has no singular field {path}.");
            }

            fields.Add(field);
            current = field.FieldType == FieldType.Message ? field.MessageType : null;
        }

        return fields[^1].FieldType == FieldType.String ? Reader([.. fields]) : throw new ArgumentException($"{type.FullName}.{path} is not text.");
    }

    /// <summary>The first id of a request and its accessor; null when it has none.</summary>
    public static (string Field, Func<IMessage, string>? Accessor) FirstId(MessageDescriptor type) =>
        type.Fields.InFieldNumberOrder()
            .FirstOrDefault(field => field is { FieldType: FieldType.String, IsRepeated: false } && field.Name.EndsWith("_id", StringComparison.Ordinal))
            is { } id ? (id.Name, Reader([id])) : (string.Empty, null);

    private static Func<IMessage, string> Reader(FieldDescriptor[] fields) => message =>
    {
        object? value = message;
        foreach (var field in fields)
        {
            value = value is IMessage parent ? field.Accessor.GetValue(parent) : null;
        }

        return value as string ?? string.Empty;
    };
}
