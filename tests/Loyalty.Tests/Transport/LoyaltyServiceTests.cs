using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Omnichannel.Loyalty.V1;
using Omnichannel.Platform.Errors;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.Loyalty.Tests.Transport;

/// <summary>The service through the real wire, on its embedded defaults.</summary>
public sealed class LoyaltyServiceTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder folder = new();
    private RunningService service = null!;

    public async Task InitializeAsync() => service = await RunningService.Start(LoyaltyApplication.Build, LoyaltySettings.Embedded(folder.Path));

    public async Task DisposeAsync() => await service.DisposeAsync();

    public void Dispose() => folder.Dispose();

    [Fact]
    public Task Strangers_AreRefusedByEveryRpc() => StrangerTest.Verify(service, "omnichannel.loyalty.v1");

    [Fact]
    public async Task Member_EnrolsOnTheApp_AndSeesBalanceAndNextTier()
    {
        var customer = As(Role.Customer, "ada");
        var enrolled = await customer.Loyalty.EnrollMemberAsync(new EnrollMemberRequest { MemberId = "ada" });
        var again = await customer.Loyalty.EnrollMemberAsync(new EnrollMemberRequest { MemberId = "ada" });
        var member = (await customer.Loyalty.GetMemberAsync(new GetMemberRequest { MemberId = "ada" })).Member;

        Assert.False(enrolled.AlreadyMember);
        Assert.True(again.AlreadyMember);
        Assert.Equal(enrolled.Member.CardNumber, member.CardNumber);
        Assert.Equal(("basic", "silver", 1000, 1000), (member.TierId, member.NextTier.TierId, (int)member.NextTier.Threshold, (int)member.NextTier.Missing));
        Assert.Equal("MEMBER_NOT_FOUND", await Reason(StatusCode.NotFound, () => As(Role.Customer, "bo").Loyalty.GetBalanceAsync(new GetBalanceRequest { MemberId = "bo" })));
    }

    [Fact]
    public async Task HoldAndCapture_AtTheTill_ShowOnTheAppsStream()
    {
        await Enrol("ada", 100);
        using var stream = As(Role.Customer, "ada").Loyalty.WatchBalance(new WatchBalanceRequest { MemberId = "ada" });
        Assert.Equal(100, (await Next(stream)).Balance.Active);

        var till = As(Role.Terminal, "till-1");
        var hold = (await till.Holds.HoldPointsAsync(new HoldPointsRequest { MemberId = "ada", Points = 60, Reference = "receipt 7", CurrencyCode = "EUR", PresenceId = await Scan(till, "ada") })).Hold;
        var held = await Next(stream);
        var captured = await till.Holds.CaptureHoldAsync(new CaptureHoldRequest { MemberId = "ada", HoldId = hold.HoldId, Points = 50, Receipt = new Receipt { ExternalId = "7" } });
        var after = await Next(stream);

        Assert.Equal((HoldState.Held, 60, "EUR"), (hold.State, hold.Value.AmountMinor, hold.Value.CurrencyCode));
        Assert.Equal((40, 60), (held.Balance.Active, held.Balance.Held));
        Assert.Equal([(EntryKind.Hold, 40L, 40L)], held.Entries.Select(entry => (entry.Kind, entry.RunningActive, entry.RunningTotal)));
        Assert.Equal([(EntryKind.Capture, 40L), (EntryKind.Release, 50L)], after.Entries.Select(entry => (entry.Kind, entry.RunningActive)));
        Assert.Equal((HoldState.Captured, 50), (captured.Hold.State, captured.Hold.CapturedPoints));
        Assert.Equal((50, 0), (after.Balance.Active, after.Balance.Held));
        Assert.True(after.Version > held.Version);
    }

    [Fact]
    public async Task Statement_Pages_AndAddsUp()
    {
        await Enrol("ada", 100);
        var customer = As(Role.Customer, "ada");
        for (var i = 0; i < 4; i++)
        {
            await customer.Holds.HoldPointsAsync(new HoldPointsRequest { MemberId = "ada", Points = 10 });
        }

        var first = await customer.Loyalty.ListEntriesAsync(new ListEntriesRequest { MemberId = "ada", PageSize = 3 });
        var second = await customer.Loyalty.ListEntriesAsync(new ListEntriesRequest { MemberId = "ada", PageSize = 3, PageToken = first.NextPageToken });
        var holds = await customer.Loyalty.ListEntriesAsync(new ListEntriesRequest { MemberId = "ada", Kinds = { EntryKind.Hold } });

        Assert.Equal([60, 70, 80, 90, 100], first.Entries.Concat(second.Entries).Select(entry => (int)entry.RunningActive));
        Assert.Empty(second.NextPageToken);
        Assert.Equal(4, holds.Entries.Count);
        Assert.All(first.Entries, entry => Assert.Equal(0, entry.Postings.Sum(posting => posting.Points)));
        Assert.Equal("agent", second.Entries[^1].Actor.SubjectId);
        Assert.Equal(
            "PAGE_TOKEN_INVALID",
            await Reason(StatusCode.InvalidArgument, () => customer.Loyalty.ListEntriesAsync(new ListEntriesRequest { MemberId = "ada", Kinds = { EntryKind.Hold }, PageToken = first.NextPageToken })));
    }

    [Fact]
    public async Task Statement_AsCsv_IsWhole_SafeForSpreadsheets_AndGoesOnWhereItWasCutOff()
    {
        await Enrol("ada", 100);
        await As(Role.Ops, "ops").Loyalty.AdjustPointsAsync(new AdjustPointsRequest { MemberId = "ada", Points = -30, Reason = "=HYPERLINK(\"x\"), \"sorry\"" });
        var customer = As(Role.Customer, "ada");

        var lines = (await Csv(0)).Split("\r\n");

        Assert.StartsWith("sequence,recorded_at,effective_at,kind,active_change,", lines[0]);
        Assert.Matches("^1,2[^,]+Z,2[^,]+Z,ADJUST,100,0,0,100,0,,,,,,0,2[^,]+Z,\"[^\"]+\",[0-9a-f]{64}$", lines[1]);
        Assert.Matches("^2,[^,]+,[^,]+,ADJUST,-30,0,0,70,0,,,,,,0,,\"'=HYPERLINK\\(\"\"x\"\"\\), \"\"sorry\"\"\",[0-9a-f]{64}$", lines[2]);
        Assert.Equal([lines[2], ""], (await Csv(1)).Split("\r\n"));
        Assert.Empty(await Csv(2));
        using var strange = As(Role.Customer, "bo").Ledger.ExportStatement(new ExportStatementRequest { MemberId = "ada" });
        Assert.Equal(StatusCode.PermissionDenied, (await Assert.ThrowsAsync<RpcException>(() => strange.ResponseStream.MoveNext())).StatusCode);

        async Task<string> Csv(long after)
        {
            var text = "";
            using var export = customer.Ledger.ExportStatement(new ExportStatementRequest { MemberId = "ada", AfterPosition = after });
            await foreach (var chunk in export.ResponseStream.ReadAllAsync())
            {
                text += chunk.Csv;
                Assert.Equal(2, chunk.Position);
            }

            return text;
        }
    }

    [Fact]
    public async Task Lots_AndTheMonth_AreListed()
    {
        await Enrol("ada", 100);
        await As(Role.Customer, "bo").Loyalty.EnrollMemberAsync(new EnrollMemberRequest { MemberId = "bo" });
        var lots = await As(Role.Customer, "ada").Ledger.ListLotsAsync(new ListLotsRequest { MemberId = "ada", States = { LotState.Active, LotState.Held } });
        var none = await As(Role.Customer, "bo").Ledger.ListLotsAsync(new ListLotsRequest { MemberId = "bo" });
        var month = DateTimeOffset.UtcNow.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);
        var ops = As(Role.Ops, "ops").Ledger;
        var report = await ops.GetMovementReportAsync(new GetMovementReportRequest { FirstMonth = month, CurrencyCode = "EUR" });

        var lot = Assert.Single(lots.Lots);
        Assert.Equal(("ada/1", LotSource.Adjustment, 100, 100), (lot.LotId, lot.Source, (int)lot.Issued, (int)lot.Active));
        Assert.Empty(none.Lots);
        Assert.Equal((0, 100, 100), ((int)report.Months[0].Opening, (int)report.Months[0].Adjusted, (int)report.Months[0].Closing));
        Assert.Equal(0, report.Months[0].Breakage.ExpiredValue.AmountMinor);
        foreach (var bad in (GetMovementReportRequest[])[new() { FirstMonth = "2026" }, new() { FirstMonth = "2026-13" }, new() { FirstMonth = "2026-05", LastMonth = "2026-04" }, new() { FirstMonth = "2020-01", LastMonth = "2024-01" }, new() { FirstMonth = month, TimeZone = "Mars" }])
        {
            Assert.Equal("INVALID_FIELD", await Reason(StatusCode.InvalidArgument, () => ops.GetMovementReportAsync(bad)));
        }
    }

    [Fact]
    public async Task Checkout_HoldsAndCommits_AsTheSagaCallsIt()
    {
        await Enrol("ada", 500);
        var issued = await As(Role.Ops, "ops").Coupons.IssueCouponsAsync(new IssueCouponsRequest { Codes = { "SPRING-10" }, Terms = new CouponTerms { Percent = "10" } });
        var cart = As(Role.Service, "cart");
        var request = new PlaceCheckoutHoldRequest
        {
            HoldId = "c07-abc/1/1", OwnerId = "ada", Market = "IT", CurrencyCode = "EUR", CouponCodes = { "spring-10" }, Points = 100, Actor = Customer("ada"),
            Lines = { Line("l1", 1999), Line("l2", 1) },
        };

        var placed = await cart.Holds.PlaceCheckoutHoldAsync(request);
        var again = await cart.Holds.PlaceCheckoutHoldAsync(request);
        var committed = await cart.Holds.CommitHoldAsync(new CommitHoldRequest { HoldId = request.HoldId, OrderId = "c07-abc.1" });
        await cart.Holds.CommitHoldAsync(new CommitHoldRequest { HoldId = request.HoldId, OrderId = "c07-abc.1" });
        var coupon = await As(Role.Customer, "bo").Coupons.GetCouponAsync(new GetCouponRequest { Code = "SPRING-10" });

        Assert.Single(issued.Coupons);
        Assert.Equal(placed, again);
        Assert.Equal((200, 100), (placed.Coupons[0].Amount.AmountMinor, placed.PointsValue.AmountMinor));
        Assert.Equal(200, placed.Coupons[0].Shares.Sum(share => share.Amount.AmountMinor));
        Assert.Equal("c07-abc.1", committed.OrderId);
        Assert.Equal((1, 0), (coupon.Coupon.RedeemedCount, coupon.Coupon.HeldCount));
        Assert.Equal("HOLD_ALREADY_CAPTURED", await Reason(
            StatusCode.FailedPrecondition, () => cart.Holds.ReleaseCheckoutHoldAsync(new ReleaseCheckoutHoldRequest { HoldId = request.HoldId })));
        Assert.True((await cart.Holds.ReleaseCheckoutHoldAsync(new ReleaseCheckoutHoldRequest { HoldId = "c07-abc/2/1" })).Tombstone);
        var proof = new List<VerifyLedgerResponse>();
        using var verified = As(Role.Ops, "ops").Ledger.VerifyLedger(new VerifyLedgerRequest { AfterPosition = 7 });
        await foreach (var message in verified.ResponseStream.ReadAllAsync())
        {
            proof.Add(message);
        }

        Assert.Equal(Enumerable.Range(8, proof.Count), proof.Select(message => (int)message.Position));
        Assert.True(proof[^1].Proof.Valid, string.Join('\n', proof));
        Assert.Equal((1, 0), (proof[^1].Proof.Members, proof[^1].Proof.Sum));
    }

    [Fact]
    public async Task PlaceCheckoutHold_WithTheLongestCategoryOfACatalogue_IsHeld()
    {
        await Enrol("ada", 500);
        var line = Line("l1", 1999);
        line.Category = new string('c', 512);
        var request = new PlaceCheckoutHoldRequest { HoldId = "c07-abc/1/1", OwnerId = "ada", Market = "IT", CurrencyCode = "EUR", Points = 100, Actor = Customer("ada"), Lines = { line } };
        var cart = As(Role.Service, "cart");
        Assert.Equal(100, (await cart.Holds.PlaceCheckoutHoldAsync(request)).Points);
        line.Category += "c";
        request.HoldId = "c07-abc/1/2";
        Assert.Equal("INVALID_FIELD", await Reason(StatusCode.InvalidArgument, () => cart.Holds.PlaceCheckoutHoldAsync(request)));
    }

    [Fact]
    public async Task Coupon_OfAnotherMember_IsNotThere()
    {
        await Enrol("ada", 0);
        await As(Role.Ops, "ops").Coupons.IssueCouponsAsync(new IssueCouponsRequest { Codes = { "FOR-ADA" }, Terms = new CouponTerms { FreeShipping = true, MemberId = "ada" } });

        Assert.Equal("FOR-ADA", (await As(Role.Customer, "ada").Coupons.GetCouponAsync(new GetCouponRequest { Code = "for-ada" })).Coupon.Code);
        Assert.Equal("COUPON_UNKNOWN", await Reason(StatusCode.NotFound, () => As(Role.Customer, "bo").Coupons.GetCouponAsync(new GetCouponRequest { Code = "FOR-ADA" })));
        Assert.Equal("COUPON_CODE_TAKEN", await Reason(StatusCode.AlreadyExists, () => As(Role.Ops, "ops").Coupons.IssueCouponsAsync(
            new IssueCouponsRequest { Codes = { "NEW-1", "FOR-ADA" }, Terms = new CouponTerms { Percent = "5" } })));
    }

    [Fact]
    public async Task EnrollMembers_AnswersEach_AndLosesNone()
    {
        var at = Timestamp.FromDateTimeOffset(new DateTimeOffset(2010, 12, 1, 0, 0, 0, TimeSpan.Zero));
        var request = new EnrollMembersRequest
        {
            Enrollments =
            {
                new EnrollmentRecord { MemberId = "17850", EnrolledAt = at, Channel = Channel.Web },
                new EnrollmentRecord { MemberId = "", EnrolledAt = at },
                new EnrollmentRecord { MemberId = "late", EnrolledAt = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddDays(1)) },
                new EnrollmentRecord { MemberId = "17850", EnrolledAt = at, Channel = Channel.Web },
            },
        };

        var results = (await As(Role.Ops, "importer").Loyalty.EnrollMembersAsync(request)).Results;

        Assert.Equal(["", "INVALID_FIELD", "ENROLLED_IN_FUTURE", ""], results.Select(result => result.Refusal?.Reason ?? ""));
        Assert.Equal([false, false, false, true], results.Select(result => result.AlreadyMember));
        var tooMany = new EnrollMembersRequest { Enrollments = { Enumerable.Repeat(request.Enrollments[0], 1001) } };
        Assert.Equal("BATCH_TOO_LARGE", await Reason(StatusCode.InvalidArgument, () => As(Role.Ops, "importer").Loyalty.EnrollMembersAsync(tooMany)));
    }

    [Fact]
    public async Task AdjustPoints_HasLimitsAndAReason()
    {
        await Enrol("ada", 10);
        var agent = As(Role.Agent, "agent");

        Assert.Equal("REASON_REQUIRED", await Reason(StatusCode.InvalidArgument, () => agent.Loyalty.AdjustPointsAsync(new AdjustPointsRequest { MemberId = "ada", Points = 5 })));
        Assert.Equal("POINTS_OUT_OF_RANGE", await Reason(StatusCode.InvalidArgument, () => agent.Loyalty.AdjustPointsAsync(new AdjustPointsRequest { MemberId = "ada", Reason = "x" })));
        Assert.Equal("POINTS_OUT_OF_RANGE", await Reason(
            StatusCode.InvalidArgument, () => agent.Loyalty.AdjustPointsAsync(new AdjustPointsRequest { MemberId = "ada", Reason = "x", Points = long.MinValue })));
        Assert.Equal("ADJUSTMENT_LIMIT", await Reason(
            StatusCode.FailedPrecondition, () => agent.Loyalty.AdjustPointsAsync(new AdjustPointsRequest { MemberId = "ada", Reason = "x", Points = 10_001 })));
        Assert.Equal("INSUFFICIENT_POINTS", await Reason(
            StatusCode.FailedPrecondition, () => agent.Loyalty.AdjustPointsAsync(new AdjustPointsRequest { MemberId = "ada", Reason = "x", Points = -11 })));
        var taken = await agent.Loyalty.AdjustPointsAsync(new AdjustPointsRequest { MemberId = "ada", Reason = "x", Points = -11, AllowDebt = true });
        Assert.Equal((0, 1), (taken.Balance.Active, taken.Balance.Debt));
        Assert.Equal([10L, 1L], taken.Entries.Select(entry => entry.Points));
        Assert.Equal("EXPIRES_IN_PAST", await Reason(StatusCode.InvalidArgument, () => agent.Loyalty.AdjustPointsAsync(new AdjustPointsRequest
        {
            MemberId = "ada", Reason = "x", Points = 5, ExpiresAt = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddSeconds(-1)),
        })));
        Assert.Equal("COUPON_TERMS_INVALID", await Reason(StatusCode.InvalidArgument, () => agent.Coupons.IssueCouponsAsync(new IssueCouponsRequest
        {
            Count = 1, Terms = new CouponTerms { Percent = "10", ValidUntil = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddSeconds(-1)) },
        })));
    }

    [Fact]
    public async Task Adjustment_BeyondWhatAnAgentMayDo_IsAskedFor_AndApprovedBySomebodyElse()
    {
        await Enrol("ada", 0);
        var (agent, ops) = (As(Role.Agent, "agent"), As(Role.Ops, "olga"));
        for (var i = 0; i < 4; i++)
        {
            await agent.Loyalty.AdjustPointsAsync(new AdjustPointsRequest { MemberId = "ada", Reason = "x", Points = 5000 });
        }

        Assert.Equal("ADJUSTMENT_LIMIT", await Reason(
            StatusCode.FailedPrecondition, () => agent.Loyalty.AdjustPointsAsync(new AdjustPointsRequest { MemberId = "ada", Reason = "x", Points = 5000 })));
        var request = new RequestAdjustmentRequest { MemberId = "ada", Points = 5000, Reason = "a broken lamp" };
        var asked = (await agent.Adjustments.RequestAdjustmentAsync(request)).Adjustment;
        await agent.Adjustments.RequestAdjustmentAsync(new RequestAdjustmentRequest(request) { Points = -5 });
        Assert.Equal((AdjustmentState.Pending, "agent", 5000), (asked.State, asked.RequestedBy.SubjectId, asked.Points));
        Assert.Equal("OWN_ADJUSTMENT", await Reason(StatusCode.PermissionDenied, () => agent.Adjustments.ApproveAdjustmentAsync(new ApproveAdjustmentRequest { AdjustmentId = asked.AdjustmentId })));
        Assert.Equal("REASON_REQUIRED", await Reason(StatusCode.InvalidArgument, () => agent.Adjustments.RequestAdjustmentAsync(new RequestAdjustmentRequest(request) { Reason = "" })));
        Assert.Equal("POINTS_OUT_OF_RANGE", await Reason(
            StatusCode.InvalidArgument, () => agent.Adjustments.RequestAdjustmentAsync(new RequestAdjustmentRequest(request) { Points = long.MinValue })));
        Assert.Equal("MEMBER_NOT_FOUND", await Reason(StatusCode.NotFound, () => agent.Adjustments.RequestAdjustmentAsync(new RequestAdjustmentRequest(request) { MemberId = "nobody" })));

        var first = await ops.Adjustments.ListAdjustmentsAsync(new ListAdjustmentsRequest { State = AdjustmentState.Pending, PageSize = 1 });
        var second = await ops.Adjustments.ListAdjustmentsAsync(new ListAdjustmentsRequest { State = AdjustmentState.Pending, PageSize = 1, PageToken = first.NextPageToken });
        Assert.Equal([5000L, -5L], first.Adjustments.Concat(second.Adjustments).Select(adjustment => adjustment.Points));
        Assert.Empty(second.NextPageToken);
        var approved = await ops.Adjustments.ApproveAdjustmentAsync(new ApproveAdjustmentRequest { AdjustmentId = asked.AdjustmentId });
        Assert.Equal((AdjustmentState.Approved, "olga", 25_000), (approved.Adjustment.State, approved.Adjustment.DecidedBy.SubjectId, approved.Balance.Active));
        Assert.Equal(("a broken lamp", "agent"), (approved.Entries[0].Reason, approved.Entries[0].Actor.SubjectId));
        var declined = await ops.Adjustments.DeclineAdjustmentAsync(new DeclineAdjustmentRequest { AdjustmentId = second.Adjustments[0].AdjustmentId, Reason = "no" });
        Assert.Equal((AdjustmentState.Declined, "no"), (declined.Adjustment.State, declined.Adjustment.DeclineReason));
        Assert.Equal("ADJUSTMENT_DECIDED", await Reason(
            StatusCode.FailedPrecondition, () => ops.Adjustments.ApproveAdjustmentAsync(new ApproveAdjustmentRequest { AdjustmentId = asked.AdjustmentId })));
        Assert.Equal("ADJUSTMENT_NOT_FOUND", await Reason(StatusCode.NotFound, () => ops.Adjustments.ApproveAdjustmentAsync(new ApproveAdjustmentRequest { AdjustmentId = "adj-1" })));
    }

    [Theory]
    [InlineData(0, 900, "EUR", "POINTS_OUT_OF_RANGE")]
    [InlineData(-5, 900, "EUR", "POINTS_OUT_OF_RANGE")]
    [InlineData(long.MaxValue, 900, "EUR", "POINTS_OUT_OF_RANGE")]
    [InlineData(5, 900, "JPY", "CURRENCY_NOT_REDEEMABLE")]
    [InlineData(5, 900, "euro", "INVALID_FIELD")]
    [InlineData(5, 0, "EUR", "INVALID_FIELD")]
    [InlineData(5, 86_401, "EUR", "INVALID_FIELD")]
    [InlineData(5, long.MaxValue, "EUR", "INVALID_FIELD")]
    public async Task HoldPoints_BadInput_IsPreciselyRefused_AndHoldsNothing(long points, long seconds, string currency, string reason)
    {
        await Enrol("ada", 100);
        var request = new HoldPointsRequest { MemberId = "ada", Points = points, TimeToLive = new Duration { Seconds = seconds }, CurrencyCode = currency };

        Assert.Equal(reason, await Reason(StatusCode.InvalidArgument, () => As(Role.Customer, "ada").Holds.HoldPointsAsync(request)));
        Assert.Equal(100, (await As(Role.Customer, "ada").Loyalty.GetBalanceAsync(new GetBalanceRequest { MemberId = "ada" })).Balance.Active);
    }

    [Fact]
    public async Task SimulateEarn_BadInput_IsPreciselyRefused()
    {
        var customer = As(Role.Customer, "ada");
        SimulateEarnRequest[] requests =
        [
            new() { ProgramId = "default", Lines = { Line("l1", -1) } },
            new() { ProgramId = "default", Lines = { Line("l1", long.MaxValue) } },
            new() { ProgramId = "default", Lines = { new BasketLine { LineId = "l1", Quantity = 1 } } },
            new() { ProgramId = "default", Lines = { Line("l1", 5), Line("l1", 5) } },
            new() { ProgramId = "" },
        ];

        foreach (var request in requests)
        {
            Assert.Equal("INVALID_FIELD", await Reason(StatusCode.InvalidArgument, () => customer.Programs.SimulateEarnAsync(request)));
        }

        Assert.Equal("PROGRAM_NOT_FOUND", await Reason(StatusCode.NotFound, () => customer.Programs.SimulateEarnAsync(new SimulateEarnRequest { ProgramId = "none" })));
        Assert.Equal("TIER_UNKNOWN", await Reason(
            StatusCode.InvalidArgument, () => customer.Programs.SimulateEarnAsync(new SimulateEarnRequest { ProgramId = "default", TierId = "none" })));
        Assert.Equal(10_000_000_000, (await customer.Programs.SimulateEarnAsync(new SimulateEarnRequest { ProgramId = "default", Lines = { Line("l1", 1_000_000_000_000) } })).Points);
    }

    private static Actor Customer(string id) => new() { SubjectId = id, Role = Role.Customer, Channel = Channel.Web };

    private static BasketLine Line(string id, long minor) => new()
    {
        LineId = id, Sku = "sku-" + id, Category = "home/candles", Quantity = 1, Amount = new Money { CurrencyCode = "EUR", AmountMinor = minor },
    };

    private static async Task<WatchBalanceResponse> Next(AsyncServerStreamingCall<WatchBalanceResponse> stream)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        Assert.True(await stream.ResponseStream.MoveNext(limit.Token));
        return stream.ResponseStream.Current;
    }

    private static async Task<string?> Reason<T>(StatusCode status, Func<AsyncUnaryCall<T>> call)
    {
        var error = await Assert.ThrowsAsync<RpcException>(async () => await call());
        Assert.Equal(status, error.StatusCode);
        return error.Reason();
    }

    private LoyaltyClients As(Role role, string subject) => new(service.As(role, subject));

    private async Task<string> Scan(LoyaltyClients till, string memberId)
    {
        var card = (await As(Role.Customer, memberId).Loyalty.GetMemberAsync(new GetMemberRequest { MemberId = memberId })).Member.CardNumber;
        return (await till.Tills.ProvePresenceAsync(new ProvePresenceRequest { Scan = card })).Presence.PresenceId;
    }

    private async Task Enrol(string memberId, long points)
    {
        await As(Role.Ops, "ops").Loyalty.EnrollMembersAsync(new EnrollMembersRequest
        {
            Enrollments = { new EnrollmentRecord { MemberId = memberId, EnrolledAt = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddDays(-1)) } },
        });
        if (points > 0)
        {
            await As(Role.Agent, "agent").Loyalty.AdjustPointsAsync(new AdjustPointsRequest { MemberId = memberId, Points = points, Reason = "welcome" });
        }
    }
}
