using Grpc.Core;

namespace Omnichannel.Client.Calls;

/// <summary>A stream that begins when it is first read: with the token of that moment, and a fresh one when that is refused before anything came.</summary>
internal sealed class StreamReader<T> : IAsyncStreamReader<T>, IDisposable
{
    private readonly TokenHolder tokens;
    private readonly Func<string, CancellationToken, AsyncServerStreamingCall<T>> open;
    private readonly CancellationTokenSource ended;
    private readonly TaskCompletionSource<Metadata> headers = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private AsyncServerStreamingCall<T>? call;
    private bool hasBegun;

    public StreamReader(TokenHolder tokens, Func<string, CancellationToken, AsyncServerStreamingCall<T>> open, CancellationToken cancellation)
    {
        this.tokens = tokens;
        this.open = open;
        ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
    }

    public T Current => call!.ResponseStream.Current;

    public Task<Metadata> Headers => headers.Task;

    public Status GetStatus() => call!.GetStatus();

    public Metadata GetTrailers() => call!.GetTrailers();

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        string? refused = null;
        while (true)
        {
            var token = "";
            if (call is null)
            {
                token = await tokens.Get(refused, cancellationToken).ConfigureAwait(false);
                call = open(token, ended.Token);
            }

            try
            {
                var more = await call.ResponseStream.MoveNext(cancellationToken).ConfigureAwait(false);
                headers.TrySetResult(await call.ResponseHeadersAsync.ConfigureAwait(false));
                hasBegun = true;
                return more;
            }
            catch (RpcException e) when (e.StatusCode is StatusCode.Unauthenticated && !hasBegun && refused is null && token.Length > 0)
            {
                refused = token;
                call.Dispose();
                call = null;
            }
            catch (RpcException e)
            {
                if (e.StatusCode is StatusCode.Unauthenticated)
                {
                    tokens.Forget();
                }

                throw Refusals.Read(e);
            }
        }
    }

    public void Dispose()
    {
        call?.Dispose();
        ended.Cancel();
    }
}
