using Microsoft.Extensions.Logging;

namespace Omnichannel.Platform.Clients;

internal static partial class Log
{
    [LoggerMessage(EventId = 1, EventName = "TokenNotRenewed", Level = LogLevel.Warning, Message = "This service's token cannot be renewed: {Cause}")]
    public static partial void TokenNotRenewed(ILogger logger, string cause);

    [LoggerMessage(
        EventId = 2, EventName = "TokenFileNotTakenUp", Level = LogLevel.Warning,
        Message = "{Path} changed and holds no token; the one that was read before stays in use: {Cause}")]
    public static partial void TokenFileNotTakenUp(ILogger logger, string path, string cause);
}
