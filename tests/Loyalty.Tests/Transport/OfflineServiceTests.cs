using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.V1;
using Omnichannel.Platform.Errors;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;
using OfflineOutcome = Omnichannel.Loyalty.V1.OfflineOutcome;
using OfflineRedemption = Omnichannel.Loyalty.V1.OfflineRedemption;

namespace Omnichannel.Loyalty.Tests.Transport;

/// <summary>Tills that were off line, through the real wire.</summary>
public sealed class OfflineServiceTests : IAsyncLifetime, IDisposable
{
    private const string Document =
        """
        program_id: travel
        effective_from: 2000-01-01T00:00:00Z
        points_name: {en: points}
        earn_rules: [{rule_id: base, points_per_unit: 1}]
        card_points_per_day: 50
        redemption_rates: [{currency_code: EUR, points: 2, amount_minor: 1}]
        minimum_redemption: 10
        offline: {per_terminal: 100, per_store: 150, per_member: 80, longest_hours: 2}
        """;

    private readonly TempFolder folder = new();
    private readonly string card = CardNumbers.WithCheckDigit("400638133393123");
    private RunningService service = null!;

    public async Task InitializeAsync()
    {
        service = await RunningService.Start(LoyaltyApplication.Build, LoyaltySettings.Embedded(folder.Path));
        await As(Role.Ops, "ops").Programs.PublishProgramAsync(new PublishProgramRequest { Document = Document, Origin = Origin.Historical });
        await As(Role.Ops, "ops").Loyalty.EnrollMemberAsync(new EnrollMemberRequest { MemberId = "ada", CardNumber = card, ProgramId = "travel" });
        await As(Role.Agent, "agent").Loyalty.AdjustPointsAsync(new AdjustPointsRequest { MemberId = "ada", Points = 30, Reason = "welcome" });
    }

    public async Task DisposeAsync() => await service.DisposeAsync();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Till_IsGrantedWhatTheProgramAllows_Redeems_AndTheShopLearnsOfIt()
    {
        var till = As(Role.Terminal, "till-1");
        var allowance = (await Grant(till, 1_000)).Allowance;
        Assert.Equal(
            ("store-1", "till-1", "travel", 100, 80, 50, 10, 1), (allowance.StoreId, allowance.TerminalId, allowance.ProgramId, allowance.Points, allowance.PointsPerMember, allowance.CardPoints, allowance.MinimumRedemption, allowance.RedemptionRate.AmountMinor));
        Assert.Equal(TimeSpan.FromHours(2), allowance.ExpiresAt.ToDateTimeOffset() - allowance.GrantedAt.ToDateTimeOffset());
        Assert.Equal(50, (await Grant(As(Role.Terminal, "till-2"), 100)).Allowance.Points);
        Assert.Equal("OFFLINE_LIMIT", await Reason(StatusCode.FailedPrecondition, () => Grant(As(Role.Terminal, "till-3"), 100)));

        var app = (await As(Role.Customer, "ada").Tills.ProvisionMemberCodeAsync(new ProvisionMemberCodeRequest { MemberId = "ada" })).ScanPrefix;
        var sent = Sent(allowance, 1, 40);
        var results = (await till.OfflineRedemptions.ReconcileOfflineRedemptionsAsync(new ReconcileOfflineRedemptionsRequest
        {
            Redemptions = { sent, Sent(allowance, 3, 20, scan: app + "00000000"), sent, new OfflineRedemption { RedemptionId = "bad", Number = long.MaxValue, Points = long.MinValue, RedeemedAt = new Timestamp { Seconds = long.MaxValue } } },
        })).Results;

        Assert.Equal(
            [(OfflineOutcome.Booked, 10, "ada", ""), (OfflineOutcome.PresenceNotProved, 0, "", ""), (OfflineOutcome.Booked, 10, "ada", ""), (OfflineOutcome.Unspecified, 0, "", "INVALID_FIELD")],
            results.Select(result => (result.Outcome, (int)result.DebtPoints, result.MemberId, result.Refusal?.Reason ?? "")));
        Assert.Equal(10, (await As(Role.Customer, "ada").Loyalty.GetMemberAsync(new GetMemberRequest { MemberId = "ada" })).Member.Balance.Debt);

        var page = await As(Role.Ops, "ops").OfflineRedemptions.ListOfflineAllowancesAsync(new ListOfflineAllowancesRequest { StoreId = "store-1", TerminalId = "till-1" });
        var report = Assert.Single(page.Reports);
        Assert.Equal((60, 40, 20, 0, 10, 1), (report.RedeemedPoints, report.BookedPoints, report.LostPoints, report.OverspentPoints, report.DebtPoints, report.Missing));
        Assert.Equal(["r1", "r3"], report.Exceptions.Select(exception => exception.RedemptionId));
        Assert.Equal("OFFLINE_REDEMPTIONS_MISSING", await Reason(StatusCode.FailedPrecondition, () => Grant(till, 10, new V1.UsedAllowance { AllowanceId = allowance.AllowanceId, LastNumber = 3 })));
    }

    [Fact]
    public async Task Pages_FollowOneAnother_AndAnotherStoreSeesNothing()
    {
        var till = As(Role.Terminal, "till-1");
        for (var i = 0; i < 3; i++)
        {
            await Grant(till, 10);
        }

        var (seen, token) = (new List<string>(), "");
        do
        {
            var page = await till.OfflineRedemptions.ListOfflineAllowancesAsync(new ListOfflineAllowancesRequest { StoreId = "store-1", PageSize = 2, PageToken = token });
            seen.AddRange(page.Reports.Select(report => report.Allowance.AllowanceId));
            token = page.NextPageToken;
        }
        while (token.Length > 0);

        Assert.Equal(3, seen.Distinct().Count());
        Assert.Equal("NOT_YOUR_STORE", await Reason(StatusCode.PermissionDenied, () => till.OfflineRedemptions.ListOfflineAllowancesAsync(new ListOfflineAllowancesRequest { StoreId = "store-2" })));
    }

    [Fact]
    public async Task Ops_SwitchItOff_AndOnAgain()
    {
        var (till, ops) = (As(Role.Terminal, "till-1"), As(Role.Ops, "ops").OfflineRedemptions);
        await Grant(till, 10);
        Assert.Equal("REASON_REQUIRED", await Reason(StatusCode.InvalidArgument, () => ops.SwitchOfflineRedemptionAsync(new SwitchOfflineRedemptionRequest { StoreId = "store-1", Off = true })));
        Assert.Equal(1, (await ops.SwitchOfflineRedemptionAsync(new SwitchOfflineRedemptionRequest { StoreId = "store-1", TerminalId = "till-1", Off = true, Reason = "stolen" })).Ended);
        Assert.Equal("OFFLINE_SWITCHED_OFF", await Reason(StatusCode.FailedPrecondition, () => Grant(till, 10)));
        await Grant(As(Role.Terminal, "till-2"), 10);
        await ops.SwitchOfflineRedemptionAsync(new SwitchOfflineRedemptionRequest { StoreId = "store-1", TerminalId = "till-1", Reason = "found" });
        await Grant(till, 10);
    }

    [Fact]
    public async Task WrongCodes_AreTaken_AndCount()
    {
        var till = As(Role.Terminal, "till-1");
        var allowance = (await Grant(till, 100)).Allowance;
        var sent = Enumerable.Range(1, 6).Select(number => Sent(allowance, number, 10, scan: $"M1.{card}.0000000{number}")).ToList();
        Assert.Equal("RATE_LIMITED", await Reason(StatusCode.ResourceExhausted, () => till.OfflineRedemptions.ReconcileOfflineRedemptionsAsync(new ReconcileOfflineRedemptionsRequest { Redemptions = { sent } })));

        // What was taken stays taken, and counts no more.
        var again = await till.OfflineRedemptions.ReconcileOfflineRedemptionsAsync(new ReconcileOfflineRedemptionsRequest { Redemptions = { sent.Take(5) } });
        Assert.All(again.Results, result => Assert.Equal(OfflineOutcome.PresenceNotProved, result.Outcome));
    }

    private static AsyncUnaryCall<GrantOfflineAllowanceResponse> Grant(LoyaltyClients till, long points, V1.UsedAllowance? previous = null) =>
        till.OfflineRedemptions.GrantOfflineAllowanceAsync(new GrantOfflineAllowanceRequest { ProgramId = "travel", Points = points, CurrencyCode = "EUR", Previous = previous });

    private OfflineRedemption Sent(V1.OfflineAllowance allowance, long number, long points, string? scan = null) => new()
    {
        AllowanceId = allowance.AllowanceId,
        RedemptionId = $"r{number}",
        Number = number,
        Scan = scan ?? card,
        Points = points,
        RedeemedAt = allowance.GrantedAt,
        Receipt = new Receipt { ExternalId = $"receipt {number}" },
    };

    private static async Task<string?> Reason<T>(StatusCode status, Func<AsyncUnaryCall<T>> call)
    {
        var error = await Assert.ThrowsAsync<RpcException>(async () => await call());
        Assert.Equal(status, error.StatusCode);
        return error.Reason();
    }

    private LoyaltyClients As(Role role, string subject) => new(service.As(role, subject));
}
