namespace Omnichannel.Messaging;

/// <summary>Log events of this service.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 1, EventName = "ProviderRefused", Level = LogLevel.Warning, Message = "Provider {Provider} refused message {MessageId} for good.")]
    public static partial void ProviderRefused(ILogger log, Exception error, string provider, string messageId);

    [LoggerMessage(EventId = 2, EventName = "ProviderAway", Level = LogLevel.Warning, Message = "Provider {Provider} did not take message {MessageId}; trying again later.")]
    public static partial void ProviderAway(ILogger log, Exception error, string provider, string messageId);
}
