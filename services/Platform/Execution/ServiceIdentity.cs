namespace Omnichannel.Platform.Execution;

/// <summary>Which service this is.</summary>
/// <param name="Area">Area name: <c>cart</c>, <c>orders</c>, <c>returns</c>, <c>loyalty</c>, <c>messaging</c>, <c>support</c>.</param>
public sealed record ServiceIdentity(string Area)
{
    /// <summary>CloudEvents <c>source</c> of what it publishes.</summary>
    public string Source { get; } = $"/omnichannel/{Area}";

    /// <summary>Distinguishes this process from the service's other replicas (leases, consumer members).</summary>
    public string Instance { get; } = $"{Environment.MachineName}-{Environment.ProcessId}-{Guid.NewGuid():N}";
}
