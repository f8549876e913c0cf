using Omnichannel.Platform.Storage;

namespace Omnichannel.Platform.Security;

/// <summary>Keeps staff access in the service's own <c>audit</c> table: the call proceeds when the record is on disk.</summary>
public sealed class SqlAuditSink(IDatabase database) : IAuditSink
{
    /// <inheritdoc/>
    public async ValueTask Record(StaffAccess access, CancellationToken cancellation) => await database.Write(
        sql => sql.Execute(
            "insert into audit (at, staff_id, role, rpc, subject) values (@at, @staff, @role, @Rpc, @subject)",
            new
            {
                at = access.At.ToMicros(),
                // The person, where a device acts for one.
                staff = access.Caller.ActorId ?? access.Caller.Subject,
                role = access.Caller.Role.ToString().ToLowerInvariant(),
                access.Rpc,
                subject = access.Target ?? "",
            }),
        cancellation).ConfigureAwait(false);
}
