using Google.Protobuf;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.V1;

namespace Omnichannel.Platform.Monitoring;

/// <summary>What the replicas of a service tell each other of themselves: a row each in the service's database (table <c>replicas</c>).</summary>
public sealed class ReplicaReports(IDatabase database, ServiceIdentity identity, MonitoringSettings settings, TimeProvider clock)
{
    private const int SilentAfterReports = 3;
    private static readonly TimeSpan ForgottenAfter = TimeSpan.FromMinutes(15);

    /// <summary>Writes this replica's row, and removes those of replicas that nobody has heard of for a long time.</summary>
    public Task Save(ReplicaState own, CancellationToken cancellation) => database.WriteAlong(
        sql =>
        {
            sql.Defer(
                """
                insert into replicas (replica, reported_at, state) values (@replica, @reportedAt, @state)
                on conflict (replica) do update set reported_at = excluded.reported_at, state = excluded.state
                """,
                new { replica = own.Replica, reportedAt = own.ReportedAt.ToMicros(), state = own.ToByteArray() });
            sql.Defer("delete from replicas where reported_at < @before", new { before = (clock.GetUtcNow() - ForgottenAfter).ToMicros() });
            return Task.FromResult(0);
        },
        cancellation);

    /// <summary>Removes this replica's row: it stops, and is not to be missed.</summary>
    public Task Remove(CancellationToken cancellation) =>
        database.Write(sql => sql.Execute("delete from replicas where replica = @replica", new { replica = identity.Instance }), cancellation);

    /// <summary>The other replicas by name, as they last reported; null when the database does not say.</summary>
    public Task<IReadOnlyList<ReplicaState>?> FindOthers(CancellationToken cancellation) => Attempt.Measure(ReadOthers, cancellation);

    private async Task<IReadOnlyList<ReplicaState>> ReadOthers(CancellationToken cancellation)
    {
        var rows = await database.Read(
            sql => sql.Query<byte[]>("select state from replicas where replica <> @own order by replica", new { own = identity.Instance }), cancellation).ConfigureAwait(false);
        var silentBefore = clock.GetUtcNow() - (settings.ReportEvery * SilentAfterReports);
        return [.. rows.Select(ReplicaState.Parser.ParseFrom).Select(other =>
        {
            other.Silent = other.ReportedAt.ToDateTimeOffset() < silentBefore;
            return other;
        })];
    }
}
