namespace Omnichannel.Platform.Events;

/// <summary>The log did not take or give events; what was called may be tried again with a new publisher or subscription.</summary>
public class EventLogUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The embedded log's file is damaged, of another kind or another version. Trying again does not help: an operator restores or removes the file.</summary>
public sealed class EventLogDamagedException(string path, string detail, Exception? inner = null)
    : Exception($"The embedded event log '{path}' cannot be used: {detail}", inner)
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;
}
