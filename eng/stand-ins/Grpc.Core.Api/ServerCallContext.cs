namespace Grpc.Core;

/// <summary>What a method's implementation sees of its call.</summary>
public abstract class ServerCallContext
{
    private Dictionary<object, object>? userState;

    /// <summary>Path of the method.</summary>
    public string Method => MethodCore;

    /// <summary>Host that the caller named.</summary>
    public string Host => HostCore;

    /// <summary>Address of the caller.</summary>
    public string Peer => PeerCore;

    /// <summary>When the caller stops waiting (UTC).</summary>
    public DateTime Deadline => DeadlineCore;

    /// <summary>Headers from the caller.</summary>
    public Metadata RequestHeaders => RequestHeadersCore;

    /// <summary>Signalled when the call is cancelled or its deadline passes.</summary>
    public CancellationToken CancellationToken => CancellationTokenCore;

    /// <summary>Trailers to send.</summary>
    public Metadata ResponseTrailers => ResponseTrailersCore;

    /// <summary>Status to send when the method returns without exception.</summary>
    public Status Status
    {
        get => StatusCore;
        set => StatusCore = value;
    }

    /// <summary>How responses are written.</summary>
    public WriteOptions? WriteOptions
    {
        get => WriteOptionsCore;
        set => WriteOptionsCore = value;
    }

    /// <summary>What the transport knows of the caller's identity.</summary>
    public AuthContext AuthContext => AuthContextCore;

    /// <summary>Room for interceptors and methods to share values within a call.</summary>
    public IDictionary<object, object> UserState => UserStateCore;

    /// <summary>Path of the method.</summary>
    protected abstract string MethodCore { get; }

    /// <summary>Host that the caller named.</summary>
    protected abstract string HostCore { get; }

    /// <summary>Address of the caller.</summary>
    protected abstract string PeerCore { get; }

    /// <summary>When the caller stops waiting (UTC).</summary>
    protected abstract DateTime DeadlineCore { get; }

    /// <summary>Headers from the caller.</summary>
    protected abstract Metadata RequestHeadersCore { get; }

    /// <summary>Signalled when the call is cancelled.</summary>
    protected abstract CancellationToken CancellationTokenCore { get; }

    /// <summary>Trailers to send.</summary>
    protected abstract Metadata ResponseTrailersCore { get; }

    /// <summary>Status to send.</summary>
    protected abstract Status StatusCore { get; set; }

    /// <summary>How responses are written.</summary>
    protected abstract WriteOptions? WriteOptionsCore { get; set; }

    /// <summary>What the transport knows of the caller's identity.</summary>
    protected abstract AuthContext AuthContextCore { get; }

    /// <summary>Values shared within the call.</summary>
    protected virtual IDictionary<object, object> UserStateCore => userState ??= [];

    /// <summary>Sends the response headers now; at most once.</summary>
    public Task WriteResponseHeadersAsync(Metadata responseHeaders) => WriteResponseHeadersAsyncCore(responseHeaders);

    /// <summary>A handle for calls that inherit from this one.</summary>
    public ContextPropagationToken CreatePropagationToken(ContextPropagationOptions? options = null) =>
        CreatePropagationTokenCore(options);

    /// <summary>Sends the response headers.</summary>
    protected abstract Task WriteResponseHeadersAsyncCore(Metadata responseHeaders);

    /// <summary>Makes the handle for calls that inherit.</summary>
    protected abstract ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options);
}
