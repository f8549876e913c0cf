using Google.Protobuf;
using Google.Protobuf.Reflection;
using Omnichannel.Types.V1;

namespace Omnichannel.Gateway.Streams;

/// <summary>How a server stream becomes Server-Sent Events, by the stream rule of its contract.</summary>
/// <remarks>
/// <c>id</c> is the response's position; <c>Last-Event-ID</c> goes into the request's field for it. <c>event</c> is the name of the field that is
/// set in the response's one <c>oneof</c> (<c>snapshot</c>, <c>change</c>), or <c>message</c> when the response has none.
/// </remarks>
internal sealed class StreamShape
{
    private readonly FieldDescriptor position;
    private readonly FieldDescriptor resume;
    private readonly OneofDescriptor? kind;

    /// <exception cref="FormatException">The rpc declares no rule, or one that its messages do not fit.</exception>
    public StreamShape(MethodDescriptor rpc)
    {
        var rule = rpc.GetOptions()?.GetExtension(AccessExtensions.Stream) ?? throw new FormatException($"{rpc.FullName} declares no stream rule.");
        position = Field(rpc.OutputType, rule.Id);
        resume = Field(rpc.InputType, rule.Resume);
        kind = rpc.OutputType.Oneofs.Where(oneof => !oneof.IsSynthetic).ToArray() is [var only] ? only : null;
    }

    /// <summary>Makes a request go on behind this position.</summary>
    public void Resume(IMessage request, long seen) => resume.Accessor.SetValue(request, seen);

    /// <summary>Where the stream is with this message.</summary>
    public long Position(IMessage response) => (long)position.Accessor.GetValue(response);

    /// <summary>The SSE event's name.</summary>
    public string Event(IMessage response) => kind?.Accessor.GetCaseFieldDescriptor(response)?.JsonName ?? "message";

    private static FieldDescriptor Field(MessageDescriptor message, string name) =>
        message.FindFieldByName(name) is { FieldType: FieldType.Int64, IsRepeated: false } field
            ? field
            : throw new FormatException($"{message.FullName} has no int64 '{name}', by which its stream is to be resumed.");
}
