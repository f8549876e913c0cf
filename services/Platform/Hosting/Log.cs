using Microsoft.Extensions.Logging;

namespace Omnichannel.Platform.Hosting;

internal static partial class Log
{
    [LoggerMessage(EventId = 1, EventName = "ServiceStarted", Level = LogLevel.Information, Message = "{Area} serves at {Address}")]
    public static partial void Started(ILogger logger, string area, Uri? address);

    [LoggerMessage(EventId = 2, EventName = "ServiceStopping", Level = LogLevel.Information, Message = "{Area} is stopping")]
    public static partial void Stopping(ILogger logger, string area);

    [LoggerMessage(EventId = 3, EventName = "CertificateRenewed", Level = LogLevel.Information, Message = "The certificate of {Path} is taken up; it is good until {Until:u}")]
    public static partial void CertificateRenewed(ILogger logger, string path, DateTimeOffset until);

    [LoggerMessage(EventId = 4, EventName = "AuthoritiesRenewed", Level = LogLevel.Information, Message = "{Count} authorities of {Path} are taken up")]
    public static partial void AuthoritiesRenewed(ILogger logger, string path, int count);

    [LoggerMessage(EventId = 5, EventName = "FilesNotTakenUp", Level = LogLevel.Warning, Message = "{Paths} changed and cannot be taken up; what was read before stays in use: {Cause}")]
    public static partial void FilesNotTakenUp(ILogger logger, string paths, string cause);

    [LoggerMessage(EventId = 6, EventName = "ServiceReady", Level = LogLevel.Information, Message = "{Area} is ready")]
    public static partial void Ready(ILogger logger, string area);

    [LoggerMessage(EventId = 7, EventName = "ServiceNotReadyYet", Level = LogLevel.Information, Message = "{Area} is not ready yet; it waits for: {Missing}")]
    public static partial void NotReadyYet(ILogger logger, string area, string missing);

    [LoggerMessage(EventId = 8, EventName = "ServiceNotReady", Level = LogLevel.Warning, Message = "{Area} is not ready any more; it lacks: {Missing}")]
    public static partial void NotReadyAnyMore(ILogger logger, string area, string missing);
}
