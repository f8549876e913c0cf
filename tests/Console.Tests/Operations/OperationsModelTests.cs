using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Omnichannel.Platform.V1;
using Omnichannel.WebConsole.Operations;
using Omnichannel.WebConsole.Texts;

namespace Omnichannel.WebConsole.Tests.Operations;

public sealed class OperationsModelTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private static readonly Dictionary<string, Action<ReplicaState>> Troubles = new()
    {
        ["it lacks something"] = replica =>
        {
            replica.Ready = false;
            replica.Missing.Add("database");
        },
        ["it is not ready"] = replica => replica.Ready = false,
        ["it is silent"] = replica => replica.Silent = true,
        ["an event is parked"] = replica => replica.ParkedEventCount = 1,
        ["an invariant does not hold"] = replica => replica.BreachCount = 1,
        ["nobody publishes"] = replica => (replica.Relays[0].Active, replica.Relays[0].UnsentCount) = (false, 2),
        ["events are not sent"] = replica => (replica.Relays[0].UnsentCount, replica.Relays[0].OldestUnsentAge) = (2, Duration.FromTimeSpan(TimeSpan.FromSeconds(31))),
        ["a timer is late"] = replica => replica.OverdueTimers = new OverdueTimers { Count = 1, OldestDueAt = Timestamp.FromDateTimeOffset(Now - TimeSpan.FromSeconds(61)) },
        ["a partition waits"] = replica => replica.Consumers[0].PausedPartitionCount = 1,
        ["it is behind"] = replica => replica.Consumers[0].Lag = AreaState.LongQueue + 1,
        ["a call failed"] = replica => replica.LastMinuteCalls.ServerErrorCount = 1,
    };

    [Fact]
    public async Task EachService_IsAskedByItsArea_AndOneThatIsAway_HidesNoOther()
    {
        var calls = new ScriptedCalls().On<GetStateRequest, GetStateResponse>("GetState", (_, options) => options.Headers!.GetValue("omnichannel-area") switch
        {
            "loyalty" => throw new RpcException(new Status(StatusCode.Unavailable, "The service loyalty does not answer.")),
            var area => new GetStateResponse { Service = area, Replicas = { Sound() } },
        });
        var model = new OperationsModel(calls, TimeProvider.System);
        Assert.Empty(model.States);

        await model.Refresh();
        await model.Refresh();

        Assert.Equal(["cart", "orders", "returns", "loyalty", "messaging", "support"], model.States.Select(state => state.Area));
        Assert.Equal((5, 6, 5), (model.Overview.Answering, model.Overview.Services, model.Overview.Replicas));
        var away = model.States.Single(state => state.Area == "loyalty");
        Assert.Equal((Health.Bad, "away", "The service loyalty does not answer."), (away.Health, Assert.Single(away.Concerns).Key, away.Refusal!.Status.Detail));
        Assert.Equal([null, null], away.Samples);
        Assert.Null(away.Parked);
        Assert.All(model.States.Where(state => state != away), state => Assert.Equal((state.Area, Health.Good, 2), (state.Answer!.Service, state.Health, state.Samples.Count)));
    }

    [Fact]
    public async Task Breaches_OfAllServices_AreTheLongestBrokenFirst_AndStayWhileTheirServiceIsAway()
    {
        var isAway = false;
        var calls = new ScriptedCalls().On<ListBreachesRequest, ListBreachesResponse>("ListBreaches", (_, options) => options.Headers!.GetValue("omnichannel-area") switch
        {
            "orders" when isAway => throw new RpcException(new Status(StatusCode.Unavailable, "away")),
            "orders" => new ListBreachesResponse { Breaches = { Broken("o-1", 1), Broken("o-2", 9) } },
            _ => new ListBreachesResponse { Breaches = { Broken("r-1", 5) } },
        });
        var model = new BreachModel(calls);
        await model.Load(["orders", "returns"]);
        isAway = true;
        await model.Load(["orders", "returns"]);
        Assert.Equal([("orders", "o-2"), ("returns", "r-1"), ("orders", "o-1")], model.Found.Select(found => (found.Area, found.Breach.Subject)));
        await model.Load([]);
        Assert.Empty(model.Found);

        static Breach Broken(string subject, int hoursAgo) => new() { Subject = subject, Invariant = "SOME", Since = Timestamp.FromDateTimeOffset(Now.AddHours(-hoursAgo)) };
    }

    [Fact]
    public async Task WhenTheSessionIsOver_WhatWasKnownStays()
    {
        var isOver = false;
        var calls = new ScriptedCalls().On<GetStateRequest, GetStateResponse>("GetState", (_, _) => isOver
            ? throw new RpcException(new Status(StatusCode.Unauthenticated, "The token is over."))
            : new GetStateResponse { Replicas = { Sound() } });
        var model = new OperationsModel(calls, TimeProvider.System);
        await model.Refresh();
        var askedAt = model.AskedAt;

        isOver = true;
        await model.Refresh();
        Assert.Equal(("The token is over.", 6, askedAt), (model.Refusal!.Status.Detail, model.Overview.Answering, model.AskedAt));

        isOver = false;
        await model.Refresh();
        Assert.Null(model.Refusal);
    }

    [Fact]
    public void Numbers_OfAllReplicas_AreAdded_AndThoseThatAllSee_AreCountedOnce()
    {
        var (one, other, gone) = (Sound("a"), Sound("b"), Sound("c"));
        one.ParkedEventCount = other.ParkedEventCount = 3;
        one.Relays[0].Active = false;
        one.Relays[0].UnsentCount = other.Relays[0].UnsentCount = 7;
        one.Consumers[0].Lag = 10;
        other.Consumers[0].Lag = 5;
        gone.Silent = true;
        gone.Consumers[0].Lag = 1000;
        var state = Of(one, other, gone);

        Assert.Equal(3, state.Parked);
        Assert.True(Assert.Single(state.Relays).Active);
        Assert.Equal(("orders", 16, 15), (state.Topics[0].Name, state.Topics[0].Partitions, state.Topics[0].Lag));
        Assert.Equal(new CallSample(200, 4, 0), Overview.Of([state]).Calls);
        Assert.Equal(["silent", "parked"], state.Concerns.Select(concern => concern.Key).OrderDescending());
    }

    [Fact]
    public void WhatIsNotKnown_IsNotZero()
    {
        var replica = Sound();
        replica.ClearParkedEventCount();
        replica.Consumers[0].ClearLag();
        replica.OverdueTimers = null;
        var state = Of(replica);

        Assert.Null(state.Parked);
        Assert.Null(state.Timers);
        Assert.Null(state.Topics[0].Lag);
        Assert.Null(Overview.Of([state]).Parked);
        Assert.Equal(0, OperationsWords.BarOf(null));
    }

    [Theory]
    [InlineData("it lacks something", "unready", Health.Bad)]
    [InlineData("it is not ready", "unready", Health.Bad)]
    [InlineData("it is silent", "silent", Health.Warning)]
    [InlineData("an event is parked", "parked", Health.Warning)]
    [InlineData("nobody publishes", "relay", Health.Bad)]
    [InlineData("events are not sent", "unsent", Health.Warning)]
    [InlineData("a timer is late", "timers", Health.Warning)]
    [InlineData("a partition waits", "paused", Health.Warning)]
    [InlineData("it is behind", "lag", Health.Warning)]
    [InlineData("a call failed", "failed", Health.Warning)]
    public void Trouble_IsSaid_InBothLanguages(string trouble, string key, Health health)
    {
        var replica = Sound();
        Troubles[trouble](replica);
        var state = Of(replica);

        var concern = Assert.Single(state.Concerns);
        Assert.Equal((key, health, health), (concern.Key, concern.Health, state.Health));
        Assert.NotEqual(OperationsWords.Of(In("en"), concern), OperationsWords.Of(In("it"), concern));
    }

    [Fact]
    public void WhatPasses_IsNoTrouble()
    {
        var replica = Sound();
        replica.Relays[0].UnsentCount = 2;
        replica.Relays[0].OldestUnsentAge = Duration.FromTimeSpan(AreaState.SlowRelay);
        replica.OverdueTimers = new OverdueTimers { Count = 1, OldestDueAt = Timestamp.FromDateTimeOffset(Now - AreaState.LateTimer) };
        replica.Consumers[0].Lag = AreaState.LongQueue;
        replica.LastMinuteCalls.ClientErrorCount = 50;

        Assert.Empty(Of(replica).Concerns);
        Assert.Empty(Of(Sound()).Concerns);
    }

    [Fact]
    public void Replicas_ThatMayBeThere_AreMentioned() =>
        Assert.Equal("others", Assert.Single(new AreaState("cart", new GetStateResponse { Replicas = { Sound() }, OthersUnknown = true }, null, []).Concerns).Key);

    [Fact]
    public void Charts_ShowTheNewestAtTheRight_AndWhatHappenedAtAll()
    {
        var bars = OperationsWords.Bars([new CallSample(1000, 0, 1), null, new CallSample(0, 0, 0)]).ToList();

        Assert.Equal([185, 190, 195], bars.Select(bar => bar.X));
        Assert.Equal((36, true), (bars[0].Height, bars[0].Failed > 1));
        Assert.Equal((true, false, 0), (bars[1].IsGap, bars[2].IsGap, bars[2].Height));
        Assert.Empty(OperationsWords.Bars([]));
    }

    [Fact]
    public void History_IsAsLongAsTheChart()
    {
        var history = new CallHistory();
        for (var i = 0; i < CallHistory.Most + 5; i++)
        {
            var replica = Sound();
            replica.LastMinuteCalls.Count = i;
            history.Add([replica]);
        }

        Assert.Equal((CallHistory.Most, 5, CallHistory.Most + 4), (history.Samples.Count, history.Samples[0]!.Count, history.Samples[^1]!.Count));
    }

    [Fact]
    public void Bars_GrowWithTheQueue_AndEnd()
    {
        long?[] queues = [0, 1, 10, 100, 1_000, 1_000_000_000];

        var bars = queues.Select(OperationsWords.BarOf).ToList();

        Assert.Equal(bars.Order().Distinct(), bars);
        Assert.Equal((0, 100), (bars[0], bars[^1]));
    }

    private static AreaState Of(params ReplicaState[] replicas) => new("cart", new GetStateResponse { Service = "cart", Replicas = { replicas } }, null, []);

    private static ReplicaState Sound(string name = "host-1") => new()
    {
        Replica = name,
        Version = "1.0.0",
        StartedAt = Timestamp.FromDateTimeOffset(Now - TimeSpan.FromHours(3)),
        ReportedAt = Timestamp.FromDateTimeOffset(Now),
        Ready = true,
        ParkedEventCount = 0,
        OverdueTimers = new OverdueTimers(),
        Relays = { new RelayState { Outbox = "outbox", Active = true, UnsentCount = 0, LastRoundAge = Duration.FromTimeSpan(TimeSpan.FromSeconds(1)) } },
        Consumers = { new ConsumerState { Topic = "omnichannel.orders.events.v1", Group = "omnichannel.cart", PartitionCount = 8, Lag = 0 } },
        LastMinuteCalls = new RecentCalls { Count = 100, ClientErrorCount = 2, SlowestMs = 40 },
    };

    private static Wording In(string language)
    {
        var words = new Wording(new Wordings());
        words.Choose(language, null);
        return words;
    }
}
