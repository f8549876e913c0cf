using System.Reflection;
using Google.Protobuf.Reflection;
using Omnichannel.Types.V1;

namespace Omnichannel.Platform.Events;

/// <summary>The event types of this build's contracts, by full message name.</summary>
public static class EventTypes
{
    private static readonly Lazy<IReadOnlyDictionary<string, MessageDescriptor>> Known = new(() => Find(typeof(Role).Assembly));

    /// <summary>All of them.</summary>
    public static IEnumerable<MessageDescriptor> All => Known.Value.Values;

    /// <summary>The contract of a type; null when this build does not know it (a newer service published it, or it is no event of ours).</summary>
    public static MessageDescriptor? Find(string type) => Known.Value.GetValueOrDefault(type);

    // Events stand in files of their own: <area>_events.proto.
    private static Dictionary<string, MessageDescriptor> Find(Assembly contracts) => contracts.GetExportedTypes()
        .Where(type => type is { IsAbstract: true, IsSealed: true } && type.Name.EndsWith("Reflection", StringComparison.Ordinal))
        .Select(type => type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) as FileDescriptor)
        .Where(file => file?.Name.EndsWith("_events.proto", StringComparison.Ordinal) == true)
        .SelectMany(file => file!.MessageTypes)
        .ToDictionary(message => message.FullName, StringComparer.Ordinal);
}
