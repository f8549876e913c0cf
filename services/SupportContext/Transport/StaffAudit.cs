using Grpc.Core;
using Omnichannel.Platform.Security;

namespace Omnichannel.SupportContext.Transport;

/// <summary>
/// Audits what staff read here. The platform audits staff who come to a shopper's own rpc; these rpcs are for staff only, and what they show is all there is of a person.
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
