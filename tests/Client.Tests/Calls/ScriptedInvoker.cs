using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Omnichannel.Client.Calls;

namespace Omnichannel.Client.Tests.Calls;

/// <summary>Answers calls as a test says, and remembers what they carried.</summary>
internal sealed class ScriptedInvoker : CallInvoker
{
    private static readonly object Hung = new();
    private readonly Queue<Func<object>> answers = [];

    public List<CallOptions> Sent { get; } = [];

    public List<object> Requests { get; } = [];

    public static OmnichannelClientOptions Options(Func<CancellationToken, ValueTask<string>>? token = null) => new(new Uri("http://127.0.0.1:1"), token ?? (_ => new("token")))
    {
        FirstPause = TimeSpan.FromMilliseconds(1),
        LongestPause = TimeSpan.FromMilliseconds(5),
    };

    /// <summary>Calls through the client's invoker.</summary>
    public CallInvoker Client(OmnichannelClientOptions? options = null)
    {
        options ??= Options();
        return new ClientCallInvoker(this, new TokenHolder(options.Token), options);
    }

    public ScriptedInvoker Then(object answer)
    {
        answers.Enqueue(() => answer);
        return this;
    }

    public ScriptedInvoker ThenFail(StatusCode code, string? reason = null, TimeSpan? retryAfter = null, params (string Field, string Description)[] violations)
    {
        answers.Enqueue(() => throw Error(code, reason, retryAfter, violations));
        return this;
    }

    /// <summary>Never answers, and knows no deadline: as gRPC does whose wall clock went back. It ends with its cancellation.</summary>
    public ScriptedInvoker ThenHang()
    {
        answers.Enqueue(() => Hung);
        return this;
    }

    public static RpcException Error(StatusCode code, string? reason, TimeSpan? retryAfter = null, params (string Field, string Description)[] violations)
    {
        var trailers = new Metadata();
        if (reason is not null)
        {
            var status = new Google.Rpc.Status { Details = { Any.Pack(new Google.Rpc.ErrorInfo { Reason = reason, Metadata = { ["cause"] = "test" } }) } };
            if (retryAfter is { } delay)
            {
                status.Details.Add(Any.Pack(new Google.Rpc.RetryInfo { RetryDelay = Duration.FromTimeSpan(delay) }));
            }

            if (violations.Length > 0)
            {
                var bad = new Google.Rpc.BadRequest();
                bad.FieldViolations.Add(violations.Select(violation => new Google.Rpc.BadRequest.Types.FieldViolation { Field = violation.Field, Description = violation.Description }));
                status.Details.Add(Any.Pack(bad));
            }

            trailers.Add("grpc-status-details-bin", Google.Protobuf.MessageExtensions.ToByteArray(status));
        }

        return new RpcException(new Status(code, "said so"), trailers);
    }

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        Sent.Add(options);
        Requests.Add(request);
        var answer = Task.Run(async () =>
        {
            if (answers.Dequeue()() is TResponse response)
            {
                return response;
            }

            await Task.Delay(Timeout.Infinite, options.CancellationToken);
            throw new InvalidOperationException("Nobody waits for ever.");
        });
        return new AsyncUnaryCall<TResponse>(answer, Task.FromResult(new Metadata()), () => Status.DefaultSuccess, () => [], () => { });
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        Sent.Add(options);
        Requests.Add(request);
        return new AsyncServerStreamingCall<TResponse>(
            new Messages<TResponse>((object?[])answers.Dequeue()()), Task.FromResult(new Metadata()), () => Status.DefaultSuccess, () => [], () => { });
    }

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        throw new NotSupportedException();

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options) =>
        throw new NotSupportedException();

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options) =>
        throw new NotSupportedException();

    // Messages, and errors where one ends the stream.
    private sealed class Messages<T>(object?[] script) : IAsyncStreamReader<T>
    {
        private int at = -1;

        public T Current => (T)script[at]!;

        public Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            at++;
            return at >= script.Length ? Task.FromResult(false) : script[at] is RpcException error ? Task.FromException<bool>(error) : Task.FromResult(true);
        }
    }
}
