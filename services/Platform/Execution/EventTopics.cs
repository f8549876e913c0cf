using Google.Protobuf.Reflection;

namespace Omnichannel.Platform.Execution;

/// <summary>Names of topics: one per area, <c>omnichannel.&lt;area&gt;.events.v1</c>, from the event's proto package.</summary>
public static class EventTopics
{
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, string> Names = new(StringComparer.Ordinal);

    /// <summary>The topic of an area.</summary>
    public static string OfArea(string area) => $"omnichannel.{area}.events.v1";

    /// <summary>The topic that events of this type are published on.</summary>
    public static string Of(MessageDescriptor type) => Names.GetOrAdd(type.File.Package, static package =>
        package.Split('.') is ["omnichannel", var area, "v1"]
            ? OfArea(area)
            : throw new ArgumentException($"{package} is no area's package: its messages are not events."));
}
