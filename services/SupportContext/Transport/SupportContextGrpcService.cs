using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Live;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Transport;
using Omnichannel.Support.V1;
using Omnichannel.SupportContext.Domain;
using Omnichannel.SupportContext.Store;
using Omnichannel.Types.V1;
using Touchpoint = Omnichannel.SupportContext.Domain.Touchpoint;

namespace Omnichannel.SupportContext.Transport;

/// <summary>Everything that happened to a customer, for whoever helps them.</summary>
public sealed class SupportContextGrpcService(Contexts contexts, Timeline timeline, Touchpoints touchpoints, StaffAudit audit, ILiveNotifications live)
    : SupportContextService.SupportContextServiceBase
{
    private const int MostAtOnce = 200;

    /// <inheritdoc/>
    public override async Task WatchTimeline(WatchTimelineRequest request, IServerStreamWriter<WatchTimelineResponse> responseStream, ServerCallContext context)
    {
        new RequestCheck().Id("customer_id", request.CustomerId).Range("resume_sequence", request.ResumeSequence, 0, long.MaxValue)
            .OptionalText("language", request.Language, 35).ThrowIfInvalid();
        await audit.Record(context, request.CustomerId).ConfigureAwait(false);
        var cancellation = context.CancellationToken;
        using var watch = new OwnersWatch(live);
        var owners = await timeline.Owners(request.CustomerId, cancellation).ConfigureAwait(false);
        watch.Follow(owners);
        var seen = request.HasResumeSequence ? request.ResumeSequence : await timeline.Last(cancellation).ConfigureAwait(false);
        await responseStream.WriteAsync(new WatchTimelineResponse { Sequence = seen }, cancellation).ConfigureAwait(false);
        while (true)
        {
            var learned = await timeline.Learned(owners, seen, MostAtOnce, cancellation).ConfigureAwait(false);
            foreach (var entry in learned)
            {
                seen = entry.Sequence;
                await responseStream.WriteAsync(
                    new WatchTimelineResponse { Sequence = seen, Entry = ToProto.Entry(entry, request.CustomerId, request.Language) }, cancellation).ConfigureAwait(false);
            }

            if (learned.Count < MostAtOnce)
            {
                await watch.Wait(cancellation).ConfigureAwait(false);
                owners = await timeline.Owners(request.CustomerId, cancellation).ConfigureAwait(false);
                watch.Follow(owners);
            }
        }
    }

    /// <summary>Wakes when anything of any of the owners changed; whose past belongs to a customer changes while they are watched.</summary>
    private sealed class OwnersWatch(ILiveNotifications live) : IDisposable
    {
        private readonly Dictionary<string, LiveSubscription> subscriptions = new(StringComparer.Ordinal);

        public void Follow(IEnumerable<string> owners)
        {
            foreach (var owner in owners.Where(owner => !subscriptions.ContainsKey(owner)))
            {
                subscriptions.Add(owner, live.Subscribe(owner));
            }
        }

        public async Task Wait(CancellationToken cancellation)
        {
            using var one = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var waits = subscriptions.Values.Select(subscription => subscription.Wait(one.Token)).ToList();
            await Task.WhenAny(waits).ConfigureAwait(false);
            await one.CancelAsync().ConfigureAwait(false);
            await ((Task)Task.WhenAll(waits)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellation.ThrowIfCancellationRequested();
        }

        public void Dispose()
        {
            foreach (var subscription in subscriptions.Values)
            {
                subscription.Dispose();
            }
        }
    }

    /// <inheritdoc/>
    public override async Task<GetContextResponse> GetContext(GetContextRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("customer_id", request.CustomerId).OptionalText("language", request.Language, 35).ThrowIfInvalid();
        await audit.Record(context, request.CustomerId).ConfigureAwait(false);
        var record = await contexts.Get(request.CustomerId, request.Language, context.CancellationToken).ConfigureAwait(false);
        return ToProto.Context(request.CustomerId, record, request.Language);
    }

    /// <inheritdoc/>
    public override async Task<ListTimelineResponse> ListTimeline(ListTimelineRequest request, ServerCallContext context)
    {
        var filter = Filter(request);
        await audit.Record(context, request.CustomerId).ConfigureAwait(false);
        var entries = await timeline.Page(request.CustomerId, filter with { Limit = filter.Limit + 1 }, context.CancellationToken).ConfigureAwait(false);
        var page = entries.Take(filter.Limit).ToList();
        return new ListTimelineResponse
        {
            Entries = { page.Select(entry => ToProto.Entry(entry, request.CustomerId, request.Language)) },
            NextPageToken = entries.Count > page.Count ? PageToken.Write(Scope(request), new PagePlace(page[^1].OccurredAt.ToMicros(), page[^1].Form.Rank, page[^1].Id)) : "",
        };
    }

    /// <inheritdoc/>
    public override async Task<RecordTouchpointsResponse> RecordTouchpoints(RecordTouchpointsRequest request, ServerCallContext context)
    {
        CheckTouchpoints(request);
        var caller = context.Caller();
        var outcomes = await touchpoints.Record(
            request.CustomerId, caller.Role is Role.Guest, caller.Channel, [.. request.Touchpoints.Select(ToDomain)], context.CancellationToken).ConfigureAwait(false);
        return new RecordTouchpointsResponse
        {
            Results = { request.Touchpoints.Zip(outcomes, (one, outcome) => new TouchpointResult
            {
                TouchpointId = one.TouchpointId,
                Duplicate = outcome.IsDuplicate,
                Refusal = outcome.Refusal?.ToContract(),
            }) },
        };
    }

    private static TimelineFilter Filter(ListTimelineRequest request)
    {
        var check = new RequestCheck().Id("customer_id", request.CustomerId).Range("page_size", request.PageSize, 0, int.MaxValue)
            .Count("kinds", request.Kinds.Count, 0, 50).OptionalText("language", request.Language, 35);
        check.That(IsInstant(request.OccurredFrom), "occurred_from", "must be a valid time").That(IsInstant(request.OccurredBefore), "occurred_before", "must be a valid time");
        foreach (var kind in request.Kinds)
        {
            check.Known("kinds", kind);
        }

        check.ThrowIfInvalid();
        var after = PageToken.Read(Scope(request), request.PageToken);
        return new TimelineFilter(
            [.. request.Kinds.Select(kind => kind.ToDomain())],
            request.OccurredFrom?.ToDateTimeOffset(),
            request.OccurredBefore?.ToDateTimeOffset(),
            after is null ? null : new TimelineKey(Instants.FromMicros(after.Position), (int)after.Tie, after.Id),
            PageToken.Size(request.PageSize));
    }

    private static string Scope(ListTimelineRequest request) =>
        $"timeline/{request.CustomerId}/{string.Join(',', request.Kinds)}/{request.OccurredFrom}/{request.OccurredBefore}";

    private static void CheckTouchpoints(RecordTouchpointsRequest request)
    {
        if (request.Touchpoints.Count > Touchpoint.MostInBatch)
        {
            throw new RefusedException(new BatchTooLarge(Touchpoint.MostInBatch));
        }

        var check = new RequestCheck().Id("customer_id", request.CustomerId);
        for (var i = 0; i < request.Touchpoints.Count; i++)
        {
            var one = request.Touchpoints[i];
            var path = $"touchpoints[{i}]";
            check.Id($"{path}.touchpoint_id", one.TouchpointId).Known($"{path}.kind", one.Kind)
                .That(one.OccurredAt is not null && IsInstant(one.OccurredAt), $"{path}.occurred_at", "must be a valid time")
                .OptionalText($"{path}.campaign_source", one.CampaignSource, 200).OptionalId($"{path}.store_id", one.StoreId).OptionalId($"{path}.session_id", one.SessionId);
        }

        check.ThrowIfInvalid();
    }

    private static bool IsInstant(Timestamp? at) =>
        at is null || (at.Nanos is >= 0 and < 1_000_000_000 && at.Seconds is >= -62135596800L and <= 253402300799L);

    private static Touchpoint ToDomain(Support.V1.Touchpoint one) =>
        new(one.TouchpointId, one.Kind.ToDomain(), one.OccurredAt.ToDateTimeOffset(), one.Target, one.CampaignSource, one.StoreId, one.SessionId);
}
