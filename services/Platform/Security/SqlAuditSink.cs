using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Platform.Security;

/// <summary>
/// Keeps staff access in the service's own <c>audit</c> table: the call proceeds when the record is on disk. Tills make most calls of a busy day: those that come at once share
/// a commit.
/// </summary>
public sealed class SqlAuditSink : IAuditSink
{
    private const int AtOnce = 2;
    private const int MostPerCommit = 256;
    private readonly Batched<StaffAccess, bool> writing;

    /// <summary>Writes to the service's database.</summary>
    public SqlAuditSink(IDatabase database) =>
        writing = new Batched<StaffAccess, bool>(AtOnce, MostPerCommit, accesses => database.Write(sql => Insert(sql, accesses)));

    /// <inheritdoc/>
    public async ValueTask Record(StaffAccess access, CancellationToken cancellation) => await writing.Do(access).WaitAsync(cancellation).ConfigureAwait(false);

    private static Task<IReadOnlyList<bool>> Insert(SqlSession sql, IReadOnlyList<StaffAccess> accesses)
    {
        foreach (var access in accesses)
        {
            sql.Defer(
                "insert into audit (at, staff_id, role, rpc, subject) values (@at, @staff, @role, @Rpc, @subject)",
                new
                {
                    at = access.At.ToMicros(),
                    // The person, where a device acts for one.
                    staff = access.Caller.ActorId ?? access.Caller.Subject,
                    role = access.Caller.Role.ToString().ToLowerInvariant(),
                    access.Rpc,
                    // As the caller wrote it, before anybody looked at it. PostgreSQL's text takes no NUL: one call must not fail the others of its commit.
                    subject = access.Target?.Replace('\0', '\uFFFD') ?? "",
                });
        }

        return Task.FromResult<IReadOnlyList<bool>>(new bool[accesses.Count]);
    }
}
