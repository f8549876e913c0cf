using Yarp.ReverseProxy.Model;

namespace Omnichannel.Gateway.Upstream;

/// <summary>Tells that there is a reason to ask for health before its time: destinations have come, or a host has been found again.</summary>
internal sealed class UpstreamNews : IClusterChangeListener
{
    private TaskCompletionSource next = New();

    /// <summary>Ends with the next news.</summary>
    public Task Next => Volatile.Read(ref next).Task;

    public void Tell() => Interlocked.Exchange(ref next, New()).SetResult();

    /// <inheritdoc/>
    public void OnClusterAdded(ClusterState cluster) => Tell();

    /// <inheritdoc/>
    public void OnClusterChanged(ClusterState cluster) => Tell();

    /// <inheritdoc/>
    public void OnClusterRemoved(ClusterState cluster)
    {
        // Nobody is left to be asked.
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
