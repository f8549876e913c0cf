using Google.Protobuf;
using Grpc.Core;
using Omnichannel.Gateway.Errors;
using Omnichannel.Gateway.Upstream;

namespace Omnichannel.Gateway.Streams;

/// <summary>One server stream, read message by message as its reader takes them.</summary>
internal interface IWatch : IDisposable
{
    /// <summary>The next message; null at the stream's end. The first one asked for opens the stream.</summary>
    /// <param name="ending">Ends the stream; the same each time.</param>
    /// <exception cref="ProblemException">It was refused, or failed.</exception>
    /// <exception cref="OperationCanceledException">It was ended by <paramref name="ending"/>.</exception>
    Task<WatchedMessage?> Next(CancellationToken ending);
}

/// <summary>A message of a stream.</summary>
/// <param name="Event">The SSE event's name.</param>
/// <param name="Position">Where the stream is with it.</param>
/// <param name="Message">The message.</param>
internal sealed record WatchedMessage(string Event, long Position, IMessage Message);

/// <summary>A server stream of a service.</summary>
/// <param name="choose">Chooses the destination, or refuses the caller, when the stream is opened.</param>
internal sealed class Watch<TRequest, TResponse>(
    Method<TRequest, TResponse> method, StreamShape shape, TRequest request, Metadata metadata, Func<Destination> choose) : IWatch
    where TRequest : class
    where TResponse : class
{
    private Destination upstream;
    private AsyncServerStreamingCall<TResponse>? call;

    public async Task<WatchedMessage?> Next(CancellationToken ending)
    {
        if (call is null)
        {
            upstream = choose();
            call = upstream.Invoker.AsyncServerStreamingCall(method, null, new CallOptions(metadata, null, ending), request);
        }

        try
        {
            var hasNext = await call.ResponseStream.MoveNext(ending);
            upstream.Answered();
            return hasNext && call.ResponseStream.Current is IMessage message ? new WatchedMessage(shape.Event(message), shape.Position(message), message) : null;
        }
        catch (RpcException failure)
        {
            ending.ThrowIfCancellationRequested();
            upstream.Failed(failure);
            throw new ProblemException(RpcProblem.Of(failure));
        }
    }

    public void Dispose() => call?.Dispose();
}
