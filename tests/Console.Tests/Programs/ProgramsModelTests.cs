using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Omnichannel.Client;
using Omnichannel.Loyalty.V1;
using Omnichannel.WebConsole.Programs;

namespace Omnichannel.WebConsole.Tests.Programs;

/// <summary>A draft, tried out and published.</summary>
public sealed class ProgramsModelTests
{
    private static readonly DateTimeOffset May = new(2031, 5, 1, 9, 30, 0, TimeSpan.FromHours(2));
    private static readonly Timestamp Once = May.ToTimestamp();

    [Fact]
    public async Task Versions_AreOpened_AndTheNextIsPublished()
    {
        var latest = 3;
        var calls = new ScriptedCalls()
            .On<GetProgramRequest, GetProgramResponse>("GetProgram", (request, _) =>
                new GetProgramResponse { Program = new LoyaltyProgram { Version = request.Version == 0 ? latest : request.Version }, Document = $"v{(request.Version == 0 ? latest : request.Version)}" })
            .On<PublishProgramRequest, PublishProgramResponse>("PublishProgram", (_, _) => new PublishProgramResponse { Program = new LoyaltyProgram { Version = ++latest } });
        var model = new ProgramsModel(calls);

        Assert.True(await model.Open("default"));
        Assert.Equal((3, 3, "v3", 1), (model.Program!.Version, model.Latest, model.Document, calls.Made<GetProgramRequest>().Count));
        Assert.True(await model.Open("default", 1));
        Assert.Equal((1, 3, "v1"), (model.Program!.Version, model.Latest, model.Document));

        Assert.True(await model.Publish("draft"));
        Assert.Equal((4, 4, "draft"), (model.Program!.Version, model.Latest, model.Document));
    }

    [Fact]
    public async Task Trial_EndsWithItsSums_AndWhatIsKnownStaysWhenItIsStopped()
    {
        using var stop = new CancellationTokenSource();
        var calls = new ScriptedCalls().OnStream<SimulateProgramRequest, SimulateProgramResponse>("SimulateProgram", _ => [Change("a", 1, 1, 2), Change("b", 2, 5, 1), Sums(members: 9, changed: 2)]);
        var model = new ProgramsModel(calls);
        var told = 0;

        Assert.True(await model.Try("draft", Once, Once, () => told++, stop.Token));
        Assert.Equal((3, 9L, 2L), (told, model.Trial!.LookedAt, model.Trial.Changed));
        Assert.Equal(["b", "a"], model.Trial.Changes.Select(change => change.MemberId));

        Assert.True(await model.Try("draft", Once, Once, stop.Cancel, stop.Token));
        Assert.Equal((1L, null), (model.Trial!.Changed, model.Trial.Sums));
    }

    [Fact]
    public async Task Refused_IsNoTrial()
    {
        var model = new ProgramsModel(new ScriptedCalls().OnStream<SimulateProgramRequest, SimulateProgramResponse>(
            "SimulateProgram", _ => throw new RpcException(new Status(StatusCode.InvalidArgument, "no document"))));
        Assert.False(await model.Try("draft", Once, Once, () => { }, default));
        Assert.Equal((StatusCode.InvalidArgument, null, 0), (model.Refusal!.StatusCode, model.Trial, model.Faults.Count));
    }

    [Fact]
    public void OfManyMembers_ThoseWhomItChangesMostAreKept_AnotherTierFirst()
    {
        var trial = new TrialResult();
        for (var i = 1; i <= TrialResult.Most + 20; i++)
        {
            trial.Take(Change($"m{i:000}", i, long.MinValue / 2, (long.MinValue / 2) + i));
        }

        trial.Take(Change("tier", 200, 5, 5, "gold"));

        Assert.Equal((TrialResult.Most, TrialResult.Most + 21), (trial.Changes.Count, trial.Changed));
        Assert.Equal(["tier", "m120", "m119"], trial.Changes.Take(3).Select(change => change.MemberId));
        Assert.Equal("m022", trial.Changes[^1].MemberId);
    }

    [Fact]
    public void Faults_HaveTheirPlaces_FromTheBeginningOfTheDocument()
    {
        var faults = PlacedFault.Of(
        [
            new FieldViolation("document.tiers[0].threshold", "line 12, column 7: must be 0"), new FieldViolation("document.earn_rules[0].wrong", "line 3, column 21: is not known here"),
            new FieldViolation("document", "is required"),
        ]);

        Assert.Equal(
            [
                new PlacedFault(0, 0, "", "is required"), new PlacedFault(3, 21, "earn_rules[0].wrong", "is not known here"), new PlacedFault(12, 7, "tiers[0].threshold", "must be 0"),
            ],
            faults);
        Assert.Empty(PlacedFault.Of(new RpcException(new Status(StatusCode.Unavailable, "away"))));
    }

    [Theory]
    [InlineData("program_id: a\neffective_from: 1970-01-01T00:00:00Z # then\nx: 1\n", "program_id: a\neffective_from: 2031-05-01T07:30:00Z # then\nx: 1\n")]
    [InlineData("effective_from: \"2020-01-01T00:00:00Z\"\r\nx: 1", "effective_from: \"2031-05-01T07:30:00Z\"\r\nx: 1")]
    [InlineData("{\"program_id\": \"a\", \"effective_from\": \"2020-01-01T00:00:00Z\", \"x\": 1}", "{\"program_id\": \"a\", \"effective_from\": \"2031-05-01T07:30:00Z\", \"x\": 1}")]
    [InlineData("{\n  \"effective_from\" : \"2020-01-01T00:00:00Z\"\n}", "{\n  \"effective_from\" : \"2031-05-01T07:30:00Z\"\n}")]
    [InlineData("program_id: a\n", "effective_from: 2031-05-01T07:30:00Z\nprogram_id: a\n")]
    [InlineData(" {\"program_id\": \"a\"}", " {\"effective_from\": \"2031-05-01T07:30:00Z\", \"program_id\": \"a\"}")]
    [InlineData("note: its effective_from: here\n", "effective_from: 2031-05-01T07:30:00Z\nnote: its effective_from: here\n")]
    public void EffectiveFrom_IsSet_AndAllElseStays(string document, string expected) => Assert.Equal(expected, EffectiveFrom.Set(document, May));

    private static SimulateProgramResponse Change(string member, long position, long before, long after, string tierAfter = "") =>
        new() { Position = position, Change = new MemberChange { MemberId = member, PointsBefore = before, PointsAfter = after, TierAfter = tierAfter } };

    private static SimulateProgramResponse Sums(long members, long changed) => new() { Position = members + 1, Sums = new SimulationSums { Members = members, ChangedMembers = changed } };
}
