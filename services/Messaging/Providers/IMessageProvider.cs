using Omnichannel.Messaging.Store;

namespace Omnichannel.Messaging.Providers;

/// <summary>Carries messages out. Sending one message twice (same id) must have the effect of sending it once.</summary>
public interface IMessageProvider
{
    /// <summary>Its name in decision trails.</summary>
    string Name { get; }

    /// <summary>Hands the message over.</summary>
    /// <exception cref="ProviderRefusedException">It will never take this message.</exception>
    /// <exception cref="Exception">Anything else: not now; it is tried again.</exception>
    Task Send(OutboundMessage message, CancellationToken cancellation);
}

/// <summary>The provider refuses a message for good: the address is none, the content is not allowed.</summary>
public sealed class ProviderRefusedException(string message, Exception? inner = null) : Exception(message, inner);
