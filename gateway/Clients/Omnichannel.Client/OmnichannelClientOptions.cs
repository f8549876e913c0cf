namespace Omnichannel.Client;

/// <summary>How a client reaches the platform.</summary>
/// <param name="Address">The gateway's gRPC address, <c>https://shop.example:8080</c>.</param>
/// <param name="Token">Gives a bearer token. It is asked once, and once more when the platform no longer takes the token. An empty one is not sent: what needs no sign-in goes without.</param>
public sealed record OmnichannelClientOptions(Uri Address, Func<CancellationToken, ValueTask<string>> Token)
{
    /// <summary>The device's stable name. Set it when the tokens carry a <c>device_id</c>: it must be the same. Else each operation log has a name of its own.</summary>
    public string? DeviceId { get; init; }

    /// <summary>How long a call may take with all its attempts, where the caller gives no deadline. Streams have none.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one attempt may take before the next one.</summary>
    public TimeSpan AttemptLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The pause before the first repetition. Each further one is twice as long, with a random part.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest pause that the client chooses by itself.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>What carries the calls; the system's own when absent.</summary>
    public HttpMessageHandler? HttpHandler { get; init; }
}
