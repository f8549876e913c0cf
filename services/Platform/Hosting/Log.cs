using Microsoft.Extensions.Logging;

namespace Omnichannel.Platform.Hosting;

internal static partial class Log
{
    [LoggerMessage(EventId = 1, EventName = "ServiceStarted", Level = LogLevel.Information, Message = "{Area} serves at {Address}")]
    public static partial void Started(ILogger logger, string area, Uri? address);

    [LoggerMessage(EventId = 2, EventName = "ServiceStopping", Level = LogLevel.Information, Message = "{Area} is stopping")]
    public static partial void Stopping(ILogger logger, string area);
}
