using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Omnichannel.Loyalty.V1;
using Omnichannel.Platform.Errors;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.Loyalty.Tests.Transport;

/// <summary>Programs through the real wire: published, refused, tried out, explained.</summary>
public sealed class ProgramServiceTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder folder = new();
    private RunningService service = null!;

    public async Task InitializeAsync() => service = await RunningService.Start(LoyaltyApplication.Build, LoyaltySettings.Embedded(folder.Path));

    public async Task DisposeAsync() => await service.DisposeAsync();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Program_PublishedVersion_IsWhatPreviewsUse()
    {
        var ops = As(Role.Ops, "ops");
        var first = await ops.Programs.GetProgramAsync(new GetProgramRequest { ProgramId = "default" });
        var document = first.Document
            .Replace("1970-01-01T00:00:00Z", DateTimeOffset.UtcNow.AddMinutes(-1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("earn_rules:\n", "earn_rules:\n  - {rule_id: double, points_per_unit: 2, priority: 5, categories: [home]} # ✓\r\n", StringComparison.Ordinal);

        var published = (await ops.Programs.PublishProgramAsync(new PublishProgramRequest { Document = document })).Program;
        var preview = await As(Role.Guest, "guest-1").Programs.SimulateEarnAsync(new SimulateEarnRequest { ProgramId = "default", Lines = { Line("l1", 1000), Line("l2", 999) } });

        Assert.Equal(first.Program.Version + 1, published.Version);
        Assert.Equal((20 + 19, published.Version), (preview.Points, preview.ProgramVersion));
        Assert.Equal(["double", "double"], preview.Lines.Select(line => line.RuleId));
        Assert.Equal(document, (await ops.Programs.GetProgramAsync(new GetProgramRequest { ProgramId = "default", Version = published.Version })).Document);
    }

    [Fact]
    public async Task Program_WithFaults_IsRefusedWithTheirLines()
    {
        const string document = """
            program_id: p
            effective_from: 2026-12-01T00:00:00Z
            time_zone: Mars/Base
            earn_rules:
              - {rule_id: base, points_per_unit: 1}
              - {rule_id: base, points_per_unit: 2}
            tiers:
              - {tier_id: a, threshold: 1, metric: ORDERS}
            """;

        var error = await Assert.ThrowsAsync<RpcException>(async () => await As(Role.Ops, "ops").Programs.PublishProgramAsync(new PublishProgramRequest { Document = document }));

        Assert.Equal((StatusCode.InvalidArgument, "PROGRAM_INVALID"), (error.StatusCode, error.Reason()));
        Assert.Equal(
            ["document.time_zone: line 3, column 1", "document.earn_rules[1].rule_id: line 6, column 6", "document.tiers[0].threshold: line 8, column 18"],
            error.Violations().Select(violation => $"{violation.Field}: {violation.Description[..violation.Description.LastIndexOf(':')]}"));
    }

    [Fact]
    public async Task EarnForEvent_GivesWhatTheProgramGives_Once()
    {
        var ops = As(Role.Ops, "ops");
        var document = (await ops.Programs.GetProgramAsync(new GetProgramRequest { ProgramId = "default" })).Document
            .Replace("1970-01-01T00:00:00Z", DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("earn_rules:\n", "earn_rules:\n  - {rule_id: review, event_type: review, points: 25}\n  - {rule_id: welcome, event_type: sign_up, points: 40}\n", StringComparison.Ordinal);
        await ops.Programs.PublishProgramAsync(new PublishProgramRequest { Document = document });
        await As(Role.Customer, "eve").Loyalty.EnrollMemberAsync(new EnrollMemberRequest { MemberId = "eve" });
        var review = new EarnForEventRequest { MemberId = "eve", EventType = "review", EventId = "r1" };

        var first = await ops.Programs.EarnForEventAsync(review);
        var again = await ops.Programs.EarnForEventAsync(review);
        var other = await ops.Programs.EarnForEventAsync(new EarnForEventRequest { MemberId = "eve", EventType = "nothing", EventId = "n1" });

        Assert.Equal((25, false, 65), (first.Points, first.AlreadyEarned, first.Balance.Active));
        Assert.Equal((25, true, 65), (again.Points, again.AlreadyEarned, again.Balance.Active));
        Assert.Equal((0, 65), (other.Points, other.Balance.Active));
        Assert.Equal("EVENT_RESERVED", await Reason(StatusCode.InvalidArgument, () => ops.Programs.EarnForEventAsync(new EarnForEventRequest { MemberId = "eve", EventType = "sign_up", EventId = "x" })));
        Assert.Equal("MEMBER_NOT_FOUND", await Reason(StatusCode.NotFound, () => ops.Programs.EarnForEventAsync(new EarnForEventRequest { MemberId = "nobody", EventType = "review", EventId = "x" })));
        await Assert.ThrowsAsync<RpcException>(async () => await As(Role.Customer, "eve").Programs.EarnForEventAsync(review));

        // She can ask why, and nobody else.
        var asked = new ExplainEarningRequest { MemberId = "eve", EarningId = "event/review/eve/r1", Language = "it" };
        var told = await As(Role.Customer, "eve").Programs.ExplainEarningAsync(asked);
        Assert.Equal((25, "review", "25", "it"), (told.Points, told.Lines[0].Parts[0].RuleId, told.Lines[0].Parts[0].Factor, told.Language));
        Assert.Equal("EARNING_NOT_FOUND", await Reason(StatusCode.NotFound, () => As(Role.Customer, "bob").Programs.ExplainEarningAsync(new ExplainEarningRequest { MemberId = "bob", EarningId = asked.EarningId })));

        var lots = (await As(Role.Customer, "eve").Ledger.ListLotsAsync(new ListLotsRequest { MemberId = "eve" })).Lots;
        var lot = lots.Single(each => each.EventId == asked.EarningId).LotId;
        Assert.Equal(told.Lines, (await As(Role.Customer, "eve").Programs.ExplainEarningAsync(new ExplainEarningRequest { MemberId = "eve", LotId = lot, Language = "it" })).Lines);
        Assert.Equal("EARNING_NOT_FOUND", await Reason(StatusCode.NotFound, () => As(Role.Customer, "bob").Programs.ExplainEarningAsync(new ExplainEarningRequest { MemberId = "bob", LotId = lot })));
        Assert.Equal("INVALID_FIELD", await Reason(StatusCode.InvalidArgument, () => As(Role.Customer, "eve").Programs.ExplainEarningAsync(new ExplainEarningRequest { MemberId = "eve", LotId = lot, EarningId = "o" })));

        // What she would earn is hers to ask.
        var hers = await As(Role.Customer, "eve").Programs.SimulateMemberEarnAsync(new SimulateMemberEarnRequest { MemberId = "eve", Lines = { Line("l1", 1000) } });
        Assert.Equal((10, "basic", "base"), (hers.Points, hers.TierId, hers.Lines[0].RuleId));
        await Assert.ThrowsAsync<RpcException>(async () => await As(Role.Customer, "bob").Programs.SimulateMemberEarnAsync(new SimulateMemberEarnRequest { MemberId = "eve", Lines = { Line("l1", 1000) } }));
        Assert.NotEmpty((await As(Role.Customer, "eve").Loyalty.SetBirthdayAsync(new SetBirthdayRequest { MemberId = "eve", Birthday = "--02-29" })).NextOn);
        Assert.Equal("BIRTHDAY_INVALID", await Reason(StatusCode.InvalidArgument, () => As(Role.Customer, "eve").Loyalty.SetBirthdayAsync(new SetBirthdayRequest { MemberId = "eve", Birthday = "1990-02-29" })));

        // Joining would have been worth ten more.
        using var stream = ops.Programs.SimulateProgram(new SimulateProgramRequest
        {
            Document = document.Replace("points: 40", "points: 50", StringComparison.Ordinal),
            From = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddDays(-1)),
            Before = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddDays(1)),
        });
        var news = new List<SimulateProgramResponse>();
        while (await stream.ResponseStream.MoveNext(default))
        {
            news.Add(stream.ResponseStream.Current);
        }

        Assert.Equal(("eve", 65, 75), (news[0].Change.MemberId, news[0].Change.PointsBefore, news[0].Change.PointsAfter));
        Assert.Equal((1, 1, 3), (news[1].Sums.Members, news[1].Sums.ChangedMembers, news[1].Sums.Earnings));
    }

    private LoyaltyClients As(Role role, string subject) => new(service.As(role, subject));

    private static BasketLine Line(string id, long minor) => new()
    {
        LineId = id, Sku = "sku-" + id, Category = "home/candles", Quantity = 1, Amount = new Money { CurrencyCode = "EUR", AmountMinor = minor },
    };

    private static async Task<string?> Reason<T>(StatusCode status, Func<AsyncUnaryCall<T>> call)
    {
        var error = await Assert.ThrowsAsync<RpcException>(async () => await call());
        Assert.Equal(status, error.StatusCode);
        return error.Reason();
    }
}
