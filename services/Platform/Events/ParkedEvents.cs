using Google.Protobuf;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Platform.Events;

/// <summary>
/// Events that a service could not apply, and those of the same subject that came behind them. Staff look at them, have them applied again in
/// their order, or skip them with a reason.
/// </summary>
public sealed class ParkedEvents
{
    /// <summary>The error of an event that waits only because an earlier one of its subject is parked.</summary>
    internal const string BehindAnother = "An earlier event of this subject is parked.";

    private const string Columns = """
        seq as Sequence, event_id as EventId, topic as Topic, partition_no as Partition, offset_no as "Offset", subject as Subject, type as Type, source as Source,
        aggregate_version as AggregateVersion, time as Time, traceparent as TraceParent, data as Data, error as Error, parked_at as ParkedAt, state as State,
        resolved_at as ResolvedAt, resolved_by as ResolvedBy, reason as Reason
        """;

    private readonly EventConsumption consumption;
    private readonly CommandExecutor executor;
    private readonly IDatabase database;
    private readonly IServiceProvider services;

    internal ParkedEvents(EventConsumption consumption, CommandExecutor executor, IDatabase database, IServiceProvider services)
    {
        this.consumption = consumption;
        this.executor = executor;
        this.database = database;
        this.services = services;
    }

    /// <summary>A page of parked events in the order of their parking.</summary>
    public Task<IReadOnlyList<ParkedEvent>> List(ParkedEventFilter filter, CancellationToken cancellation = default) =>
        database.Read(
            async sql => (IReadOnlyList<ParkedEvent>)[.. (await sql.Query<Row>(
                $"""
                select {Columns} from parked_events
                where consumer = @consumer and seq > @after and (@state = '' or state = @state) and (@subject = '' or subject = @subject)
                order by seq limit @max
                """,
                new
                {
                    consumer = consumption.Group,
                    after = filter.AfterSequence,
                    state = filter.State is { } state ? Text(state) : "",
                    subject = filter.Subject ?? "",
                    max = filter.Max,
                }).ConfigureAwait(false)).Select(row => row.ToParkedEvent())],
            cancellation);

    /// <summary>One parked event; null when there is none.</summary>
    public Task<ParkedEvent?> Get(long sequence, CancellationToken cancellation = default) =>
        database.Read(sql => Find(sql, sequence), cancellation);

    /// <summary>
    /// Applies the parked events of this event's subject again, oldest first, up to and including this one, each in a transaction of its own.
    /// Stops at the first that fails again.
    /// </summary>
    /// <param name="sequence">The event.</param>
    /// <param name="actor">Who asked for it.</param>
    /// <param name="cancellation">Stops between events.</param>
    public async Task<ReplayOutcome> Replay(long sequence, string actor, CancellationToken cancellation = default)
    {
        var replayed = new List<long>();
        var target = await Get(sequence, cancellation).ConfigureAwait(false);
        while (target is not null)
        {
            cancellation.ThrowIfCancellationRequested();
            if (await Next(target, cancellation).ConfigureAwait(false) is not { } next)
            {
                break;
            }

            if (await TryReplay(next, actor, cancellation).ConfigureAwait(false) is { } error)
            {
                return new ReplayOutcome(replayed, next.Sequence, error);
            }

            replayed.Add(next.Sequence);
        }

        return new ReplayOutcome(replayed, FailedSequence: null, Error: null);
    }

    /// <summary>Gives an event up. Later ones of its subject stay parked until they are replayed. False when it is not parked any more.</summary>
    /// <param name="sequence">The event.</param>
    /// <param name="reason">Why, for those who come later.</param>
    /// <param name="actor">Who decided it.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<bool> Skip(long sequence, string reason, string actor, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        ArgumentException.ThrowIfNullOrWhiteSpace(actor);
        var isSkipped = false;
        await executor.Apply(
            async work => isSkipped = await Resolve(work, sequence, ParkedEventState.Skipped, actor, reason).ConfigureAwait(false),
            cancellation).ConfigureAwait(false);
        return isSkipped;
    }

    /// <summary>Writes the parked row; in the transaction of the inbox row.</summary>
    internal static void Park(UnitOfWork work, string consumer, ConsumableEvent parked, string error) =>
        work.Sql.Defer(
            """
            insert into parked_events (consumer, event_id, topic, partition_no, offset_no, subject, type, source, aggregate_version, time, traceparent, data,
                error, parked_at, state)
            values (@consumer, @eventId, @topic, @partition, @offset, @subject, @type, @source, @version, @time, @traceparent, @data, @error, @now, @state)
            """,
            new
            {
                consumer,
                eventId = parked.Record.Id,
                topic = parked.Place.Topic,
                partition = (long)parked.Place.Partition,
                offset = parked.Place.Offset,
                subject = parked.Record.Subject,
                type = parked.Record.Type,
                source = parked.Record.Source,
                version = parked.Record.AggregateVersion,
                time = parked.Record.Time.ToMicros(),
                traceparent = parked.Record.TraceParent,
                data = parked.Record.Data.ToArray(),
                error,
                now = work.Now.ToMicros(),
                state = Text(ParkedEventState.Parked),
            });

    /// <summary>The subjects among these events that have a parked event, and so must wait behind it.</summary>
    internal static async Task<BlockedSubjects> FindBlocked(SqlSession sql, string consumer, IReadOnlyCollection<ConsumableEvent> events) =>
        new BlockedSubjects(await sql.Query<string>(
            "select distinct subject from parked_events where consumer = @consumer and state = @state and subject in @subjects",
            new
            {
                consumer,
                state = Text(ParkedEventState.Parked),
                subjects = events.Select(next => next.Record.Subject).Distinct(StringComparer.Ordinal).ToList(),
            }).ConfigureAwait(false));

    private static string Text(ParkedEventState state) => state.ToString().ToUpperInvariant();

    private static async Task<ParkedEvent?> Find(SqlSession sql, long sequence) =>
        (await sql.QueryFirst<Row>($"select {Columns} from parked_events where seq = @sequence", new { sequence }).ConfigureAwait(false))?.ToParkedEvent();

    private Task<ParkedEvent?> Next(ParkedEvent target, CancellationToken cancellation) =>
        database.Read(
            async sql => (await sql.QueryFirst<Row>(
                $"""
                select {Columns} from parked_events
                where consumer = @consumer and state = @state and seq <= @last and (seq = @last or (subject = @subject and subject <> ''))
                order by seq limit 1
                """,
                new { consumer = consumption.Group, state = Text(ParkedEventState.Parked), last = target.Sequence, subject = target.Record.Subject })
                .ConfigureAwait(false))?.ToParkedEvent(),
            cancellation);

    private async Task<string?> TryReplay(ParkedEvent parked, string actor, CancellationToken cancellation)
    {
        try
        {
            if (!consumption.Handlings.TryGetValue(parked.Record.Type, out var handling))
            {
                return $"This service has no handler for '{parked.Record.Type}'.";
            }

            var message = handling.Decode(parked.Record);
            using var activity = EventTelemetry.StartConsuming(parked.Record);
            if (handling.IsOutside)
            {
                await handling.Apply(services, message, parked.Record, cancellation).ConfigureAwait(false);
            }

            await executor.Apply(
                async work =>
                {
                    // The row first: of two replays at once, one waits here and then finds the event resolved.
                    if (await Resolve(work, parked.Sequence, ParkedEventState.Replayed, actor, reason: null).ConfigureAwait(false) && !handling.IsOutside)
                    {
                        await handling.Apply(services, message, parked.Record, work).ConfigureAwait(false);
                    }
                },
                cancellation).ConfigureAwait(false);
            return null;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception failure) when (failure is not DatabaseUnavailableException)
        {
            var error = failure.ToString();
            await executor.Apply(
                work => work.Sql.Execute("update parked_events set error = @error where seq = @sequence", new { error, sequence = parked.Sequence }),
                cancellation).ConfigureAwait(false);
            return failure.Message;
        }
    }

    private async Task<bool> Resolve(UnitOfWork work, long sequence, ParkedEventState state, string actor, string? reason) =>
        await work.Sql.Execute(
            """
            update parked_events set state = @state, resolved_at = @now, resolved_by = @actor, reason = @reason
            where seq = @sequence and consumer = @consumer and state = @parked
            """,
            new { state = Text(state), now = work.Now.ToMicros(), actor, reason, sequence, consumer = consumption.Group, parked = Text(ParkedEventState.Parked) })
            .ConfigureAwait(false) == 1;

    private sealed record Row
    {
        public long Sequence { get; init; }

        public string EventId { get; init; } = "";

        public string Topic { get; init; } = "";

        public long Partition { get; init; }

        public long Offset { get; init; }

        public string Subject { get; init; } = "";

        public string Type { get; init; } = "";

        public string Source { get; init; } = "";

        public long AggregateVersion { get; init; }

        public long Time { get; init; }

        public string? TraceParent { get; init; }

        public byte[] Data { get; init; } = [];

        public string Error { get; init; } = "";

        public long ParkedAt { get; init; }

        public string State { get; init; } = "";

        public long? ResolvedAt { get; init; }

        public string? ResolvedBy { get; init; }

        public string? Reason { get; init; }

        public ParkedEvent ToParkedEvent() => new(
            Sequence,
            new EventRecord(Topic, EventId, Type, Source, Subject, AggregateVersion, Instants.FromMicros(Time), TraceParent, Data),
            (int)Partition,
            Offset,
            Error,
            Instants.FromMicros(ParkedAt),
            Enum.Parse<ParkedEventState>(State, ignoreCase: true),
            ResolvedAt is { } at ? new ParkedEventResolution(Instants.FromMicros(at), ResolvedBy ?? "", Reason) : null);
    }
}
