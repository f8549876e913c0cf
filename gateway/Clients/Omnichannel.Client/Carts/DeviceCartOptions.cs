namespace Omnichannel.Client.Carts;

/// <summary>Which cart a device edits.</summary>
/// <param name="Market">The market, <c>IT</c>.</param>
public sealed record DeviceCartOptions(string Market)
{
    /// <summary>A cart that the device joined by handoff, as a till does; null for the caller's active cart of the market.</summary>
    public string? CartId { get; init; }

    /// <summary>For agents: whose cart it is.</summary>
    public string OwnerId { get; init; } = "";

    /// <summary>Follow what other devices do. Without it the view is as of the last answer.</summary>
    public bool Watch { get; init; } = true;
}
