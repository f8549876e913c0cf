using System.Globalization;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.Options;
using Omnichannel.Gateway.Contracts;
using Omnichannel.Gateway.Errors;
using Omnichannel.Gateway.Transcoding;
using Omnichannel.Gateway.Upstream;

namespace Omnichannel.Gateway.Streams;

/// <summary>
/// One server stream as Server-Sent Events. A message is read from the service only when the one before has been taken by the connection, so a
/// slow reader holds the service back instead of filling memory; a reader that takes nothing at all is dropped.
/// </summary>
internal sealed class EventStreamEndpoint<TRequest, TResponse>(
    Rpc rpc, HttpBinding binding, Method<TRequest, TResponse> method, UpstreamChannels channels, IOptions<UpstreamOptions> options, StreamLifetime lifetime)
    : TranscodedEndpoint<TRequest, TResponse>(rpc, binding, method, channels, options)
    where TRequest : class
    where TResponse : class
{
    private readonly StreamShape shape = new(rpc.Method);

    protected override string Answer => MediaTypes.EventStream;

    protected override async Task Call(HttpContext http, TRequest request, Destination upstream)
    {
        Resume(http, (IMessage)request);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.Stopping);
        using var events = new EventStream(http, lifetime.LongestWrite);
        try
        {
            using var call = upstream.Invoker.AsyncServerStreamingCall(Method, null, new CallOptions(CallContext.Metadata(http), null, ending.Token), request);
            await Relay(events, upstream, call.ResponseStream, ending.Token);
        }
        catch (Exception exception) when (http.RequestAborted.IsCancellationRequested && exception is (RpcException or OperationCanceledException or IOException))
        {
            // The reader is gone, and with it the call.
        }
        catch (Exception exception) when (lifetime.Stopping.IsCancellationRequested && exception is (RpcException or OperationCanceledException))
        {
            await End(http, events, Problems.Unavailable(Rpc.Area, TimeSpan.FromSeconds(1)));
        }
        catch (RpcException failure)
        {
            upstream.Failed(failure);
            await End(http, events, RpcProblem.Of(failure));
        }
    }

    private static async Task End(HttpContext http, EventStream events, Problem problem)
    {
        if (!http.Response.HasStarted)
        {
            throw new ProblemException(problem);
        }

        await events.WriteProblem(problem);
    }

    private async Task Relay(EventStream events, Destination upstream, IAsyncStreamReader<TResponse> messages, CancellationToken ending)
    {
        // A refusal at once is an ordinary problem with its status; only later ones have to travel as an event. A silent stream is not
        // kept waiting for its headers, so there is a moment in between.
        var next = messages.MoveNext(ending);
        await Task.WhenAny(next, Task.Delay(lifetime.GraceForRefusal, ending));
        if (next.IsFaulted || next.IsCanceled)
        {
            await next;
        }

        upstream.Answered();
        await events.Begin();
        Task? heartbeat = null;
        while (true)
        {
            heartbeat ??= Task.Delay(lifetime.Heartbeat, ending);
            if (!next.IsCompleted && await Task.WhenAny(next, heartbeat) == heartbeat)
            {
                await heartbeat;
                await events.Heartbeat();
                heartbeat = null;
                continue;
            }

            if (!await next)
            {
                return;
            }

            var message = (IMessage)messages.Current;
            await events.Write(shape.Event(message), shape.Id(message), message);
            next = messages.MoveNext(ending);
        }
    }

    // EventSource sends the header by itself when it reconnects; it is newer than what the address says.
    private void Resume(HttpContext http, IMessage request)
    {
        string? last = http.Request.Headers[EventStream.LastEventId];
        if (string.IsNullOrEmpty(last))
        {
            return;
        }

        if (!long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var version))
        {
            throw new ProblemException(Problems.InvalidField(EventStream.LastEventId, "expected the id of an event of this stream"));
        }

        shape.ResumeField.Accessor.SetValue(request, version);
    }
}
