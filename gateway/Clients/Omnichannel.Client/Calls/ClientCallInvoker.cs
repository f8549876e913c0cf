using System.Diagnostics;
using Grpc.Core;

namespace Omnichannel.Client.Calls;

/// <summary>Makes calls as the contract asks: with token, key and deadline, repeated where that has no further effect.</summary>
internal sealed class ClientCallInvoker(CallInvoker inner, TokenHolder tokens, OmnichannelClientOptions options) : CallInvoker
{
    private readonly Pauses pauses = new(options.FirstPause, options.LongestPause);

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        Task.Run(() => Unary(method, host, options, request, new Attempt())).GetAwaiter().GetResult();

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var last = new Attempt();
        var ended = CancellationTokenSource.CreateLinkedTokenSource(options.CancellationToken);
        var answer = Unary(method, host, options.WithCancellationToken(ended.Token), request, last);
        return new AsyncUnaryCall<TResponse>(answer, last.Headers.Task, () => last.Status, () => last.Trailers, ended.Cancel);
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var reader = new StreamReader<TResponse>(
            tokens,
            (token, cancellation) => inner.AsyncServerStreamingCall(method, host, Complete(options, token, null).WithCancellationToken(cancellation), request),
            options.CancellationToken);
        return new AsyncServerStreamingCall<TResponse>(reader, reader.Headers, reader.GetStatus, reader.GetTrailers, reader.Dispose);
    }

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) => throw NoClientStreams(method);

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) => throw NoClientStreams(method);

    private async Task<TResponse> Unary<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions call, TRequest request, Attempt last)
        where TRequest : class
        where TResponse : class
    {
        var traits = MethodTraits.Find(method.FullName, request);
        var key = traits.TakesKey && call.Headers?.Get(IdempotencyKey.Header) is null ? IdempotencyKey.New() : null;

        // Measured by a clock that nobody sets: the wall clock may jump.
        var started = Stopwatch.GetTimestamp();
        var limit = call.Deadline is { } deadline ? deadline.ToUniversalTime() - DateTime.UtcNow : options.Deadline;
        string? refused = null;
        for (var attempt = 0; ; attempt++)
        {
            call.CancellationToken.ThrowIfCancellationRequested();
            var token = await tokens.Get(refused, call.CancellationToken).ConfigureAwait(false);
            var left = limit - Stopwatch.GetElapsedTime(started);
            var share = traits.IsRepeatable && options.AttemptLimit < left ? options.AttemptLimit : left;

            // The deadline is for the server. It is by the wall clock, which may go back while the call is under way: a timer ends the attempt, too.
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(call.CancellationToken);
            using var sent = inner.AsyncUnaryCall(method, host, Complete(call, token, key).WithDeadline(DateTime.UtcNow + share).WithCancellationToken(ended.Token), request);
            try
            {
                ended.CancelAfter(share > TimeSpan.Zero ? share : TimeSpan.Zero);
                var answer = await sent.ResponseAsync.ConfigureAwait(false);
                last.End(await sent.ResponseHeadersAsync.ConfigureAwait(false), sent.GetStatus(), sent.GetTrailers());
                return answer;
            }
            catch (Exception e) when (e is RpcException || IsOver(e, ended, call))
            {
                var error = IsOver(e, ended, call) ? new RpcException(new Status(StatusCode.DeadlineExceeded, "The attempt took too long.", e)) : Refusals.Read((RpcException)e);
                last.End([], error.Status, error.Trailers);
                if (error.StatusCode is StatusCode.Unauthenticated && refused is null)
                {
                    // Refused before it had any effect, so even a call that is sent once may come again.
                    refused = token;
                    continue;
                }

                var pause = (error as RefusedException)?.RetryAfter ?? pauses.After(attempt);
                if (!traits.IsRepeatable || !Refusals.IsPassing(error) || pause >= limit - Stopwatch.GetElapsedTime(started))
                {
                    throw error is RefusedException ? error : new RpcException(error.Status, error.Trailers, error.Message);
                }

                await Task.Delay(pause, call.CancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static bool IsOver(Exception e, CancellationTokenSource ended, CallOptions call) =>
        e is OperationCanceledException or RpcException { StatusCode: StatusCode.Cancelled } && ended.IsCancellationRequested && !call.CancellationToken.IsCancellationRequested;

    // The headers handed over are the caller's own: they may be used for another call.
    private static CallOptions Complete(CallOptions call, string token, string? key)
    {
        var headers = new Metadata();
        foreach (var entry in call.Headers ?? [])
        {
            headers.Add(entry);
        }

        // Part of the platform is open to whoever has no token.
        if (token.Length > 0)
        {
            headers.Add("authorization", $"Bearer {token}");
        }

        if (key is not null)
        {
            headers.Add(IdempotencyKey.Header, key);
        }

        return call.WithHeaders(headers);
    }

    private static NotSupportedException NoClientStreams(IMethod method) => new($"{method.FullName} is a stream of the client's, and the contract has none: batches take their place.");

    // How the last attempt ended: for callers that look at headers and trailers.
    private sealed class Attempt
    {
        public TaskCompletionSource<Metadata> Headers { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Status Status { get; private set; }

        public Metadata Trailers { get; private set; } = [];

        public void End(Metadata headers, Status status, Metadata trailers)
        {
            Status = status;
            Trailers = trailers;
            if (status.StatusCode is StatusCode.OK)
            {
                Headers.TrySetResult(headers);
            }
        }
    }
}
