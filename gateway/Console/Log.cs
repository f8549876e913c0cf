namespace Omnichannel.WebConsole;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "The provider did not renew a session of seat {Seat}: {Status} {Error}.")]
    public static partial void RenewalRefused(ILogger logger, string seat, int status, string error);

    [LoggerMessage(2, LogLevel.Warning, "A session of seat {Seat} could not be renewed.")]
    public static partial void RenewalFailed(ILogger logger, string seat, Exception failure);

    [LoggerMessage(3, LogLevel.Warning, "A sign-in at seat {Seat} failed.")]
    public static partial void SignInFailed(ILogger logger, string seat, Exception? failure);
}
