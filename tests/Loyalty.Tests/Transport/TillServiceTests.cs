using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.V1;
using Omnichannel.Platform.Errors;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;
using PresenceKind = Omnichannel.Loyalty.V1.PresenceKind;

namespace Omnichannel.Loyalty.Tests.Transport;

/// <summary>Members at tills, through the real wire.</summary>
public sealed class TillServiceTests : IAsyncLifetime, IDisposable
{
    private const string Card = "4006381333931231";
    private readonly TempFolder folder = new();
    private RunningService service = null!;

    public async Task InitializeAsync()
    {
        service = await RunningService.Start(LoyaltyApplication.Build, LoyaltySettings.Embedded(folder.Path));
        await As(Role.Ops, "ops").Loyalty.EnrollMemberAsync(new EnrollMemberRequest { MemberId = "ada", CardNumber = CardNumbers.WithCheckDigit(Card[..^1]) });
        await As(Role.Agent, "agent").Loyalty.AdjustPointsAsync(new AdjustPointsRequest { MemberId = "ada", Points = 2000, Reason = "welcome" });
    }

    public async Task DisposeAsync() => await service.DisposeAsync();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Till_FindsAMemberByACardInAnySpelling_AndByWhatTheAppShows_AndLearnsNoMoreThanItNeeds()
    {
        var number = (await As(Role.Customer, "ada").Loyalty.GetMemberAsync(new GetMemberRequest { MemberId = "ada" })).Member.CardNumber;
        var till = As(Role.Terminal, "till-1");
        foreach (var request in new[]
        {
            new FindMemberRequest { CardNumber = number, CurrencyCode = "EUR" },
            new FindMemberRequest { CardNumber = $"{number[..4]} {number[4..8]}-{number[8..]}", CurrencyCode = "EUR" },
            new FindMemberRequest { Scan = number, CurrencyCode = "EUR" },
            new FindMemberRequest { Scan = $"M1.{number}.00000000", CurrencyCode = "EUR" },
        })
        {
            var found = (await till.Tills.FindMemberAsync(request)).Member;
            Assert.Equal(("ada", number[^4..], 2000, 2000, 1), (found.MemberId, found.CardEnding, found.Balance.Active, found.ActiveValue.AmountMinor, found.MinimumRedemption));
            Assert.DoesNotContain(number, found.ToString(), StringComparison.Ordinal);
        }

        // Nor do stores get a card's number of whom they name by id.
        Assert.Equal(number[^4..], (await till.Loyalty.GetMemberAsync(new GetMemberRequest { MemberId = "ada" })).Member.CardNumber);
        Assert.Equal(number[^4..], (await till.Loyalty.EnrollMemberAsync(new EnrollMemberRequest { MemberId = "ada" })).Member.CardNumber);
        Assert.Equal(number, (await As(Role.Agent, "agent").Loyalty.GetMemberAsync(new GetMemberRequest { MemberId = "ada" })).Member.CardNumber);
        Assert.Equal(
            ["associate-1 FindMember ada", "associate-1 FindMember ada", "associate-1 FindMember ada", "associate-1 FindMember ada"],
            (await Audited()).Where(line => line.Contains("FindMember", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task WhoIsNotFound_IsNotFoundAlike_AndCounts()
    {
        var till = As(Role.Terminal, "till-1");
        Assert.Equal("CARD_NUMBER_MISREAD", await Reason(StatusCode.InvalidArgument, () => till.Tills.FindMemberAsync(new FindMemberRequest { CardNumber = "4006 3813 3393 1239" })));
        foreach (var request in new[]
        {
            new FindMemberRequest { CardNumber = "12345" }, new FindMemberRequest { CardNumber = "--" }, new FindMemberRequest { Scan = "M1.12345.1" }, new FindMemberRequest { Scan = "https://x.example/" },
            new FindMemberRequest { Phone = "+39 333 1234567" }, new FindMemberRequest { Phone = "not a phone" }, new FindMemberRequest { CardNumber = CardNumbers.WithCheckDigit("400000000000000") },
            new FindMemberRequest { CardNumber = "7" }, new FindMemberRequest { CardNumber = "8" },
        })
        {
            Assert.Equal("MEMBER_NOT_FOUND", await Reason(StatusCode.NotFound, () => till.Tills.FindMemberAsync(request)));
        }

        Assert.Equal("RATE_LIMITED", await Reason(StatusCode.ResourceExhausted, () => till.Tills.FindMemberAsync(new FindMemberRequest { CardNumber = "9" })));
        Assert.Equal("INVALID_FIELD", await Reason(StatusCode.InvalidArgument, () => As(Role.Terminal, "till-2").Tills.FindMemberAsync(new FindMemberRequest())));
        Assert.Equal("CURRENCY_NOT_REDEEMABLE", await Reason(
            StatusCode.InvalidArgument, () => As(Role.Terminal, "till-2").Tills.FindMemberAsync(new FindMemberRequest { CardNumber = CardNumbers.WithCheckDigit(Card[..^1]), CurrencyCode = "JPY" })));
    }

    [Fact]
    public async Task App_ShowsACode_ATillHoldsOnIt_AndABareIdIsNotEnough()
    {
        var (code, prefix) = await Code("ada");
        var till = As(Role.Terminal, "till-1");
        Assert.Equal("PRESENCE_REQUIRED", await Reason(StatusCode.FailedPrecondition, () => till.Holds.HoldPointsAsync(new HoldPointsRequest { MemberId = "ada", Points = 300 })));

        var proved = await till.Tills.ProvePresenceAsync(new ProvePresenceRequest { Scan = prefix + code, CurrencyCode = "EUR" });
        Assert.Equal((PresenceKind.Code, "ada", 2000), (proved.Presence.Kind, proved.Member.MemberId, proved.Member.ActiveValue.AmountMinor));
        Assert.Equal("CODE_USED", await Reason(
            StatusCode.FailedPrecondition, () => As(Role.Terminal, "till-2").Tills.ProvePresenceAsync(new ProvePresenceRequest { Code = new ToldCode { MemberId = "ada", Code = code } })));

        var held = await till.Holds.HoldPointsAsync(new HoldPointsRequest { MemberId = "ada", Points = 1500, PresenceId = proved.Presence.PresenceId, CurrencyCode = "EUR" });
        Assert.Equal("RECEIPT_REQUIRED", await Reason(StatusCode.InvalidArgument, () => till.Holds.CaptureHoldAsync(new CaptureHoldRequest { MemberId = "ada", HoldId = held.Hold.HoldId })));
        Assert.Equal("INVALID_FIELD", await Reason(
            StatusCode.InvalidArgument,
            () => till.Holds.CaptureHoldAsync(new CaptureHoldRequest { MemberId = "ada", HoldId = held.Hold.HoldId, Receipt = new Receipt { Source = "till:till-2", ExternalId = "1" } })));
        var captured = await till.Holds.CaptureHoldAsync(new CaptureHoldRequest { MemberId = "ada", HoldId = held.Hold.HoldId, Receipt = new Receipt { ExternalId = "0001" } });
        Assert.StartsWith("x-", captured.Hold.OrderId, StringComparison.Ordinal);

        // A support agent needs no presence, and says why.
        Assert.Equal("REASON_REQUIRED", await Reason(StatusCode.InvalidArgument, () => As(Role.Agent, "agent").Holds.HoldPointsAsync(new HoldPointsRequest { MemberId = "ada", Points = 100 })));
        Assert.Equal(100, (await As(Role.Agent, "agent").Holds.HoldPointsAsync(new HoldPointsRequest { MemberId = "ada", Points = 100, Reference = "call 17" })).Hold.Points);
    }

    [Fact]
    public async Task FoundMember_HasTheirOwnCoupons_ThatCanBeUsedNow()
    {
        var ops = As(Role.Ops, "ops");
        foreach (var (code, terms) in new (string, V1.CouponTerms)[]
        {
            ("HERS", new() { Percent = "10", MemberId = "ada", CampaignId = "spring" }), ("ANYBODYS", new() { Percent = "10" }), ("LATER", new() { Percent = "10", MemberId = "ada", ValidFrom = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddDays(9)) }),
            ("STOPPED", new() { Percent = "10", MemberId = "ada" }), ("PAUSED", new() { Percent = "10", MemberId = "ada", CampaignId = "winter" }),
        })
        {
            await ops.Coupons.IssueCouponsAsync(new IssueCouponsRequest { Codes = { code }, Terms = terms });
        }

        await ops.Coupons.SetCouponStateAsync(new SetCouponStateRequest { Code = "STOPPED", State = V1.CouponState.Voided, Reason = "lost" });
        await ops.Coupons.SetCampaignAsync(new SetCampaignRequest { CampaignId = "winter", State = V1.CouponState.Paused, Reason = "not yet" });
        var found = (await As(Role.Terminal, "till-1").Tills.FindMemberAsync(new FindMemberRequest { CardNumber = CardNumbers.WithCheckDigit(Card[..^1]) })).Member;

        Assert.Equal("ada", found.MemberId);
        Assert.Equal(["HERS"], found.Coupons.Select(coupon => coupon.Code));
        Assert.Equal("10", found.Coupons[0].Terms.Percent);
    }

    [Fact]
    public async Task Coupon_OfAnybodys_IsUsedAtATill_WithoutAMember_OnAReceipt()
    {
        var ops = As(Role.Ops, "ops");
        await ops.Coupons.IssueCouponsAsync(new IssueCouponsRequest { Codes = { "TEN-PERCENT" }, Terms = new V1.CouponTerms { Percent = "10" } });
        await ops.Coupons.IssueCouponsAsync(new IssueCouponsRequest { Codes = { "ONCE-EACH" }, Terms = new V1.CouponTerms { Percent = "10", MaxRedemptions = 9, MaxRedemptionsPerOwner = 1 } });
        await ops.Coupons.IssueCouponsAsync(new IssueCouponsRequest { Codes = { "HERS" }, Terms = new V1.CouponTerms { Percent = "10", MemberId = "ada" } });
        var till = As(Role.Terminal, "till-1");
        Assert.Equal("COUPON_PERSON_REQUIRED", await Reason(StatusCode.FailedPrecondition, () => till.Holds.HoldPointsAsync(Of("ONCE-EACH"))));
        Assert.Equal("COUPON_NOT_YOURS", await Reason(StatusCode.FailedPrecondition, () => till.Holds.HoldPointsAsync(Of("HERS"))));
        Assert.Equal("COUPON_UNKNOWN", await Reason(StatusCode.FailedPrecondition, () => till.Holds.HoldPointsAsync(Of("NONE"))));
        Assert.Equal("INVALID_FIELD", await Reason(StatusCode.InvalidArgument, () => till.Holds.HoldPointsAsync(Of())));
        Assert.Equal("INVALID_FIELD", await Reason(StatusCode.InvalidArgument, () => As(Role.Agent, "agent").Holds.HoldPointsAsync(Of("TEN-PERCENT"))));

        var held = await till.Holds.HoldPointsAsync(Of("TEN-PERCENT"));
        Assert.Equal(("", 200L, null), (held.Hold.MemberId, held.Coupons.Single().Amount.AmountMinor, held.Balance));
        Assert.Equal("COUPON_USED", await Reason(StatusCode.FailedPrecondition, () => till.Holds.HoldPointsAsync(Of("TEN-PERCENT"))));
        await till.Holds.ReleaseHoldAsync(new ReleaseHoldRequest { HoldId = held.Hold.HoldId });
        var again = await till.Holds.HoldPointsAsync(Of("TEN-PERCENT"));
        Assert.Equal("RECEIPT_REQUIRED", await Reason(StatusCode.InvalidArgument, () => till.Holds.CaptureHoldAsync(new CaptureHoldRequest { HoldId = again.Hold.HoldId })));
        var captured = await till.Holds.CaptureHoldAsync(new CaptureHoldRequest { HoldId = again.Hold.HoldId, Receipt = new Receipt { ExternalId = "0001" } });
        Assert.Equal((V1.HoldState.Captured, ""), (captured.Hold.State, captured.Hold.MemberId));
        Assert.Equal(1, (await ops.Coupons.GetCouponAsync(new GetCouponRequest { Code = "TEN-PERCENT" })).Coupon.RedeemedCount);

        HoldPointsRequest Of(params string[] codes) => new()
        {
            CurrencyCode = "EUR", Market = "IT", CouponCodes = { codes },
            Lines = { new BasketLine { LineId = "l", Sku = "sku", Category = "home", Quantity = 1, Amount = new Money { CurrencyCode = "EUR", AmountMinor = 2_000 } } },
        };
    }

    [Fact]
    public async Task WrongCodes_AreSlowedDown_AtTheTill_AndAtTheMember()
    {
        for (var till = 0; till < 5; till++)
        {
            Assert.Equal("PRESENCE_NOT_PROVED", await Prove($"till-{till}", "ada", "00000000"));
        }

        Assert.Equal("RATE_LIMITED", await Prove("till-9", "ada", "00000000"));
        for (var member = 0; member < 5; member++)
        {
            Assert.Equal("PRESENCE_NOT_PROVED", await Prove("till-a", $"nobody-{member}", "00000000"));
        }

        Assert.Equal("RATE_LIMITED", await Prove("till-a", "nobody-9", "00000000"));
    }

    [Fact]
    public async Task Secret_IsTheMembersOnly_AndNoAssistantsNorTills()
    {
        foreach (var (role, subject) in new[] { (Role.Assistant, "ada"), (Role.Terminal, "till-1"), (Role.Agent, "agent"), (Role.Ops, "ops"), (Role.Service, "cart") })
        {
            Assert.Equal("ROLE_NOT_ALLOWED", await Reason(StatusCode.PermissionDenied, () => As(role, subject).Tills.ProvisionMemberCodeAsync(new ProvisionMemberCodeRequest { MemberId = "ada" })));
        }

        Assert.Equal("MEMBER_NOT_FOUND", await Reason(StatusCode.NotFound, () => As(Role.Customer, "bo").Tills.ProvisionMemberCodeAsync(new ProvisionMemberCodeRequest { MemberId = "bo" })));
        var (old, _) = await Code("ada");
        await As(Role.Customer, "ada").Tills.RenewMemberCodeAsync(new RenewMemberCodeRequest { MemberId = "ada" });
        Assert.Equal("PRESENCE_NOT_PROVED", await Prove("till-1", "ada", old));
        Assert.Null(await Prove("till-1", "ada", (await Code("ada")).Code));
    }

    [Theory]
    [InlineData(0, "", false, "POINTS_OUT_OF_RANGE")]
    [InlineData(0, "TEN-PERCENT", false, "INVALID_FIELD")]
    [InlineData(10, "VOID-CODE", true, "COUPON_UNKNOWN")]
    [InlineData(10, "FOR-BO", true, "COUPON_NOT_YOURS")]
    [InlineData(10, "OVER", true, "COUPON_USED")]
    [InlineData(1801, "TEN-PERCENT", true, "POINTS_EXCEED_DUE")]
    public async Task HoldPoints_WithVoidCodes_IsPreciselyRefused_AndHoldsNothing(long points, string coupon, bool hasLines, string reason)
    {
        var ops = As(Role.Ops, "ops");
        await ops.Loyalty.EnrollMemberAsync(new EnrollMemberRequest { MemberId = "bo" });
        await ops.Coupons.IssueCouponsAsync(new IssueCouponsRequest { Codes = { "TEN-PERCENT" }, Terms = new V1.CouponTerms { Percent = "10" } });
        await ops.Coupons.IssueCouponsAsync(new IssueCouponsRequest { Codes = { "FOR-BO" }, Terms = new V1.CouponTerms { Percent = "10", MemberId = "bo" } });
        await ops.Coupons.IssueCouponsAsync(new IssueCouponsRequest { Codes = { "OVER" }, Terms = new V1.CouponTerms { Percent = "10" } });
        await Hold("OVER", 0, hasLines: true);

        Assert.Equal(reason, (await Assert.ThrowsAsync<RpcException>(() => Hold(coupon, points, hasLines))).Reason());
        Assert.Equal(2000, (await As(Role.Customer, "ada").Loyalty.GetBalanceAsync(new GetBalanceRequest { MemberId = "ada" })).Balance.Active);
        Assert.Equal(0, (await ops.Coupons.GetCouponAsync(new GetCouponRequest { Code = "TEN-PERCENT" })).Coupon.HeldCount);

        async Task Hold(string code, long held, bool hasLines)
        {
            var till = As(Role.Terminal, "till-1");
            var proved = await till.Tills.ProvePresenceAsync(new ProvePresenceRequest { Scan = CardNumbers.WithCheckDigit(Card[..^1]) });
            var request = new HoldPointsRequest { MemberId = "ada", Points = held, PresenceId = proved.Presence.PresenceId, CurrencyCode = "EUR", Market = "IT" };
            if (held > 500)
            {
                var (told, prefix) = await Code("ada");
                request.PresenceId = (await till.Tills.ProvePresenceAsync(new ProvePresenceRequest { Scan = prefix + told })).Presence.PresenceId;
            }

            if (code.Length > 0)
            {
                request.CouponCodes.Add(code);
            }

            if (hasLines)
            {
                request.Lines.Add(new BasketLine { LineId = "l1", Sku = "MUG", Quantity = 1, Amount = new Types.V1.Money { CurrencyCode = "EUR", AmountMinor = 2000 } });
            }

            await till.Holds.HoldPointsAsync(request);
        }
    }

    private async Task<string?> Prove(string till, string memberId, string code)
    {
        try
        {
            await As(Role.Terminal, till).Tills.ProvePresenceAsync(new ProvePresenceRequest { Code = new ToldCode { MemberId = memberId, Code = code } });
            return null;
        }
        catch (RpcException refused)
        {
            return refused.Reason();
        }
    }

    private async Task<(string Code, string Prefix)> Code(string memberId)
    {
        var given = await As(Role.Customer, memberId).Tills.ProvisionMemberCodeAsync(new ProvisionMemberCodeRequest { MemberId = memberId });
        Assert.Contains($"secret={given.Secret}&issuer=Omnichannel&algorithm=SHA256&digits=8&period=30", given.Uri, StringComparison.Ordinal);
        return (RotatingCode.At(MemberApp.Secret(given.Secret), RotatingCode.StepAt(DateTimeOffset.UtcNow)), given.ScanPrefix);
    }

    private async Task<IReadOnlyList<string>> Audited()
    {
        await using var database = new Platform.Storage.SqliteDatabase(Path.Combine(folder.Path, "loyalty.db"));
        return await database.Read(sql => sql.Query<string>("select staff_id || ' ' || replace(rpc, 'omnichannel.loyalty.v1.TillService/', '') || ' ' || subject from audit order by seq"));
    }

    private static async Task<string?> Reason<T>(StatusCode status, Func<AsyncUnaryCall<T>> call)
    {
        var error = await Assert.ThrowsAsync<RpcException>(async () => await call());
        Assert.Equal(status, error.StatusCode);
        return error.Reason();
    }

    private LoyaltyClients As(Role role, string subject) => new(service.As(role, subject));
}

/// <summary>What a member's app does with what it was given.</summary>
internal static class MemberApp
{
    /// <summary>Base32 by RFC 4648, without padding.</summary>
    public static byte[] Secret(string text)
    {
        var bytes = new List<byte>();
        var (buffer, bits) = (0, 0);
        foreach (var letter in text)
        {
            buffer = (buffer << 5) | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal);
            bits += 5;
            if (bits >= 8)
            {
                bits -= 8;
                bytes.Add((byte)(buffer >> bits));
                buffer &= (1 << bits) - 1;
            }
        }

        return [.. bytes];
    }
}
