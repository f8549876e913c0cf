using Dapr.Client;
using Omnichannel.Messaging.Domain;
using Omnichannel.Messaging.Store;

namespace Omnichannel.Messaging.Providers;

/// <summary>
/// Dapr output bindings, one per medium: <c>messaging-email</c>, <c>messaging-sms</c>, <c>messaging-push</c> unless
/// <c>Omnichannel:Messaging:Bindings:{Medium}</c> names others. The message id goes along as the provider's idempotency key.
/// </summary>
public sealed class DaprProvider(DaprClient dapr, IConfiguration configuration) : IMessageProvider
{
    /// <inheritdoc/>
    public string Name => "dapr";

    /// <inheritdoc/>
    public async Task Send(OutboundMessage message, CancellationToken cancellation)
    {
        var metadata = new Dictionary<string, string>(message.Headers)
        {
            [message.Medium switch { Medium.Email => "emailTo", Medium.Sms => "toNumber", _ => "pushToken" }] = message.Recipient,
            ["subject"] = message.Content.Title,
            ["idempotencyKey"] = message.Row.MessageId,
        };
        await dapr.InvokeBindingAsync(BindingOf(message.Medium), "create", message.Content.Text, metadata, cancellation);
    }

    private string BindingOf(Medium medium) =>
        configuration[$"Omnichannel:Messaging:Bindings:{medium}"] ?? $"messaging-{medium.ToString().ToLowerInvariant()}";
}
