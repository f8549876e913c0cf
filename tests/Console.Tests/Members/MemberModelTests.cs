using Grpc.Core;
using Omnichannel.Loyalty.V1;
using Omnichannel.WebConsole.Members;

namespace Omnichannel.WebConsole.Tests.Members;

/// <summary>A member as the page asks for them.</summary>
public sealed class MemberModelTests
{
    private readonly ScriptedCalls calls;
    private readonly MemberModel model;
    private bool refuses;

    public MemberModelTests()
    {
        calls = new ScriptedCalls()
            .On<GetMemberRequest, GetMemberResponse>("GetMember", (request, _) => Or(new GetMemberResponse { Member = new Member { MemberId = request.MemberId, ProgramId = "gold" } }))
            .On<GetProgramRequest, GetProgramResponse>("GetProgram", (_, _) => new GetProgramResponse { Program = new LoyaltyProgram() })
            .On<ListEntriesRequest, ListEntriesResponse>("ListEntries", (request, _) => Or(request.PageToken.Length == 0
                ? new ListEntriesResponse { Entries = { new LedgerEntry { Sequence = 2 } }, NextPageToken = "older" } : new ListEntriesResponse { Entries = { new LedgerEntry { Sequence = 1 } } }))
            .On<ListLotsRequest, ListLotsResponse>("ListLots", (request, _) => request.PageToken.Length == 0
                ? new ListLotsResponse { Lots = { new Lot { LotId = "b" } }, NextPageToken = "older" } : new ListLotsResponse { Lots = { new Lot { LotId = "a" } } })
            .On<ListWalletsRequest, ListWalletsResponse>("ListWallets", (_, _) => new ListWalletsResponse { Wallets = { new Wallet { WalletId = "w" } } })
            .On<ListMemberCouponsRequest, ListMemberCouponsResponse>("ListMemberCoupons", (request, _) => request.PageToken.Length == 0
                ? new ListMemberCouponsResponse { Coupons = { new Coupon { Code = "TEN" }, new Coupon { Code = "ELF" } }, NextPageToken = "older" } : new ListMemberCouponsResponse { Coupons = { new Coupon { Code = "OLD" } } })
            .On<ExplainEarningRequest, ExplainEarningResponse>("ExplainEarning", (request, _) => Or(new ExplainEarningResponse { Language = request.Language }))
            .OnStream<ExportStatementRequest, ExportStatementResponse>("ExportStatement", _ => [new ExportStatementResponse { Csv = "a\r\n" }, refuses ? throw Refusal() : new ExportStatementResponse { Csv = "b\r\n" }]);
        model = new MemberModel(calls, "m1", "it");
    }

    [Fact]
    public async Task Member_IsSeenWhole_AndMoreIsAddedAtTheEnd()
    {
        Assert.True(await model.Open());
        Assert.Equal(("m1", 1, 1, "TEN ELF"), (model.Member!.MemberId, model.Entries.Count, model.Wallets.Count, string.Join(' ', model.Coupons.Select(coupon => coupon.Code))));
        Assert.Equal([LotState.Pending, LotState.Active, LotState.Held], calls.Made<ListLotsRequest>().Single().States);

        Assert.True(await model.OlderEntries());
        Assert.True(await model.OlderLots());
        Assert.True(await model.OlderCoupons());
        Assert.Equal(["TEN", "ELF", "OLD"], model.Coupons.Select(coupon => coupon.Code));
        Assert.Equal([2L, 1L], model.Entries.Select(entry => entry.Sequence));
        Assert.Equal(["b", "a"], model.Lots.Select(lot => lot.LotId));
        Assert.False(model.HasMoreEntries || model.HasMoreLots || model.HasMoreCoupons);

        // Opened again, it begins anew.
        Assert.True(await model.Open());
        Assert.Equal((1, 1, true), (model.Entries.Count, model.Lots.Count, model.HasMoreLots));
        Assert.Equal("", calls.Made<ListLotsRequest>()[^1].PageToken);
    }

    [Fact]
    public async Task Earning_IsExplainedOnce_InTheLanguageOfTheReader()
    {
        Assert.True(await model.Explain("o1"));
        Assert.Equal("it", model.Explained("o1")!.Language);
        Assert.Null(model.Explained("o2"));
        Assert.True(await model.Explain("o1"));
        Assert.Single(calls.Made<ExplainEarningRequest>());
    }

    [Fact]
    public async Task Statement_IsHandedOverWhole_OrNotAtAll()
    {
        var saved = new List<string>();
        Task Save(IAsyncEnumerable<string> parts) => Task.Run(async () => saved.Add(string.Concat(await parts.ToListAsync())));

        Assert.True(await model.Export(Save));
        refuses = true;
        Assert.False(await model.Export(Save));

        Assert.Equal(["a\r\nb\r\n"], saved);
        Assert.Equal(StatusCode.NotFound, model.Refusal!.StatusCode);
    }

    [Fact]
    public async Task Refused_IsShown_AndWhatIsOnThePageStays()
    {
        await model.Open();
        refuses = true;
        Assert.False(await model.OlderEntries());
        Assert.False(await model.Open());
        Assert.Equal((StatusCode.NotFound, "m1", 1), (model.Refusal!.StatusCode, model.Member!.MemberId, model.Entries.Count));
    }

    private static RpcException Refusal() => new(new Status(StatusCode.NotFound, "no such member"));

    private TAnswer Or<TAnswer>(TAnswer answer) => refuses ? throw Refusal() : answer;
}
