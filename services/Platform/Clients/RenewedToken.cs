using Grpc.Core;
using Microsoft.Extensions.Logging;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Events;

namespace Omnichannel.Platform.Clients;

/// <summary>A token as it was given.</summary>
/// <param name="Text">The token.</param>
/// <param name="Lifetime">How long it is good for, from now on.</param>
internal sealed record IssuedToken(string Text, TimeSpan Lifetime)
{
    /// <summary>Whether it can stand in a header: visible ASCII.</summary>
    public static bool IsToken(string? text) => !string.IsNullOrEmpty(text) && !text.AsSpan().ContainsAnyExceptInRange('!', '~');
}

/// <summary>
/// A token that is renewed when half of its time is over, by one request at a time, while calls go on with the one that there is. Only where there is none, or it
/// has ended, do they wait. A renewal that fails is tried again after growing pauses.
/// </summary>
internal sealed class RenewedToken(Func<CancellationToken, Task<IssuedToken>> fetch, TimeProvider clock, ILogger logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly Lock guard = new();
    private readonly BackOff backOff = new(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(30));
    private volatile Known? current;
    private Task<Known?> renewal = Task.FromResult<Known?>(null);
    private int failures;
    private long failedAt;
    private TimeSpan pause;

    /// <summary>The token now.</summary>
    /// <exception cref="RpcException">UNAVAILABLE: there is none, and none is to be had.</exception>
    public ValueTask<string> Get(CancellationToken cancellation)
    {
        if (current is { } fresh && clock.GetElapsedTime(fresh.Since) < fresh.Token.Lifetime / 2)
        {
            return ValueTask.FromResult(fresh.Token.Text);
        }

        var renewing = Renew();
        return current is { } known && IsGood(known) ? ValueTask.FromResult(known.Token.Text) : Wait(renewing, cancellation);
    }

    private bool IsGood(Known known) => clock.GetElapsedTime(known.Since) < known.Token.Lifetime;

    private async ValueTask<string> Wait(Task<Known?> renewing, CancellationToken cancellation) =>
        (await renewing.WaitAsync(cancellation).ConfigureAwait(false))?.Token.Text ?? throw GrpcErrors.Create(
            StatusCode.Unavailable, ErrorReasons.DependencyUnavailable, "This service cannot get its token now; try again.", retryAfter: TimeSpan.FromSeconds(1));

    /// <summary>The renewal that is under way, or that was the last while it is too early for another one.</summary>
    private Task<Known?> Renew()
    {
        lock (guard)
        {
            var isResting = failures > 0 && clock.GetElapsedTime(failedAt) < pause;
            var isRenewed = current is { } known && clock.GetElapsedTime(known.Since) < known.Token.Lifetime / 2;
            return !renewal.IsCompleted || isResting || isRenewed ? renewal : renewal = Task.Run(Fetch);
        }
    }

    /// <summary>Not part of any call: one that is given up must not end what others wait for.</summary>
    private async Task<Known?> Fetch()
    {
        using var timeout = new CancellationTokenSource(Patience, clock);

        // The time counts from when it was asked for: then it ends too early rather than too late.
        var since = clock.GetTimestamp();
        try
        {
            var fetched = new Known(await fetch(timeout.Token).ConfigureAwait(false), since);
            lock (guard)
            {
                failures = 0;
            }

            return current = fetched;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            lock (guard)
            {
                failedAt = clock.GetTimestamp();
                pause = backOff.After(++failures);
            }

            Log.TokenNotRenewed(logger, exception.Message);
            return null;
        }
    }

    private sealed record Known(IssuedToken Token, long Since);
}
