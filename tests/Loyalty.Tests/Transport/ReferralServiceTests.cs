using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Omnichannel.Loyalty.V1;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Hosting;
using Omnichannel.Returns.V1;
using Omnichannel.Support.V1;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.Loyalty.Tests.Transport;

/// <summary>Friends whom members bring, through the real wire and the embedded log.</summary>
public sealed class ReferralServiceTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly TempFolder folder = new();
    private EmbeddedEventLog log = null!;
    private RunningService service = null!;

    public async Task InitializeAsync()
    {
        log = new EmbeddedEventLog(new EmbeddedEventLogOptions { Path = Path.Combine(folder.Path, "events.db") }, TimeProvider.System);
        service = await RunningService.Start(LoyaltyApplication.Build, LoyaltySettings.Embedded(folder.Path), host: new PlatformHost { EventLog = log });
        await As(Role.Customer, "ada").Loyalty.EnrollMemberAsync(new EnrollMemberRequest { MemberId = "ada" });
    }

    public async Task DisposeAsync()
    {
        await service.DisposeAsync();
        await log.DisposeAsync();
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Friend_EnrolsWithACode_Buys_AndBothAreRewarded_WithoutTheMemberLearningWhoItIs()
    {
        var ada = As(Role.Customer, "ada");
        Assert.Equal("REFERRAL_NOT_OFFERED", await Reason(StatusCode.FailedPrecondition, () => ada.Referrals.MakeReferralCodeAsync(new MakeReferralCodeRequest { MemberId = "ada" })));
        await Offer();
        var made = await ada.Referrals.MakeReferralCodeAsync(new MakeReferralCodeRequest { MemberId = "ada" });
        Assert.Equal((500, 10, 3_000), (made.Terms.Referrer.Points, made.ReferralCode.Length, made.Terms.MinimumOrders.Single().AmountMinor));
        var ben = As(Role.Customer, "ben");
        await ben.Loyalty.EnrollMemberAsync(new EnrollMemberRequest { MemberId = "ben", ReferralCode = made.ReferralCode.ToLowerInvariant() });
        var used = await ben.Referrals.UseReferralCodeAsync(new UseReferralCodeRequest { MemberId = "ben", ReferralCode = $"{made.ReferralCode[..5]}-{made.ReferralCode[5..]}" });
        Assert.Equal(200, used.Reward.Points);

        var placed = Event("o1", "orders", new OrderPlaced
        {
            Origin = Origin.Live, EffectiveAt = Now(), Channel = Channel.Store, OrderId = "o1", CustomerId = "ben", Market = "IT", CurrencyCode = "EUR",
            Lines = { new SaleLine { LineId = "l1", Sku = "a", Quantity = 2, NetTotal = new Money { CurrencyCode = "EUR", AmountMinor = 4_050 } } },
            BuyerMarks = { new BuyerMark { Kind = BuyerMarkKind.Address, Key = "bens" } },
        });
        var window = Event("o1", "returns", new ReturnWindowSet
        {
            Origin = Origin.Live, EffectiveAt = Now(), OrderId = "o1", Lines = { new LineWindow { LineId = "l1", EndsAt = Now() } },
        });
        await Publish(window, placed, window, placed);
        await Eventually.Within(Limit, async () => Assert.Equal((500, 200), (await Active("ada"), await Active("ben"))));

        var seen = Assert.Single((await ada.Referrals.ListReferralsAsync(new ListReferralsRequest { MemberId = "ada" })).Referrals);
        Assert.Equal((ReferralState.Rewarded, "", "", 500, null), (seen.State, seen.FriendId, seen.OrderId, seen.ReferrerReward.Points, seen.FriendReward));
        Assert.DoesNotContain("ben", seen.ToString(), StringComparison.Ordinal);
        var known = (await As(Role.Agent, "agent").Referrals.GetReferralAsync(new GetReferralRequest { ReferralId = used.ReferralId })).Referral;
        Assert.Equal(("ben", "o1", 200), (known.FriendId, known.OrderId, known.FriendReward.Points));
        Assert.Equal("REFERRAL_NOT_FOUND", await Reason(StatusCode.NotFound, () => As(Role.Agent, "agent").Referrals.GetReferralAsync(new GetReferralRequest { ReferralId = "ref-1" })));
        Assert.Equal("ROLE_NOT_ALLOWED", await Reason(StatusCode.PermissionDenied, () => ada.Referrals.GetReferralAsync(new GetReferralRequest { ReferralId = used.ReferralId })));
    }

    [Fact]
    public async Task Code_ThatIsWrong_IsToldPrecisely_AndGuessesAreLimited()
    {
        await Offer();
        var code = (await As(Role.Customer, "ada").Referrals.MakeReferralCodeAsync(new MakeReferralCodeRequest { MemberId = "ada" })).ReferralCode;
        var ben = As(Role.Customer, "ben");
        var misread = code[..^1] + (code[^1] == 'A' ? 'B' : 'A');
        Assert.Equal("REFERRAL_CODE_MISREAD", await Reason(StatusCode.InvalidArgument, () => ben.Loyalty.EnrollMemberAsync(new EnrollMemberRequest { MemberId = "ben", ReferralCode = misread })));
        Assert.Equal("INVALID_FIELD", await Reason(StatusCode.InvalidArgument, () => ben.Referrals.UseReferralCodeAsync(new UseReferralCodeRequest { MemberId = "ben" })));
        Assert.Equal("MEMBER_NOT_FOUND", await Reason(StatusCode.NotFound, () => ben.Loyalty.GetMemberAsync(new GetMemberRequest { MemberId = "ben" })));

        var reasons = new List<string?>();
        for (var i = 0; i < 40 && reasons.LastOrDefault() is null or "REFERRAL_CODE_NOT_FOUND"; i++)
        {
            var wrong = Omnichannel.Loyalty.Domain.CheckedCode.WithCheckCharacter(i.ToString("D9", CultureInfo.InvariantCulture).Replace('0', 'Z').Replace('1', 'Y'));
            reasons.Add((await Assert.ThrowsAsync<RpcException>(async () => await ben.Referrals.UseReferralCodeAsync(new UseReferralCodeRequest { MemberId = "ben", ReferralCode = wrong }))).Reason());
        }

        Assert.Equal(("REFERRAL_CODE_NOT_FOUND", "RATE_LIMITED"), (reasons[0], reasons[^1]));
        Assert.Equal("RATE_LIMITED", await Reason(StatusCode.ResourceExhausted, () => ben.Loyalty.EnrollMemberAsync(new EnrollMemberRequest { MemberId = "ben", ReferralCode = code })));
    }

    [Fact]
    public async Task Device_OfBoth_AsSupportTellsIt_IsASelfReferral_UntilItIsTakenBack()
    {
        await Offer();
        var code = (await As(Role.Customer, "ada").Referrals.MakeReferralCodeAsync(new MakeReferralCodeRequest { MemberId = "ada" })).ReferralCode;
        await Publish(Event("ada", "support", Linked("ada")), Event("ben", "support", Linked("ben")));
        var ben = As(Role.Customer, "ben");
        await Devices(2);
        Assert.Equal("SELF_REFERRAL", await Reason(StatusCode.FailedPrecondition, Use));

        await Publish(Event("ben", "support", new IdentityUnlinked { Origin = Origin.Live, EffectiveAt = Now(), CustomerId = "ben", LinkId = "link-ben", Kind = IdentityKind.Device, Value = "phone-1" }));
        await Devices(1);
        Assert.NotEqual("", (await Use()).ReferralId);

        AsyncUnaryCall<UseReferralCodeResponse> Use() => ben.Referrals.UseReferralCodeAsync(new UseReferralCodeRequest { MemberId = "ben", ReferralCode = code });

        static IdentityLinked Linked(string customerId) => new()
        {
            Origin = Origin.Live, EffectiveAt = Now(), CustomerId = customerId, LinkId = $"link-{customerId}", Kind = IdentityKind.Device, Value = "phone-1",
        };
    }

    // Before that, the code could be used.
    private Task Devices(long count) => Eventually.Within(Limit, async () =>
    {
        await using var database = new Platform.Storage.SqliteDatabase(Path.Combine(folder.Path, "loyalty.db"));
        Assert.Equal(count, await database.Read(sql => sql.QueryFirst<long>("select count(*) from person_devices")));
    });

    private async Task Offer()
    {
        var ops = As(Role.Ops, "olga");
        var document = (await ops.Programs.GetProgramAsync(new GetProgramRequest { ProgramId = "default" })).Document
            .Replace("1970-01-01T00:00:00Z", DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            + "referral: {most_rewards: 5, referrer: {points: 500}, friend: {points: 200}, minimum_orders: [{currency_code: EUR, amount_minor: 3000}]}\n";
        await ops.Programs.PublishProgramAsync(new PublishProgramRequest { Document = document });
    }

    private async Task<int> Active(string memberId) => (int)(await As(Role.Customer, memberId).Loyalty.GetBalanceAsync(new GetBalanceRequest { MemberId = memberId })).Balance.Active;

    private static async Task<string?> Reason<T>(StatusCode status, Func<AsyncUnaryCall<T>> call)
    {
        var error = await Assert.ThrowsAsync<RpcException>(async () => await call());
        Assert.Equal(status, error.StatusCode);
        return error.Reason();
    }

    private static Timestamp Now() => Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow);

    private static EventRecord Event(string subject, string area, IMessage message) => new(
        $"omnichannel.{area}.events.v1", Guid.CreateVersion7().ToString(), message.Descriptor.FullName, "/omnichannel/" + area, subject, 1, DateTimeOffset.UtcNow, null, message.ToByteArray());

    private async Task Publish(params EventRecord[] events)
    {
        await using var publisher = log.CreatePublisher("test");
        await publisher.Publish(events, default);
    }

    private LoyaltyClients As(Role role, string subject) => new(service.As(role, subject));
}
