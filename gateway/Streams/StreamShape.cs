using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Omnichannel.Gateway.Streams;

/// <summary>How a server stream becomes Server-Sent Events, worked out from its contract.</summary>
/// <remarks>
/// <c>id</c> is the response's <c>version</c> field; <c>Last-Event-ID</c> goes into the request's <c>resume_version</c>. <c>event</c> is the name of the field that is
/// set in the response's one <c>oneof</c> (<c>snapshot</c>, <c>change</c>), or <c>message</c> when the response has none.
/// </remarks>
internal sealed class StreamShape
{
    private readonly FieldDescriptor? version;
    private readonly OneofDescriptor? kind;

    public StreamShape(MethodDescriptor rpc)
    {
        version = rpc.OutputType.FindFieldByName("version");
        ResumeField = rpc.InputType.FindFieldByName("resume_version");
        kind = rpc.OutputType.Oneofs.Where(oneof => !oneof.IsSynthetic).ToArray() is [var only] ? only : null;
        if ((version is null) != (ResumeField is null) || version is { FieldType: not FieldType.Int64 } || ResumeField is { FieldType: not FieldType.Int64 })
        {
            throw new FormatException($"{rpc.FullName}: a resumable stream has an int64 'version' in its responses and an int64 'resume_version' in its request.");
        }
    }

    /// <summary>The request field that takes the last event's id; null when the stream cannot be resumed.</summary>
    public FieldDescriptor? ResumeField { get; }

    /// <summary>The SSE event's id; null when it has none.</summary>
    public string? Id(IMessage response) => version is null ? null : ((long)version.Accessor.GetValue(response)).ToString(CultureInfo.InvariantCulture);

    /// <summary>The SSE event's name.</summary>
    public string Event(IMessage response) => kind?.Accessor.GetCaseFieldDescriptor(response)?.JsonName ?? "message";
}
