using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Monitoring;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Transport;
using Omnichannel.Platform.V1;

namespace Omnichannel.Platform.Events;

/// <summary>What operators do with this service's parked events, and how its replicas fare.</summary>
public sealed class OpsGrpcService(ParkedEvents parked, CommandExecutor executor, ServiceIdentity identity, ReplicaMonitor monitor, ReplicaReports reports, Breaches breaches)
    : OpsService.OpsServiceBase
{
    /// <inheritdoc/>
    public override async Task<GetStateResponse> GetState(GetStateRequest request, ServerCallContext context)
    {
        var (own, others) = (monitor.Measure(context.CancellationToken), reports.FindOthers(context.CancellationToken));
        await Task.WhenAll(own, others).ConfigureAwait(false);
        var known = await others.ConfigureAwait(false);
        return new GetStateResponse { Service = identity.Area, Replicas = { await own.ConfigureAwait(false), known ?? [] }, OthersUnknown = known is null };
    }

    /// <inheritdoc/>
    public override async Task<ListParkedEventsResponse> ListParkedEvents(ListParkedEventsRequest request, ServerCallContext context)
    {
        var scope = $"parked/{parked.Consumer}/{request.Topic}/{request.AggregateId}";
        var after = PageToken.Read(scope, request.PageToken);
        var size = PageToken.Size(request.PageSize);
        var page = await parked.List(
            new ParkedEventFilter
            {
                Topic = request.Topic,
                Subject = request.AggregateId.Length == 0 ? null : request.AggregateId,
                AfterSequence = after?.Position ?? 0,
                Max = size + 1,
            },
            context.CancellationToken).ConfigureAwait(false);
        return new ListParkedEventsResponse
        {
            Events = { page.Take(size).Select(ToMessage) },
            NextPageToken = page.Count > size ? PageToken.Write(scope, new PagePlace(page[size - 1].Sequence)) : "",
            TotalCount = await parked.Count(context.CancellationToken).ConfigureAwait(false),
        };
    }

    /// <inheritdoc/>
    public override async Task<ListBreachesResponse> ListBreaches(ListBreachesRequest request, ServerCallContext context)
    {
        const char Between = '\n';
        var scope = $"breaches/{identity.Area}";
        var after = PageToken.Read(scope, request.PageToken)?.Id.Split(Between) is [var subject, var invariant, var part]
            ? new KnownBreach { Subject = subject, Invariant = invariant, Part = part }
            : null;
        var size = PageToken.Size(request.PageSize);
        var page = await breaches.List(after, size + 1, context.CancellationToken).ConfigureAwait(false);
        return new ListBreachesResponse
        {
            Breaches =
            {
                page.Take(size).Select(known => new V1.Breach
                {
                    Subject = known.Subject, Invariant = known.Invariant, Part = known.Part, Since = Timestamp.FromDateTimeOffset(Instants.FromMicros(known.Since)),
                }),
            },
            NextPageToken = page.Count > size && page[size - 1] is var last
                ? PageToken.Write(scope, new PagePlace(0, Id: string.Join(Between, last.Subject, last.Invariant, last.Part)))
                : "",
        };
    }

    /// <inheritdoc/>
    public override Task<ReplayParkedEventsResponse> ReplayParkedEvents(ReplayParkedEventsRequest request, ServerCallContext context)
    {
        new RequestCheck().Text("topic", request.Topic, 256).ThrowIfInvalid();
        return Once(context.Command(request), async () =>
        {
            var outcome = await parked.Replay(
                new EventSubject(request.Topic, request.AggregateId), context.Caller().Subject, context.CancellationToken).ConfigureAwait(false);
            return new ReplayParkedEventsResponse { AppliedEvents = outcome.Applied, RemainingEvents = { outcome.Remaining.Select(ToMessage) } };
        });
    }

    /// <inheritdoc/>
    public override Task<SkipParkedEventResponse> SkipParkedEvent(SkipParkedEventRequest request, ServerCallContext context)
    {
        new RequestCheck()
            .Text("topic", request.Topic, 256)
            .Text("event_id", request.EventId, 1024)
            .OptionalText("reason", request.Reason, 1000)
            .ThrowIfInvalid();
        return Once(context.Command(request), async () =>
        {
            var outcome = await parked.Skip(
                new EventSubject(request.Topic, request.AggregateId), request.EventId, request.Reason, context.Caller().Subject, context.CancellationToken)
                .ConfigureAwait(false);
            return new SkipParkedEventResponse { AppliedEvents = outcome.Applied, RemainingEvents = { outcome.Remaining.Select(ToMessage) } };
        });
    }

    // A replay is several transactions, each of which has its effect once, so the answer is recorded after them instead of with them.
    private async Task<TAnswer> Once<TAnswer>(CommandContext command, Func<Task<TAnswer>> effect)
        where TAnswer : IMessage<TAnswer>, new()
    {
        try
        {
            return await executor.Execute<TAnswer>(command, _ => throw new NotAnsweredYetException()).ConfigureAwait(false);
        }
        catch (NotAnsweredYetException)
        {
            var answer = await Answer(effect).ConfigureAwait(false);
            return await executor.Execute(command, _ => answer).ConfigureAwait(false);
        }
    }

    /// <summary>The answer, or the refusal to be thrown where it is recorded.</summary>
    private static async Task<Task<TAnswer>> Answer<TAnswer>(Func<Task<TAnswer>> effect)
    {
        try
        {
            return Task.FromResult(await effect().ConfigureAwait(false));
        }
        catch (RefusedException refused)
        {
            return Task.FromException<TAnswer>(refused);
        }
    }

    private V1.ParkedEvent ToMessage(ParkedEvent entry) => new()
    {
        EventId = entry.Record.Id,
        EventName = entry.Record.Type,
        Topic = entry.Record.Topic,
        AggregateId = entry.Record.Subject,
        AggregateVersion = entry.Record.AggregateVersion,
        Consumer = parked.Consumer,
        Error = entry.Error,
        BehindAnother = entry.Attempts == 0,
        Attempts = (int)Math.Min(entry.Attempts, int.MaxValue),
        OccurredAt = Timestamp.FromDateTimeOffset(entry.Record.Time),
        ParkedAt = Timestamp.FromDateTimeOffset(entry.ParkedAt),
        Payload = UnsafeByteOperations.UnsafeWrap(entry.Record.Data),
    };

    private sealed class NotAnsweredYetException : Exception;
}
