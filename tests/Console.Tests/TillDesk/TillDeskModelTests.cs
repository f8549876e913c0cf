using Grpc.Core;
using Omnichannel.Loyalty.V1;
using Omnichannel.Types.V1;
using Omnichannel.WebConsole.TillDesk;

namespace Omnichannel.WebConsole.Tests.TillDesk;

/// <summary>Whoever is at a till, as its page asks for them.</summary>
public sealed class TillDeskModelTests
{
    private readonly FoundMember found = new() { MemberId = "m1", ProgramId = "gold" };
    private readonly LoyaltyProgram program = new() { RedemptionRates = { new RedemptionRate { CurrencyCode = "EUR" }, new RedemptionRate { CurrencyCode = "RON" } } };
    private readonly ScriptedCalls calls;
    private readonly TillDeskModel model;

    public TillDeskModelTests()
    {
        calls = new ScriptedCalls()
            .On<FindMemberRequest, FindMemberResponse>("FindMember", (request, _) => request.Phone == "+390" ? throw Refusal() : new FindMemberResponse { Member = found })
            .On<ProvePresenceRequest, ProvePresenceResponse>("ProvePresence", (request, _) => request.Code?.Code == "00000000" ? throw Refusal() : new ProvePresenceResponse
            {
                Member = found, CardPointsLeft = 500,
                Presence = new Presence { PresenceId = "p1", Kind = request.Scan.StartsWith('M') || request.Code is not null ? PresenceKind.Code : PresenceKind.Card },
            })
            .On<GetProgramRequest, GetProgramResponse>("GetProgram", (_, _) => new GetProgramResponse { Program = program })
            .On<GetBalanceRequest, GetBalanceResponse>("GetBalance", (request, _) => new GetBalanceResponse { ActiveValue = new Money { CurrencyCode = request.CurrencyCode, AmountMinor = 300 } })
            .On<ListWalletsRequest, ListWalletsResponse>("ListWallets", (_, _) => new ListWalletsResponse { Wallets = { new Wallet { WalletId = "w" } } })
            .On<ListMemberCouponsRequest, ListMemberCouponsResponse>("ListMemberCoupons", (_, _) => new ListMemberCouponsResponse { Coupons = { new Coupon { Code = "TEN" } } });
        model = new TillDeskModel(calls, mayProve: true);
    }

    [Theory]
    [InlineData("M1.4006381333931.94287082", FindMemberRequest.ByOneofCase.Scan)]
    [InlineData("m1.4006381333931.94287082", FindMemberRequest.ByOneofCase.Scan)]
    [InlineData("4006381333931", FindMemberRequest.ByOneofCase.CardNumber)]
    [InlineData("4006 3813 33931", FindMemberRequest.ByOneofCase.CardNumber)]
    [InlineData("GOLD-77", FindMemberRequest.ByOneofCase.CardNumber)]
    [InlineData("+39 06 123 456 78 90", FindMemberRequest.ByOneofCase.Phone)]
    [InlineData("06 1234567", FindMemberRequest.ByOneofCase.Phone)]
    public void Term_IsWhatItLooksLike(string typed, FindMemberRequest.ByOneofCase by)
    {
        var request = TillTerm.Read($" {typed} ")!.ToRequest(" it");
        Assert.Equal((by, by is FindMemberRequest.ByOneofCase.Phone ? "IT" : ""), (request.ByCase, request.RegionCode));
        Assert.Null(TillTerm.Read("  "));
    }

    [Fact]
    public async Task Card_FindsFirst_AndProvesWhenItIsScanned()
    {
        Assert.True(await model.Find(TillTerm.Read("4006381333931")!, ""));
        Assert.Equal(("m1", null, true, 300L, "EUR", 1, 1), (model.Member!.MemberId, model.Presence, model.HasCard, model.Worth!.AmountMinor, model.Currency, model.Wallets.Count, model.Coupons.Count));

        Assert.True(await model.ProveByCard());
        Assert.Equal((PresenceKind.Card, 500L), (model.Presence!.Kind, model.CardPointsLeft));
        Assert.Equal("4006381333931", calls.Made<ProvePresenceRequest>().Single().Scan);
    }

    [Fact]
    public async Task PictureOfTheApp_ProvesAtTills_AndOnlyFindsElsewhere()
    {
        var scan = TillTerm.Read("M1.4006381333931.94287082")!;
        Assert.True(await model.Find(scan, ""));
        Assert.Equal((PresenceKind.Code, null), (model.Presence!.Kind, model.CardPointsLeft));

        var store = new TillDeskModel(calls, mayProve: false);
        Assert.True(await store.Find(scan, ""));
        Assert.Equal(("m1", null, false), (store.Member!.MemberId, store.Presence, store.HasCard));
        Assert.Single(calls.Made<ProvePresenceRequest>());
    }

    [Fact]
    public async Task Phone_IsProvedByTheCodeThatIsReadOut()
    {
        await model.Find(TillTerm.Read("+39061234567")!, "");
        Assert.False(model.HasCard);
        Assert.False(await model.ProveByCode("00000000"));
        Assert.Equal(("m1", null), (model.Member!.MemberId, model.Presence));
        Assert.True(await model.ProveByCode(" 94287082 "));
        Assert.Equal(new ToldCode { MemberId = "m1", Code = "94287082" }, calls.Made<ProvePresenceRequest>()[^1].Code);
    }

    [Fact]
    public async Task NextCustomer_IsNotMistakenForTheLast()
    {
        await model.Find(TillTerm.Read("M1.4006381333931.94287082")!, "");
        Assert.False(await model.Find(TillTerm.Read("+390")!, ""));
        Assert.Equal((null, null, 0, 0), (model.Member, model.Presence, model.Wallets.Count, model.Coupons.Count));

        model.Leave();
        Assert.Null(model.Refusal);
    }

    [Fact]
    public async Task Currency_IsChosen_AndKeptForTheNextCustomer_WhereTheirProgramHasIt()
    {
        await model.Find(TillTerm.Read("4006381333931")!, "");
        Assert.True(await model.Choose("RON"));
        await model.Find(TillTerm.Read("4006381333931")!, "");
        Assert.Equal(("RON", "RON"), (model.Currency, model.Worth!.CurrencyCode));

        program.RedemptionRates.Clear();
        await model.Find(TillTerm.Read("4006381333931")!, "");
        Assert.Equal(("", null), (model.Currency, model.Worth));
    }

    private static RpcException Refusal() => new(new Status(StatusCode.NotFound, "nobody"));
}
