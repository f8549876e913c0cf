using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Omnichannel.Types.V1;

namespace Omnichannel.Client.Calls;

/// <summary>What the contract says of an rpc: read from the generated descriptors, once.</summary>
/// <param name="TakesKey">It carries an idempotency key: always, or for part of its requests.</param>
/// <param name="IsRepeatable">Sent again, it has no further effect.</param>
/// <param name="Stream">How its stream goes on.</param>
internal sealed record MethodTraits(bool TakesKey, bool IsRepeatable, StreamRule? Stream)
{
    private const string Contract = "omnichannel.";

    // An rpc that the client's contract does not know is sent once.
    private static readonly MethodTraits Unknown = new(false, false, null);

    private static readonly ConcurrentDictionary<string, MethodTraits> Found = new(StringComparer.Ordinal);

    /// <summary>
    /// What is said of the rpc that is asked for. A request stands in the file of its service, so only the descriptors of services that are called are made: all of them together are half of
    /// what a till computes until it sells.
    /// </summary>
    /// <param name="method">Its full name with slashes, <c>/omnichannel.cart.v1.CartService/GetCart</c>.</param>
    /// <param name="request">What it is asked.</param>
    public static MethodTraits Find(string method, object request) => Found.TryGetValue(method, out var known) ? known : Found.GetOrAdd(method, Read(method, request));

    /// <summary>How the stream goes on that such a request asks for; null for a request of no stream.</summary>
    public static StreamRule? RuleOfStream(MessageDescriptor request) =>
        Methods(request).FirstOrDefault(method => method.IsServerStreaming && method.InputType == request) is { } stream ? Of(stream).Stream : null;

    private static MethodTraits Read(string name, object request) =>
        request is IMessage message && Methods(message.Descriptor).FirstOrDefault(method => name == $"/{method.Service.FullName}/{method.Name}") is { } known ? Of(known) : Unknown;

    private static IEnumerable<MethodDescriptor> Methods(MessageDescriptor request) =>
        request.File.Package.StartsWith(Contract, StringComparison.Ordinal) ? request.File.Services.SelectMany(service => service.Methods) : [];

    private static MethodTraits Of(MethodDescriptor method)
    {
        var options = method.GetOptions();
        var level = options?.IdempotencyLevel ?? MethodOptions.Types.IdempotencyLevel.IdempotencyUnknown;
        var takesKey = level is MethodOptions.Types.IdempotencyLevel.IdempotencyUnknown || options!.GetExtension(AccessExtensions.KeyOptional);

        // With its key, or by its level, every rpc of this contract may be sent again.
        return new MethodTraits(takesKey, true, options?.GetExtension(AccessExtensions.Stream));
    }
}
