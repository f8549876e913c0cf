using System.Collections.Concurrent;
using Grpc.Core;

namespace Omnichannel.WebConsole.Tests;

/// <summary>The gateway's gRPC as a test wants it: one answer for each rpc, computed from the request.</summary>
internal sealed class ScriptedCalls : CallInvoker
{
    private readonly Dictionary<string, Func<object, CallOptions, Task<object>>> answers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Func<object, IEnumerable<object>>> streams = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(string Rpc, object Request)> made = [];

    /// <summary>The requests of an rpc, in their order.</summary>
    public IReadOnlyList<TRequest> Made<TRequest>() => [.. made.Select(call => call.Request).OfType<TRequest>()];

    /// <summary>Answers an rpc, named without its package.</summary>
    public ScriptedCalls On<TRequest, TResponse>(string rpc, Func<TRequest, CallOptions, TResponse> answer)
        where TResponse : class =>
        OnAsync<TRequest, TResponse>(rpc, (request, options) => Task.FromResult(answer(request, options)));

    /// <summary>Answers an rpc when the test says so.</summary>
    public ScriptedCalls OnAsync<TRequest, TResponse>(string rpc, Func<TRequest, CallOptions, Task<TResponse>> answer)
        where TResponse : class
    {
        answers[rpc] = async (request, options) => await answer((TRequest)request, options);
        return this;
    }

    /// <summary>Answers a streaming rpc; a refusal is thrown where it is its turn.</summary>
    public ScriptedCalls OnStream<TRequest, TResponse>(string rpc, Func<TRequest, IEnumerable<TResponse>> answer)
        where TResponse : class
    {
        streams[rpc] = request => answer((TRequest)request);
        return this;
    }

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        made.Enqueue((method.Name, request));
        return new(Answer<TResponse>(method.Name, request, options), Task.FromResult(new Metadata()), () => Status.DefaultSuccess, () => [], () => { });
    }

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        throw new NotSupportedException();

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        made.Enqueue((method.Name, request));
        return new(new Stream<TResponse>(streams[method.Name](request).GetEnumerator()), Task.FromResult(new Metadata()), () => Status.DefaultSuccess, () => [], () => { });
    }

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options) =>
        throw new NotSupportedException();

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options) =>
        throw new NotSupportedException();

    private async Task<TResponse> Answer<TResponse>(string rpc, object request, CallOptions options)
    {
        await Task.Yield();
        return (TResponse)await answers[rpc](request, options);
    }

    private sealed class Stream<TResponse>(IEnumerator<object> messages) : IAsyncStreamReader<TResponse>
    {
        public TResponse Current => (TResponse)messages.Current;

        public async Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            return messages.MoveNext();
        }
    }
}
