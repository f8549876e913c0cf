using Omnichannel.Platform.Hosting;

namespace Omnichannel.Messaging.Store;

/// <summary>
/// Where people reach the gateway: <c>Omnichannel:Messaging:PublicUri</c>, else the gateway of this process, else, where messages leave for no provider, a gateway on this machine.
/// Links in messages lead there.
/// </summary>
public sealed class PublicAddress
{
    private static readonly Uri OnThisMachine = new("http://127.0.0.1:8000");
    private readonly Task<Uri> address;

    /// <summary>Reads the setting.</summary>
    /// <exception cref="StartupException">It is missing where it matters.</exception>
    public PublicAddress(MessagingSettings settings, PlatformHost host) =>
        address = settings.PublicUri.Length > 0 ? Task.FromResult(new Uri(settings.PublicUri))
            : host.HostsSeveralServices ? host.PublicUri
            : settings.Provider == ProviderKind.Mailbox ? Task.FromResult(OnThisMachine)
            : throw new StartupException(
                $"{MessagingSettings.Section}:PublicUri is not set: the address of the gateway as customers reach it, which links in messages lead to, for example https://shop.example.");

    /// <summary>Waits until it is known: a gateway in this process may start last.</summary>
    public Task Known(CancellationToken cancellation) => address.WaitAsync(cancellation);

    /// <summary>A path there.</summary>
    /// <exception cref="InvalidOperationException">It is not <see cref="Known"/> yet.</exception>
    public string Of(string path) => address.IsCompletedSuccessfully
        ? address.Result.AbsoluteUri.TrimEnd('/') + path
        : throw new InvalidOperationException("The gateway of this process does not listen yet.");
}
