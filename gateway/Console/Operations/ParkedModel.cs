using Grpc.Core;
using Omnichannel.Platform.V1;

namespace Omnichannel.WebConsole.Operations;

/// <summary>The parked events of all services, by the aggregate that they hold up, and what an operator does with them.</summary>
public sealed class ParkedModel(CallInvoker calls)
{
    /// <summary>The longest reason that is taken, in characters.</summary>
    public const int LongestReason = 1_000;

    private const int PageSize = 200;

    private readonly OpsService.OpsServiceClient ops = new(calls);

    /// <summary>Those that hold something up, the longest parked first.</summary>
    public IReadOnlyList<ParkedAggregate> Aggregates { get; private set; } = [];

    /// <summary>Events beyond those that are shown.</summary>
    public long MoreEvents { get; private set; }

    /// <summary>Services whose parked events could not be had, and why.</summary>
    public IReadOnlyDictionary<string, RpcException> Refusals { get; private set; } = new Dictionary<string, RpcException>();

    /// <summary>Whether it has looked at least once.</summary>
    public bool IsLoaded { get; private set; }

    /// <summary>Looks at what is parked in these services.</summary>
    public async Task Load(IEnumerable<string> areas, CancellationToken cancellation = default)
    {
        var refusals = new Dictionary<string, RpcException>(StringComparer.Ordinal);
        var lists = await Task.WhenAll(areas.Select(async area =>
        {
            try
            {
                var answer = await ops.ListParkedEventsAsync(new ListParkedEventsRequest { PageSize = PageSize }, At(area), cancellationToken: cancellation);
                return (Area: area, Answer: answer);
            }
            catch (RpcException failure) when (failure.StatusCode is not StatusCode.Cancelled || !cancellation.IsCancellationRequested)
            {
                lock (refusals)
                {
                    refusals[area] = failure;
                }

                return (Area: area, Answer: new ListParkedEventsResponse());
            }
        }));
        Aggregates = [.. lists.SelectMany(list => list.Answer.Events.GroupBy(parked => (parked.Topic, parked.AggregateId)).Select(group => new ParkedAggregate(list.Area, [.. group])))
            .OrderBy(aggregate => aggregate.First.ParkedAt.ToDateTimeOffset())];
        MoreEvents = lists.Sum(list => Math.Max(0, list.Answer.TotalCount - list.Answer.Events.Count));
        Refusals = refusals;
        IsLoaded = true;
    }

    /// <summary>Applies the events of an aggregate again, until one fails.</summary>
    public Task<ParkedResult> Replay(ParkedAggregate aggregate, CancellationToken cancellation = default) => Act(async () =>
    {
        var request = new ReplayParkedEventsRequest { Topic = aggregate.Topic, AggregateId = aggregate.AggregateId };
        var answer = await ops.ReplayParkedEventsAsync(request, At(aggregate.Area), cancellationToken: cancellation);
        return new ParkedResult(false, answer.AppliedEvents, [.. answer.RemainingEvents], null);
    });

    /// <summary>Gives up the first event of an aggregate for good, and applies those behind it.</summary>
    /// <param name="aggregate">The aggregate.</param>
    /// <param name="reason">Why; kept with who did it.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public Task<ParkedResult> Skip(ParkedAggregate aggregate, string reason, CancellationToken cancellation = default) => Act(async () =>
    {
        var request = new SkipParkedEventRequest { Topic = aggregate.Topic, AggregateId = aggregate.AggregateId, EventId = aggregate.First.EventId, Reason = reason.Trim() };
        var answer = await ops.SkipParkedEventAsync(request, At(aggregate.Area), cancellationToken: cancellation);
        return new ParkedResult(true, answer.AppliedEvents, [.. answer.RemainingEvents], null);
    });

    private static async Task<ParkedResult> Act(Func<Task<ParkedResult>> act)
    {
        try
        {
            return await act();
        }
        catch (RpcException failure)
        {
            return new ParkedResult(false, 0, [], failure);
        }
    }

    private static Metadata At(string area) => new() { { OperationsModel.AreaHeader, area } };
}

/// <summary>What an aggregate has parked in a service: the first event holds up the others.</summary>
/// <param name="Area">The service that could not apply it.</param>
/// <param name="Events">In their order; at least one.</param>
public sealed record ParkedAggregate(string Area, IReadOnlyList<ParkedEvent> Events)
{
    /// <summary>The one that could not be applied.</summary>
    public ParkedEvent First => Events[0];

    /// <summary>Of their events.</summary>
    public string Topic => First.Topic;

    /// <summary>Its id.</summary>
    public string AggregateId => First.AggregateId;

    /// <summary>Those that wait behind the first.</summary>
    public int Behind => Events.Count - 1;

    /// <summary>What it is known by while the page is open.</summary>
    public string Key => $"{Area}/{Topic}/{AggregateId}";

    /// <summary>The first line of the error: what is the matter, without where.</summary>
    public string ErrorLine => First.Error.Split('\n', 2)[0].Trim();
}

/// <summary>What came of a replay or a skip.</summary>
/// <param name="IsSkipped">The first event was given up.</param>
/// <param name="Applied">Events that had their effect.</param>
/// <param name="Remaining">Still parked, in their order; the first one tells why.</param>
/// <param name="Refusal">It was refused; nothing happened.</param>
public sealed record ParkedResult(bool IsSkipped, int Applied, IReadOnlyList<ParkedEvent> Remaining, RpcException? Refusal);
