namespace Omnichannel.Platform.Security;

/// <summary>Staff looked at, or changed, what belongs to a shopper.</summary>
/// <param name="Caller">Who.</param>
/// <param name="Rpc">By which rpc.</param>
/// <param name="Target">The subject, or else the first id, that the request names.</param>
/// <param name="At">When.</param>
public sealed record StaffAccess(Caller Caller, string Rpc, string? Target, DateTimeOffset At);

/// <summary>Keeps records of staff access, in addition to the log event <c>StaffAccess</c>. The call proceeds only when every registered sink has kept it.</summary>
public interface IAuditSink
{
    /// <summary>Keeps one record; throwing fails the call.</summary>
    ValueTask Record(StaffAccess access, CancellationToken cancellation);
}
