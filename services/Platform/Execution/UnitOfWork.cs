using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Platform.Execution;

/// <summary>One transaction of a service: its state changes, and the events, timers and idempotency record that belong to them, commit together.</summary>
public sealed class UnitOfWork
{
    private readonly string source;
    private readonly IIdGenerator ids;
    private Dictionary<Type, object>? owned;
    private List<Action>? afterCommit;

    internal UnitOfWork(SqlSession sql, DateTimeOffset now, string source, IIdGenerator ids)
    {
        Sql = sql;
        Now = now;
        this.source = source;
        this.ids = ids;
    }

    /// <summary>Reads and writes of this transaction.</summary>
    public SqlSession Sql { get; }

    /// <summary>The moment of this step: the same for everything in it.</summary>
    public DateTimeOffset Now { get; }

    internal bool HasEvents { get; private set; }

    /// <summary>When the first timer is due that was set here; null when none was.</summary>
    internal DateTimeOffset? NextTimer { get; private set; }

    /// <summary>What lives as long as this unit, and belongs to it alone, for example what was loaded in it. Made when it is asked for first.</summary>
    public T Own<T>()
        where T : class, new()
    {
        if (!(owned ??= []).TryGetValue(typeof(T), out var own))
        {
            owned.Add(typeof(T), own = new T());
        }

        return (T)own;
    }

    /// <summary>A new id from the process's generator.</summary>
    public Guid NewId() => ids.NewId();

    /// <summary>Puts an event into the outbox. Call it while holding the aggregate's root row: the outbox sequence then is the aggregate's order.</summary>
    /// <param name="aggregateId">Subject and partition key.</param>
    /// <param name="aggregateVersion">Version of the aggregate after this step.</param>
    /// <param name="outgoing">The event. Its envelope's time is <see cref="Now"/> unless it is history.</param>
    public void Publish(string aggregateId, long aggregateVersion, OutgoingEvent outgoing)
    {
        HasEvents = true;
        var record = outgoing.ToRecord(NewId(), source, aggregateId, aggregateVersion, Now);
        Sql.Defer(
            """
            insert into outbox (id, topic, type, source, subject, aggregate_version, time, traceparent, data)
            values (@Id, @Topic, @Type, @Source, @Subject, @AggregateVersion, @time, @TraceParent, @data)
            """,
            new
            {
                record.Id,
                record.Topic,
                record.Type,
                record.Source,
                record.Subject,
                record.AggregateVersion,
                time = record.Time.ToMicros(),
                record.TraceParent,
                data = record.Data.ToArray(),
            });
    }

    /// <summary>Sets (or moves) the one timer of this kind and key. It fires at least once after <paramref name="dueAt"/> and survives restarts.</summary>
    public void Schedule(string kind, string key, DateTimeOffset dueAt)
    {
        NextTimer = NextTimer < dueAt ? NextTimer : dueAt;
        Sql.Defer(
            """
            insert into timers (kind, key, generation, due_at, not_before, attempts) values (@kind, @key, 1, @due, @due, 0)
            on conflict (kind, key) do update set generation = timers.generation + 1, due_at = excluded.due_at, not_before = excluded.due_at, attempts = 0
            """,
            new { kind, key, due = dueAt.ToMicros() });
    }

    /// <summary>Takes the timer away if it is set.</summary>
    public void CancelTimer(string kind, string key) =>
        Sql.Defer("delete from timers where kind = @kind and key = @key", new { kind, key });

    /// <summary>Runs after the commit, in this process only: for notifications that may be lost.</summary>
    public void OnCommitted(Action action) => (afterCommit ??= []).Add(action);

    internal void Committed() => afterCommit?.ForEach(action => action());
}
