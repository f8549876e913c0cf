using System.Collections.Frozen;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Omnichannel.Gateway.Json;

/// <summary>The message types of Google's own that have a JSON form of their own.</summary>
internal static class WellKnownTypes
{
    private static readonly FrozenSet<string> Special = new[]
    {
        Timestamp.Descriptor, Duration.Descriptor, FieldMask.Descriptor, Struct.Descriptor, Value.Descriptor, ListValue.Descriptor, Any.Descriptor,
    }.Select(type => type.FullName).ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Wrappers = new[]
    {
        BoolValue.Descriptor, StringValue.Descriptor, BytesValue.Descriptor, Int32Value.Descriptor, Int64Value.Descriptor, UInt32Value.Descriptor,
        UInt64Value.Descriptor, FloatValue.Descriptor, DoubleValue.Descriptor,
    }.Select(type => type.FullName).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Written as text or as free JSON instead of as an object of its fields.</summary>
    public static bool IsSpecial(MessageDescriptor message) => Special.Contains(message.FullName);

    /// <summary>Written as the bare value that it wraps.</summary>
    public static bool IsWrapper(MessageDescriptor message) => Wrappers.Contains(message.FullName);
}
