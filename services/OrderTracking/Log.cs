using Microsoft.Extensions.Logging;

namespace Omnichannel.OrderTracking;

/// <summary>What Order-tracking writes to the log beside the Platform. No ids: they may belong to a person.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 1, EventName = "ViewNotKept", Level = LogLevel.Debug, Message = "An order's encoded form could not be kept; it is made again when it is read")]
    public static partial void ViewNotKept(ILogger logger, Exception error);
}
