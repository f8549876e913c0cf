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
    private readonly FieldDescriptor? resumeField;
    private readonly OneofDescriptor? kind;

    public StreamShape(MethodDescriptor rpc)
    {
        version = rpc.OutputType.FindFieldByName("version");
        resumeField = rpc.InputType.Fields.InDeclarationOrder().FirstOrDefault(field => field.Name.StartsWith("resume", StringComparison.Ordinal));
        kind = rpc.OutputType.Oneofs.Where(oneof => !oneof.IsSynthetic).ToArray() is [var only] ? only : null;
        if ((version is null) != (resumeField is null) || version is { FieldType: not FieldType.Int64 }
            || resumeField is not (null or { Name: "resume_version", FieldType: FieldType.Int64 }))
        {
            throw new FormatException($"{rpc.FullName}: a resumable stream has an int64 'version' in its responses and an int64 'resume_version' in its request.");
        }
    }

    /// <summary>Whether the stream can go on behind an event of it.</summary>
    public bool IsResumable => resumeField is not null;

    /// <summary>Makes a resumable stream's request go on behind this position.</summary>
    public void Resume(IMessage request, long position) => resumeField!.Accessor.SetValue(request, position);

    /// <summary>Where the stream is with this event; null when it cannot be resumed.</summary>
    public long? Position(IMessage response) => (long?)version?.Accessor.GetValue(response);

    /// <summary>The SSE event's name.</summary>
    public string Event(IMessage response) => kind?.Accessor.GetCaseFieldDescriptor(response)?.JsonName ?? "message";
}
