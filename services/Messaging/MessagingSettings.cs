using Omnichannel.Messaging.Domain;
using Omnichannel.Platform.Settings;

namespace Omnichannel.Messaging;

/// <summary>Who carries messages to people.</summary>
public enum ProviderKind
{
    /// <summary>Nobody: a table that operators and tests can read.</summary>
    Mailbox,

    /// <summary>Dapr's output bindings.</summary>
    Dapr,
}

/// <summary>How messages leave, and where their links lead.</summary>
public sealed class MessagingSettings : ISettings
{
    /// <inheritdoc/>
    public static string Section => "Omnichannel:Messaging";

    [Setting("mailbox: nothing leaves, a table keeps what would have; or dapr: output bindings.")]
    public ProviderKind Provider { get; set; }

    [Setting("The gateway's address as customers reach it, which links in messages lead to, as in https://shop.example. Needed with a provider that carries messages away.")]
    public string PublicUri { get; set; } = "";

    [Setting("A page of the shop that takes a cart link's token at its end, instead of the gateway's own address.")]
    public string CartUri { get; set; } = "";

    [Setting("A page of the shop that takes a tracking link's token at its end, instead of the console's.")]
    public string OrderUri { get; set; } = "";

    /// <summary>Names of the output bindings.</summary>
    public BindingSettings Bindings { get; set; } = new();

    /// <inheritdoc/>
    public IEnumerable<string> FindProblems()
    {
        if (PublicUri.Length > 0 && !(Uri.TryCreate(PublicUri, UriKind.Absolute, out var uri) && uri is { Scheme: "http" or "https", Query: "", Fragment: "" }))
        {
            yield return $"{Section}:PublicUri: '{PublicUri}' is no http or https address without query and fragment.";
        }
    }
}

/// <summary>Names of Dapr's output bindings, by medium.</summary>
public sealed class BindingSettings
{
    [Setting("Dapr's binding for e-mail.")]
    public string Email { get; set; } = "messaging-email";

    [Setting("Dapr's binding for text messages.")]
    public string Sms { get; set; } = "messaging-sms";

    [Setting("Dapr's binding for push notifications.")]
    public string Push { get; set; } = "messaging-push";

    internal string Of(Medium medium) => medium switch
    {
        Medium.Email => Email,
        Medium.Sms => Sms,
        _ => Push,
    };
}
