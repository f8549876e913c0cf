namespace Omnichannel.Gateway.Webhooks;

/// <summary>Where deliveries of one kind go.</summary>
/// <param name="Name">In the path, <c>/v1/webhooks/{name}/{source}</c>, and in the settings.</param>
/// <param name="Sources">Who may send, by name.</param>
/// <param name="Take">Hands one over. The same may come again, from this gateway or another one: it must have its effect once.</param>
internal sealed record WebhookTarget(string Name, IReadOnlyDictionary<string, WebhookSourceOptions> Sources, Func<WebhookDelivery, CancellationToken, Task> Take)
{
    /// <summary>What is taken, for the API's description.</summary>
    public required string Summary { get; init; }

    /// <summary>What becomes of a delivery.</summary>
    public required string Description { get; init; }
}

/// <summary>A delivery whose sender is proven.</summary>
/// <param name="Source">Who sent it.</param>
/// <param name="Payload">The body as it came.</param>
internal sealed record WebhookDelivery(string Source, string Payload);
