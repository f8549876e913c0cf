using Grpc.Core;

namespace Omnichannel.Platform.Security;

/// <summary>
/// Audits what staff read by rpcs that are for staff only. Those who come to a shopper's own rpc are audited without it.
/// </summary>
public sealed class StaffAudit(IEnumerable<IAuditSink> sinks, TimeProvider clock)
{
    private readonly IAuditSink[] sinks = [.. sinks];

    /// <summary>Records the access; failing fails the call.</summary>
    public async Task Record(ServerCallContext context, string target)
    {
        var caller = context.Caller();
        if (!caller.IsStaff)
        {
            return;
        }

        foreach (var sink in sinks)
        {
            await sink.Record(new StaffAccess(caller, context.Method.TrimStart('/'), target, clock.GetUtcNow()), context.CancellationToken).ConfigureAwait(false);
        }
    }
}
