using Microsoft.Extensions.Logging;
using Omnichannel.Types.V1;

namespace Omnichannel.Platform.Security;

internal static partial class Log
{
    [LoggerMessage(EventId = 1, EventName = "TokenRefused", Level = LogLevel.Debug, Message = "A token of {Issuer} was refused")]
    public static partial void TokenRefused(ILogger logger, string issuer, Exception cause);

    [LoggerMessage(EventId = 2, EventName = "IssuerUnavailable", Level = LogLevel.Warning, Message = "The keys of {Issuer} cannot be fetched: {Cause}")]
    public static partial void IssuerUnavailable(ILogger logger, string issuer, string cause);

    [LoggerMessage(
        EventId = 3, EventName = "StaffAccess", Level = LogLevel.Information, Message = "{Role} {StaffId} (acting: {ActorId}) called {Rpc} for {Target}")]
    public static partial void StaffAccess(ILogger logger, Role role, string staffId, string? actorId, string rpc, string? target);

    [LoggerMessage(
        EventId = 4, EventName = "SubjectsArePrefixed", Level = LogLevel.Information,
        Message = "Subjects of {Issuer} begin with {Prefix} here; Omnichannel:Auth:Issuers:<name>:SubjectPrefix says otherwise where it is set")]
    public static partial void SubjectsArePrefixed(ILogger logger, string issuer, string prefix);

    [LoggerMessage(EventId = 5, EventName = "GuessesCountedHereOnly", Level = LogLevel.Warning, Message = "Wrong tries are counted by this replica alone, for Redis does not answer: {Cause}")]
    public static partial void GuessesCountedHereOnly(ILogger logger, string cause);
}
