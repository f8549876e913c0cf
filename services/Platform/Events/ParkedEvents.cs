using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Platform.Events;

/// <summary>
/// Events that a service could not apply, and those of the same aggregate that came behind them. Operators look at them, have them applied
/// again in their order, or skip the first with a reason.
/// </summary>
public sealed class ParkedEvents
{
    private readonly EventConsumption consumption;
    private readonly CommandExecutor executor;
    private readonly IDatabase database;
    private readonly IServiceProvider services;
    private readonly EventTelemetry telemetry;

    internal ParkedEvents(EventConsumption consumption, CommandExecutor executor, IDatabase database, IServiceProvider services, EventTelemetry telemetry)
    {
        this.consumption = consumption;
        this.executor = executor;
        this.database = database;
        this.services = services;
        this.telemetry = telemetry;
    }

    /// <summary>Whose events these are: the consumer group of this service.</summary>
    public string Consumer => consumption.Group;

    /// <summary>A page of parked events in the order of their parking.</summary>
    public Task<IReadOnlyList<ParkedEvent>> List(ParkedEventFilter filter, CancellationToken cancellation = default) =>
        database.Read(
            async sql => (IReadOnlyList<ParkedEvent>)[.. (await sql.Query<ParkedEventRow>(
                $"""
                select {ParkedEventRow.Columns} from parked_events
                where consumer = @consumer and seq > @after and (@state = '' or state = @state) and (@topic = '' or topic = @topic)
                    and (@anySubject = 1 or subject = @subject)
                order by seq limit @max
                """,
                new
                {
                    consumer = consumption.Group,
                    after = filter.AfterSequence,
                    state = filter.State is { } state ? ParkedEventRow.Text(state) : "",
                    topic = filter.Topic ?? "",
                    anySubject = filter.Subject is null ? 1 : 0,
                    subject = filter.Subject ?? "",
                    max = filter.Max,
                }).ConfigureAwait(false)).Select(row => row.ToParkedEvent())],
            cancellation);

    /// <summary>How many events wait for an operator.</summary>
    public Task<long> Count(CancellationToken cancellation = default) =>
        database.Read(
            sql => sql.QueryFirst<long>(
                // The state is written out: only so the index of those that wait is used.
                $"select count(*) from parked_events where consumer = @consumer and state = '{Parked}'", new { consumer = consumption.Group }),
            cancellation);

    /// <summary>Applies an aggregate's parked events again, oldest first, each in a transaction of its own, until one fails again.</summary>
    /// <param name="subject">The aggregate.</param>
    /// <param name="actor">Who asked for it.</param>
    /// <param name="cancellation">Stops between events.</param>
    /// <exception cref="RefusedException"><see cref="NothingParked"/>.</exception>
    public async Task<ReplayOutcome> Replay(EventSubject subject, string actor, CancellationToken cancellation = default)
    {
        if (await First(subject, cancellation).ConfigureAwait(false) is null)
        {
            throw new RefusedException(new NothingParked());
        }

        return await ReplayRest(subject, actor, cancellation).ConfigureAwait(false);
    }

    /// <summary>Gives up the first parked event of an aggregate, for good, and replays what is behind it.</summary>
    /// <param name="subject">The aggregate.</param>
    /// <param name="eventId">Its first parked event. One that is skipped already is no mistake: what is behind it is replayed.</param>
    /// <param name="reason">Why, for those who come later.</param>
    /// <param name="actor">Who decided it.</param>
    /// <param name="cancellation">Stops between events.</param>
    /// <exception cref="RefusedException"><see cref="NothingParked"/>, <see cref="NotFirst"/>, <see cref="ReasonRequired"/>.</exception>
    public async Task<ReplayOutcome> Skip(EventSubject subject, string eventId, string reason, string actor, CancellationToken cancellation = default)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            throw new RefusedException(new ReasonRequired());
        }

        if (!await IsSkipped(subject, eventId, cancellation).ConfigureAwait(false))
        {
            var first = await First(subject, cancellation).ConfigureAwait(false) ?? throw new RefusedException(new NothingParked());
            if (first.Record.Id != eventId)
            {
                throw new RefusedException(new NotFirst(first.Record.Id));
            }

            await executor.Apply(work => Resolve(work, first.Sequence, ParkedEventState.Skipped, actor, reason), cancellation).ConfigureAwait(false);
        }

        return await ReplayRest(subject, actor, cancellation).ConfigureAwait(false);
    }

    /// <summary>Writes the parked row; in the transaction of the inbox row.</summary>
    /// <param name="work">The transaction.</param>
    /// <param name="consumer">Consumer group.</param>
    /// <param name="parked">The event.</param>
    /// <param name="error">Why it cannot be applied; null when it only waits behind another.</param>
    internal static void Park(UnitOfWork work, string consumer, ConsumableEvent parked, string? error) =>
        work.Sql.Defer(
            """
            insert into parked_events (consumer, event_id, topic, partition_no, offset_no, subject, type, source, aggregate_version, time, traceparent, data,
                error, attempts, parked_at, state)
            values (@consumer, @eventId, @topic, @partition, @offset, @subject, @type, @source, @version, @time, @traceparent, @data, @error, @attempts, @now, @state)
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
                error = Storable(error ?? ""),
                attempts = error is null ? 0L : 1L,
                now = work.Now.ToMicros(),
                state = Parked,
            });

    /// <summary>The subjects among these events of one topic that have a parked event, and so must wait behind it.</summary>
    internal static async Task<BlockedSubjects> FindBlocked(SqlSession sql, string consumer, IReadOnlyList<ConsumableEvent> events)
    {
        var subjects = events.Select(next => next.Record.Subject).Distinct(StringComparer.Ordinal).ToArray();
        return new(await sql.Query<string>(
            $"""
            select distinct subject from parked_events
            where consumer = @consumer and state = @state and topic = @topic and subject {sql.Dialect.In("@subjects")}
            """,
            new { consumer, state = Parked, topic = events[0].Place.Topic, subjects }).ConfigureAwait(false));
    }

    // An exception may quote anything; PostgreSQL's text holds no NUL.
    private static string Storable(string error)
    {
        const int longest = 8000;
        return (error.Length > longest ? error[..longest] : error).Replace('\0', '\uFFFD');
    }

    private static string Parked => ParkedEventRow.Text(ParkedEventState.Parked);

    private async Task<ReplayOutcome> ReplayRest(EventSubject subject, string actor, CancellationToken cancellation)
    {
        var applied = 0;
        while (await First(subject, cancellation).ConfigureAwait(false) is { } next)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!await TryReplay(next, actor, cancellation).ConfigureAwait(false))
            {
                break;
            }

            applied++;
        }

        var remaining = await List(new ParkedEventFilter { Topic = subject.Topic, Subject = subject.Subject }, cancellation).ConfigureAwait(false);
        return new ReplayOutcome(applied, remaining);
    }

    private async Task<ParkedEvent?> First(EventSubject subject, CancellationToken cancellation) =>
        await List(new ParkedEventFilter { Topic = subject.Topic, Subject = subject.Subject, Max = 1 }, cancellation).ConfigureAwait(false)
            is [var first, ..] ? first : null;

    private Task<bool> IsSkipped(EventSubject subject, string eventId, CancellationToken cancellation) =>
        database.Read(
            async sql => await sql.QueryFirst<long?>(
                "select 1 from parked_events where consumer = @consumer and topic = @topic and subject = @subject and event_id = @eventId and state = @skipped",
                new { consumer = consumption.Group, topic = subject.Topic, subject = subject.Subject, eventId, skipped = ParkedEventRow.Text(ParkedEventState.Skipped) })
                .ConfigureAwait(false) is not null,
            cancellation);

    private async Task<bool> TryReplay(ParkedEvent parked, string actor, CancellationToken cancellation)
    {
        try
        {
            await Apply(parked, actor, cancellation).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception failure) when (failure is not DatabaseUnavailableException)
        {
            await executor.Apply(
                work => work.Sql.Execute(
                    "update parked_events set error = @error, attempts = attempts + 1 where seq = @sequence",
                    new { error = Storable(failure.ToString()), sequence = parked.Sequence }),
                cancellation).ConfigureAwait(false);
            return false;
        }
    }

    private async Task Apply(ParkedEvent parked, string actor, CancellationToken cancellation)
    {
        if (!consumption.Handlings.TryGetValue(parked.Record.Type, out var handling))
        {
            throw new NotSupportedException($"This service has no handler for '{parked.Record.Type}'.");
        }

        var message = handling.Decode(parked.Record);
        using var activity = telemetry.StartConsuming(parked.Record);
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
    }

    private async Task<bool> Resolve(UnitOfWork work, long sequence, ParkedEventState state, string actor, string? reason) =>
        await work.Sql.Execute(
            """
            update parked_events set state = @state, resolved_at = @now, resolved_by = @actor, reason = @reason
            where seq = @sequence and consumer = @consumer and state = @parked
            """,
            new { state = ParkedEventRow.Text(state), now = work.Now.ToMicros(), actor, reason, sequence, consumer = consumption.Group, parked = Parked })
            .ConfigureAwait(false) == 1;
}
