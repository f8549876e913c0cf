namespace Omnichannel.Gateway;

/// <summary>What the gateway logs. No secrets, no personal data: routes, not addresses.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "Unexpected error on {Method} {Endpoint}", EventName = "UnexpectedError")]
    public static partial void UnexpectedError(ILogger logger, string method, string endpoint, Exception exception);

    [LoggerMessage(2, LogLevel.Warning, "The guest sessions' key is not configured (Omnichannel:Gateway:Guests): sessions end when this process does", EventName = "GuestKeyGenerated")]
    public static partial void GuestKeyGenerated(ILogger logger);

    [LoggerMessage(5, LogLevel.Warning, "The key of event stream tickets is not configured (Omnichannel:Gateway:Tickets:Keys): no other gateway takes this one's", EventName = "TicketKeyGenerated")]
    public static partial void TicketKeyGenerated(ILogger logger);

    [LoggerMessage(3, LogLevel.Warning, "{Host} cannot be resolved now; {Addresses} known addresses stay in use", EventName = "HostNotFound")]
    public static partial void HostNotFound(ILogger logger, string host, int addresses);

    [LoggerMessage(12, LogLevel.Warning, "The limits' Redis does not answer ({Reason}): each gateway counts for itself", EventName = "SharedLimitsAway")]
    public static partial void SharedLimitsAway(ILogger logger, string reason);

    [LoggerMessage(6, LogLevel.Information, "The limits' Redis answers: gateways count together", EventName = "SharedLimitsBack")]
    public static partial void SharedLimitsBack(ILogger logger);

    [LoggerMessage(4, LogLevel.Information, "{Host} is resolved again", EventName = "HostFound")]
    public static partial void HostFound(ILogger logger, string host);

    [LoggerMessage(7, LogLevel.Information, "{Method} {Route} {Status} in {DurationMs} ms for {Role} (given up: {IsAborted})", EventName = "RequestServed")]
    public static partial void RequestServed(ILogger logger, string method, string route, int status, double durationMs, string role, bool isAborted);

    [LoggerMessage(8, LogLevel.Information, "{Destination} of {Area} does not serve yet", EventName = "DestinationNotThereYet")]
    public static partial void DestinationNotThereYet(ILogger logger, string destination, string area);

    [LoggerMessage(9, LogLevel.Warning, "{Destination} of {Area} does not serve any more", EventName = "DestinationLost")]
    public static partial void DestinationLost(ILogger logger, string destination, string area);

    [LoggerMessage(10, LogLevel.Information, "{Destination} of {Area} serves", EventName = "DestinationFound")]
    public static partial void DestinationFound(ILogger logger, string destination, string area);

    [LoggerMessage(11, LogLevel.Warning, "{Destination} of {Area} could not be reached {Failures} times in a row and rests", EventName = "CircuitOpened")]
    public static partial void CircuitOpened(ILogger logger, string destination, string area, int failures);
}
