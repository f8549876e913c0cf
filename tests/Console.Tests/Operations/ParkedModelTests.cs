using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Omnichannel.Loyalty.V1;
using Omnichannel.Platform.V1;
using Omnichannel.WebConsole.Operations;
using Omnichannel.WebConsole.Shared;
using Omnichannel.WebConsole.Texts;

namespace Omnichannel.WebConsole.Tests.Operations;

public sealed class ParkedModelTests
{
    private const string Topic = "omnichannel.loyalty.events.v1";
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Parked_StandByWhatTheyHoldUp_TheLongestWaitingFirst()
    {
        var calls = Listing(area => area == "support"
            ? new ListParkedEventsResponse { Events = { Parked("b", 1, parkedMinutes: 5), Parked("a", 2, parkedMinutes: 7), Parked("b", 2, parkedMinutes: 6) }, TotalCount = 10 }
            : new ListParkedEventsResponse { Events = { Parked("b", 1, parkedMinutes: 1) }, TotalCount = 1 });
        var model = new ParkedModel(calls);
        Assert.False(model.IsLoaded);

        await model.Load(["support", "messaging"]);

        Assert.True(model.IsLoaded);
        Assert.Equal([("messaging", "b", 0), ("support", "b", 1), ("support", "a", 0)], model.Aggregates.Select(one => (one.Area, one.AggregateId, one.Behind)));
        Assert.Equal(3, model.Aggregates.Select(one => one.Key).Distinct().Count());
        Assert.Equal(7, model.MoreEvents);
        Assert.Equal("System.InvalidOperationException: planted", model.Aggregates[0].ErrorLine);
        Assert.Empty(model.Refusals);
    }

    [Fact]
    public async Task ServiceThatRefuses_IsNamed_TheOthersAreListed()
    {
        var model = new ParkedModel(Listing(area => area == "cart"
            ? throw new RpcException(new Status(StatusCode.Unavailable, "away"))
            : new ListParkedEventsResponse { Events = { Parked("a", 1) }, TotalCount = 1 }));

        await model.Load(["cart", "support"]);

        Assert.Equal(("cart", "away"), (Assert.Single(model.Refusals).Key, model.Refusals["cart"].Status.Detail));
        Assert.Equal("support", Assert.Single(model.Aggregates).Area);
    }

    [Fact]
    public async Task Replay_NamesTheAggregate_AndTellsWhatIsLeft()
    {
        var area = "";
        var calls = new ScriptedCalls().On<ReplayParkedEventsRequest, ReplayParkedEventsResponse>("ReplayParkedEvents", (_, options) =>
        {
            area = options.Headers!.GetValue("omnichannel-area");
            return new ReplayParkedEventsResponse { AppliedEvents = 2, RemainingEvents = { Parked("a", 4) } };
        });

        var result = await new ParkedModel(calls).Replay(new ParkedAggregate("support", [Parked("a", 2), Parked("a", 3), Parked("a", 4)]));

        Assert.Equal(new ReplayParkedEventsRequest { Topic = Topic, AggregateId = "a" }, Assert.Single(calls.Made<ReplayParkedEventsRequest>()));
        Assert.Equal(("support", 2, 1, StateKind.Warning), (area, result.Applied, result.Remaining.Count, OperationsWords.KindOf(result)));
        Assert.Equal("2 events were applied, 1 is still parked: System.InvalidOperationException: planted", OperationsWords.Of(In("en"), result));
    }

    [Fact]
    public async Task Skip_GivesUpTheFirstWithItsReason()
    {
        var calls = new ScriptedCalls().On<SkipParkedEventRequest, SkipParkedEventResponse>("SkipParkedEvent", (_, _) => new SkipParkedEventResponse { AppliedEvents = 1 });

        var result = await new ParkedModel(calls).Skip(new ParkedAggregate("support", [Parked("a", 2), Parked("a", 3)]), "  a test event \n");

        Assert.Equal(
            new SkipParkedEventRequest { Topic = Topic, AggregateId = "a", EventId = "a/2", Reason = "a test event" }, Assert.Single(calls.Made<SkipParkedEventRequest>()));
        Assert.Equal(StateKind.Good, OperationsWords.KindOf(result));
        Assert.Equal("The event was skipped, and 1 behind it applied. Nothing of it is parked any more.", OperationsWords.Of(In("en"), result));
    }

    [Fact]
    public async Task Refusal_IsTheResult_InItsOwnWords()
    {
        var calls = new ScriptedCalls().On<ReplayParkedEventsRequest, ReplayParkedEventsResponse>(
            "ReplayParkedEvents", (_, _) => throw new RpcException(new Status(StatusCode.NotFound, "Nothing is parked for this aggregate.")));

        var result = await new ParkedModel(calls).Replay(new ParkedAggregate("support", [Parked("a", 2)]));

        Assert.Equal(StateKind.Bad, OperationsWords.KindOf(result));
        Assert.Contains("Nothing is parked for this aggregate.", OperationsWords.Of(In("it"), result), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, 0, 1, StateKind.Bad, "It failed again, and stays parked: System.InvalidOperationException: planted")]
    [InlineData(false, 1, 0, StateKind.Good, "1 event was applied. Nothing of it is parked any more.")]
    [InlineData(true, 0, 0, StateKind.Good, "The event was skipped. Nothing of it is parked any more.")]
    [InlineData(true, 2, 2, StateKind.Warning, "The event was skipped, 2 applied, 2 are still parked: System.InvalidOperationException: planted")]
    public void Results_AreSaid(bool isSkipped, int applied, int left, StateKind kind, string words)
    {
        var result = new ParkedResult(isSkipped, applied, [.. Enumerable.Range(1, left).Select(version => Parked("a", version))], null);

        Assert.Equal((kind, words), (OperationsWords.KindOf(result), OperationsWords.Of(In("en"), result)));
        Assert.NotEmpty(OperationsWords.Of(In("it"), result));
    }

    [Fact]
    public void Event_IsReadByItsContract()
    {
        var parked = Parked("a", 1);
        parked.Payload = new PointsAdjusted { MemberId = "a", Points = 7, Reason = "<b>Goodwill</b>" }.ToByteString();

        var decoded = DecodedEvent.Of(parked);

        Assert.True(decoded.IsReadable);
        Assert.Equal(new PointsAdjusted { MemberId = "a", Points = 7, Reason = "<b>Goodwill</b>" }, PointsAdjusted.Parser.ParseJson(decoded.Text));
        Assert.Contains('\n', decoded.Text);
    }

    [Theory]
    [InlineData("omnichannel.loyalty.v1.PointsAdjusted")]
    [InlineData("omnichannel.loyalty.v1.NotOfThisBuild")]
    [InlineData("")]
    public void Event_ThatCannotBeRead_IsShownByItsBytes(string name)
    {
        var parked = Parked("a", 1);
        parked.EventName = name;
        parked.Payload = ByteString.CopyFrom([0xff, 0x00, 0x10]);

        Assert.Equal(new DecodedEvent("ff 00 10", false, 3), DecodedEvent.Of(parked));
    }

    [Fact]
    public void Bytes_AreCutOff_WhereTheyAreMany()
    {
        var parked = Parked("a", 1);
        parked.EventName = "other";
        parked.Payload = ByteString.CopyFrom(new byte[100_000]);

        var decoded = DecodedEvent.Of(parked);

        Assert.True(decoded.Text.Length < 2_000);
        Assert.EndsWith("…", decoded.Text, StringComparison.Ordinal);
        Assert.Equal(100_000, decoded.Size);
    }

    private static ScriptedCalls Listing(Func<string, ListParkedEventsResponse> answer) =>
        new ScriptedCalls().On<ListParkedEventsRequest, ListParkedEventsResponse>("ListParkedEvents", (_, options) => answer(options.Headers!.GetValue("omnichannel-area")!));

    private static ParkedEvent Parked(string aggregate, long version, int parkedMinutes = 0) => new()
    {
        EventId = $"{aggregate}/{version}",
        EventName = PointsAdjusted.Descriptor.FullName,
        Topic = Topic,
        AggregateId = aggregate,
        AggregateVersion = version,
        Error = "System.InvalidOperationException: planted\r\n   at Somewhere",
        Attempts = 1,
        OccurredAt = Timestamp.FromDateTimeOffset(Noon),
        ParkedAt = Timestamp.FromDateTimeOffset(Noon.AddMinutes(parkedMinutes)),
    };

    private static Wording In(string language)
    {
        var words = new Wording(new Wordings());
        words.Choose(language, null);
        return words;
    }
}
