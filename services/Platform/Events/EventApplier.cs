using Google.Protobuf;
using Microsoft.Extensions.Logging;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Platform.Events;

/// <summary>Gives each event of a batch its effect once, in order, or parks it.</summary>
/// <remarks>
/// Effect, inbox row and parked row commit together, so a crash at any point either repeats nothing or everything. A failing group is halved until the
/// event that fails stands alone: one bad event costs a few transactions instead of making every group one event small.
/// </remarks>
internal sealed class EventApplier(
    EventConsumption consumption, CommandExecutor executor, IDatabase database, IServiceProvider services, EventTelemetry telemetry, ILogger<EventApplier> logger)
{
    private readonly Inbox inbox = new(consumption.Group);

    /// <summary>Returns when every event has had its effect, was a duplicate, is parked or is nothing to this service.</summary>
    /// <exception cref="TransientEventFailureException">A dependency is away; call again later with the same batch.</exception>
    public async Task Apply(EventBatch batch, CancellationToken cancellation)
    {
        var run = new List<ConsumableEvent>();
        foreach (var next in Consumable(batch))
        {
            if (run.Count > 0 && run[0].IsOutside != next.IsOutside)
            {
                await ApplyRun(run, cancellation).ConfigureAwait(false);
                run = [];
            }

            run.Add(next);
        }

        await ApplyRun(run, cancellation).ConfigureAwait(false);
    }

    private IEnumerable<ConsumableEvent> Consumable(EventBatch batch)
    {
        var unknown = 0;
        var unhandled = 0;
        for (var i = 0; i < batch.Events.Count; i++)
        {
            var record = batch.Events[i];
            var place = new EventPlace(batch.Topic, batch.Partition, batch.Offsets[i]);
            if (record.Defect is { } defect)
            {
                yield return new ConsumableEvent(record, place, Handling: null, Message: null, defect);
            }
            else if (consumption.Handlings.TryGetValue(record.Type, out var handling))
            {
                yield return Decode(record, place, handling);
            }
            else if (EventTypes.Find(record.Type) is null)
            {
                unknown++;
            }
            else
            {
                unhandled++;
            }
        }

        telemetry.Consumed(consumption.Group, batch.Topic, "unknown", unknown);
        telemetry.Consumed(consumption.Group, batch.Topic, "unhandled", unhandled);
    }

    private static ConsumableEvent Decode(EventRecord record, EventPlace place, EventHandling handling)
    {
        if (!record.ContentType.StartsWith(CloudEventHeaders.Protobuf, StringComparison.OrdinalIgnoreCase))
        {
            return new ConsumableEvent(record, place, handling, Message: null, $"content type '{record.ContentType}' is not {CloudEventHeaders.Protobuf}");
        }

        try
        {
            return new ConsumableEvent(record, place, handling, handling.Decode(record), Fault: null);
        }
        catch (InvalidProtocolBufferException malformed)
        {
            return new ConsumableEvent(record, place, handling, Message: null, $"the data is no {record.Type}: {malformed.Message}");
        }
    }

    private async Task ApplyRun(List<ConsumableEvent> run, CancellationToken cancellation)
    {
        if (run.Count == 0)
        {
            return;
        }

        try
        {
            if (run[0].IsOutside)
            {
                await ApplyOutside(run, cancellation).ConfigureAwait(false);
            }
            else
            {
                await ApplyInside(run, attempt: 1, cancellation).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception failure) when (Failures.IsTransient(failure))
        {
            throw new TransientEventFailureException(failure);
        }
    }

    private async Task ApplyInside(List<ConsumableEvent> run, int attempt, CancellationToken cancellation)
    {
        var outcome = new Outcome();
        try
        {
            await executor.Apply(work => ApplyInside(run, work, outcome = new Outcome()), cancellation).ConfigureAwait(false);
            Report(run[0].Place.Topic, outcome);
        }
        catch (UniqueViolationException) when (attempt < 3)
        {
            // Somebody else wrote a row first: seen from a new transaction, that is an ordinary state.
            await ApplyInside(run, attempt + 1, cancellation).ConfigureAwait(false);
        }
        catch (Exception failure) when (!Failures.IsTransient(failure) && run.Count > 1)
        {
            var half = run.Count / 2;
            await ApplyInside(run[..half], attempt: 1, cancellation).ConfigureAwait(false);
            await ApplyInside(run[half..], attempt: 1, cancellation).ConfigureAwait(false);
        }
        catch (Exception failure) when (!Failures.IsTransient(failure))
        {
            await Record([], [(run[0], failure)], cancellation).ConfigureAwait(false);
        }
    }

    private async Task ApplyInside(List<ConsumableEvent> run, UnitOfWork work, Outcome outcome)
    {
        var fresh = await inbox.Enter(work, run).ConfigureAwait(false);
        var blocked = await ParkedEvents.FindBlocked(work.Sql, consumption.Group, run).ConfigureAwait(false);
        foreach (var next in run)
        {
            if (!fresh.Remove(next.Record.Id))
            {
                outcome.Duplicates++;
            }
            else if (next.Fault is not null || blocked.Contains(next.Record.Subject))
            {
                Park(work, next, next.Fault, outcome);
                blocked.Add(next.Record.Subject);
            }
            else
            {
                using var activity = telemetry.StartConsuming(next.Record);
                await next.Handling!.Apply(services, next.Message!, next.Record, work).ConfigureAwait(false);
                outcome.Applied++;
            }
        }
    }

    private async Task ApplyOutside(List<ConsumableEvent> run, CancellationToken cancellation)
    {
        var (known, blocked) = await database.Read(
            async sql => (await inbox.Known(sql, run).ConfigureAwait(false), await ParkedEvents.FindBlocked(sql, consumption.Group, run).ConfigureAwait(false)),
            cancellation).ConfigureAwait(false);
        var applied = new List<ConsumableEvent>();
        var parked = new List<(ConsumableEvent, Exception?)>();
        var duplicates = 0;
        try
        {
            foreach (var next in run)
            {
                if (!known.Add(next.Record.Id))
                {
                    duplicates++;
                }
                else if (next.Fault is not null || blocked.Contains(next.Record.Subject))
                {
                    parked.Add((next, null));
                    blocked.Add(next.Record.Subject);
                }
                else if (await TryApplyOutside(next, cancellation).ConfigureAwait(false) is { } failure)
                {
                    parked.Add((next, failure));
                    blocked.Add(next.Record.Subject);
                }
                else
                {
                    applied.Add(next);
                }
            }
        }
        finally
        {
            // What has had its effect is recorded even when a later event must wait. If this fails too, the effects are repeated, which they bear.
            await Record(applied, parked, CancellationToken.None).ConfigureAwait(false);
            telemetry.Consumed(consumption.Group, run[0].Place.Topic, "duplicate", duplicates);
        }
    }

    private async Task<Exception?> TryApplyOutside(ConsumableEvent next, CancellationToken cancellation)
    {
        using var activity = telemetry.StartConsuming(next.Record);
        try
        {
            await next.Handling!.Apply(services, next.Message!, next.Record, cancellation).ConfigureAwait(false);
            return null;
        }
        catch (Exception failure) when (!Failures.IsTransient(failure))
        {
            return failure;
        }
    }

    private async Task Record(List<ConsumableEvent> applied, List<(ConsumableEvent Event, Exception? Failure)> parked, CancellationToken cancellation)
    {
        if (applied.Count + parked.Count == 0)
        {
            return;
        }

        var outcome = new Outcome();
        await executor.Apply(
            async work =>
            {
                outcome = new Outcome();
                var fresh = await inbox.Enter(work, [.. applied, .. parked.Select(park => park.Event)]).ConfigureAwait(false);
                outcome.Applied = applied.Count;
                foreach (var (next, failure) in parked.Where(park => fresh.Contains(park.Event.Record.Id)))
                {
                    Park(work, next, next.Fault ?? failure?.ToString(), outcome, failure);
                }
            },
            cancellation).ConfigureAwait(false);
        Report((applied.Count > 0 ? applied[0] : parked[0].Event).Place.Topic, outcome);
    }

    private void Park(UnitOfWork work, ConsumableEvent next, string? error, Outcome outcome, Exception? failure = null)
    {
        ParkedEvents.Park(work, consumption.Group, next, error);
        outcome.Parked.Add((next, failure));
    }

    private void Report(string topic, Outcome outcome)
    {
        telemetry.Consumed(consumption.Group, topic, "applied", outcome.Applied);
        telemetry.Consumed(consumption.Group, topic, "duplicate", outcome.Duplicates);
        telemetry.Consumed(consumption.Group, topic, "parked", outcome.Parked.Count);
        foreach (var (next, failure) in outcome.Parked)
        {
            Log.EventParked(logger, failure, consumption.Group, next.Record.Id, next.Record.Type, next.Place.Topic, next.Place.Partition, next.Place.Offset);
        }
    }

    private sealed class Outcome
    {
        public int Applied { get; set; }

        public int Duplicates { get; set; }

        public List<(ConsumableEvent Event, Exception? Failure)> Parked { get; } = [];
    }
}

/// <summary>Where an event stands in the log.</summary>
internal readonly record struct EventPlace(string Topic, int Partition, long Offset);

/// <summary>An event that means something to the service.</summary>
/// <param name="Record">As read.</param>
/// <param name="Place">Where.</param>
/// <param name="Handling">Null when the event is too broken to tell.</param>
/// <param name="Message">Decoded; null when there is a fault.</param>
/// <param name="Fault">Why it cannot be applied whatever the state; null when it can.</param>
internal sealed record ConsumableEvent(EventRecord Record, EventPlace Place, EventHandling? Handling, IMessage? Message, string? Fault)
{
    /// <summary>Applied outside the database. A broken event has no effect but its parking, which is inside.</summary>
    public bool IsOutside => Handling is { IsOutside: true };
}
