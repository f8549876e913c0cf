using Microsoft.Extensions.Logging;

namespace Omnichannel.Platform.Errors;

internal static partial class Log
{
    [LoggerMessage(EventId = 1, EventName = "UnexpectedError", Level = LogLevel.Error, Message = "{Rpc} failed unexpectedly (trace {TraceId})")]
    public static partial void UnexpectedError(ILogger logger, string rpc, string traceId, Exception exception);

    [LoggerMessage(EventId = 2, EventName = "DependencyUnavailable", Level = LogLevel.Warning, Message = "{Rpc} could not be answered: {Cause}")]
    public static partial void DependencyUnavailable(ILogger logger, string rpc, string cause);
}
