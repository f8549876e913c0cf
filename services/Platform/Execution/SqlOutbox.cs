using Omnichannel.Platform.Events;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Platform.Execution;

/// <summary>The outbox table of a service's database.</summary>
public sealed class SqlOutbox(IDatabase database, TimeProvider clock) : IOutbox
{
    private readonly WakeUp wakeUp = new();

    /// <summary>Tells the relay that rows were committed.</summary>
    public void Committed() => wakeUp.Set();

    /// <inheritdoc/>
    public async Task<IReadOnlyList<OutboxRow>> Read(int max, CancellationToken cancellation)
    {
        var rows = await database.Read(
            sql => sql.Query<Row>(
                """
                select seq as Seq, id as Id, topic as Topic, type as Type, source as Source, subject as Subject, aggregate_version as AggregateVersion,
                       time as Time, traceparent as TraceParent, data as Data
                from outbox order by seq limit @max
                """,
                new { max }),
            cancellation).ConfigureAwait(false);
        return [.. rows.Select(ToOutboxRow)];
    }

    /// <summary>What is removed late is at worst published twice. It need not cost a commit of its own, which callers would wait behind.</summary>
    public Task Remove(IReadOnlyList<OutboxRow> rows, CancellationToken cancellation) =>
        rows.Count == 0
            ? Task.CompletedTask
            : database.WriteAlong(
                sql =>
                {
                    foreach (var row in rows)
                    {
                        sql.Defer("delete from outbox where seq = @seq and id = @id", new { seq = row.Sequence, id = row.Event.Id });
                    }

                    return Task.FromResult(0);
                },
                cancellation);

    /// <inheritdoc/>
    public Task WaitForRows(TimeSpan atMost, CancellationToken cancellation) => wakeUp.Wait(atMost, clock, cancellation);

    /// <inheritdoc/>
    public async Task<OutboxBacklog> MeasureBacklog(CancellationToken cancellation)
    {
        var oldest = await database.Read(
            sql => sql.QueryFirst<OldestRow>(
                """
                select id as Id, time as Time, (select count(*) from (select seq from outbox limit @most) as counted) as Unsent
                from outbox order by seq limit 1
                """,
                new { most = OutboxBacklog.MostCounted }),
            cancellation).ConfigureAwait(false);
        return oldest is null ? default : new OutboxBacklog(oldest.Unsent, OutboxBacklog.CommittedAt(oldest.Id, Instants.FromMicros(oldest.Time)));
    }

    private static OutboxRow ToOutboxRow(Row row) => new(
        row.Seq,
        new EventRecord(row.Topic, row.Id, row.Type, row.Source, row.Subject, row.AggregateVersion, Instants.FromMicros(row.Time), row.TraceParent, row.Data));

    private sealed record Row
    {
        public long Seq { get; init; }

        public string Id { get; init; } = "";

        public string Topic { get; init; } = "";

        public string Type { get; init; } = "";

        public string Source { get; init; } = "";

        public string Subject { get; init; } = "";

        public long AggregateVersion { get; init; }

        public long Time { get; init; }

        public string? TraceParent { get; init; }

        public byte[] Data { get; init; } = [];
    }

    private sealed record OldestRow
    {
        public string Id { get; init; } = "";

        public long Time { get; init; }

        public long Unsent { get; init; }
    }
}
