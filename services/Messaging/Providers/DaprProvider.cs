using System.Text.RegularExpressions;
using Dapr;
using Dapr.Client;
using Grpc.Core;
using Omnichannel.Messaging.Content;
using Omnichannel.Messaging.Domain;
using Omnichannel.Messaging.Store;

namespace Omnichannel.Messaging.Providers;

/// <summary>
/// Dapr output bindings, one per medium: <c>messaging-email</c>, <c>messaging-sms</c>, <c>messaging-push</c> unless
/// <c>Omnichannel:Messaging:Bindings:{Medium}</c> names others. Each gets what Dapr's own binding for the medium wants: SMTP sends HTML and no mail without a subject,
/// Twilio sends the text as it is, APNs takes its own JSON.
/// </summary>
public sealed partial class DaprProvider(DaprClient dapr, MessagingSettings settings) : IMessageProvider
{
    /// <inheritdoc/>
    public string Name => "dapr";

    /// <inheritdoc/>
    public Task Send(OutboundMessage message, CancellationToken cancellation) => message.Medium switch
    {
        Medium.Email => Invoke(message, HtmlBody.Of(message.Content), [("emailTo", message.Recipient), ("subject", Subject(message.Content))], cancellation),
        Medium.Sms => Invoke(message, message.Content.Text, [("toNumber", message.Recipient)], cancellation),
        _ => Invoke(
            message,
            new { aps = new { alert = new { title = message.Content.Title, body = message.Content.Text } } },
            [("device-token", message.Recipient), ("apns-id", message.Row.MessageId)],
            cancellation),
    };

    // A campaign's title may be nothing but a name that is not known.
    private static string Subject(RenderedMessage content) => content.Title.Length > 0 ? content.Title : content.Text.Split('\n')[0].Trim();

    private async Task Invoke<T>(OutboundMessage message, T data, (string Name, string Value)[] to, CancellationToken cancellation)
    {
        var metadata = new Dictionary<string, string>(message.Headers) { ["idempotencyKey"] = message.Row.MessageId };
        foreach (var (name, value) in to)
        {
            metadata[name] = value;
        }

        try
        {
            await dapr.InvokeBindingAsync(settings.Bindings.Of(message.Medium), "create", data, metadata, cancellation);
        }
        catch (DaprException error) when (error.InnerException is RpcException { Status.Detail: var detail } && MailboxRefused().IsMatch(detail))
        {
            throw new ProviderRefusedException(detail, error);
        }
    }

    // The mail server's own reply, as the SMTP binding hands it on: no such mailbox, not allowed, or not for this content. Everything else may pass.
    [GeneratedRegex("could not send email [0-9]+: 55[0134][ -]")]
    private static partial Regex MailboxRefused();
}
