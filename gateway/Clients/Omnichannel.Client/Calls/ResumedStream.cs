using System.Runtime.CompilerServices;
using Google.Protobuf;
using Grpc.Core;

namespace Omnichannel.Client.Calls;

/// <summary>Reads a stream over as many connections as it takes: the rpc's <c>StreamRule</c> names the position, and where it goes into the request.</summary>
internal static class ResumedStream
{
    public static async IAsyncEnumerable<TResponse> Read<TRequest, TResponse>(
        Func<TRequest, CallOptions, AsyncServerStreamingCall<TResponse>> open, TRequest request, Pauses pauses, [EnumeratorCancellation] CancellationToken cancellation)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        var rule = MethodTraits.RuleOfStream(request.Descriptor)
            ?? throw new ArgumentException($"No stream of the contract is asked for by {request.Descriptor.FullName}.", nameof(request));
        var position = request.Descriptor.FindFieldByName(rule.Resume).Accessor;
        var next = request.Clone();
        var failures = 0;
        while (true)
        {
            using var call = open(next, new CallOptions(cancellationToken: cancellation));
            var pause = TimeSpan.Zero;
            while (true)
            {
                try
                {
                    if (!await call.ResponseStream.MoveNext(cancellation).ConfigureAwait(false))
                    {
                        yield break;
                    }
                }
                catch (RpcException e) when (GoesOn(e, failures) && !cancellation.IsCancellationRequested)
                {
                    pause = (e as RefusedException)?.RetryAfter ?? pauses.After(failures);
                    failures++;
                    break;
                }

                var message = call.ResponseStream.Current;
                failures = 0;
                next = next.Clone();
                position.SetValue(next, (long)message.Descriptor.FindFieldByName(rule.Id).Accessor.GetValue(message));
                yield return message;
            }

            await Task.Delay(pause, cancellation).ConfigureAwait(false);
        }
    }

    // A stream ends with its token, and a proxy may cut it in its own words. A token that is refused right after a fresh one was asked for is refused for good.
    private static bool GoesOn(RpcException error, int failures) => error.StatusCode switch
    {
        StatusCode.Unauthenticated => failures == 0,
        StatusCode.Cancelled or StatusCode.Internal or StatusCode.Unknown => error is not RefusedException,
        _ => Refusals.IsPassing(error),
    };
}
