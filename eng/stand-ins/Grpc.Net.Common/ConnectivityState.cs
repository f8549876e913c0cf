namespace Grpc.Core;

/// <summary>How a channel's connection stands.</summary>
public enum ConnectivityState
{
    /// <summary>Not connected, nothing under way.</summary>
    Idle,

    /// <summary>Connecting.</summary>
    Connecting,

    /// <summary>Connected.</summary>
    Ready,

    /// <summary>Failed, will try again.</summary>
    TransientFailure,

    /// <summary>Closed for good.</summary>
    Shutdown,
}
