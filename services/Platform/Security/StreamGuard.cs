using Grpc.Core;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Hosting;

namespace Omnichannel.Platform.Security;

/// <summary>
/// Runs a stream's handler under a token that is cancelled when the call is, when the caller's token expires, or when this server drains, and
/// answers with what it was.
/// </summary>
internal sealed class StreamGuard(PlatformHost host, ServiceState state, TokenValidator tokens)
{
    /// <summary>How long a handler may take to notice that its stream is over, before its connection's stream is reset.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(40);

    public async Task Run(ServerCallContext context, Caller caller, Func<ServerCallContext, Task> handler)
    {
        using var expiry = new CancellationTokenSource(TimeLeft(caller), host.Clock);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, expiry.Token, state.Draining);
        try
        {
            await Finish(handler(GuardedCallContext.Around(context, ended.Token)), context, ended.Token).ConfigureAwait(false);
        }
        catch (Exception) when (IsOver())
        {
            // Whatever the handler made of its cancellation: the cause of it is the answer.
        }

        if (IsOver())
        {
            throw expiry.IsCancellationRequested ? AccessGate.Unauthenticated(ErrorReasons.TokenExpired) : Stopping();
        }

        bool IsOver() => !context.CancellationToken.IsCancellationRequested && ended.IsCancellationRequested;
    }

    /// <summary>Never abandons a handler: it still uses the call's context, which is reused when the call is over.</summary>
    private async Task Finish(Task work, ServerCallContext context, CancellationToken ended)
    {
        await work.WaitAsync(ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!work.IsCompleted)
        {
            await work.WaitAsync(Grace, host.Clock, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (!work.IsCompleted)
        {
            context.GetHttpContext().Abort();
        }

        await work.ConfigureAwait(false);
    }

    /// <summary>A stream ends when its token does; one that was opened within the clock skew behind that, with the skew.</summary>
    private TimeSpan TimeLeft(Caller caller)
    {
        var left = caller.ExpiresAt - host.Clock.GetUtcNow();
        if (left > LongestTimer)
        {
            return Timeout.InfiniteTimeSpan;
        }

        return left > TimeSpan.Zero ? left : left + tokens.ClockSkew > TimeSpan.Zero ? left + tokens.ClockSkew : TimeSpan.Zero;
    }

    private static RpcException Stopping() => GrpcErrors.Create(
        StatusCode.Unavailable, ErrorReasons.ServerStopping, "This server is stopping; call again.", retryAfter: TimeSpan.FromMilliseconds(500));
}

/// <summary>A call's context whose cancellation also covers the end of its token and of the server.</summary>
internal sealed class GuardedCallContext : ServerCallContext
{
    /// <summary>Where gRPC for ASP.NET Core looks for the HTTP context behind a call context that is not its own.</summary>
    private const string HttpContextKey = "__HttpContext";
    private readonly ServerCallContext inner;
    private readonly CancellationToken cancellation;

    private GuardedCallContext(ServerCallContext inner, CancellationToken cancellation)
    {
        this.inner = inner;
        this.cancellation = cancellation;
    }

    protected override string MethodCore => inner.Method;

    protected override string HostCore => inner.Host;

    protected override string PeerCore => inner.Peer;

    protected override DateTime DeadlineCore => inner.Deadline;

    protected override Metadata RequestHeadersCore => inner.RequestHeaders;

    protected override CancellationToken CancellationTokenCore => cancellation;

    protected override Metadata ResponseTrailersCore => inner.ResponseTrailers;

    protected override Status StatusCore
    {
        get => inner.Status;
        set => inner.Status = value;
    }

    protected override WriteOptions? WriteOptionsCore
    {
        get => inner.WriteOptions;
        set => inner.WriteOptions = value;
    }

    protected override AuthContext AuthContextCore => inner.AuthContext;

    protected override IDictionary<object, object> UserStateCore => inner.UserState;

    public static GuardedCallContext Around(ServerCallContext call, CancellationToken cancellation)
    {
        call.UserState[HttpContextKey] = call.GetHttpContext();
        return new GuardedCallContext(call, cancellation);
    }

    protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) => inner.WriteResponseHeadersAsync(responseHeaders);

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) => inner.CreatePropagationToken(options);
}

/// <summary>Sends nothing after the stream is over, whether or not the handler looks.</summary>
internal sealed class GuardedWriter<T>(IServerStreamWriter<T> inner, CancellationToken ended) : IServerStreamWriter<T>
{
    public WriteOptions? WriteOptions
    {
        get => inner.WriteOptions;
        set => inner.WriteOptions = value;
    }

    public Task WriteAsync(T message)
    {
        ended.ThrowIfCancellationRequested();
        return inner.WriteAsync(message);
    }

    public Task WriteAsync(T message, CancellationToken cancellationToken)
    {
        ended.ThrowIfCancellationRequested();
        return inner.WriteAsync(message, cancellationToken);
    }
}

/// <summary>Checks each message, and waits for none after the stream is over.</summary>
internal sealed class GuardedReader<T>(IAsyncStreamReader<T> inner, Action<T> check, CancellationToken ended) : IAsyncStreamReader<T>
{
    public T Current => inner.Current;

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        if (!await inner.MoveNext(cancellationToken).WaitAsync(ended).ConfigureAwait(false))
        {
            return false;
        }

        check(inner.Current);
        return true;
    }
}
